"""Parsing of the command line, and the one place where errors become sentences and exit codes."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

from generator.cli.commands import command_line, module_of
from generator.cli.output import guarded_output
from generator.cli.silence import silence_libraries
from generator.cli.stopping import listen, stopped
from generator.errors import FindingsError

_COLLECTED = (50_000, 20, 50)
"""After how many new objects the collector looks at the young ones, and how seldom at the old ones."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0, 1 (rules found errors) or 2 (wrong usage or unreadable input).

    A command that was stopped returns 128 and the signal's number, as a shell counts; 70 is an error of the
    program itself, which says nothing of the budget.

    Without `arguments` those of the process are taken, which then is ours alone.
    """
    if arguments is None:
        silence_libraries()
    listen()
    with guarded_output():
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    options: argparse.Namespace | None = None
    try:
        with _seldom_collected():
            options = command_line().parse_args(arguments)
            code: int = module_of(options.command).run(options)
            sys.stdout.flush()
    except FindingsError as error:
        from generator.cli.report import print_findings

        print_findings(error.findings, sys.stderr, everything=getattr(options, "all", True))
        return error.exit_code
    except KeyboardInterrupt as error:
        code = stopped(error)
        with contextlib.suppress(OSError):  # it may be that the terminal is gone
            print("已中断，没有留下半成品。", file=sys.stderr)
        return code
    except BrokenPipeError:  # whoever read the output has seen enough (| head): not an answer of the command
        _forget(sys.stdout)
        return 128 + getattr(signal, "SIGPIPE", 13)
    except Exception as error:
        return _failed(error)
    return code


@contextlib.contextmanager
def _seldom_collected() -> Iterator[None]:
    """Most of what a command makes lives until it ends: to look through it again and again takes a fifth."""
    before = gc.get_threshold()
    gc.set_threshold(*_COLLECTED)
    try:
        yield
    finally:
        gc.freeze()  # nor is it looked through when the process ends
        gc.set_threshold(*before)


def _forget(stream: TextIO) -> None:
    """Let go of what `stream` could not write, so that Python does not try again when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _failed(error: Exception) -> int:
    from generator.source.failures import sentence

    if isinstance(error, OSError):  # it may be that the output cannot be written
        _forget(sys.stdout)
    said, code = sentence(error)
    print(f"错误：{said}", file=sys.stderr)
    return code
