"""The site: what it holds, that it is made anew only where it must be, and that nobody is left out unsaid."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from generator.document import compose
from generator.document.nodes import parsed
from generator.figures import disclose_folder
from generator.web.page import web_page
from generator.web.site.csv_files import table_csv
from generator.web.site.digest import digest_of
from generator.web.site.search import plain
from tests.budgets import CONSISTENT, SMALLEST, written_to
from tests.built_sample import BUDGET
from tests.cli.conftest import Gongkai, Said, gongkai
from tests.web.test_page import ODD

__all__ = ["gongkai"]

SHANGHAI = BUDGET.parents[1] / "2025" / "putuo-czj"
PROVINCES = sorted((BUDGET.parents[2] / "tests" / "provinces").glob("202?/*"))
CORRECTED = """更正:
  - {金额: 1.50, 调出: 基本支出, 调入: 项目支出, 说明: "基本支出调整为{{ 更正.1.调整后.基本支出 }}。"}
"""


@pytest.fixture
def site(gongkai: Gongkai, tmp_path: Path) -> Path:
    """A site of a small department of two years and of one with a 更正."""
    for year, name in ((2024, "档案馆"), (2024, "某局")):
        folder = tmp_path / "budgets" / str(year) / name
        if name == "某局":
            written_to(folder, CONSISTENT + CORRECTED)
        else:
            shutil.copytree(SMALLEST, folder)
    done = gongkai("site", "budgets", "-o", "网站")
    assert done.code == 0, done.err
    return tmp_path / "网站"


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


def rows_of(data: bytes) -> list[list[str]]:
    """The lines of a CSV, its heads first."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_every_link_leads_to_a_file_and_none_outside(site: Path) -> None:
    """All pages lead to files of the site, by addresses that hold wherever it lies, to ids that are there."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) == 8
    for path in pages:
        tree = parsed(path.read_text(encoding="utf-8"))
        links = [node.attributes.get("href", "") for node in tree.all("a", "link")]
        links += [node.attributes["src"] for node in tree.all("script") if "src" in node.attributes]
        assert links
        for link in links:
            target, _, fragment = unquote(link).partition("#")
            assert not re.match(r"/|\w+:", target), link
            file = (path.parent / target).resolve() if target else path
            assert file.is_file(), (path, link)
            if fragment and file.suffix == ".html":
                assert f'id="{fragment}"' in file.read_text(encoding="utf-8"), (path, link)


def test_the_same_budgets_give_the_same_site(site: Path, gongkai: Gongkai, tmp_path: Path) -> None:
    """Byte by byte, whether it was made at once or piece by piece."""
    assert gongkai("site", "budgets", "-o", "又一个", "--no-cache").code == 0
    assert _files(tmp_path / "又一个") == _files(site)


def test_only_what_is_out_of_date_is_made(site: Path, gongkai: Gongkai, tmp_path: Path) -> None:
    """Nothing when nothing changed; one disclosure when one did, or when a file of it is another."""

    def made(done: Said) -> list[str]:
        assert done.code == 0, done.err
        return re.findall(r"^已生成 .*/(.*)$", done.out, flags=re.MULTILINE)

    assert made(gongkai("site", "budgets", "-o", "网站")) == []
    before = _files(site)
    (site / "2024" / "档案馆" / "表三.csv").write_text("被改过", encoding="utf-8")
    assert made(gongkai("site", "budgets", "-o", "网站")) == ["档案馆"]
    assert _files(site) == before
    budget = tmp_path / "budgets" / "2024" / "某局" / "预算.yaml"
    budget.write_text(
        budget.read_text(encoding="utf-8").replace("负责某项工作", "负责另一项工作"), encoding="utf-8"
    )
    assert made(gongkai("site", "budgets", "-o", "网站")) == ["某局"]
    changed = {path for path, data in _files(site).items() if before[path] != data}
    assert {path for path in changed if not path.startswith("2024/某局/")} == {"feed.xml"}
    assert made(gongkai("site", "budgets", "-o", "网站", "--force")) == ["某局", "档案馆"]


def test_nobody_is_left_out_unsaid(site: Path, gongkai: Gongkai, tmp_path: Path) -> None:
    """A budget with errors keeps the site as it was; a folder that is no longer led to is named."""
    before = _files(site)
    budget = tmp_path / "budgets" / "2024" / "某局" / "预算.yaml"
    text = budget.read_text(encoding="utf-8")
    budget.write_text(text.replace("一般公共预算: 100.00", "一般公共预算: 101.00"), encoding="utf-8")
    done = gongkai("site", "budgets", "-o", "网站")
    assert done.code == 1
    assert "没有放进网站" in done.err
    assert "没有更新" in done.err
    assert _files(site) == before
    done = gongkai("site", "budgets/2024/档案馆", "-o", "网站")
    assert done.code == 0
    assert re.search(r"提示：网站.2024.某局 不在这次的预算里", done.err)
    assert "某某局" not in (site / "index.html").read_text(encoding="utf-8")
    assert {path.name for path in (site / "departments").iterdir()} == {"档案馆.html"}


def test_two_budgets_of_one_name_do_not_overwrite_each_other(gongkai: Gongkai, tmp_path: Path) -> None:
    """Nor do names that only some systems tell apart: the second one is refused before a file is touched."""
    shutil.copytree(SMALLEST, tmp_path / "甲" / "2024" / "Bureau")
    written_to(tmp_path / "乙" / "2024" / "bureau", CONSISTENT)
    written_to(tmp_path / "丙" / "2024" / "Bureau", CONSISTENT)
    done = gongkai("site", "甲", "乙", "丙", "-o", "网站")
    assert done.code == 2
    assert done.err.count("会互相覆盖") == 2
    assert [path.name for path in (tmp_path / "网站" / "2024").iterdir()] == ["Bureau"]
    page = (tmp_path / "网站" / "2024" / "Bureau" / "index.html").read_text(encoding="utf-8")
    assert "云岭县档案馆" in page
    assert not (tmp_path / "网站" / "index.html").exists()


def test_what_an_older_program_left_goes_as_well(site: Path, gongkai: Gongkai, tmp_path: Path) -> None:
    """Its summary need not have what today's has: its tables and 更正 are known all the same."""
    folder = site / "2024" / "某局"
    digest = json.loads((folder / "摘要.json").read_bytes())
    digest["tables"].append(["表九十九", "从前的表"])
    older = {name: digest[name] for name in ("tables", "changes", "pdf")} | {"从前的": 1}
    (folder / "摘要.json").write_text(json.dumps(older), encoding="utf-8")
    (folder / "表九十九.csv").write_text("从前的", encoding="utf-8")
    (folder / "别人的.csv").write_text("别人的", encoding="utf-8")
    assert gongkai("site", "budgets", "-o", "网站").code == 0
    assert not (folder / "表九十九.csv").exists()
    assert (folder / "别人的.csv").exists()


def test_a_correction_has_its_page(site: Path) -> None:
    """What was approved, what was moved and what it is since then; the department and the feed lead to it."""
    page = (site / "2024" / "某局" / "更正-1.html").read_text(encoding="utf-8")
    rows = [[c.text for c in row.elements()] for row in parsed(page).all("tr")]
    assert rows[1:] == [["基本支出", "70.00", "-1.50", "68.50"], ["项目支出", "67.00", "+1.50", "68.50"]]
    assert "基本支出调整为" in page
    assert "更正-1.html" in unquote((site / "departments" / "某局.html").read_text(encoding="utf-8"))
    assert "更正1：基本支出调入项目支出1.50万元" in (site / "feed.xml").read_text(encoding="utf-8")


def test_no_mark_of_a_title_is_left(site: Path) -> None:
    """{部门}, {主体} and {年度} are filled in wherever a title stands; each has the department's name."""
    for path in (one for one in site.rglob("*") if one.suffix in (".html", ".xml", ".json", ".csv")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\{(?:部门|主体|年度)\}", text), path
    titles = ElementTree.fromstring((site / "feed.xml").read_bytes()).findall("channel/item/title")
    assert all("某某局" in (one.text or "") or "云岭县档案馆" in (one.text or "") for one in titles)


def test_a_correction_is_the_same_item_whatever_else_changes(
    site: Path, gongkai: Gongkai, tmp_path: Path
) -> None:
    """And it goes from the folder and the feed with the line that said it; links begin with the address."""

    def ids() -> dict[str, str]:
        items = ElementTree.fromstring((site / "feed.xml").read_bytes()).findall("channel/item")
        return {item.findtext("link") or "": item.findtext("guid") or "" for item in items}

    budget = tmp_path / "budgets" / "2024" / "某局" / "预算.yaml"
    text, before = budget.read_text(encoding="utf-8"), ids()
    budget.write_text(text.replace("负责某项工作", "负责另一项工作"), encoding="utf-8")
    assert gongkai("site", "budgets", "-o", "网站").code == 0
    assert [unquote(link) for link in before if ids()[link] != before[link]] == ["2024/某局/index.html"]
    begin = text.index("更正:")
    rest = text[begin:].partition("\n")[2]
    kept = "".join(line for line in _unindented(rest))
    budget.write_text(text[:begin] + kept, encoding="utf-8")
    assert gongkai("site", "budgets", "-o", "网站", "--url", "a.gov.cn").code == 2
    assert gongkai("site", "budgets", "-o", "网站", "--url", "https://a.gov.cn/yusuan").code == 0
    assert not (site / "2024" / "某局" / "更正-1.html").exists()
    assert len(ids()) == 2
    assert all(link.startswith("https://a.gov.cn/yusuan/2024/") for link in ids())


def _unindented(text: str) -> list[str]:
    """The lines from the first key on."""
    lines = text.splitlines(keepends=True)
    at = next((n for n, line in enumerate(lines) if line[0] not in " -"), len(lines))
    return lines[at:]


def test_the_feed_makes_up_no_date(site: Path) -> None:
    """Each disclosure and each 更正 is an item with an id of its own; what no budget says is left out."""
    feed = ElementTree.fromstring((site / "feed.xml").read_bytes())
    items = feed.findall("channel/item")
    assert len(items) == len({item.findtext("guid") for item in items}) == 3
    assert all((site / unquote(item.findtext("link") or "")).is_file() for item in items)
    assert {one.tag for item in items for one in item} == {"title", "guid", "description", "link"}


def test_open_data_are_what_their_package_says(site: Path) -> None:
    """Every resource is there, with its fields as heads, and numbers where there are to be numbers."""
    packages = sorted(site.rglob("datapackage.json"))
    assert len(packages) == 3
    for path in packages:
        package = json.loads(path.read_bytes())
        assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
        for resource in package["resources"]:
            heads, *rows = rows_of((path.parent / resource["path"]).read_bytes())
            fields = resource["schema"]["fields"]
            assert heads == [field["name"] for field in fields]
            assert len(set(heads)) == len(heads)
            assert path.parent != site or all(field["description"] for field in fields)
            for row in rows:
                for cell, field in zip(row, fields, strict=True):
                    assert field["type"] == "string" or not cell or float(cell) is not None


@pytest.mark.parametrize("folder", [*PROVINCES, SHANGHAI, SMALLEST], ids=lambda folder: folder.name)
def test_columns_of_numbers_have_only_numbers(folder: Path) -> None:
    """Whatever marks a profile prints for 0: what a program reads as a number is one, or nothing."""
    for table in disclose_folder(folder).tables.values():
        heads, *rows = rows_of(table_csv(table))
        assert len(heads) == len(set(heads)) == len(table.columns)
        for row in rows:
            for cell, column in zip(row, table.columns, strict=True):
                assert not column.numeric or not cell or Decimal(cell).is_finite()


def test_the_data_are_the_figures(site: Path) -> None:
    """Amounts of 科目, projects and totals, exact, beside those of the tables."""
    whole = "全部支出，含上年结转"
    projects = rows_of((site / "data" / "projects.csv").read_bytes())
    assert ["2024", "001", "某某局", "", "", "甲", "33.00", whole] in projects
    subjects = rows_of((site / "data" / "subjects.csv").read_bytes())
    assert ["2024", "001", "某某局", "", "", "2010350", "事业运行", "60.00", whole] in subjects
    totals = {(row[2], *row[5:7]) for row in rows_of((site / "data" / "totals.csv").read_bytes())}
    assert ("某某局", "支出总计", "137.00") in totals
    assert ("某某局", "三公经费", "3.00") in totals


@pytest.mark.parametrize("folder", [BUDGET, SHANGHAI, *PROVINCES], ids=lambda folder: folder.name)
def test_amounts_of_subjects_add_up(folder: Path) -> None:
    """Of 类, 款, 项 and projects the same is told in whatever tables they stand: all that is spent."""
    disclosure = disclose_folder(folder)
    page = web_page(compose(disclosure))
    items = digest_of(disclosure, "某", page, b"", pdf=False).items
    assert len(items) == len({(item.kind, item.code, item.id) for item in items})
    spent = {item.code: Decimal(item.exact) for item in items if item.code[:1] == "2"}
    records = [one for one in disclosure.records if one.kind == "支出"]
    for digits in {len(code) for code in spent}:
        own = {code: amount for code, amount in spent.items() if len(code) == digits}
        for code, amount in own.items():
            parts = [one.figure.value for one in records if one.properties["科目"].startswith(code)]
            assert amount == sum(parts), code
    assert {item.of for item in items if item.code in spent} == {"全部支出，含上年结转"}
    ids = set(re.findall(r' id="([^"]*)"', page.html.decode()))
    assert {html.unescape(item.id) for item in items} <= {html.unescape(one) for one in ids}
    assert not {item.name for item in items if item.kind == "科目"} & {
        one.name for one in disclosure.budget.units
    }


def test_departments_of_different_provinces_are_compared_in_one_unit(
    gongkai: Gongkai, tmp_path: Path
) -> None:
    """One prints 元, the other 万元: the site compares 万元, from figures that their profiles name alike."""
    for folder in (SHANGHAI, SMALLEST):
        shutil.copytree(folder, tmp_path / "budgets" / folder.parent.name / folder.name)
    assert gongkai("site", "budgets", "-o", "网站").code == 0
    digest = json.loads((tmp_path / "网站" / "2025" / "putuo-czj" / "摘要.json").read_bytes())
    totals = {one["name"]: one["printed"] for one in digest["totals"]}
    assert totals["支出总计"] == "3,121.42"
    parts = [Decimal(totals[name].replace(",", "")) for name in ("基本支出", "项目支出")]
    assert abs(sum(parts) - Decimal("3121.42")) <= Decimal("0.01")
    page = (tmp_path / "网站" / "2025" / "index.html").read_text(encoding="utf-8")
    assert "3,121.42" in page
    subjects = {one["code"]: one["name"] for one in digest["items"] if one["kind"] == "科目"}
    assert (
        subjects["2080505"] == "机关事业单位基本养老保险缴费支出"
    )  # though 类, 款 and 项 have columns there


def test_a_change_from_nothing_is_told(gongkai: Gongkai, tmp_path: Path) -> None:
    """A share of nothing there is none; what is not known is another thing, and stands blank."""
    text = (SMALLEST / "预算.yaml").read_text(encoding="utf-8")
    folder = tmp_path / "budgets" / "2024" / "档案馆"
    written_to(folder, re.sub(r"(一般公共预算支出: )[\d.]+", r"\g<1>0", text))
    done = gongkai("site", "budgets", "-o", "网站")
    assert done.code == 0, done.err
    for name in ("2024/index.html", "departments/档案馆.html"):
        page = parsed((tmp_path / "网站" / name).read_text(encoding="utf-8"))
        assert [cell.text for cell in page.all("td")].count("上年为0") == 1
        assert "空着的，是" in page.text


def test_a_pdf_that_agrees_goes_with_it(site: Path, gongkai: Gongkai, tmp_path: Path) -> None:
    """A finished PDF is published with its page; one of an older budget is not, and that is said."""
    assert gongkai("build", "budgets/2024/档案馆").code == 0
    done = gongkai("site", "budgets", "-o", "网站", "--pdfs", "out")
    assert done.code == 0
    assert "某局.pdf 没有" in done.err
    made = (tmp_path / "out" / "2024" / "档案馆.pdf").read_bytes()
    assert (site / "2024" / "档案馆" / "公开文件.pdf").read_bytes() == made
    assert "公开文件.pdf" in unquote((site / "2024" / "档案馆" / "index.html").read_text(encoding="utf-8"))
    source = next((tmp_path / "budgets" / "2024" / "档案馆").glob("*.yaml"))
    source.write_text(source.read_text(encoding="utf-8") + "# 改过\n", encoding="utf-8")
    done = gongkai("site", "budgets", "-o", "网站", "--pdfs", "out")
    assert "不是由现在的预算生成的" in done.err
    assert "公开文件.pdf" not in unquote(
        (site / "2024" / "档案馆" / "index.html").read_text(encoding="utf-8")
    )


def test_hostile_names_are_words_on_the_site(gongkai: Gongkai, tmp_path: Path) -> None:
    """Tags and quotes come out as letters in pages, feed and index; what looks like a formula is none."""
    odd = ODD.replace("{{ 没有 }}", "")
    text = CONSISTENT.replace("名称: 甲,", f"名称: {json.dumps('=' + odd)},").replace(
        "项目: 甲", f"项目: {json.dumps('=' + odd)}"
    )
    written_to(
        tmp_path / "budgets" / "2024" / "某局", text.replace("名称: 某某局,", f"名称: {json.dumps(odd)},")
    )
    done = gongkai("site", "budgets", "-o", "网站")
    assert done.code == 0, done.err
    site = tmp_path / "网站"
    for path in site.rglob("*.html"):
        tree = parsed(path.read_text(encoding="utf-8"))
        assert not list(tree.all("img")), path
        assert "<img src=//evil.example" in tree.text or path.name == "index.html"
    ElementTree.fromstring((site / "feed.xml").read_bytes())
    cells = [cell for row in rows_of((site / "data" / "projects.csv").read_bytes()) for cell in row]
    assert any(cell.startswith("'=<img") for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_the_index_has_every_name_under_every_pair_of_it(site: Path) -> None:
    """What stands in the index is found by any two characters of it, and leads to an id of its page."""
    shards = {
        path.stem: json.loads(path.read_text(encoding="utf-8").partition(",")[2][:-3])
        for path in (site / "search").glob("*.js")
    }
    who = shards["index"]["who"]
    pairs = {
        gram: steps
        for name, part in shards.items()
        if name.startswith("pairs")
        for gram, steps in part.items()
    }
    names = [name for at in range(len(shards)) for name in shards.get(f"names-{at}", [])]
    assert len(names) > 20
    for number, (kind, code, name, places) in enumerate(names):
        text = plain(f"{kind} {code} {name}")
        for at in range(len(text) - 1):
            numbers = [
                sum(pairs[text[at : at + 2]][: end + 1]) for end in range(len(pairs[text[at : at + 2]]))
            ]
            assert number in numbers
        for disclosure, target, _ in places:
            page = (site / who[disclosure][2] / "index.html").read_text(encoding="utf-8")
            assert not target or f'id="{target}"' in page


def test_a_department_that_was_called_otherwise_is_told(site: Path, gongkai: Gongkai, tmp_path: Path) -> None:
    """One folder is one department: the year in which it had another name says so."""
    later = CONSISTENT.replace("年度: 2024", "年度: 2025").replace("名称: 某某局,", "名称: 改名局,")
    written_to(tmp_path / "budgets" / "2025" / "某局", later)
    done = gongkai("site", "budgets", "-o", "网站")
    assert done.code == 0, done.err
    heads = [h.text for h in parsed((site / "departments" / "某局.html").read_text("utf-8")).all("th")]
    assert [head for head in heads if head.startswith("20")] == ["2024年度某某局", "2025年度"]
