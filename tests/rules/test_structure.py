"""Structure (S): names and codes must refer to something; each slip is answered with what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import InputError
from generator.figures import disclose_folder
from generator.findings import Finding, Level
from generator.rules import apply_rules, exit_code
from generator.rules.report import plain_report
from generator.source import limits
from tests.budgets import CONSISTENT, disclosed, errors_of, once, spoiled, written_to
from tests.written import text_from


def _structure(text: str, folder: Path = Path("没有的文件夹")) -> list[Finding]:
    """The findings of structure; sums that no longer agree are another matter."""
    return [finding for finding in errors_of(text, folder) if finding.code.startswith("S")]


WRONG_SUBJECTS = [
    pytest.param(
        "{科目: 2080505, 性质: 基本支出", "{科目: 2080555, 性质: 基本支出", "2080555",
        "2024 年的功能分类科目里没有“2080555”", "2080505（机关事业单位基本养老保险缴费支出）", id="项",
    ),
    pytest.param(
        "{科目: 2120801", "{科目: 2990801", "2990801",
        "2024 年的功能分类科目里没有“299、29908、2990801”",
        '科目名称: {"299": 待填, "29908": 待填, "2990801": 待填}', id="类款项",
    ),
    pytest.param(
        "{科目: 2080505", "{科目: 20805", "20805",
        "功能分类科目“20805”应是 7 位代码", "最细一级是 7 位", id="款",
    ),
    pytest.param(
        "30108", "30188", "30188",
        "2024 年的部门经济分类科目里没有“30188”", "是否想写 30108（", id="经济科目",
    ),
    pytest.param(
        "30108", "301", "301", "部门经济分类科目“301”应是 5 位代码", "最细一级是 5 位", id="经济类",
    ),
    pytest.param(
        "1030148", "1030188", "1030188",
        "2024 年的收入科目里没有“1030188”", "1030180（彩票发行机构和彩票销售机构的业务费用）", id="基金收入",
    ),
    pytest.param(
        "1030601", "1030691", "1030691",
        "2024 年的收入科目里没有“1030691”", "1030698（", id="国资收入",
    ),
    pytest.param(
        "{名称: 甲,", "{名称: 甲, 科目: 2010388,", "2010388",
        "2024 年的功能分类科目里没有“2010388”", "2010301（行政运行）", id="项目的科目",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "there", "message", "hint"), WRONG_SUBJECTS)
def test_an_unknown_subject_suggests_the_nearest(
    old: str, new: str, there: str, message: str, hint: str
) -> None:
    """S20: a 科目 that the year does not have, or that is not of the lowest level, stands out at its code."""
    [finding] = _structure(spoiled(old, new))
    assert finding.code == "S20"
    assert message in finding.message
    assert hint in finding.hint
    assert finding.place is not None
    assert text_from(finding.place).startswith(there)


def test_a_subject_that_the_budget_names_is_known() -> None:
    """科目名称 makes a code known that the tables of the year do not have."""
    text = spoiled("{科目: 2080505, 性质: 基本支出", "{科目: 2080555, 性质: 基本支出")
    assert _structure(text + '科目名称: {"2080555": 新的科目}\n') == []


def test_every_unknown_subject_is_reported() -> None:
    """The same wrong code on two lines is two findings, each with its line."""
    text = CONSISTENT.replace("2010399", "2010388")
    lines = [finding.place.line for finding in _structure(text) if finding.place]
    assert len(lines) == len(set(lines)) == 2


@pytest.mark.parametrize(
    ("extra", "message", "there"),
    [
        (
            ("  - {名称: 丙,", "  - {名称: 甲, 类别: 特定目标类}\n  - {名称: 丙,"),
            "项目“甲”已经写过（预算.yaml 第 30 行）",
            "甲, 类别: 特定目标类}",
        ),
        (
            ("    总体目标: {实施期: 完成项目。}",
             "    总体目标: {实施期: 完成项目。}\n    指标: {}\n  - 项目: 甲\n"
             "    项目属性: 一次性\n    项目期: 1年\n    实施期资金: {}\n    年度资金: {市县: 300000}\n"
             "    总体目标: {实施期: 完成。}"),
            "绩效目标的项目“甲”已经写过（预算.yaml 第 39 行）",
            "甲\n    项目属性: 一次性\n",
        ),
    ],
)  # fmt: skip
def test_a_project_is_named_once(extra: tuple[str, str], message: str, there: str) -> None:
    """S21: the second of two projects, or performance tables, of one name; it says where the first is."""
    [finding] = _structure(spoiled(*extra))
    assert (finding.code, finding.message) == ("S21", message)
    assert finding.place is not None
    assert text_from(finding.place).startswith(there)
    assert "请用不同的名称" in finding.hint


@pytest.mark.parametrize(
    ("named", "written", "hint"),
    [
        ("综合办公室—设备购置项目", "综合办公室—设备购制项目", "是否想写“综合办公室—设备购置项目”？"),
        (
            "办公室—电费（2024年）",
            "办公室—电费(2024年)",
            "与“办公室—电费（2024年）”只有全角半角、横线或空格的差别",
        ),
        ("办公室—电费", "办公室-电费", "与“办公室—电费”只有全角半角、横线或空格的差别"),
        ("办公室—电费", "办公室 — 电费", "与“办公室—电费”只有全角半角、横线或空格的差别"),
        ("甲", "毫不相干的名称", "先在“项目”里列出这个项目"),
    ],
)
def test_a_performance_table_needs_its_project(named: str, written: str, hint: str) -> None:
    """S22: a project of 绩效目标 that is not in 项目; differences of width, dash and space are named."""
    text = spoiled("{名称: 甲,", f"{{名称: {named},", spoiled("- 项目: 甲", f"- 项目: {written}"))
    [finding] = _structure(text)
    assert (finding.code, finding.message) == ("S22", f"“项目”里没有“{written}”")
    assert hint in finding.hint
    assert finding.place is not None
    assert text_from(finding.place).startswith(written)


@pytest.mark.parametrize(
    ("prose", "name", "hint"),
    [
        (
            "说明: {收入变动原因: '增加{{ 表三.合计.基本支岀 }}。'}",
            "表三.合计.基本支岀",
            "是否想写 表三.合计.基本支出",
        ),
        ("其他说明: ['甲乙丙丁{{7*7}}。']", "7*7", "写法是 {{ 表三.合计.基本支出 }}"),
        ("其他说明: ['{{ budget.year }}']", "budget.year", "写法是"),
        ("名词解释: [{名称: 甲, 解释: '{{ }}'}]", "", "写法是"),
    ],
)
def test_a_reference_names_a_figure(prose: str, name: str, hint: str) -> None:
    """S23: a reference to no figure is an error with its line; it is never evaluated."""
    [finding] = _structure(f"{CONSISTENT}{prose}\n")
    assert (finding.code, finding.message) == ("S23", f"引用的数“{name}”不存在")
    assert hint in finding.hint
    assert finding.place is not None
    assert finding.place.line == once(f"{CONSISTENT}{prose}\n").count("\n")


def test_a_reference_to_a_figure_is_no_finding() -> None:
    """With points or slashes, with or without blanks."""
    assert errors_of(CONSISTENT + "其他说明: ['{{ 表三.合计.基本支出 }}，{{表三/合计/项目支出}}']\n") == []


@pytest.mark.parametrize(
    ("file", "message", "hint"),
    [
        ("没有.pdf", "找不到附件“没有.pdf”", "核对文件名"),
        ("../外面.pdf", "附件“../外面.pdf”不在预算的文件夹里", "把文件放进预算的文件夹"),
        ("资料", "附件“资料”是文件夹，不是文件", "写文件夹里的文件名"),
    ],
)
def test_an_attachment_lies_in_the_folder(tmp_path: Path, file: str, message: str, hint: str) -> None:
    """S24: an attached file that is not there, is a folder, or lies outside."""
    (tmp_path / "外面.pdf").touch()
    folder = tmp_path / "某某局"
    (folder / "资料").mkdir(parents=True)
    [finding] = _structure(f"{CONSISTENT}附件: [{{标题: 一, 文件: {file}}}]\n", folder)
    assert (finding.code, finding.message) == ("S24", message)
    assert hint in finding.hint
    assert finding.place is not None
    assert text_from(finding.place).startswith(file)


@pytest.mark.parametrize("file", ["数据.json", "上年预算/批复.pdf", "样式/批复.pdf", "科目表/批复.pdf"])
def test_an_attachment_is_called_like_no_other_file_in_the_pdf(tmp_path: Path, file: str) -> None:
    """S24: it would be taken for what the program puts in, or for a source of another kind."""
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"%PDF-1.7")
    [finding] = _structure(f"{CONSISTENT}附件: [{{标题: 一, 文件: {file}}}]\n", tmp_path)
    assert finding.code == "S24"
    assert "不能叫这个名称" in finding.message


def test_an_attachment_that_is_there_is_no_finding(tmp_path: Path) -> None:
    """Also in a folder below the budget's."""
    (tmp_path / "资料").mkdir()
    (tmp_path / "资料" / "一.pdf").write_bytes(b"%PDF-1.7")
    assert errors_of(f"{CONSISTENT}附件: [{{标题: 一, 文件: 资料/一.pdf}}]\n", tmp_path) == []


@pytest.mark.parametrize(
    "old",
    ["{科目: 2080505,", "{名称: 丙,", "{经济科目: 30108,"],
)
def test_a_unit_is_one_of_the_budgets(old: str) -> None:
    """S25: a line of a 单位 that the budget does not list; the known ones are named."""
    [finding] = _structure(spoiled(old, f'{old} 单位: "001009",'))
    assert (finding.code, finding.message) == ("S25", "没有代码为“001009”的单位")
    assert "001001（某某局本级）" in finding.hint
    assert finding.place is not None
    assert text_from(finding.place).startswith('"001009"')


def test_a_year_without_code_tables_is_said() -> None:
    """S26: another year's 科目 tables are used, which is a 提示 and no error."""
    disclosure = disclosed(spoiled("年度: 2024", "年度: 2031"))
    found = [finding for finding in apply_rules(disclosure, Path()) if finding.code.startswith("S")]
    assert [(finding.code, finding.level) for finding in found] == [("S26", Level.NOTE), ("S70", Level.NOTE)]
    assert found[0].message == "没有 2031 年的科目表，沿用 2026 年的"
    assert "科目名称" in found[0].hint
    assert found[0].place is not None
    assert text_from(found[0].place).startswith("2031")
    assert exit_code(found) == 0


@pytest.mark.parametrize("name", ["shanxi-2042", "没有"])
def test_an_unknown_profile_is_said(tmp_path: Path, name: str) -> None:
    """S27: 样式 names no folder of templates/; the known ones are named."""
    folder = written_to(tmp_path / "某某局", spoiled("年度: 2024", f"年度: 2024\n样式: {name}"))
    with pytest.raises(InputError) as caught:
        disclose_folder(folder)
    [finding] = caught.value.findings
    assert (finding.code, finding.message, finding.hint) == (
        "S27",
        f"没有样式“{name}”",
        "现有的样式：shanghai-2025、shanxi-2024",
    )
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (2, 5)


def test_findings_stand_in_reading_order() -> None:
    """All findings of a run are reported, by file, line and column, whatever rule found them."""
    text = spoiled("30108, 金额: 10.00", "30188, 金额: 10.01", spoiled("{科目: 2080505", "{科目: 2080555"))
    found = errors_of(spoiled("  单位资金: 3.00\n支出", "  单位资金: 3.01\n支出", text))
    places = [(finding.place.line, finding.place.column) for finding in found if finding.place]
    assert [finding.code for finding in found] == ["T01", "S20", "T03", "S20"]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("codes", "code"),
    [([], 0), (["T01"], 1), (["S20"], 2), (["T01", "S20", "T02"], 2), (["T07", "T01"], 1)],
)
def test_the_exit_code_is_that_of_the_worst(codes: list[str], code: int) -> None:
    """2 where names refer to nothing, 1 where sums do not agree, else 0."""
    assert exit_code([Finding(name, Level.ERROR, "") for name in codes]) == code
    assert exit_code([Finding(name, Level.WARNING, "") for name in codes]) == 0


def test_the_sample_has_no_errors() -> None:
    """The real budget of 2024 passes every rule."""
    folder = Path(__file__).parents[2] / "budgets" / "2024" / "xinzhou-etdz"
    assert exit_code(apply_rules(disclose_folder(folder), folder)) == 0


def test_the_report_does_not_depend_on_where_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report that goes into a PDF names files within the budget's folder, in messages as well."""
    folder = written_to(tmp_path / "某某局", spoiled("{名称: 丙,", "{名称: 乙,"))
    reports = []
    for here in (tmp_path, folder):
        monkeypatch.chdir(here)
        reports.append(plain_report(apply_rules(disclose_folder(folder), folder)))
    assert "S21" in reports[0]
    assert reports[0] == reports[1]


def test_a_row_without_a_government_subject_is_said() -> None:
    """S44: 行政 units have no 30107 in the ministry's comparison; a code on the line settles it."""
    office = spoiled("性质: 事业}", "性质: 行政}").replace("经济科目: 30101", "经济科目: 30107")
    office = office.replace("机关运行经费: []", "机关运行经费: [{一般公共预算: 10.00}]")
    [finding] = [f for f in apply_rules(disclosed(office), Path()) if f.code == "S44"]
    assert "30107 绩效工资" in finding.message
    assert finding.place is not None
    assert text_from(finding.place).startswith("30107")
    given = office.replace("经济科目: 30107,", "经济科目: 30107, 政府经济科目: 50199,")
    assert not [f for f in apply_rules(disclosed(given), Path()) if f.code == "S44"]
    assert not [f for f in apply_rules(disclosed(spoiled("30101", "30107")), Path()) if f.code == "S44"]


def test_two_offices_in_one_item_are_asked_about() -> None:
    """A warning at the sign between them; what stands in brackets belongs to a name."""
    names = "[办公室, 业务科（含信息、档案）、信息科]"
    text = spoiled("{内设机构: 无}", f"{{内设机构: {names}}}")
    [found] = [f for f in apply_rules(disclosed(text), Path("没有")) if f.code == "S58"]
    assert found.level is Level.WARNING
    assert found.place
    assert text_from(found.place).startswith("、信息科]")


def test_more_units_than_anybody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each unit's own disclosure is looked at, which takes a while; beyond a number that is said instead."""
    more = CONSISTENT.replace(
        "单位: [", '单位: [{名称: 乙站, 代码: "001003"}, {名称: 丙站, 代码: "001002"}, '
    )
    assert not [finding for finding in errors_of(more) if finding.code == "S85"]
    monkeypatch.setattr(limits, "UNITS", limits.UNITS._replace(most=2))
    (found,) = [finding for finding in errors_of(more) if finding.code == "S85"]
    assert found.message.startswith("有 3 个预算单位，超过 2 个")
    assert found.place


@pytest.mark.parametrize(("name", "at"), [("甲}} {{乙", 4), ("甲{{乙", 1), ("甲}}乙", None), ("{{甲}}", 0)])
def test_braces_in_a_name(name: str, at: int | None) -> None:
    """S57: what begins a reference is told wherever it stands; braces that only close are a name's own."""
    text = spoiled("单位: [{名称: 某某局本级", f'单位: [{{名称: "{name}"')
    found = [f for f in apply_rules(disclosed(text), Path()) if f.code == "S57"]
    assert [f.message for f in found] == ([] if at is None else [f"“{name}”是名称，里面不能引用数"])
    line = text.splitlines()[found[0].place.line - 1] if found and found[0].place else ""
    assert not found or line.index(name) + 1 + (at or 0) == found[0].place.column
