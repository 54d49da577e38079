"""Proofs: what is not written is never said to be nil, what is said to be nil is printed, branches are read.

Of every list one item stands for all: keys are tried by kind.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest

from generator.document import compose
from generator.figures import Disclosure
from generator.findings import Level
from generator.model import parse_budget
from generator.rules import apply_rules
from generator.rules.absence import unwritten_facts
from generator.source import Mapping, Sequence, Value
from generator.source.values import Scalar
from tests.absence.branches import KEPT, table
from tests.absence.optional_keys import changed, denied, disclosed, found, kind_of, optional, whole
from tests.budgets import SMALLEST
from tests.built_sample import BUDGET
from tests.html_tables import text_of
from tests.many_units import CODES, many_units
from tests.shanghai.test_tables import BUDGET as SHANGHAI
from tests.written import read

CASES = [("sample", ""), ("shanghai", ""), ("units", ""), *(("units", code) for code in CODES)]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {
        "sample": BUDGET,
        "shanghai": SHANGHAI,
        "units": many_units(tmp_path_factory.mktemp("2024") / "某局"),
    }


@pytest.mark.parametrize(("which", "unit"), CASES, ids=str)
def test_what_is_left_out_is_told_or_not_spoken_of(folders: dict[str, Path], which: str, unit: str) -> None:
    """Every optional key, in turn: a finding appears, or no more is denied than before."""
    mapping = whole(folders[which])
    before = disclosed(changed(mapping, ()), unit)
    assert isinstance(before, Disclosure)
    known, said = found(before, folders[which]), denied(before)
    keys = {kind_of(path): path for path in reversed(optional(mapping))}
    assert len(keys) > 60
    for path in keys.values():
        without = disclosed(changed(mapping, path), unit)
        if not found(without, folders[which]) - known:
            assert isinstance(without, Disclosure)
            assert not denied(without) - said, path


NIL = {
    ("国有资产",): ("没有占有使用的车辆、房屋和大型设备", r"[1-9]\d*(?:辆|平方米|台)|编制0辆"),
    ("国有资产", "车辆"): ("本部门没有公务用车。", r"[1-9]\d*辆|编制0辆"),
    ("政府采购",): ("政府采购预算总额0万元", r"政府采购[^，。；\n]*[1-9]"),
    ("三公经费",): ("财政拨款安排“三公”经费预算0万元", r"“三公”经费[^，。；\n]*预算[1-9]"),
    ("机关运行经费",): ("没有安排机关运行经费", r"安排机关运行经费[^，。；\n]*[1-9]"),
    ("绩效目标",): (
        "没有公开的项目绩效目标表",
        r"公开[^，。；\n]*绩效目标[^，。；\n]*[1-9]\d*个|纳入绩效目标管理",
    ),
    ("整体绩效",): ("编报单位整体绩效目标的单位0个，涉及资金0万元", r"整体绩效[^，。；\n]*[1-9]"),
    ("名词解释",): ("没有需要解释的名词", "名词解释：待填"),
    ("其他说明",): ("没有其他需要说明的情况", "金额均以万元为单位"),
    ("购买服务目录",): ("没有政府购买服务指导性目录", r"目录[^，。；\n]*附后"),
    ("部门", "机构", "内设机构"): ("没有单设的内设机构", "内设机构[1-9]"),
    ("部门", "机构", "所属单位"): ("没有所属单位", "所属[^，。；\n]{0,4}单位[1-9]"),
    ("部门", "机构", "说明"): ("编制人数160人，在职人数160人。", "。无"),
    ("部门", "简称"): ("2024年，本部门内设机构7个", "无内设机构"),
    ("购买服务目录", "说明"): ("（一）政府购买服务指导性目录", "目录无"),
}
"""Keys, what is printed when they are written 无, and what would contradict it."""


_LISTS = ("机关运行经费", "绩效目标", "名词解释", "其他说明", "内设机构", "所属单位")
_SAYING = ("summary", "overview", "explanations", "glossary")


def _with(path: tuple[str, ...], value: Value) -> Mapping:
    """The sample with `value` at `path`."""
    mapping = whole(BUDGET)
    given = mapping
    for key in path[:-1]:
        below = given[key]
        assert isinstance(below, Mapping)
        given = below
    if path[-1] not in given:
        given.put(path[-1], value, mapping.place)
    if path == ("其他说明",):
        mapping.pop("更正", None)
    return cast("Mapping", changed(mapping, path, value))


@pytest.mark.parametrize("path", NIL, ids="/".join)
def test_what_is_said_to_be_nil_is_printed(path: tuple[str, ...]) -> None:
    """无 in the place of a block, a list or a text, in the sample; nothing beside it says the opposite."""
    disclosure = disclosed(_with(path, Scalar("无", whole(BUDGET).place)))
    assert isinstance(disclosure, Disclosure), disclosure
    sections = [section for section in compose(disclosure).sections if section.key.startswith(_SAYING)]
    assert len(sections) >= len(_SAYING)
    printed = "".join(text_of(section.html) for section in sections)
    said, contradicted = NIL[path]
    assert said in printed
    assert not re.search(contradicted, printed)


@pytest.mark.parametrize("path", [path for path in NIL if path[-1] in _LISTS], ids="/".join)
def test_nothing_may_be_the_only_item_of_a_list(path: tuple[str, ...]) -> None:
    """Nothing is called 无: a list that says only this is empty."""
    place = whole(BUDGET).place
    items = Sequence(place)
    items.put(Scalar("无", place), place)
    listed, plain = parse_budget(_with(path, items)), parse_budget(_with(path, Scalar("无", place)))
    assert listed.model_dump() == plain.model_dump()


def test_a_quota_that_a_unit_does_not_tell_is_asked(folders: dict[str, Path]) -> None:
    """A unit without vehicles says nothing of how many it may have: no sum is made of what the others have.

    Of a department without vehicles it need not be told.
    """
    mapping = whole(folders["units"])
    for index in range(3):
        path = ("分单位", index, "国有资产", "车辆")
        mapping = cast("Mapping", changed(mapping, path, Scalar("无", mapping.place)))
        told = {message for code, message in found(disclosed(mapping), folders["units"]) if code == "T42"}
        assert len(told) == (1 if index < 2 else 0)
        assert all("“云岭县某局本级”" in message and "的“车辆”里没有写“编制”" in message for message in told)


@pytest.mark.parametrize("path", [("国有资产", "车辆"), ("国有资产",)], ids="/".join)
def test_what_to_write_in_the_place_of_nothing(folders: dict[str, Path], path: tuple[str, ...]) -> None:
    """Beside 无 no 编制 can be written: what the hint says to write in its place is complete."""
    mapping = whole(folders["units"])
    nil = cast("Mapping", changed(mapping, ("分单位", 0, *path), Scalar("无", mapping.place)))
    disclosure = disclosed(nil)
    assert isinstance(disclosure, Disclosure)
    (finding,) = (finding for finding in unwritten_facts(disclosure) if finding.code == "T42")
    form = re.search(r"换成：(\{.*\})；有的", finding.hint)
    assert form
    written = read(f"{path[-1]}: {form[1]}\n")[0]
    assert isinstance(written, Mapping)
    whole_again = cast("Mapping", changed(mapping, ("分单位", 0, *path), written[path[-1]]))
    disclosure = disclosed(whole_again)
    assert isinstance(disclosure, Disclosure)
    assert not [finding for finding in unwritten_facts(disclosure) if finding.code == "T42"]


@pytest.mark.parametrize(("key", "code"), [("基本支出", "T03"), ("项目", "T02")])
def test_lines_that_are_not_written_are_told_once(key: str, code: str) -> None:
    """Not as a sum of 0 only, nor as a difference of each 科目; both ways out are named."""
    folder = SMALLEST if key == "基本支出" else SHANGHAI
    disclosure = disclosed(changed(whole(folder), (key,)))
    assert isinstance(disclosure, Disclosure)
    told = [one for one in apply_rules(disclosure, folder) if one.code in ("T02", "T03", "T10")]
    assert [one.code for one in told if one.level is Level.ERROR] == [code]
    assert "T10" not in {one.code for one in told} or key == "项目"
    assert f"没有写“{key}”" in told[0].message
    assert f"{key}: [" in told[0].hint
    assert "写 []" in told[0].hint


def test_every_branch_is_as_it_was_read() -> None:
    """Up, down, equal, from nil, to nil, unknown, with each sort of reason."""
    assert table() == KEPT.read_text(encoding="utf-8")


@pytest.mark.parametrize("key", ["基本支出", "项目", "政府性基金收入"])
def test_lines_that_are_not_written_are_no_nought(key: str) -> None:
    """A draft prints 待填 for what other sums say that there is, in every table of the kind and in words."""
    disclosure = disclosed(changed(whole(BUDGET), (key,)))
    assert isinstance(disclosure, Disclosure)
    [told] = [one for one in apply_rules(disclosure, BUDGET) if f"没有写“{key}”" in one.message]
    assert told.level is Level.ERROR
    tables = [one.number for one in disclosure.profile.tables if any(b.kind == key for b in one.blocks)]
    assert tables
    for number in tables:
        rows = [[cell.figure for cell in row.cells if cell.figure] for row in disclosure.tables[number].rows]
        total = next(figures for figures in rows if figures)
        assert all(figure.unwritten for figure in total), number
    printed = "".join(text_of(section.html) for section in compose(disclosure).sections)
    assert "人员经费0万元" not in printed
    assert "二级项目0个" not in printed
