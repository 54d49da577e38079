"""A reference wherever a text can stand in a budget: a figure, or refused there; never a crash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.document import compose
from generator.errors import FindingsError
from generator.figures import Disclosure, disclose
from generator.findings import Finding, errors_in
from generator.model import parse_budget
from generator.rules import apply_rules
from generator.source import Mapping, Sequence, Value
from generator.source.values import Scalar
from tests.budgets import CONSISTENT, once
from tests.written import mapping

EVERYTHING = once(
    CONSISTENT.replace("性质: 事业}", "性质: 事业, 简称: 局, 主管部门: {名称: 主管局, 代码: '002'}}").replace(
        "职责: {概述: 负责某项工作。}, 机构: {内设机构: 无}",
        "职责: {概述: 做事。, 条目: [一。]}, 机构: {内设机构: [科], 所属单位: [馆], 说明: 无。}",
        1,
    )
    + """\
    项目概况: 概况。
    立项依据: 依据。
    必要性: 必要。
    制度措施: 措施。
    实施计划: 计划。
    负责人: 张三
    经办人: 李四
    联系电话: 0350-1
    实施单位: 某局
说明: {收入变动原因: 增加。, 政府采购说明: 有。, 国有资产说明: 有。}
其他说明: [其他。]
更正: [{金额: 1, 调出: 基本支出, 调入: 项目支出, 说明: 调剂。}]
名词解释: [{名称: 甲词, 解释: 意思。}]
科目名称: {"2010399": 其他专项}
接受: [{代码: T09, 事项: 甲, 理由: 无}]
附件: [{标题: 附一, 文件: 附件/甲.pdf}]
购买服务目录:
  名称: 目录
  说明: 说明。
  附文:
    {机关: 厅, 文号: 〔2022〕1号, 标题: 通知, 主送: 各局, 正文: [印发。], 印发日期: 2022-10-24, 印发单位: 室,
    缓急: 急, 公开选项: 公开}
  目录: [{部门: 某厅, 条目: {A: 公共服务}}]
  调整: [{批次: 第一批, 部门: 某厅, 动作: 修改, 代码: A, 原名称: 旧, 新名称: 新}]
"""
)
GOOD = "引用{{ 表三.合计.合计 }}的"
BAD = "引用{{ 没有.这个 }}的"
OPEN = "引用{{ 表三.合计.合计 的"
SENTENCES = {
    *("概述", "条目", "说明", "实施期", "项目概况", "立项依据", "必要性", "制度措施", "实施计划", "解释"),
    *("收入变动原因", "政府采购说明", "国有资产说明", "其他说明", "正文"),
}
"""The keys whose texts may refer to figures."""


def _places(value: Value, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every scalar below `value`."""
    if isinstance(value, Scalar):
        yield path
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from _places(below, (*path, key))
    elif isinstance(value, Sequence):
        for index, below in enumerate(value):
            yield from _places(below, (*path, index))


def _changed(path: tuple[str | int, ...], text: str) -> Mapping:
    whole = mapping(EVERYTHING)
    at: Value = whole
    for step in path[:-1]:
        at = at[step]  # type: ignore[index,call-overload]
    old = at[path[-1]]  # type: ignore[index,call-overload]
    at[path[-1]] = Scalar(text, old.place)  # type: ignore[index,call-overload,union-attr]
    return whole


def _tried(path: tuple[str | int, ...], text: str) -> tuple[list[Finding], Disclosure | None]:
    """The errors with `text` at `path`, and the disclosure where there is one."""
    try:
        disclosure = disclose(parse_budget(_changed(path, text)))
    except FindingsError as error:
        return list(error.findings), None
    return errors_in(apply_rules(disclosure, Path("没有"))), disclosure


def _key(path: tuple[str | int, ...]) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))


PATHS = list(dict.fromkeys(_places(mapping(EVERYTHING))))
ONCE = list({tuple("#" if isinstance(s, int) else s for s in path): path for path in PATHS}.values())


def test_the_budget_has_every_sort_of_text() -> None:
    """Nearly all keys of the model that take a text are in it."""
    found = errors_in(apply_rules(disclose(parse_budget(mapping(EVERYTHING))), Path("没有")))
    assert {finding.code for finding in found} <= {"S24"}
    assert len(ONCE) > 90
    assert set(map(_key, ONCE)) >= SENTENCES


@pytest.mark.parametrize("path", ONCE, ids=lambda path: "/".join(map(str, path)))
def test_a_reference_is_a_figure_or_refused_at_its_place(path: tuple[str | int, ...]) -> None:
    """In a sentence a good one is printed as its figure; all others are told at their line."""
    value: Value = mapping(EVERYTHING)
    for step in path:
        value = value[step]  # type: ignore[index,call-overload]
    assert isinstance(value, Scalar)
    line = value.place.line
    for text in (GOOD, BAD, OPEN):
        findings, disclosure = _tried(path, text)
        told = [f for f in findings if f.place and f.place.line == line]
        if text is GOOD and _key(path) in SENTENCES:
            assert not [f for f in told if f.code in ("S23", "S57")], told
            assert disclosure
            assert "{{" not in "".join(section.html for section in compose(disclosure).sections)
        else:
            assert told or _key(path) == "文件", (text, findings)
