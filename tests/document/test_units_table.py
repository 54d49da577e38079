"""概况 lists the units of a department, with what is known of each."""

from __future__ import annotations

from pathlib import Path

from generator.document import compose
from generator.figures import disclose, disclose_folder
from generator.model import parse_budget
from tests.html_tables import text_of
from tests.many_units import CODES, many_units
from tests.written import mapping


def _overview(folder: Path, unit: str = "") -> str:
    sections = compose(disclose_folder(folder, unit)).sections
    return next(section.html for section in sections if section.key == "overview")


def test_units_are_listed_with_their_staff(tmp_path: Path) -> None:
    """Number, code, name, 性质 and staff; what is not written is blank, never 0; nothing for one unit."""
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "部门.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in (
        ("编制人数: 6, 在职人数: 6", "编制人数: 12, 在职人数: 0"),
        (", 编制人数: 4, 在职人数: 3", ""),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    overview = _overview(folder)
    table = overview[overview.index('<table class="grid units"') :]
    rows = [text_of(row) for row in table.split("<tr>")[2:5]]
    for row, index, nature in zip(rows, range(3), ("行政", "事业", "事业"), strict=True):
        assert CODES[index] in row
        assert nature in row
    assert table.split("<tr>")[3].count('data-figure="机构/') == 2
    assert '<td class="amount"></td><td class="amount"></td>' in table.split("<tr>")[4]
    assert "有预算单位" in overview
    for code in CODES:
        assert 'class="grid units"' not in _overview(folder, code)


def test_a_governing_body_is_not_called_an_institution(tmp_path: Path) -> None:
    """所属事业单位 is said of 事业单位; one of them that is 行政 makes it 所属单位."""
    folder = many_units(tmp_path / "2024" / "某局")
    file = folder / "部门.yaml"
    text = file.read_text(encoding="utf-8")
    names = [unit.name for unit in disclose_folder(folder).budget.units]
    for count, words in ((slice(1, None), "所属事业单位"), (slice(0, None), "所属单位")):
        bodies = f"所属单位: [{', '.join(names[count])}]"
        file.write_text(text.replace("所属单位: [某中心, 某站]", bodies, 1), encoding="utf-8")
        assert text.count("所属单位: [某中心, 某站]") == 1
        assert f"。{words}" in text_of(_overview(folder)).replace(" ", "")


def test_sixty_units_are_a_table_and_no_sentence(tmp_path: Path) -> None:
    """Names that all stand in the table are not listed in a sentence too; nine, or one without a row, are."""
    for count, without, listed in ((60, 0, False), (9, 0, True), (60, 1, True)):
        names = [f"某县第{number}站" for number in range(count)]
        units = [f'  - {{名称: {name}, 代码: "{101000 + n}"}}' for n, name in enumerate(names[without:])]
        lines = [
            "年度: 2024",
            '部门: {名称: 某局, 代码: "101", 性质: 行政, 职责: {概述: 做事。},',
            f"  机构: {{内设机构: 无, 所属单位: [{', '.join(names)}]}}}}",
            *("单位:", '  - {名称: 某局本级, 代码: "100999"}', *units),
            *("收入: {一般公共预算: 0}", "支出: []"),
        ]
        document = compose(disclose(parse_budget(mapping("\n".join(lines) + "\n"))))
        overview = next(section.html for section in document.sections if section.key == "overview")
        assert ("、".join(names) in overview) is listed
        assert ("名单见下表" in text_of(overview)) is not listed
        assert "单位<span" in overview
        assert ("编制" in overview, "在职" in overview) == (False, False)


def test_sixty_units_are_a_table_in_other_profiles_too() -> None:
    """Shanghai lists its units by 性质 in sentences; sixty stand in the table only, each once."""
    names = [f"某区第{number}站" for number in range(60)]
    units = [f'  - {{名称: {name}, 代码: "{101000 + n}"}}' for n, name in enumerate(names)]
    lines = [
        "年度: 2025",
        "样式: shanghai-2025",
        '部门: {名称: 某局, 代码: "101", 性质: 行政, 职责: {概述: 做事。},',
        f"  机构: {{内设机构: 无, 所属单位: [{', '.join(names)}]}}}}",
        *("单位:", '  - {名称: 某局本级, 代码: "100999"}', *units),
        *("收入: {一般公共预算: 0}", "支出: []"),
    ]
    document = compose(disclose(parse_budget(mapping("\n".join(lines) + "\n"))))
    overview = next(section.html for section in document.sections if section.key == "overview")
    assert 'class="grid units dense"' in overview
    assert all(text_of(overview).count(f"第{number}站") == 1 for number in (0, 30, 59))


def test_projects_of_one_name_are_told_apart_on_the_page_before_the_parts(tmp_path: Path) -> None:
    """Their units stand before them; whole names are not said to be cut."""
    folder = many_units(tmp_path / "2024" / "某局")
    for file in (folder / "单位").iterdir():
        text = file.read_text(encoding="utf-8")
        for name in ("中心—甲", "站—甲"):
            text = text.replace(name, "设施维修")
        file.write_text(text.replace("整体绩效: {单位数: 1, 金额: 59.25}", "整体绩效: 无"), encoding="utf-8")
    pages = {section.key: text_of(section.html) for section in compose(disclose_folder(folder)).sections}
    summary = pages["summary"]
    assert "云岭县某中心：设施维修" in summary
    assert "云岭县某站：设施维修" in summary
    assert "：本级—甲" not in summary
    assert "略写" not in summary
    for code, said in (
        ("101002", "本单位没有编报单位整体绩效目标。"),
        ("101003", "本单位编报单位整体绩效目标，涉及资金"),
    ):
        own = {
            section.key: text_of(section.html) for section in compose(disclose_folder(folder, code)).sections
        }
        assert said in own["explanations-1"]
        assert "设施维修" in own["summary"]
        assert "：设施维修" not in own["summary"]
