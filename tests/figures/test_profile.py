"""The profile (样式): tables, sections and wording are data, so that another one needs no Python."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.document import compose
from generator.errors import InputError, ProfileError
from generator.exchange import to_json
from generator.figures import Disclosure, load_profile
from generator.model import profiles
from tests.budgets import disclosed, spoiled
from tests.html_tables import tables_of

ANOTHER = """\
名称: 另一省
文件名称: "{年度}年{部门}预算"
上年: {收入总计: 表1/合计/金额}
章节:
  - {模板: cover.html.j2, 版式: 封面}
  - {内容: 报表, 部分: "报表（{年度}年）"}
表:
  - 号: 表1
    标题: "{部门}{年度}年项目"
    标识: 附表1
    单位: 元
    横向: 是
    编号行: 是
    栏:
      - 记录: 项目
        列:
          - {键: 金额, 表头: [金额, 本年], 取: {期: 本年}}
          - {键: 结转, 题: 上年, 表头: [金额, 上年], 取: {期: 上年结转}}
          - {键: 项目, 是: 名称, 表头: [项目]}
        行:
          - {每: 单位和项目}
        尾:
          - {名: 合计, 样: 合计}
  - 号: 表2
    标题: 支出
    标识: 附表2
    栏:
      - 记录: 支出
        取: {期: 本年}
        列:
          - {键: 名称, 是: 名称, 表头: [科目]}
          - {键: 编码, 是: 编码, 表头: [编码]}
          - {键: 金额, 表头: [金额]}
        行:
          - {名: 财政拨款, 键: 拨款, 取: {资金: [一般公共预算, 政府性基金, 国有资本经营预算]}}
          - {名: 其他, 键: 其他, 取: {资金: [财政专户管理资金, 单位资金]}}
          - {名: 合计, 和: [拨款, 其他], 样: 合计}
"""


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A templates folder with the profile 另一省, in the place of the repository's."""
    ours = profiles.TEMPLATES / "shanxi-2024"
    folder = tmp_path / "另一省"
    folder.mkdir()
    (folder / "profile.yaml").write_text(ANOTHER, encoding="utf-8")
    for name in ("cover.html.j2", "table.html.j2", "amounts.html.j2", "style.css"):
        shutil.copy(ours / name, folder)
    monkeypatch.setattr(profiles, "TEMPLATES", tmp_path)
    return tmp_path


def _disclosed() -> Disclosure:
    return disclosed(spoiled("年度: 2024", "年度: 2024\n样式: 另一省"))


@pytest.mark.usefixtures("templates")
def test_another_profile_has_its_own_tables() -> None:
    """Its tables, columns, order, titles and units are those it declares."""
    tables = _disclosed().tables
    assert list(tables) == ["表1", "表2"]
    assert (tables["表1"].title, tables["表1"].unit, tables["表1"].landscape) == (
        "某某局2024年项目",
        "元",
        True,
    )
    assert tables["表1"].printed_rows() == [
        ["600000.00", "70000.00", "某某局本级"],
        ["300000.00", "30000.00", "甲"],
        ["200000.00", "40000.00", "乙"],
        ["50000.00", "", "丙"],
        ["50000.00", "", "丁"],
        ["600000.00", "70000.00", "合计"],
    ]
    assert tables["表2"].printed_rows() == [
        ["财政拨款", "", "125.00"],
        ["其他", "", "5.00"],
        ["合计", "", "130.00"],
    ]


@pytest.mark.usefixtures("templates")
def test_another_profile_is_composed_and_exported() -> None:
    """Its sections are those it lists, and the JSON has its tables."""
    disclosure = _disclosed()
    document = compose(disclosure)
    assert document.title == "2024年某某局预算"
    assert [section.key for section in document.sections] == ["cover", "表1", "表2"]
    assert [heading.text for heading in document.sections[1].headings] == [
        "报表（2024年）",
        "表1 某某局2024年项目",
    ]
    [grid] = tables_of(document.sections[1].html, "amounts")
    assert grid[:3] == [["金额", "金额", "项目"], ["本年", "上年", "项目"], ["1", "2", "3"]]
    exported = json.loads(to_json(compose(disclosure)))["tables"]["表1"]
    assert exported["unit"] == "元"
    assert exported["header"] == ["金额", "上年", "项目"]


@pytest.mark.usefixtures("templates")
def test_figures_are_named_after_the_declaration() -> None:
    """A cell's figure is 表号/行/列 of the declaration; money is kept in 万元 whatever the table prints."""
    book = _disclosed().book
    assert str(book["表1/甲/金额"].value) == "30.00"
    assert book["表2/合计/金额"].printed == "130.00"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("和: [拨款, 其他]", "和: [拨款, 没有]", "profile.yaml:37:21 要加上“没有”，但前面没有这一行"),
        ("    标识: 附表2", "    标志: 附表2", "声明有误"),
        ("    单位: 元", "    单位: 亿元", "声明有误"),
        ("    标识: 附表2", "    标识: 附表2\n    标识: 附表3", "键“标识”重复"),
        ("名称: 另一省", "名称: [另一省", "profile.yaml:1:5 “[”没有收住"),
        ("cover.html.j2", "missing.html.j2", "missing.html.j2"),
    ],
)
def test_a_wrong_declaration_is_told_in_chinese(templates: Path, old: str, new: str, message: str) -> None:
    """What a profile's author gets wrong is said, with the name of the profile or the table."""
    (templates / "另一省" / "profile.yaml").write_text(spoiled(old, new, ANOTHER), encoding="utf-8")
    with pytest.raises((ProfileError, InputError)) as caught:
        compose(_disclosed())
    error = caught.value
    assert message in (error.findings[0].message if isinstance(error, InputError) else str(error))


def test_a_template_may_only_name_figures_that_exist(templates: Path) -> None:
    """A template that asks for an unknown figure is wrong; nothing is printed in its place."""
    (templates / "另一省" / "cover.html.j2").write_text(
        '{{ fig("表1/没有/金额") | money }}', encoding="utf-8"
    )
    with pytest.raises(ProfileError, match="不存在的数“表1/没有/金额”"):
        compose(_disclosed())


@pytest.mark.usefixtures("templates")
def test_an_unknown_profile_names_the_known_ones() -> None:
    """样式 misspelt is answered with the profiles there are."""
    with pytest.raises(ProfileError, match=r"没有样式“shanxi-2024”。现有的样式：另一省。"):
        load_profile("shanxi-2024")


def test_the_first_profile_has_thirteen_tables() -> None:
    """shanxi-2024 declares the tables in the published order; every section has its place."""
    first = load_profile("shanxi-2024")
    assert [table.label for table in first.tables] == [f"预算公开表{number}" for number in range(1, 14)]
    contents = [section.content for section in first.sections if section.content]
    assert [name for name in contents if name != "附件"] == [
        "报表",
        "绩效目标表目录",
        "绩效目标表",
        "购买服务目录",
    ]
