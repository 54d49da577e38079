"""gongkai serve: the workbench in the browser."""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from generator.cli.options import add_budgets
from generator.cli.stopping import stopped
from generator.errors import UsageError


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = (
        "在浏览器里看真实的版面、检查结果和每个数的来历，改预算文件，改了马上看到。只有这台机器能打开，"
        "除非写了 --host。"
    )
    add_budgets(parser)
    parser.add_argument(
        "-o", "--output", metavar="OUT", type=Path, default=Path("out"), help="生成的文件所在（默认 out）"
    )
    parser.add_argument("--read-only", action="store_true", help="只能看，不能改，给审核人用")
    parser.add_argument("--no-browser", action="store_true", help="不打开浏览器，只显示地址")
    parser.add_argument(
        "--port", metavar="N", type=int, default=8765, help="端口（默认 8765；有人用时取下一个空着的）"
    )
    parser.add_argument(
        "--host",
        metavar="ADDRESS",
        default="127.0.0.1",
        help="让别的机器也能打开：在哪个地址上听，例如 0.0.0.0",
    )
    parser.add_argument(
        "--name",
        metavar="NAME",
        action="append",
        default=[],
        help="别的机器用什么名称打开，例如 ysgk.example.cn；写了 --host 就要写，可以有多个",
    )
    parser.add_argument("--certificate", metavar="FILE", type=Path, help="HTTPS 的证书（PEM）")
    parser.add_argument("--key", metavar="FILE", type=Path, help="证书的私钥（PEM）")


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
    except KeyboardInterrupt as error:  # how it is meant to end
        stopped(error)
    say("工作台已经关闭。")
    return 0
