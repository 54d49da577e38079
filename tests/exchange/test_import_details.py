"""Long lists of a whole budget, as the 预算管理一体化 system gives them out: every amount arrives once."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from generator.exchange.importer.workbook import Given, Imported, read_grids, read_workbook
from generator.exchange.importer.writing import files_of
from generator.exchange.tree import items, leaves, text_at
from generator.source import SourceText
from generator.source.yaml_reader import parse_yaml
from tests.exchange.detail_books import UNITS, Listing, listings
from tests.exchange.sheets import NAME, Sheet, Value, grids, lines, said, written

HEAD: list[Value] = [
    "单位名称",
    "项目类别",
    "项目名称",
    "功能科目编码",
    "部门经济科目编码",
    "资金性质",
    "金额",
]
LINE: list[Value] = ["某局", "特定目标类", "清淤", "2130305", "31005", "政府性基金预算资金", 30]
TITLE: list[list[Value]] = [["2025年项目支出明细表"], ["单位：万元"]]


def read(*sheets: Sheet) -> Imported:
    """What an import reads from them."""
    return read_grids(grids(*sheets), Path(NAME), given=Given(2025, "某局"))


def told(result: Imported) -> list[str]:
    """The findings, but assumptions."""
    return [line for line in said(result) if line[:3] != "E12"]


def _read_back(result: Imported, key: str, *told_by: str) -> Counter[tuple[str, ...]]:
    names = {text_at(unit, "代码"): text_at(unit, "名称") for unit in items(result.tree, "单位")}
    first = next(iter(names.values()), "")
    found: Counter[tuple[str, ...]] = Counter()
    for line in items(result.tree, key):
        unit = names.get(text_at(line, "单位"), first)
        for path, leaf in leaves(line):
            if isinstance(leaf.value, Decimal):
                source = "一般公共预算" if path[-1] == "金额" else str(path[-1])
                found[unit, *(text_at(line, one) for one in told_by), source] += leaf.value  # type: ignore[assignment]
    return found


def _wanted(listing: Listing, *by: str) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for fact in listing.facts:
        if fact.project or "project" not in by:
            said = (str(getattr(fact, one)) for one in by)
            found[UNITS[fact.unit][1], *said, fact.source] += fact.amount / 10000  # type: ignore[assignment]
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(listings())
def test_a_list_is_read_to_the_last_amount(listing: Listing) -> None:
    """To 支出, to 项目 and by 经济科目, each in its unit; nothing has to be told."""
    result = read_grids(listing.grids, Path(NAME), given=Given(2025, "某局"))
    assert [one.message for one in result.log.findings if one.code != "E12"] == []
    assert [str(one) for one in result.log.unused] == []
    one_unit = len({fact.unit for fact in listing.facts}) == 1
    for key, told_by, by in (
        ("支出", ("科目", "性质"), ("function", "nature")),
        ("项目", ("名称",), ("project",)),
    ):
        got, wanted = _read_back(result, key, *told_by), _wanted(listing, *by)
        if one_unit:
            got, wanted = (Counter({k[1:]: v for k, v in some.items()}) for some in (got, wanted))
        assert got == wanted
    economic = "基本支出" if items(result.tree, "基本支出") else "支出经济分类"
    assert sum(_read_back(result, economic, "经济科目").values()) == sum(_wanted(listing).values())


def test_staff_and_running_costs_on_two_sheets_are_added_up() -> None:
    """Lists that have nothing in common are parts of one; the same list again says nothing new."""
    staff = [HEAD, ["某局", "人员类", None, "2130301", "30101", "一般公共预算", 60]]
    running = [HEAD, ["某局", "公用经费", None, "2130301", "30201", "一般公共预算", 4]]
    sheets = [Sheet("人员", [["2025年人员支出表"], *staff]), Sheet("公用", [["2025年公用支出表"], *running])]
    result = read(*sheets, Sheet("公用二", sheets[1].rows))
    [line] = lines(result, "支出")
    assert (line["性质"], line["一般公共预算"]) == ("基本支出", Decimal(64))
    assert [one["金额"] for one in lines(result, "基本支出")] == [Decimal(60), Decimal(4)]
    assert not told(result)


def test_what_two_lists_say_otherwise_is_told() -> None:
    """The first one is taken."""
    result = read(Sheet("甲", [*TITLE, HEAD, LINE]), Sheet("乙", [*TITLE, HEAD, [*LINE[:-1], 31]]))
    assert lines(result, "项目")[0]["政府性基金"] == Decimal(30)
    assert not [one for one in files_of(result, NAME)[1] if "类别" in one], "which the list says"
    assert any("31.00 万元，而 甲!G4 起是 30.00 万元" in one for one in told(result))


def test_a_wrong_sum_and_an_unknown_source_are_told() -> None:
    """At their cells."""
    rows = [*TITLE, HEAD, LINE, [*LINE[:2], "另一项", *LINE[3:5], "彩票", 5], ["合计", *[None] * 5, 36]]
    result = read(Sheet("明细", rows))
    assert [one for one in told(result) if "E06" in one and "G6" in one]
    assert [one for one in told(result) if "不认得资金来源“彩票”" in one]


def test_a_list_is_mapped_and_read_by_its_mapping(tmp_path: Path) -> None:
    """The same comes of it; one without 经济科目 is told."""
    rows = [["2025年项目支出明细表"], ["单位：万元"], HEAD, LINE]
    book = written(tmp_path, Sheet("明细", rows))
    first = read_workbook(book, given=Given(2025, "某局"))
    mapping = tmp_path / "映射.yaml"
    mapping.write_text(first.proposal, encoding="utf-8")
    again = read_workbook(book, given=Given(2025, "某局", mapping))
    assert lines(again, "项目") == lines(first, "项目")
    assert lines(again, "支出") == lines(first, "支出")
    without = first.proposal.replace("部门经济科目}", "名称}").replace("是: 资金来源", "是: 不用")
    mapping.write_text(without, encoding="utf-8")
    wrong = read_workbook(book, given=Given(2025, "某局", mapping))
    assert any("和部门经济科目或资金来源的列" in one for one in told(wrong))


def test_income_that_no_table_gives_is_what_each_unit_spends() -> None:
    """That is said, and not counted for the first unit alone."""
    other = ["某站", *LINE[1:]]
    result = read(Sheet("明细", [*TITLE, HEAD, LINE, other]))
    files, missing = files_of(result, NAME)
    assert any(one.startswith("收入：") for one in missing)
    budget = parse_yaml(SourceText("收支.yaml", files["收支.yaml"]))[0]
    assert isinstance(budget, dict)
    assert "收入" not in budget
    assert [part["收入"] for part in budget["分单位"]] == [{"政府性基金": "30.00"}] * 2


def test_rows_for_every_source_without_economic_subjects() -> None:
    """Of 支出 by 科目 and of the income of units: each amount is of the source that its row says."""
    spent = [["功能科目编码", "资金来源", "基本支出", "项目支出"], ["2130301", "一般公共预算", 60, 4]]
    spent += [["2130301", "单位资金", None, 3], ["合计", None, 60, 7]]
    income = [["单位名称", "资金来源", "金额"], ["甲站", "一般公共预算", 64], ["乙站", "单位资金", 3]]
    result = read(
        Sheet("支出", [["2025年支出明细表"], ["单位：万元"], *spent]),
        Sheet("收入", [["2025年收入预算表"], ["单位：万元"], *income]),
    )
    assert not told(result)
    basic, projects = lines(result, "支出")
    assert (basic["一般公共预算"], projects["一般公共预算"], projects["单位资金"]) == (60, 4, 3)
    assert [one["收入"] for one in lines(result, "分单位")] == [{"一般公共预算": 64}, {"单位资金": 3}]


def test_what_of_a_list_is_no_amount_of_its_own() -> None:
    """The department above its units, 类 and 款 above their 项, 其中：政府采购 beside the amount."""
    head: list[Value] = ["单位编码", *HEAD, "其中：政府采购金额"]
    rows: list[list[Value]] = [
        ["101", "某局", *[None] * 5, 45, None],
        ["101001", "某局本级", *[None] * 5, 30, None],
        ["101001", "某局本级", *LINE[1:], 12],
        [*[None] * 7, None, None],
        ["101002", "某站", "特定目标类", "另一项", "213", None, None, 15, None],
        [None, None, None, None, "2130306", None, None, 15, None],
        [None, None, None, None, None, "30201", "一般公共预算资金", 15, None],
    ]
    result = read(Sheet("明细", [*TITLE, head, *rows]))
    assert [one["名称"] for one in lines(result, "单位")] == ["某局本级", "某站"]
    assert [(one["科目"], one.get("政府性基金", 15)) for one in lines(result, "项目")] == [
        ("2130305", 30),
        ("2130306", 15),
    ]
    assert [one[:3] for one in told(result)] == ["E10"], "the purchases"


def test_a_name_that_no_code_is_known_of_takes_none_from_the_row_above() -> None:
    """办公设备购置 is the name of two 款: it is told, and the amount is of no 款."""
    head: list[Value] = [*HEAD[:4], "部门经济科目名称", *HEAD[5:]]
    rows: list[list[Value]] = [[*LINE[:4], "办公费", *LINE[5:]], [*LINE[:4], "办公设备购置", *LINE[5:6], 4]]
    result = read(Sheet("明细", [*TITLE, head, *rows]))
    [line] = lines(result, "支出经济分类")
    assert (line["经济科目"], line["政府性基金"]) == ("30201", 30)
    assert lines(result, "支出")[0]["政府性基金"] == 34
    assert [str(one) for one in result.log.unused] == ["明细!E5（“部门经济科目名称”一列）：“办公设备购置”"]


def test_a_list_without_rows_is_none() -> None:
    """Nothing but its head."""
    assert "项目" not in read(Sheet("明细", [*TITLE, HEAD])).tree
