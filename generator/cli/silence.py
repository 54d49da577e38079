"""Only the program itself speaks: what libraries say is English, and helps nobody who runs a command.

They warn, log, let threads end with a stack trace, and write to the terminal behind Python's back.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
import warnings


def silence_libraries() -> None:
    """For all of this process, and what it begins; who asks for warnings (-W, PYTHONWARNINGS) gets them."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    logging.StreamHandler.emit = lambda self, record: None  # type: ignore[method-assign]
    threading.excepthook = _told
    sys.unraisablehook = lambda _: None
    _keep_the_terminal()


def _told(ended: threading.ExceptHookArgs) -> None:
    """What nobody foresaw, in a thread."""
    from generator.source.failures import sentence

    if isinstance(ended.exc_value, Exception):
        print(f"错误：{sentence(ended.exc_value)[0]}", file=sys.stderr)


def _keep_the_terminal() -> None:
    """Errors are written where they were; what native code and other programs write there goes nowhere."""
    with contextlib.suppress(OSError, ValueError, AttributeError):  # no stream that is a file
        number = sys.stderr.fileno()
        if number != 2:
            return
        ours = os.dup(number)
        sys.stderr = os.fdopen(ours, "w", encoding="utf-8", errors="replace", buffering=1)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)
