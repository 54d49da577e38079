"""What begins where the one before ends: forms where the profile says so, and a short list of them."""

from __future__ import annotations

from dataclasses import replace

from generator.document import Document, compose
from generator.figures import disclose
from generator.model import parse_budget
from generator.press import print_pdf
from tests.budgets import CONSISTENT
from tests.printed_pages import read_pages
from tests.written import mapping

MONEY = CONSISTENT.partition("绩效目标:")[0]
TABLES = """
绩效目标:
""" + "".join(
    f"""  - 项目: {name}
    项目属性: 一次性项目（1年结束）
    项目期: 1年
    实施期资金: {{市县: 100000}}
    年度资金: {{市县: 100000}}
    总体目标: {{实施期: 完成{name}。}}
    指标: {{产出指标: {{数量指标: [{{名称: 数量, 值: 1, 单位: 项}}]}}}}
"""
    for name in "甲乙丙丁"
)


def _document(count: int, *, runs_on: bool = False) -> Document:
    """A budget with as many performance tables, whose profile lets them run on or not."""
    tables = TABLES.split("  - 项目")
    budget = parse_budget(mapping(MONEY + "  - 项目".join(tables[: count + 1])))
    disclosure = disclose(budget)
    sections = [
        spec.model_copy(update={"runs_on": runs_on and spec.content == "绩效目标表"})
        for spec in disclosure.profile.sections
    ]
    profile = disclosure.profile.model_copy(update={"sections": sections})
    return compose(replace(disclosure, profile=profile))


def test_forms_run_on_where_the_profile_says_so() -> None:
    """As one section on fewer pages; each is called and listed as before, and its page is right."""
    apart, document = _document(4), _document(4, runs_on=True)
    [run] = [one for one in document.on_pages if one.key == "绩效1"]
    assert [part.key for part in run.parts] == ["绩效1", "绩效2", "绩效3", "绩效4"]
    assert [one.key for one in apart.on_pages if one.key.startswith("绩效")][-1] == "绩效4"
    names = [heading.name for heading in run.headings]
    assert names == [f"project-{number}" for number in range(1, 5)]
    kept = tuple(one for one in document.sections if one.key in ("explanations-1", "绩效目录") or one.about)
    without = replace(document.disclosure, tables={})
    printed = print_pdf(replace(document, sections=kept, disclosure=without))
    pages = [page.text for page in read_pages(printed.data)]
    [listed] = [text for text in pages if "绩效目标表目录" in text and "合计（4个项目）" in text]
    assert [name for name in "甲乙丙丁" if name not in listed] == []
    found = [number for name in "甲乙丙丁" for number, text in enumerate(pages) if f"完成{name}。" in text]
    assert found == [found[0], found[0] + 1, found[0] + 1, found[0] + 2]
    [forms] = [section for section in printed.sections if section.section.key == "绩效1"]
    assert len(forms.pages) == 3


def test_a_short_list_stands_below_the_text() -> None:
    """On the page of the text before it, whose pages are set anew when those of the forms are known."""
    [text] = [one for one in _document(3).on_pages if one.key == "explanations-1"]
    assert [part.key for part in text.parts] == ["explanations-1", "绩效目录"]
    assert text.listing


def test_a_long_list_has_pages_of_its_own() -> None:
    """Half a page is the most that runs on."""
    document = _document(4)
    [listing] = [one for one in document.sections if one.key == "绩效目录"]
    alone = replace(listing, height=0.0, runs_on=False)
    sections = tuple(alone if one is listing else one for one in document.sections)
    assert "绩效目录" in [one.key for one in replace(document, sections=sections).on_pages]
