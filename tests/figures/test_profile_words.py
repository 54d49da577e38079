"""词汇: the words of a profile; and profiles that lie beside budgets or are based on another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.cli import main
from generator.document import compose
from generator.errors import InputError, ProfileError
from generator.exchange.tree import leaves, tree_of
from generator.figures import Disclosure, disclose_folder, load_profile
from generator.rules import apply_rules
from tests.budgets import CONSISTENT

WORDS = """\
名称: 某市-2025
基于: shanxi-2024
文件名称: "{部门}{年度}年预算"
词汇:
  资金: [一般公共预算, 政府性基金, 国有资本经营预算, 财政专户管理资金, 单位资金, 事业收入, 经营收入]
  性质: [基本支出, 项目支出, 单位预留机动经费]
  三公经费: [因公出国（境）费, 公务接待费, 公务用车购置费, 公务用车运行维护费, 会议费]
表:
  - 号: 表七
    标题: "{年度}年收入总表"
    标识: 附表7
    栏:
      - 记录: 支出
        列:
          - {键: 科目, 是: 名称, 表头: [科目]}
          - {键: 事业收入, 表头: [事业收入], 取: {资金: 事业收入}}
          - {键: 经营收入, 表头: [经营收入], 取: {资金: 经营收入}}
          - {键: 机动, 表头: [机动], 取: {性质: 单位预留机动经费}}
        行:
          - {名: 合计, 样: 合计}
  - 号: 表十四
    标题: 会议费
    标识: 附表14
    栏:
      - 记录: 三公经费
        列:
          - {键: 项目, 是: 名称, 表头: [项目]}
          - {键: 金额, 表头: [金额]}
        行:
          - {名: 会议费, 取: {事项: 会议费}}
"""


def _written(folder: Path, words: str = WORDS) -> Path:
    """A budget with a profile of its own beside it."""
    profile = folder / "样式" / "某市-2025"
    profile.mkdir(parents=True)
    (profile / "profile.yaml").write_text(words, encoding="utf-8")
    text = CONSISTENT.replace("财政专户管理资金: 2.00", "事业收入: 2.00").replace(
        "单位资金: 3.00", "经营收入: 3.00"
    )
    text = text.replace("三公经费:\n", "三公经费:\n  会议费: {一般公共预算: 0.40}\n")
    text = text.replace(
        "基本支出:\n  -", "  - {科目: 2010350, 性质: 单位预留机动经费, 一般公共预算: 1.00}\n基本支出:\n  -"
    )
    text = text.replace("  一般公共预算: 100.00", "  一般公共预算: 101.00")
    budget = folder / "2024" / "某局"
    budget.mkdir(parents=True)
    (budget / "预算.yaml").write_text(f"样式: 某市-2025\n{text}", encoding="utf-8")
    return budget


def _disclosed(folder: Path) -> Disclosure:
    return disclose_folder(_written(folder))


def test_words_of_a_profile_are_measured(tmp_path: Path) -> None:
    """Sources, 性质 and items that only this profile has stand in its tables, and break no sum."""
    disclosure = _disclosed(tmp_path)
    assert disclosure.tables["表七"].printed_rows() == [["合计", "2.00", "3.00", "1.00"]]
    assert disclosure.tables["表十四"].printed_rows() == [["会议费", "0.40"]]
    found = [f for f in apply_rules(disclosure, tmp_path) if f.code in ("T01", "T02", "T03", "T12")]
    assert found == []


def test_words_of_a_profile_are_part_of_the_data(tmp_path: Path) -> None:
    """What is written under them goes into the exports with its place."""
    tree = tree_of(_disclosed(tmp_path).budget)
    found = {path: leaf for path, leaf in leaves(tree) if "经营收入" in path or "会议费" in path}
    assert {path[0] for path in found} == {"收入", "支出", "项目", "三公经费"}
    assert all(leaf.origin for leaf in found.values())


def test_words_of_other_profiles_are_refused(tmp_path: Path) -> None:
    """At their place, with those that there are; other mistakes on the same line are told as well."""
    budget = _written(tmp_path)
    file = budget / "预算.yaml"
    text = file.read_text(encoding="utf-8").replace("经营收入: 3.00}", "其他资金: 3.00, 政府性基金: 一点}", 1)
    file.write_text(text.replace("性质: 单位预留机动经费", "性质: 机动"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        disclose_folder(budget)
    said = {finding.message: finding.hint for finding in caught.value.findings}
    assert "不认识的键“其他资金”" in said
    assert any("政府性基金" in message or "一点" in message for message in said)
    assert said["“性质”不能是“机动”"] == "只能写：基本支出、项目支出、单位预留机动经费"


def test_a_profile_says_only_what_differs(tmp_path: Path) -> None:
    """Tables of the same 号 are replaced where they stand, new ones follow; the rest is as it was."""
    _written(tmp_path)
    profile = load_profile("某市-2025", tmp_path / "2024" / "某局")
    base = load_profile("shanxi-2024")
    numbers = [table.number for table in profile.tables]
    assert numbers == [*(table.number for table in base.tables), "表十四"]
    assert profile.sections == base.sections
    assert profile.paths == (tmp_path / "样式" / "某市-2025", *base.paths)
    assert profile.title == "{部门}{年度}年预算"


def test_a_pdf_carries_its_own_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is verified where neither the budget nor the profile is."""
    budget = _written(tmp_path / "budgets")
    text = CONSISTENT.replace("三公经费:\n", "三公经费:\n  会议费: 0\n")  # 表一 has no row for more sources
    (budget / "预算.yaml").write_text(f"样式: 某市-2025\n{text}", encoding="utf-8")
    main(["build", str(budget), "-o", str(tmp_path / "out")])
    pdf = tmp_path / "out" / "2024" / "某局.pdf"
    assert pdf.is_file(), capsys.readouterr().err
    for path in sorted((tmp_path / "budgets").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert main(["verify", str(pdf)]) == 0


WRONG = [
    ("取: {资金: 事业收入}", "取: {资金: 事业}", "“资金”里没有“事业”，可以写：一般公共预算"),
    ("取: {资金: 事业收入}", "取: {事项: 会议费}", "“支出”没有“事项”，可以写：科目、性质、组别"),
    ("- {名: 合计, 样: 合计}", "- {每: 项目}", "“支出”的记录不能按“项目”分行，可以写：类、科目"),
    ("- {名: 合计, 样: 合计}", "- {每: 款}", "不能按“款”分行，可以写：类、科目"),
    ("记录: 三公经费", "记录: 三公", "“记录”不能是“三公”，只能写：收入"),
    ("资金: [一般公共预算, 政府性基金", "资金: [一般公共预算, 基金", "词汇里的“资金”缺少“政府性基金”"),
    ("键: 经营收入", "键: 事业收入", "键“事业收入”在这一栏里写了两次"),
    ("    标识: 附表7\n", "    标志: 附表2\n", "应有的“标识”没有写"),
    ("    标识: 附表7\n", "", "缺少“标识”"),
    ("号: 表十四", "号: 表七", "号“表七”写了两次"),
    ("基于: shanxi-2024", "基于: 某市-2025", "转了一圈"),
    ("基于: shanxi-2024", "基于: 没有", "没有样式“没有”"),
]


@pytest.mark.parametrize(("old", "new", "said"), WRONG, ids=[new[:20] or old[:12] for old, new, _ in WRONG])
def test_a_wrong_profile_is_told_where_it_is_wrong(tmp_path: Path, old: str, new: str, said: str) -> None:
    """With file, line and column, and what may be written; never a blank column, never a KeyError."""
    assert WORDS.count(old) >= 1
    with pytest.raises((ProfileError, InputError)) as caught:
        disclose_folder(_written(tmp_path, WORDS.replace(old, new, 1)))
    error = caught.value
    told = error.findings[0].message if isinstance(error, InputError) else str(error)
    assert said in told
    assert "profile.yaml:" in told or "没有样式" in told or "转了一圈" in told


def test_a_template_from_elsewhere_reaches_nothing_of_python(tmp_path: Path) -> None:
    """Profiles come with budgets, and with PDFs that are verified: their templates run in a sandbox."""
    budget = _written(tmp_path)
    template = tmp_path / "样式" / "某市-2025" / "cover.html.j2"
    template.write_text('{{ "".__class__.__mro__[1].__subclasses__() }}', encoding="utf-8")
    with pytest.raises(ProfileError, match=r"cover\.html\.j2"):
        compose(disclose_folder(budget))


def test_a_pipe_among_the_files_of_a_profile_stops_nobody(tmp_path: Path) -> None:
    """It is refused before anything reads it."""
    budget = _written(tmp_path)
    os.mkfifo(tmp_path / "样式" / "某市-2025" / "cover.html.j2")
    with pytest.raises(InputError) as caught:
        disclose_folder(budget)
    assert "不是普通文件" in caught.value.findings[0].message


def _codes(folder: Path, without: str, written: str) -> dict[str, str]:
    """The findings about what is said beside the lines of money, when a profile leaves `without` out."""
    budget = _written(folder, WORDS.replace("表:\n", f"不印: {without}\n表:\n", 1))
    file = budget / "预算.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("国有资产:", "政府采购:"))]
    file.write_text("".join(kept) + written, encoding="utf-8")
    found = apply_rules(disclose_folder(budget), budget)
    told = {f"{f.code} {f.about}": f.message for f in found if f.code in ("T42", "T51")}
    assert told.pop("T51 政府性基金收入")  # its table is another one here
    return told


def test_what_a_profile_does_not_print_need_not_be_written(tmp_path: Path) -> None:
    """T42 asks for what is printed; T51 says what is written in vain."""
    assert _codes(tmp_path / "1", "[]", "").keys() == {"T42 国有资产", "T42 政府采购"}
    assert _codes(tmp_path / "2", "[国有资产]", "").keys() == {"T42 政府采购"}
    found = _codes(tmp_path / "3", "[国有资产, 政府采购]", "国有资产: 无\n")
    assert found == {"T51 国有资产": "写了“国有资产”，样式“某市-2025”不印"}


def test_editors_are_offered_the_words_of_a_profile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`schema --profile` has its sources, items and 性质; without, those of the profile of none."""
    _written(tmp_path)
    assert main(["schema", "--profile", "某市-2025", "--budgets", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert main(["schema"]) == 0
    plain = capsys.readouterr().out
    for word in ("经营收入", "会议费", "单位预留机动经费"):
        assert said.count(f'"{word}"') > plain.count(f'"{word}"')
