"""argparse in Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from itertools import takewhile
from typing import Any, NoReturn

from generator.source.nearest import close_matches
from generator.source.place import display_width

_PHRASES = (
    (r"the following arguments are required: (.*)", "还缺少参数：{words}"),
    (r"unrecognized arguments: (.*)", "不认识的参数：{0}{nearest}"),
    (r"argument (\S+): expected one argument", "{0} 后面要写一个值"),
    (r"argument (\S+): invalid int value: '(.*)'", "{0} 应是整数，现在是“{1}”"),
    (r"argument (\S+): invalid year value: '(.*)'", "{0} 应是年度，例如 2025，现在是“{1}”"),
    (r"argument 命令: invalid choice: '(.*)' \(choose from ([^()]*)\)", "没有“{0}”这个命令{nearest}"),
    (
        r"argument (\S+): invalid choice: '(.*)' \(choose from ([^()]*)\)",
        "{0} 不能是“{1}”{nearest}，可以写：{words}",
    ),
    (r"argument (\S+): (.*)", "{0} 写得不对"),
)
"""What argparse says (it gives English sentences and nothing else) and how we say it."""


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose help and errors are Chinese."""

    def __init__(self, **keywords: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Formatter, allow_abbrev=False, **keywords)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份帮助")
        # Why: argparse knows -5360.79 for a number that it must not take for an option, but not -5,360.79.
        self._negative_number_matcher = re.compile(r"-[\d,.]+%?$")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does, which does not tell what was given."""
        self._given = [str(word) for word in (sys.argv[1:] if args is None else args)]
        return super().parse_known_args(args, namespace)

    def format_help(self) -> str:
        """As argparse writes it, with colons as wide as the words before them."""
        return re.sub(r"(?m)^(\w+):$", r"\1：", super().format_help())

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and exit with 2: of options that are none before what is missing."""
        stray = [word for word in takewhile("--".__ne__, self._given) if self._is_stray(word)]
        if stray and message.startswith("the following arguments are required"):
            message = f"unrecognized arguments: {' '.join(stray)}"
        said = message
        for pattern, sentence in _PHRASES:
            match = re.fullmatch(pattern, message)
            if match:
                groups = [group.replace("'", "") for group in match.groups()]
                said = sentence.format(*groups, nearest=self._nearest(groups), words=_listed(groups[-1]))
                break
        print(f"错误：{said}。\n用法见：{self.prog} --help", file=sys.stderr)
        sys.exit(2)

    def _is_stray(self, word: str) -> bool:
        """Whether it looks like an option and is none."""
        known = word.partition("=")[0] in self._option_string_actions
        return word.startswith("-") and not known and not self._negative_number_matcher.match(word)

    def _nearest(self, groups: list[str]) -> str:
        """What may be meant: of the words to choose from, or of the options for a word that is none."""
        if len(groups) > 1:
            wrong, known = groups[-2], groups[-1].split(", ")
        else:
            wrong = next((word for word in groups[0].split() if word.startswith("-")), "").partition("=")[0]
            known = list(self._option_string_actions)
        if not wrong:
            return ""
        short = [word for word in known if len(wrong) > 1 and word.startswith(wrong)]
        close = short[:1] or close_matches(wrong.lower(), known, n=1, cutoff=0.6)
        return f"，是否想写“{close[0]}”" if close else ""


def _listed(words: str) -> str:
    """Words as a Chinese sentence lists them."""
    return words.replace(", ", "、")


def _lines(text: str, columns: int) -> list[str]:
    """`text` in lines of so many columns; Latin words are not broken, no line begins with a mark."""
    lines = [""]
    for word in re.findall(r"[!-~]+|.", text):
        if display_width(lines[-1] + word) > columns and word not in "，。；：、）”？ ":
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return [line.rstrip() for line in lines]


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=78)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return _lines(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in _lines(text, width - len(indent)))

    def _format_action(self, action: argparse.Action) -> str:
        """Commands are listed without a line above them that says once more what they are."""
        if isinstance(action, argparse._SubParsersAction):
            return "".join(map(super()._format_action, self._iter_indented_subactions(action)))
        return super()._format_action(action)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)
