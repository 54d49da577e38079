"""A page for every kind of finding: what it checks, why, an example that fires it, and the cure.

The words are in `CODE.yaml` beside this file; code, title and level are those of the Kind. The pages in
docs/规则 are made from both by `python -m generator.rules.pages`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from pydantic import Field

import generator
from generator.errors import UsageError
from generator.findings import Kind, Level
from generator.model.base import Text, Written
from generator.source import read_yaml

SOURCES = Path(__file__).parent

FAMILIES = {
    "S": "结构：文件的写法、键和名称",
    "T": "勾稽：分别填写的数应当相符",
    "X": "文字：句子、名称和指标",
    "R": "审核：签过以后的改动",
    "P": "版面：字体、字符和附件",
    "E": "导入：Excel 工作簿",
}
_LEVELS = {
    Level.ERROR: "错误。必须改正，不能接受。",
    Level.WARNING: "警告。请核对；确实没有问题的，在“接受”里写明理由后保留。",
    Level.NOTE: "提示。供核对，不改也可以。",
}
_LEVELS_OF_REVIEW = {Level.WARNING: "警告。给审核人看的，不妨碍生成；看过以后再签一次就不再报，不能“接受”。"}
_MADE = "<!-- 由 python -m generator.rules.pages 生成，不要直接修改 -->"


class PageText(Written):
    """The words of one page."""

    checks: Text = Field(alias="检查", min_length=1)
    reason: Text = Field(alias="依据", min_length=1)
    example: Text = Field(alias="例子", min_length=1)
    cure: Text = Field(alias="改正", min_length=1)


_WITHOUT = "generator.workbench."
"""Modules that find nothing, and need what is not always installed."""


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of finding by code, in order: those that any module of the package defines."""
    found: dict[str, Kind] = {}
    for module in pkgutil.walk_packages(generator.__path__, f"{generator.__name__}."):
        if not module.name.endswith("__main__") and not module.name.startswith(_WITHOUT):
            values = vars(importlib.import_module(module.name)).values()
            found |= {value.code: value for value in values if isinstance(value, Kind)}
    return dict(sorted(found.items()))


def page_text(code: str) -> PageText:
    """The words of the page for `code`. Raises UsageError when there is none."""
    path = SOURCES / f"{code}.yaml"
    if not path.is_file():
        known = sorted(source.stem for source in SOURCES.glob("*.yaml"))
        close = "、".join(get_close_matches(code[:1].upper() + code[1:].zfill(2), known, n=3, cutoff=0.5))
        hint = f"是否想写 {close}？" if close else f"代码是一个字母加两位数字，例如 {known[0]}。"
        raise UsageError(f"没有代码为“{code}”的规则。{hint}")
    value, _ = read_yaml(path, path.name)
    return PageText.model_validate(value)


def page(code: str) -> str:
    """The page for `code` as Markdown. Raises UsageError when there is none."""
    text = page_text(code)
    kind = kinds()[code]
    parts = (
        f"# {code} {kind.title}",
        (_LEVELS_OF_REVIEW if code.startswith("R") else _LEVELS)[kind.level],
        f"## 检查什么\n\n{_paragraphs(text.checks)}",
        f"## 为什么\n\n{_paragraphs(text.reason)}",
        f"## 会报出的例子\n\n```yaml\n{text.example}\n```",
        f"## 怎么改\n\n{_paragraphs(text.cure)}",
    )
    return "\n\n".join(parts) + "\n"


def _paragraphs(text: str) -> str:
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip())


def index() -> str:
    """The list of all pages, by family, as Markdown."""
    lines = [
        "# 检查规则",
        "",
        "`gongkai check` 按 S、T、X 的规则检查预算，并核对审核人签过的内容（R）；`gongkai build` 还检查",
        "版面（P），`gongkai import` 检查 Excel 工作簿（E）。`gongkai check --explain T03` 显示其中一页。",
        "",
        "- 错误：必须改正，改正以前不生成文件。",
        "- 警告：请核对；没有问题的，在“接受”里按代码和事项写明理由，理由印在检查报告里。",
        "- 提示：供核对。",
        "- 未检查：缺少核对用的资料，这条规则没有核对，不等于通过。",
    ]
    known = kinds()
    for letter, title in FAMILIES.items():
        lines += ["", f"## {letter} {title}", "", "| 代码 | 规则 | 级别 |", "|---|---|---|"]
        for code, kind in known.items():
            if code.startswith(letter):
                lines.append(f"| [{code}]({code}.md) | {kind.title} | {kind.level} |")
    return "\n".join(lines) + "\n"


def documents() -> Iterator[tuple[str, str]]:
    """Every file of docs/规则: its name and what it says."""
    yield "README.md", f"{_MADE}\n{index()}"
    for code in kinds():
        yield f"{code}.md", f"{_MADE}\n{page(code)}"
