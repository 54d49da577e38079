"""The page: all of the document, each figure as the PDF prints it, and nothing that strangers put into it."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from generator.document import Document, Section, compose
from generator.document.nodes import Node, parsed
from generator.figures import disclose_folder
from generator.model.references import REFERENCE
from generator.web import Download, to_html
from generator.web.addresses import LONGEST
from generator.web.page import web_page
from tests.budgets import CONSISTENT, SMALLEST, disclosed
from tests.built_sample import BUDGET, Book, Sample
from tests.cli.conftest import Gongkai, gongkai
from tests.html_tables import tables_of, text_of
from tests.inspection.budgets import with_projects
from tests.printed_pages import read_pages, squeezed

__all__ = ["gongkai"]

SHANGHAI = BUDGET.parents[1] / "2025" / "putuo-czj"
AMOUNT = re.compile(r"-?\d[\d,]*\.\d\d")
ODD = "<img src=//evil.example onerror=alert(1)></script><script>alert(2)</script>\"'&{{ 没有 }}"


def page_of(folder: Path) -> str:
    """The page of the budget in `folder`."""
    return to_html(compose(disclose_folder(folder))).decode()


@pytest.mark.parametrize("folder", [BUDGET, SMALLEST, SHANGHAI], ids=lambda path: path.name)
def test_every_cell_of_every_table_is_there(folder: Path) -> None:
    """The tables are those of the PDF, cell by cell, with the same characters."""
    disclosure = disclose_folder(folder)
    shown = tables_of(to_html(compose(disclosure)).decode(), "amounts")[: len(disclosure.tables)]
    for grid, table in zip(shown, disclosure.tables.values(), strict=True):
        printed = [[squeezed(cell) for cell in row] for row in table.printed_rows()]
        assert grid[-len(printed) :] == printed, table.number


def _missing(pages: list[str], page: str) -> Counter[str]:
    return Counter(amount for text in pages for amount in AMOUNT.findall(text)) - Counter(
        AMOUNT.findall(text_of(page))
    )


def test_every_amount_of_the_pdf_is_on_the_page(sample: Sample, smallest: Book) -> None:
    """What is printed stands on the page as often, in the same characters; but for the heads of new pages."""
    assert not _missing([page.text for page in sample.pages], page_of(BUDGET))
    assert not _missing([page.text for page in read_pages(smallest.printed.data)], page_of(SMALLEST))


def test_the_words_are_those_of_the_document() -> None:
    """Every paragraph is there; of paper only what the text says."""
    document = compose(disclose_folder(BUDGET))
    words = squeezed(text_of(to_html(document).decode()))
    paragraphs = [p for section in document.sections for p in parsed(section.html).all("p") if p.text.strip()]
    assert len(paragraphs) > 300
    for paragraph in paragraphs:
        assert squeezed(paragraph.text) in words
    assert "— 1 —" not in words
    assert "（续）" not in words


def test_the_same_document_gives_the_same_page() -> None:
    """No clock, no folder, no order of a set is in it."""
    assert page_of(SMALLEST) == page_of(SMALLEST)


def _ids(page: str) -> list[str]:
    return [node.attributes["id"] for node in _all(parsed(page)) if "id" in node.attributes]


def _all(node: Node) -> list[Node]:
    return [one for child in node.elements() for one in (child, *_all(child))]


def test_tables_sections_and_projects_have_addresses() -> None:
    """An id is made of the words it leads to, each once; every link leads somewhere."""
    page = page_of(BUDGET)
    ids = _ids(page)
    assert len(ids) == len(set(ids))
    project = "综合数据信息中心—新闻报道费"
    form = "绩效目标表-土地储备与规划事务中心—耕地占用税"
    assert {"表三", "表十三", "一、本部门职责", f"表十二-{project}", form} <= set(ids)
    links = [unquote(link) for link in re.findall(r'href="#([^"]*)"', page)]
    assert len(links) > 60
    assert set(links) <= {*ids, "main"}
    assert form in links


def _figures(page: str) -> list[list[object]]:
    found = re.search(r'<script type="application/json" id="figures">(.*?)</script>', page)
    assert found
    figures: list[list[object]] = json.loads(found[1])
    return figures


def test_figures_say_how_they_came_about() -> None:
    """Each figure of the page with its operation and operands, down to those that are in the budget."""
    document = compose(disclose_folder(SMALLEST))
    figures = _figures(to_html(document).decode())
    by_id = {figure[0]: figure for figure in figures}
    assert by_id["表三/合计/合计"][1:3] == ["96.40万元", "3 项之和"]
    for name, _, made, operands, _ in figures:
        assert isinstance(operands, list)
        assert made or not operands, name
        assert all(operand < len(figures) for operand in operands)
    marked = {int(number) for number in re.findall(r'data-f="(\d+)"', to_html(document).decode())}
    shown = {figures[number][0] for number in marked}
    assert {
        cell.figure.id
        for t in document.disclosure.tables.values()
        for r in t.rows
        for cell in r.cells
        if cell.figure
    } <= shown


def test_formulas_can_be_left_out() -> None:
    """Then nothing of them is in the page, and no figure asks to be asked."""
    page = to_html(compose(disclose_folder(SMALLEST)), formulas=False).decode()
    assert "data-f=" not in page
    assert 'id="figures"' not in page


def _hostile() -> Document:
    text = CONSISTENT.replace("名称: 甲,", f"名称: {json.dumps(ODD)},").replace(
        "项目: 甲", f"项目: {json.dumps(ODD)}"
    )
    text = text.replace("名称: 某某局,", f"名称: {json.dumps(ODD)},").replace(
        "负责某项工作。", ODD.replace("{", "（").replace("}", "）").replace(",", "，").replace(":", "：")
    )
    return compose(disclosed(REFERENCE.sub("", text)))


def test_hostile_words_are_words() -> None:
    """Tags, quotes and ends of scripts in names and texts come out as letters; the only script is ours."""
    page = to_html(_hostile()).decode()
    tree = parsed(page)
    assert not list(tree.all("img"))
    assert len(list(tree.all("script"))) == 2
    assert not [name for node in _all(tree) for name in node.attributes if name.startswith("on")]
    assert "<img src=//evil.example" in text_of(page)
    assert any("</script>" in str(figure[0]) for figure in _figures(page))


TEMPLATE = """<h1 id="a" onclick="x()">题</h1><script>steal()</script><style>@import "//evil.example"</style>
<iframe src="//evil.example"></iframe><a href="javascript:x()">甲</a><a href="//evil.example">乙</a>
<svg><rect fill="url(//evil.example)" onload="x()"/><foreignObject><b>丙</b></foreignObject></svg>
<p style="background: url(//evil.example)"><blink>丁</blink></td></p><textarea><script>戊</script>"""


def test_templates_of_strangers_add_no_script_and_no_address(tmp_path: Path) -> None:
    """Whatever a profile that came with a budget says: elements and attributes that lead elsewhere go."""
    document = compose(disclosed())
    section = Section("own", "text", TEMPLATE, ())
    page = to_html(Document(document.disclosure, document.writer, (section,), "题")).decode()
    body = page[page.index("<main") : page.index("</main>")]
    assert "evil" not in body
    assert "javascript" not in body
    assert "steal" not in body
    assert "style=" not in body
    for words in "题甲乙丙丁":
        assert words in body
    assert not re.search(r"<(?!/?(main|section|h2|a|svg|rect|b|p)\b)", body)


def test_a_thousand_levels_are_no_trouble() -> None:
    """However deep elements stand in each other, the page is made, with their words."""
    document = compose(disclosed())
    section = Section("own", "text", "<div>" * 5000 + "底" + "</div>" * 5000, ())
    page = to_html(Document(document.disclosure, document.writer, (section,), "题")).decode()
    assert "底" in page


def test_many_projects_make_a_page_of_a_sensible_size() -> None:
    """What a project adds to a page, with its address and its figures, is less than two kilobytes."""
    few, many = (
        to_html(compose(disclosed(with_projects([("某科室—某某项目经费", "12.34")] * number))))
        for number in (10, 110)
    )
    assert (len(many) - len(few)) / 100 < 2048


def test_downloads_are_those_that_were_built_beside_it(gongkai: Gongkai, tmp_path: Path) -> None:
    """The page leads to the files of its build and to no others; the same again is up to date."""
    name = "档案馆 #1（50%）"
    shutil.copytree(SMALLEST, tmp_path / "budgets" / "2024" / name)
    done = gongkai("build", f"budgets/2024/{name}", "--format", "html,xlsx")
    assert done.code == 0, done.err
    page = (tmp_path / "out" / "2024" / f"{name}.html").read_text(encoding="utf-8")
    found = re.search(r'<p class="downloads">(.*?)</p>', page)
    assert found
    links = [urlsplit(link) for link in re.findall(r'href="([^"]*)"', found[1])]
    assert [(unquote(link.path), link.fragment, link.query) for link in links] == [(f"{name}.xlsx", "", "")]


def test_addresses_do_not_depend_on_the_order() -> None:
    """What was sent to somebody leads there when projects change places, however long they begin alike."""
    lines = with_projects([(f"{'很' * 70}长的项目", "12.34")] * 3).splitlines()
    own = [at for at, line in enumerate(lines) if "很长的项目" in line]
    turned = [lines[own[-1 - own.index(at)]] if at in own else line for at, line in enumerate(lines)]
    first, second = (web_page(compose(disclosed("\n".join([*text, ""])))) for text in (lines, turned))
    assert first.rows == second.rows
    places = [where for (_, name), where in first.rows.items() if "很长的项目" in name]
    assert len(places) == len(set(places)) >= 3
    assert max(map(len, places)) <= LONGEST
    ids = _ids(first.html.decode())
    assert len(ids) == len(set(ids))


def test_a_draft_says_so() -> None:
    """Whoever comes upon a draft in a browser is told."""
    document = compose(disclosed())
    assert 'class="draft"' in to_html(document, draft=True).decode()
    assert "<title>草稿：" in to_html(document, draft=True).decode()
    assert 'class="draft"' not in to_html(document, [Download("PDF", "a.pdf")]).decode()


def test_bars_of_the_summary_are_as_long_as_on_paper() -> None:
    """Drawn, without styles of their own: the page allows none."""
    document = compose(disclose_folder(BUDGET))
    printed = [
        reach
        for section in document.sections
        for reach in re.findall(r'<(?:span|div)[^>]* style="width: ([\d.]+%)"></', section.html)
    ]
    page = to_html(document).decode()
    assert len(printed) > 10
    assert re.findall(r'<svg class="[^"]*" role="none"><rect width="([\d.]+%)"', page) == printed
    assert " style=" not in page
