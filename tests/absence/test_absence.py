"""Proofs: what is not written is never said to be nil, what is said to be nil is printed, branches are read.

Of every list one item stands for all: keys are tried by kind.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document import compose
from generator.figures import Disclosure
from generator.source import Mapping, Sequence, Value
from generator.source.values import Scalar
from tests.absence.branches import KEPT, table
from tests.absence.optional_keys import changed, denied, disclosed, found, kind_of, optional, whole
from tests.built_sample import BUDGET
from tests.html_tables import text_of
from tests.many_units import CODES, many_units
from tests.shanghai.test_tables import BUDGET as SHANGHAI

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
    ("国有资产",): "没有占有使用的车辆、房屋和大型设备",
    ("政府采购",): "政府采购预算总额0万元",
    ("三公经费",): "财政拨款安排“三公”经费预算0万元",
    ("机关运行经费",): "没有安排机关运行经费",
    ("绩效目标",): "没有公开的项目绩效目标表",
    ("名词解释",): "没有需要解释的名词",
    ("其他说明",): "没有其他需要说明的情况",
    ("购买服务目录",): "没有政府购买服务指导性目录",
    ("部门", "机构", "内设机构"): "没有单设的内设机构",
    ("部门", "机构", "所属单位"): "没有所属单位",
    ("国有资产", "车辆"): "公务用车编制0辆，实有0辆",
    ("整体绩效",): "编报单位整体绩效目标的单位0个，涉及资金0万元",
}
"""Keys, and what is printed when they are written 无."""


@pytest.mark.parametrize("path", NIL, ids="/".join)
def test_what_is_said_to_be_nil_is_printed(path: tuple[str, ...]) -> None:
    """无 in the place of the block or the list, in the sample."""
    mapping = whole(BUDGET)
    place = mapping.place
    value: Value = Sequence(place) if path[-1] in ("机关运行经费", "绩效目标") else Scalar("无", place)
    given = mapping
    for key in path[:-1]:
        below = given[key]
        assert isinstance(below, Mapping)
        given = below
    if path[-1] not in given:
        given.put(path[-1], value, place)
    if path == ("其他说明",):
        mapping.pop("更正", None)
    disclosure = disclosed(changed(mapping, path, value))
    assert isinstance(disclosure, Disclosure), disclosure
    printed = "".join(text_of(section.html) for section in compose(disclosure).sections)
    assert NIL[path] in printed


def test_every_branch_is_as_it_was_read() -> None:
    """Up, down, equal, from nil, to nil, unknown, with each sort of reason."""
    assert table() == KEPT.read_text(encoding="utf-8")
