"""gongkai serve: the workbench in the browser."""

from __future__ import annotations

import argparse
import signal
import sys
from importlib.util import find_spec

from generator.errors import UsageError


def run(options: argparse.Namespace) -> int:
    """Serve until it is stopped. Raises UsageError when it cannot."""
    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        raise UsageError(
            "没有装工作台用的软件包。请运行 sh setup.sh env；用 pip 装的，运行 pip install 'gongkai[serve]'。"
        )
    from generator.workbench.serving import Wishes, serve

    def say(line: str) -> None:
        print(line)
        sys.stdout.flush()

    wishes = Wishes(
        budgets=options.budgets,
        output=options.output,
        host=options.host,
        port=options.port,
        names=options.name,
        read_only=options.read_only,
        browser=not options.no_browser,
        certificate=options.certificate,
        key=options.key,
    )
    try:
        serve(wishes, say)
    except KeyboardInterrupt:  # how it is meant to end
        if hasattr(signal, "SIGALRM"):
            signal.alarm(0)
    say("工作台已经关闭。")
    return 0
