"""The commands, and what `gongkai --help` says of them; each module of a command declares its arguments."""

from __future__ import annotations

import argparse
import importlib
from typing import Any

from generator import __version__
from generator.cli.parser import Parser

COMMANDS = {
    "build": "检查预算并生成公开文件",
    "check": "检查预算",
    "serve": "在浏览器里打开工作台",
    "site": "把许多份公开文件做成一个网站",
    "explain": "说明一个数的来历，或一行预算影响到哪里",
    "verify": "核验公开文件",
    "log": "列出一份预算的历次版本",
    "textconv": "把文件变成文字，供 git diff 用",
    "diff": "比较两份预算",
    "sign": "记下审核过的表",
    "new": "建立一份新预算",
    "schema": "写出编辑器用的 JSON Schema",
    "roll": "建立下一年的预算",
    "import": "由 Excel 表建立预算",
    "cache": "排好后留着的页占多少地方，清空",
    "profile": "建立自己的样式，试印一个样式",
    "codes": "查科目，读入财政部门的科目表",
}
_MODULES = {"import": "import_"}
"""Modules of commands whose names are keywords of Python."""


class _Command(Parser):
    """The parser of one command, whose module is loaded for its arguments when it is called."""

    command = ""
    declared = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse; words that stand behind an option are added to those before it (sign … --by 李审 表).

        Why: argparse takes all words of a list at once, and knows nothing to do with those that come later.
        """
        words = self._declared()
        options, more = super().parse_known_args(args, namespace)
        if any(word.startswith("-") for word in more):
            self.error(f"unrecognized arguments: {' '.join(more)}")
        if not words:
            return options, more
        kind: Any = words.type or str
        setattr(options, words.dest, [*getattr(options, words.dest), *map(kind, more)])
        return options, []

    def _declared(self) -> argparse.Action | None:
        """The argument that is a list of words, if the command has one."""
        if not self.declared:
            self.declared = True
            module_of(self.command).declare(self)
        positional = self._get_positional_actions()
        return next((action for action in positional if action.nargs in ("*", "+")), None)


def command_line() -> Parser:
    """The parser of all commands."""
    parser = Parser(
        prog="gongkai",
        description="把部门预算（YAML）变成依法公开的文件（PDF）。",
        epilog="各命令的用法：gongkai 命令 --help",
    )
    parser.add_argument("--version", action="version", version=f"gongkai {__version__}", help="显示版本")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="命令", title="命令", parser_class=_Command
    )
    for name, told in COMMANDS.items():
        commands.add_parser(name, help=told).command = name
    return parser


def module_of(command: str) -> Any:
    """The module of a command, with `declare` and `run`."""
    return importlib.import_module(f"generator.cli.{_MODULES.get(command, command)}")
