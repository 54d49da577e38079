"""Loading WeasyPrint: without the fonts of the machine, and a sentence when its libraries are missing."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from generator.errors import PressError
from generator.press.fonts import forget_system_fonts


def import_weasyprint() -> Any:
    """The weasyprint module, without system fonts. Raises PressError when its libraries are missing."""
    forget_system_fonts()
    try:
        with warnings.catch_warnings(), _found_by_the_loader():
            warnings.filterwarnings("ignore", message="No fonts configured")
            import weasyprint
    except OSError as error:
        named = re.search(r"'([^'\n]{1,80})'", str(error))
        missing = named[1] if named else type(error).__name__
        cure = "请先运行 sh setup.sh env，它会安装或说明缺少什么。"
        raise PressError(f"缺少排版所需的系统程序库（{missing}）。{cure}") from None
    return weasyprint


@contextmanager
def _found_by_the_loader() -> Iterator[None]:
    """Libraries are loaded by the names that they have here.

    WeasyPrint first tries names of other systems, and for each of them a compiler and a linker are asked: a
    fifth of a second. What they would find the loader finds by the same name.
    """
    import ctypes.util

    find = ctypes.util.find_library
    if sys.platform.startswith("linux"):
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find
