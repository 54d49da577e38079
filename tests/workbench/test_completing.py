"""What is offered at a caret, and what is said of a file that is still being typed."""

from __future__ import annotations

import gc
from functools import cache
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.vocabulary import DEFAULT
from generator.source import Mapping
from generator.workbench.completing import caret_in, offer
from generator.workbench.edits import written_in
from tests.built_sample import BUDGET
from tests.workbench.asked import ask, post
from tests.workbench.conftest import KEY, Bench


@cache
def _written() -> Mapping:
    return written_in(BUDGET).mapping


def _offered(text: str) -> tuple[str, list[str], str]:
    """What is typed at the mark, what is called so that it may stand there, the table of codes."""
    at = text.index("‸")
    text = text.replace("‸", "")
    caret = caret_in(text, at)
    if caret is None:
        return "", [], ""
    made = offer(caret, text, at, _written(), DEFAULT)
    return text[caret.start : at], [name for _, name, _ in made.choices], made.table


@pytest.mark.parametrize(
    ("text", "typed", "some"),
    [
        ("年度: 2024\n部‸", "部", ["部门", "支出"]),
        ("部门:\n  名称: 局\n  性‸", "性", ["性质", "机构"]),
        ("部门:\n  名称: 局\n  ‸\n  性质: 行政\n", "", ["代码", "机构"]),
        ("部门:\n  性质: 行‸", "行", ["行政", "参公事业", "事业"]),
        ("部门: {名称: 局,\n  性质: ‸", "", ["行政"]),
        ("部门: {名称: 局, 性‸, 代码: '1'}", "性", ["性质"]),
        ("支出:\n  - {科目: 2010350, 性质: 基‸", "基", ["基本支出", "项目支出"]),
        ("支出:\n- 科目: 2010350\n  ‸\n  性质: 基本支出\n", "", ["一般公共预算"]),
        ("三公经费: {公务接待费: {一般‸", "一般", ["一般公共预算", "政府性基金"]),
        ("三公经费: ‸", "", ["无"]),
        ("支出:\n  - {'科目': 2010350, '性质': '基‸", "基", ["基本支出"]),
        ("说明:\n  收入变动原因: |\n    性质: 行\n  ‸", "", ["支出变动原因"]),
        ("部门:\n  名称: '局\n    x: y'\n  ‸", "", ["性质"]),
        ("支出:\n  - {科目: 2010350, # 性质: {\n     性‸", "性", ["性质"]),
        ("本单位: ‸", "", ["101001"]),
        ("更正:\n  - {金额: 1, 调出: ‸", "", ["基本支出", "项目支出"]),
        ("更正:\n  - {金额: 1, 调出: 基本支出, 调入: 项‸", "项", ["项目支出"]),
    ],
)
def test_what_may_be_written_there_is_offered(text: str, typed: str, some: list[str]) -> None:
    """In lines and in braces, in a text that is not finished; nothing that is there already."""
    found = _offered(text)
    assert found[0] == typed
    assert set(some) <= set(found[1])
    assert not {"名称", "科目", "年度"} & set(found[1])


@pytest.mark.parametrize(
    "text",
    [
        "部门: # 性‸",
        "说明:\n  收入变动原因: |\n    因为‸",
        "部门:\n  名称: 某‸",
        "部门:‸",
        "部门:\n  性质: '行政'‸",
        "不知道:\n  ‸",
        "支出:\n  - {科目: 2010350, 一般公共预算: 1‸",
    ],
)
def test_where_anything_may_be_written_nothing_is(text: str) -> None:
    """Nor in comments, nor behind what is closed."""
    assert _offered(text)[1:] == ([], "")


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("支出:\n  - {科目: 201‸", "支出功能分类科目"),
        ("基本支出:\n  - 经济科目: ‸", "部门预算支出经济分类科目"),
        ("政府性基金收入:\n  - {科目: ‸", "收入分类科目"),
    ],
)
def test_codes_come_from_their_tables(text: str, table: str) -> None:
    """Which the window has already, with the letters of their names."""
    assert _offered(text)[2] == table


def test_keys_are_written_with_what_follows_them() -> None:
    """What has keys or a list below it goes on in the next line; a key that has its colon gets no other."""
    text = "部门:\n  "
    made = {name: put for put, name, _ in _all(text)}
    assert (made["名称"], made["机构"]) == ("名称: ", "机构:\n    ")
    assert {name: put for put, name, _ in _all("")}["支出"] == "支出:\n  - "
    assert {name: put for put, name, _ in _all("部门: {")}["性质"] == "性质: "
    at = len("部门:\n  性")
    caret = caret_in("部门:\n  性: 行政\n", at)
    assert caret is not None
    assert {put for put, _, _ in offer(caret, "部门:\n  性: 行政\n", at, None, DEFAULT).choices} >= {"性质"}


def _all(text: str) -> tuple[tuple[str, str, str], ...]:
    caret = caret_in(text, len(text))
    assert caret is not None
    return offer(caret, text, len(text), None, DEFAULT).choices


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab:-,#'\"{}[]|> \n甲😀", max_size=60), st.integers(0, 60))
def test_any_text_has_a_caret_or_none(text: str, at: int) -> None:
    """And what is typed begins in its line, or within the brackets, before the caret."""
    caret = caret_in(text, at)
    assert caret is None or 0 <= caret.start <= min(at, len(text))


@pytest.mark.parametrize("begin", ["a: [b", "a: [", "a: {b: c", "- ", "a: {{", "a: [b #", "a: [ [b], "])
@pytest.mark.parametrize("unit", ["[", '"', "{", " ", ": ", "- ", "{{ ", "'", ",", "# ", "b: {"])
def test_a_long_line_takes_time_in_proportion(begin: str, unit: str) -> None:
    """Whatever stands in it: a file of megabytes may hold one line."""
    short, long = (_seconds(begin + unit * (length // len(unit)) + "}") for length in (6_000, 60_000))
    assert long < 40 * max(short, 0.005)  # in its square it would be 100 times


def _seconds(text: str) -> float:
    """What the caret at the end takes, without what other tests have left to collect."""
    gc.disable()
    begun = process_time()
    caret_in(text, len(text))
    gc.enable()
    return process_time() - begun


def test_a_window_is_told_by_its_own_count_of_characters(bench: Bench) -> None:
    """Which takes some for two; figures are offered within the braces of a text; others' requests refused."""
    text = "# 😀\n三公经费: "
    told = post(bench.app, f"/b/{KEY}/-/complete", {"text": text, "at": len(text) + 1})
    assert told.data["start"] == len(text) + 1
    assert ["无", "无", "", "w"] in told.data["choices"]
    refer = "说明:\n  收入变动原因: 有 {{ 表三"
    told = post(bench.app, f"/b/{KEY}/-/complete", {"text": refer, "at": len(refer)})
    assert (told.data["figure"], told.data["start"]) == (True, refer.index("表三"))
    assert post(bench.app, f"/b/{KEY}/-/complete", {"text": "# ", "at": 2}).data is None
    assert post(bench.app, f"/b/{KEY}/-/complete", {"text": 3}).status == 400
    half = {"name": "预算.yaml", "text": "\ud83d"}
    assert post(bench.app, f"/b/{KEY}/-/look", half).status == 400
    assert ask(bench.app, f"/b/{KEY}/-/form", f"key=支出&item={'9' * 5_000}").status == 200


def test_what_is_typed_is_read_before_it_is_saved(bench: Bench) -> None:
    """With the line of every error; the file and what was found in it stay as they were."""
    name = "预算.yaml"
    before = (bench.folder / name).read_bytes()
    text = before.decode()
    line = text[: text.index("\n基本支出")].count("\n") + 2
    for wrong, said in (("基本支出x:", "不认识"), ("基本支出：", "全角")):
        typed = {"name": name, "text": text.replace("\n基本支出:", f"\n{wrong}")}
        told = post(bench.app, f"/b/{KEY}/-/look", typed).data
        assert [one["line"] for one in told][:1] == [line], told
        assert said in told[0]["message"]
    assert post(bench.app, f"/b/{KEY}/-/look", {"name": name, "text": text}).data == []
    assert post(bench.app, f"/b/{KEY}/-/look", {"name": "../x.yaml", "text": "a: ["}).data == []
    assert (bench.folder / name).read_bytes() == before
    assert ask(bench.app, f"/b/{KEY}/-/look", "", "POST", b"{}", {}).status != 200
