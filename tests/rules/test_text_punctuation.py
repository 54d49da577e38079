"""Punctuation (X04), unfinished sentences (X05), document numbers (X06) and brackets (X07)."""

from __future__ import annotations

import pytest

from generator.document.joined import reason
from tests.rules.texts import codes_in, found_in, marked, remark


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("按照批复安排。。", "。。"),
        ("按照批复安排。；其他没有。", "。；"),
        ("按照，，批复安排。", "，，"),
        ("变动的主要原因是。", "原因是。"),
        ("执行《》的规定。", "《》"),
        ("，按照批复安排。", "，"),
    ],
)
def test_doubled_or_missing_marks_are_found(text: str, there: str) -> None:
    """Doubled marks, empty brackets and an empty reason are found where they stand."""
    assert [place.startswith(there) for place in marked(remark(text), "X04")] == [True]


@pytest.mark.parametrize(
    "text", ["安排了吗？！", "等等……。", "“甲”、“乙”。", "原因是人员增加。", "其中：甲一项。"]
)
def test_marks_that_belong_together_are_not_found(text: str) -> None:
    """Quotation marks, dots and ？！ may meet other marks."""
    assert codes_in(remark(text)) == set()


def test_a_reason_that_repeats_the_template_is_found() -> None:
    """主要原因是 is printed before the reason; where a reason begins with it, it is found and left out."""
    for said in ("主要原因是", "原因是", "原因主要是", "主要原因主要是", "主要由于", "主要是由于"):
        (there,) = marked(f"说明: {{收入变动原因: {said}人员增加。}}", "X04")
        assert there.startswith(said[: len(there)]) or said in there
        assert reason(f"{said}人员增加。") == "人员增加。"
    assert codes_in("说明: {收入变动原因: 人员增加是主要原因。}") == set()


@pytest.mark.parametrize("ordinal", ["1.", "2、", "（三）", "(4)", "一、", "①", "12）"])
def test_an_ordinal_before_what_is_numbered_is_found(ordinal: str) -> None:
    """It would be printed twice; a number that begins a sentence is none."""
    (there,) = marked(f"部门: {{职责: {{条目: [{ordinal}负责造林。]}}}}", "X04")
    assert there.startswith(ordinal)
    assert codes_in("部门: {职责: {条目: [1.5万亩林地的管护。, 一是负责造林。]}}") == set()


@pytest.mark.parametrize(
    "text",
    [
        "按照批复安排",
        "按照批复安排，",
        "包括工资、",
        "由办公室和",
        "依据《预算法的规定。",
        "（含补贴。",
        "如下：",
    ],
)
def test_an_unfinished_sentence_is_found(text: str) -> None:
    """A text that stops, or leaves a bracket open, is found near its end."""
    assert codes_in(remark(text)) == {"X05"}


@pytest.mark.parametrize(
    "text",
    [
        "按照批复安排。",
        "（以上不含结转）",
        "他说：“同意。”",
        "口径如下：\n一是本级。\n二是下属单位。",
        "真的吗？",
    ],
)
def test_a_finished_sentence_is_not_found(text: str) -> None:
    """。 may be followed by a bracket or a quotation mark; a colon may lead to the next paragraph."""
    assert codes_in(remark(text)) == set()


def test_a_phrase_of_a_performance_table_needs_no_stop() -> None:
    """专款专用 stands alone; what has a comma is a sentence, and what ends with 、 was cut off."""
    words = "绩效目标: [{{制度措施: {}}}]"
    assert codes_in(words.format("专款专用")) == set()
    assert codes_in(words.format("专款专用，据实支付")) == {"X05"}
    assert codes_in(words.format("专款专用、")) == {"X05"}


def test_items_of_duties_may_end_with_a_semicolon() -> None:
    """（一）……；（二）……。 is a list."""
    assert codes_in("部门: {职责: {条目: [负责造林；, 负责防火。]}}") == set()
    assert codes_in("部门: {职责: {条目: [负责造林，, 负责防火]}}") == {"X05"}


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("晋财综(2021)34号", "〔2021〕34号"),
        ("晋财综（2021）34号", "〔2021〕34号"),
        ("晋财综【2021】34号", "〔2021〕34号"),
        ("晋财综[2021] 34号", "〔2021〕34号"),
    ],
)
def test_the_brackets_of_a_document_number_are_found(number: str, right: str) -> None:
    """Any brackets but 〔〕 around the year of a document number are found, and the right ones told."""
    [finding] = [f for f in found_in(remark(f"执行{number}文件。")) if f.code == "X06"]
    assert right in finding.hint


@pytest.mark.parametrize(
    "text", ["执行晋财综〔2021〕34号文件。", "预算（2024）已经批复。", "甲（2024年）3号楼。"]
)
def test_a_right_document_number_is_not_found(text: str) -> None:
    """〔2021〕34号 is right, and not every year in brackets is a document's."""
    assert codes_in(remark(text)) == set()


def test_brackets_of_two_widths_are_found() -> None:
    """A pair of two widths, and a name with both widths, are found at the half-width one."""
    assert marked(remark("人员（含聘用)经费。"), "X07") == [")经费。\n"]
    assert codes_in("部门: {机构: {内设机构: [业务科(综合科)（挂牌）]}}") == {"X07"}
    assert codes_in(remark("人员（含聘用）经费(甲)。")) == set()


def test_project_names_use_one_width() -> None:
    """The few project names whose brackets differ from those of the others are found, each."""
    names = ["甲（一期）", "丙（二期）", "丁(三期)"]
    projects = ", ".join(f"{{名称: {name}, 类别: 特定目标类}}" for name in names)
    assert marked(f"项目: [{projects}]", "X07") == ["(三期)\n"]
    same = projects.replace("丁(三期)", "丁（三期）")
    assert codes_in(f"项目: [{same}]") == set()
