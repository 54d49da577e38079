"""Characters that cannot be printed: found before any page is made, each at its place."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from generator.classification import classification_of
from generator.findings import Finding, Level, in_reading_order
from generator.model import load_budget
from generator.model.fonts import FONTS
from generator.rules.characters import _beyond_gbk, _printable, missing_characters
from tests.tiny_fonts import tiny_font
from tests.written import at, budget

ROOT = Path(__file__).parents[2]


def findings(extra: str) -> list[Finding]:
    """What is found in the smallest budget with `extra` from line 5 on."""
    return in_reading_order([*missing_characters(budget(extra), Path("没有"))])


def only(extra: str) -> Finding:
    """The one finding of `findings`."""
    (finding,) = findings(extra)
    return finding


def test_a_character_that_no_font_has_is_told_with_code_and_place() -> None:
    """Character, code point, file, line and column, and what to do about it."""
    finding = only("说明:\n  收入变动原因: 因𠮷林路改造。\n")
    assert (finding.code, finding.level) == ("P01", Level.ERROR)
    assert "“𠮷”（U+20BB7）" in finding.message
    assert str(finding.place) == "预算.yaml:6:12"
    assert "通用规范汉字" in finding.hint
    assert "“字体”" in finding.hint


def test_the_column_is_that_of_the_character_in_a_long_text() -> None:
    """In a block of several lines the character's own line is shown, not the first."""
    finding = only("说明:\n  收入变动原因: |\n    第一段。\n    第二段有𠮷字。\n")
    assert at(finding.place) == (8, 9)
    finding = only('说明:\n  收入变动原因: "第一段。\n    第二段有𠮷字。"\n')
    assert at(finding.place) == (7, 9)


@pytest.mark.parametrize("written", ['"有\\u4dff字"', '"有\\U00020BB7字"'])
def test_a_character_written_as_an_escape_stands_where_its_text_does(written: str) -> None:
    """The file does not have the character itself, though a later line may."""
    found = findings(f"说明: {{收入变动原因: {written}, 支出变动原因: 有𠮷和䷿}}\n")
    assert at(found[0].place) == (5, 14)


def test_every_character_is_told_once_per_text() -> None:
    """Two texts give two findings, and two characters of a text as well, in reading order."""
    found = findings("说明:\n  收入变动原因: 𠮷𡈽𠮷\n  支出变动原因: 𠮷\n")
    assert [at(finding.place) for finding in found] == [(6, 11), (6, 12), (7, 11)]


def test_keys_of_the_author_s_choice_are_texts_too() -> None:
    """The names of indicators are keys, and are printed."""
    money = "{中央: 1}"
    found = findings(
        "绩效目标:\n"
        "  - 项目: 甲\n"
        "    项目属性: 乙\n"
        "    项目期: 1年\n"
        f"    实施期资金: {money}\n"
        f"    年度资金: {money}\n"
        "    总体目标: {实施期: 丙}\n"
        "    指标:\n"
        "      产出𠮷指标:\n"
        "        数量𡈽指标: [{名称: 丁, 值: 1}]\n"
    )
    assert [at(finding.place) for finding in found] == [(13, 9), (14, 11)]


@pytest.mark.parametrize(("char", "name"), [("\u200b", "零宽空格"), ("\u00ad", "软连字符")])
def test_invisible_characters_have_a_message_of_their_own(char: str, name: str) -> None:
    """Written as an escape it passes the reader, which refuses the character itself, and is named here."""
    finding = only(f'说明: {{收入变动原因: "增加\\u{ord(char):04X}项目"}}\n')
    assert finding.code == "P02"
    assert f"看不见的字符：{name}（U+{ord(char):04X}）" in finding.message
    assert at(finding.place) == (5, 14)


def test_a_byte_order_mark_within_a_text_is_told() -> None:
    """It comes from files that were joined."""
    finding = only('说明: {收入变动原因: "增加\\uFEFF项目"}\n')
    assert "字节顺序标记（U+FEFF）" in finding.message


def test_variation_selectors_are_told() -> None:
    """The form they ask for is not in the font: the page would show another one."""
    assert only("说明: {收入变动原因: 葛\U000e0100城}\n").code == "P02"


def test_private_characters_are_told() -> None:
    """A character that a police office drew for a rare name exists on its own computers only."""
    finding = only("说明: {收入变动原因: 王\ue123}\n")
    assert finding.code == "P02"
    assert "自造字（U+E123，私用区编码）" in finding.message


def test_a_radical_that_looks_like_a_character_is_named() -> None:
    """Text copied from a PDF has ⼈ (a radical) for 人: the hint says which was meant."""
    finding = only("说明: {收入变动原因: ⼈员经费}\n")
    assert finding.code == "P01"
    assert "是否想写“人”" in finding.hint


def test_white_space_is_no_finding() -> None:
    """Line breaks, tabs, the ideographic space, and the thin spaces that the renderer makes."""
    assert findings('说明: {收入变动原因: "一\\n二\\t三　四\\u00a0五\\u2009六\\u202f七"}\n') == []


def test_names_of_files_are_no_texts() -> None:
    """They are not printed."""
    assert findings("附件: [{标题: 附件, 文件: 𠮷.pdf}]\n字体: {标题: 𠮷.ttf}\n") == []


def test_an_own_song_adds_its_characters(tmp_path: Path) -> None:
    """What the office's 宋体 has can be printed everywhere, for all stacks end in it."""
    tiny_font(tmp_path / "a.ttf", text=" 𠮷")
    text = budget("说明: {收入变动原因: 𠮷林路}\n字体: {宋体: a.ttf}\n")
    assert [*missing_characters(text, tmp_path)] == []
    (tmp_path / "a.ttf").write_bytes((tmp_path / "a.ttf").read_bytes()[:200])
    assert [finding.code for finding in missing_characters(text, tmp_path)] == ["P01"]


def test_another_own_font_adds_nothing(tmp_path: Path) -> None:
    """A text may be set in several roles: the title's font alone is not enough."""
    tiny_font(tmp_path / "a.ttf", text=" 𠮷")
    text = budget("说明: {收入变动原因: 𠮷林路}\n字体: {标题: a.ttf}\n")
    assert len([*missing_characters(text, tmp_path)]) == 1


def test_a_private_character_stays_one_though_a_font_has_it(tmp_path: Path) -> None:
    """Copied or read aloud it is nothing, in whatever font."""
    tiny_font(tmp_path / "a.ttf", text=" \ue123")
    text = budget("说明: {收入变动原因: 王\ue123}\n字体: {宋体: a.ttf}\n")
    assert len([*missing_characters(text, tmp_path)]) == 1


@pytest.mark.parametrize("folder", sorted((ROOT / "budgets").glob("*/*")), ids=lambda path: path.name)
def test_the_budgets_of_this_repository_can_be_printed(folder: Path) -> None:
    """Every character of the examples is in the fonts."""
    assert [*missing_characters(load_budget(folder), folder)] == []


def test_what_the_program_itself_writes_can_be_printed() -> None:
    """The templates and the names of all 科目 have no character that the fonts lack."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "GWSong-Regular.ttf", lazy=True) as font:
        known = set(map(chr, font.getBestCmap())) | {"\n"}
    templates = [path for path in (ROOT / "templates").rglob("*") if path.suffix in (".j2", ".yaml", ".css")]
    assert templates
    for path in templates:
        assert not set(path.read_text(encoding="utf-8")) - known, path
    classification = classification_of(2024)
    names = [*classification.functional.values(), *classification.revenue.values()]
    names += [subject.name for subject in classification.economic.values()]
    assert len(names) > 100
    assert not set("".join(names)) - known
    assert not [char for char in "".join(names) if unicodedata.category(char) in ("Cc", "Cf", "Co")]


def test_what_is_let_pass_without_the_font_is_in_it() -> None:
    """Of all of Unicode, nothing is taken for common that our 宋体 cannot show."""
    every = {chr(code) for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF}
    common = every - _beyond_gbk(every)
    assert len(common) > 20000
    assert common <= _printable()
