"""Signals that end a command: what it has opened is put away, and it says so."""

from __future__ import annotations

import signal
import sys

_STOPS = ("SIGINT", "SIGTERM", "SIGHUP")
"""Ctrl-C; somebody else, such as the system when it is shut down; a terminal that is closed."""
_AGAIN = 1
"""Seconds after which a command that goes on is stopped again."""


def listen() -> None:
    """Let signals end the command from now on; those that whoever began it has ignored (nohup) stay so."""
    for name in _STOPS:
        number = getattr(signal, name, None)  # no system has all of them
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def stopped(error: KeyboardInterrupt) -> int:
    """The exit code of a command that `error` has ended, as a shell counts: 128 and the signal's number."""
    if hasattr(signal, "SIGALRM"):
        signal.alarm(0)
    number: int = error.args[0] if error.args else signal.SIGINT
    return 128 + number


def _stop(number: int, _: object) -> None:
    """Raise KeyboardInterrupt with the signal's number, once: what is being put away is not disturbed.

    Why the alarm: what is raised while Python takes an object apart is lost, and so it is raised again.
    """
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, lambda *_: _stop(number, None))
        signal.alarm(_AGAIN)
    error = sys.exc_info()[1]  # what is being dealt with where the signal came
    while error and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    if error is None:
        raise KeyboardInterrupt(number)
