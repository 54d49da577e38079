"""gongkai sign: a reviewer records what has been looked at, or sees what has changed since."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator.cli.options import add_unit
from generator.errors import UsageError
from generator.figures import Disclosure, disclose_folder
from generator.model.base import Day
from generator.model.sign_off import SignOff
from generator.signoff.changes import changes
from generator.signoff.file import read_sign_offs
from generator.signoff.ids import every_id, ids_of
from generator.signoff.printed import print_of
from generator.signoff.signing import sign
from generator.source import find_budget
from generator.source.workspace import SIGN_OFFS, display_name


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = "审核人记下看过哪些表，以后 check 说出签过以后改了什么。不写内容时，列出已有的审核。"
    parser.add_argument("budget", metavar="BUDGET", type=Path, help="预算所在的文件夹")
    parser.add_argument("names", metavar="NAME", nargs="*", help="表号、绩效目标表的项目名称、政府采购……")
    parser.add_argument("--all", action="store_true", help="所有的表和绩效目标表")
    parser.add_argument("--by", metavar="NAME", default="", help="审核人的姓名")
    parser.add_argument("--date", metavar="DATE", default="", help="审核的日期，例如 2024-03-01（默认今天）")
    parser.add_argument("--note", metavar="TEXT", default="", help="要一起记下的话")
    add_unit(parser)


def run(options: argparse.Namespace) -> int:
    """Sign, or list without names. Raises UsageError for unknown names, InputError for a bad file."""
    folder = find_budget(options.budget)
    signed = read_sign_offs(folder)
    disclosure = disclose_folder(folder, options.unit)
    if options.names or options.all:
        _sign(folder, disclosure, signed, options)
        return 0
    if options.by or options.date or options.note:
        raise UsageError("没有写审核了什么。写上表号或项目名称，或用 --all 表示全部。")
    own = [one for one in signed if one.unit == options.unit]
    _list(own, disclosure)
    if others := sorted({one.unit or "部门" for one in signed if one.unit != options.unit}):
        print(f"另有 {len(signed) - len(own)} 条是别的公开文件的：{'、'.join(others)}（用 --unit 指定）。")
    return 0


def _sign(
    folder: Path, disclosure: Disclosure, signed: Sequence[SignOff], options: argparse.Namespace
) -> None:
    reviewer = " ".join(options.by.split())
    if not reviewer:
        raise UsageError("没有写审核人。加上 --by 姓名。")
    day = _day(options.date)
    names = [*(every_id(disclosure) if options.all else ()), *ids_of(disclosure, options.names)]
    for one in sign(folder, disclosure, names, reviewer, day, unit=options.unit, note=options.note):
        earlier = next((old.day for old in reversed(signed) if old.key == one.key), None)
        print(f"{reviewer} {day} 审核“{one.about}”{f'（代替 {earlier} 的）' if earlier else ''}")
    print(f"已记在 {display_name(folder / SIGN_OFFS)}。")


def _day(text: str) -> date:
    try:
        day: date = TypeAdapter(Day).validate_python(text) if text else date.today()
    except ValidationError:
        raise UsageError(f"--date “{text}”不是日期，应写年、月、日，例如 2024-03-01。") from None
    return day


def _list(signed: Sequence[SignOff], disclosure: Disclosure) -> None:
    if not signed:
        print("还没有审核记录。签上：gongkai sign 预算 政府采购 --by 姓名")
    for one in signed:
        now = print_of(disclosure, one.about)
        found = changes(one, now) if now else []
        state = "已经不存在" if now is None else f"{len(found)} 处改动" if found else "没有改动"
        print(f"{one.about}  {one.reviewer}  {one.day}  {state}{f'  （{one.note}）' if one.note else ''}")
        for change in found:
            print(f"    {change}")
