"""gongkai profile: a profile of one's own beside the budgets; a profile tried with a full budget."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.options import add_all, add_home
from generator.errors import InputError, ProfileError, UsageError
from generator.model.profiles import DECLARATION, profile_folders
from generator.model.vocabulary import Topic
from generator.source.workspace import PROFILES

if TYPE_CHECKING:
    from generator.figures.profile import Profile


_LISTS: tuple[Topic, ...] = ("资金", "性质", "三公经费", "项目类别", "车辆", "设备")
"""Words of 词汇 that are shown to whoever begins a profile."""


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = (
        "new 某省-2026 --from shanxi-2024：在预算旁边建立一个样式，只写与原来不同的；"
        "check 某省-2026：用一份什么都有的预算试印，说出印不出来的内容和总是空的栏。"
    )
    parser.add_argument("action", metavar="ACTION", choices=("new", "check"), help="new 建立，check 试印")
    parser.add_argument("name", metavar="NAME", help="样式的名称，例如 某省-2026")
    parser.add_argument(
        "--from",
        dest="base",
        metavar="BASE",
        default="shanxi-2024",
        help="new：照哪一个样式（默认 shanxi-2024）",
    )
    add_all(parser)
    add_home(parser)


def run(options: argparse.Namespace) -> int:
    """Do what `action` says. Raises UsageError for a wrong name, ProfileError for a wrong profile."""
    if not re.fullmatch(r"[\w-]+", options.name):
        raise UsageError(f"样式的名称“{options.name}”不能用：只能有文字、数字和“-”，例如 某省-2026。")
    return {"new": _new, "check": _check}[options.action](options)


def _new(options: argparse.Namespace) -> int:
    """Write a declaration that says only what it is based on, and behind # what else may be said."""
    from generator.exchange.files import write_whole
    from generator.figures import load_profile

    base = load_profile(options.base, options.budgets)
    known = [place / within / options.name for place, within in profile_folders(options.budgets)]
    there = next((place for place in known if place.exists()), None)
    if there is not None:
        raise UsageError(f"已经有样式“{options.name}”（{there}），没有改动。请换一个名称。")
    target: Path = options.budgets / PROFILES / options.name / DECLARATION
    write_whole(target, "".join(f"{line}\n" for line in _declaration(options.name, base)).encode())
    print(f"已建立 {target}，现在印的与 {base.name} 一样。")
    print("写上不同的地方，再用一份什么都有的预算试印：")
    print(f"  gongkai profile check {options.name}")
    print(f"用它的预算，在“样式”里写 {options.name}。")
    return 0


def _declaration(name: str, base: Profile) -> Iterator[str]:
    yield f"# 样式 {name}。只写与 {base.name} 不同的，没有写的照它的。"
    yield "# 行首有“#”的是现在的写法：去掉“# ”，改成自己的。写法见 docs/样式.md。"
    yield f"名称: {name}"
    yield f"基于: {base.name}"
    yield ""
    yield f'# 文件名称: "{base.title}"'
    yield ""
    yield "# 词汇：预算里可以写的词。写了哪一种，就换掉哪一种"
    yield "# 词汇:"
    words = base.vocabulary
    for key in _LISTS:
        yield f"#   {key}: [{', '.join(words.words(key))}]"
    yield ""
    yield "# 金额怎么印：所有的表，说明里的话"
    yield "# 格式:"
    yield "#   表: {单位: 万元, 小数: 2, 千分位: 否, 零: 空}"
    yield ""
    yield "# 可以写、这个样式不印的事项"
    yield f"# 不印: [{', '.join(base.not_printed)}]"
    yield ""
    yield "# 不要的表"
    yield f"# 不用表: [{base.tables[-1].number}]"
    yield ""
    yield "# 写一张同号的表，就换掉原来的；新的号排在后面。现在有："
    for table in base.tables:
        yield f"#   {table.number}  {table.title}"
    yield "# 表:"
    yield f"#   - 号: {base.tables[0].number}"
    yield f'#     标题: "{base.tables[0].title}"'
    yield f"#     标识: {base.tables[0].label}"
    yield "#     栏:"
    yield "#       - 记录: 支出"
    yield "#         列:"
    yield "#           - {键: 科目, 是: 名称, 表头: [科目]}"
    yield "#           - {键: 合计, 表头: [合计]}"
    yield "#         行:"
    yield "#           - {每: 科目}"
    yield "#           - {名: 合计, 样: 合计}"


def _check(options: argparse.Namespace) -> int:
    """Say what a full budget shows to be lost or empty: that is as wrong as a word that is not known."""
    from generator.cli.report import print_findings
    from generator.document.trial import tried
    from generator.figures import load_profile
    from generator.rules import exit_code

    try:
        profile = load_profile(options.name, options.budgets)
    except ProfileError as error:
        if error.findings:
            raise InputError(error.findings) from None
        raise
    found = tried(profile)
    print_findings(found, sys.stdout, everything=options.all)
    code = exit_code(found)
    if not code:
        print(f"试印通过：样式 {profile.name} 的 {len(profile.tables)} 张表没有空的栏，写了的都印。")
    return code
