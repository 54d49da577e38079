"""Every mistake in a budget is told in Chinese, at its line and column, with a hint, all of them together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.findings import Finding, Level
from generator.model import Budget, load_budget, parse_budget
from generator.model.forms import WRONG_TYPE
from generator.model.load import _once
from generator.model.vocabulary import keys_of
from tests.written import DEPARTMENT, MONEY, SMALLEST, YEAR, at, mapping, refused_budget, unmarked

GOALS = "绩效目标:\n  - {项目: 甲, 项目属性: 新增, 项目期: 一年, 总体目标: {实施期: 乙}, "
GOALS += "实施期资金: {}, 年度资金: {},\n    "

# The sign ▸ stands where the place of the error must be.
MISTAKES = [
    # Unknown keys: the place is the key.
    ("▸支初: 1\n", "S10", "不认识的键“支初”", "“支出”"),
    ("上年: {▸收入合计: 1}\n", "S10", "不认识的键“收入合计”", "“收入总计”"),
    ("上年: {▸q: {}}\n", "S10", "不认识的键“q”", "这里可以写：收入总计、支出总计"),
    ("单位:\n  - 名称: 甲\n    代码: 1\n    ▸编号: 2\n", "S10", "“编号”", "可以写：名称、代码"),
    (GOALS + "指标: {}, ▸负责: 丙}\n", "S10", "“负责”", "“负责人”"),
    (GOALS + "指标: {产出: {数量: [{名称: 甲, 值: 1, ▸单元: 个}]}}}\n", "S10", "“单元”", "“单位”"),
    ("项目:\n  - {▸项目: 甲, 类别: 特定目标类}\n", "S10", "应有的“名称”没有写", "是否想写“名称”"),
    ("项目:\n  - ▸项目: {名称: 甲, 类别: 特定目标类}\n", "S10", "多了“项目”一层", "里面的键直接写在这里"),
    ("基本支出: [{经济科目: 30101, ▸一般公共预算: 5}]\n", "S10", "“金额”没有写", "是否想写“金额”"),
    ("基本支出: [{▸科目: 30101, 金额: 5}]\n", "S10", "“经济科目”没有写", "是否想写“经济科目”"),
    ("政府采购: {▸五十万元: }\n", "S10", "“五十万元”像是金额，不是键", "写成“键: 50”"),
    ("国有资产: ▸一百万元\n", "S12", "“国有资产”应是一组", "换行并缩进两格"),
    ("国有资产: {▸五十万元: 0}\n", "S10", "不认识的键“五十万元”", "“五十万元以上通用设备”"),
    ("年终结转: {▸财政拨款: 5}\n", "S10", "不认识的键“财政拨款”", "是哪一种：一般公共预算、政府性基金、"),
    ("年终结转: {一般公共预算: 5, ▸合计: 5}\n", "S10", "不写“合计”，它由明细相加", "删去这一项"),
    ("▸政府性基金收入: {1030148: 20}\n", "S12", "应是一个列表", "“[{科目: 1030148, 金额: 20}]”"),
    # Missing keys: the place is the nearest thing that is there.
    ("附件:\n  - ▸标题: 甲\n", "S11", "这一项缺少“文件”", "补上“文件"),
    (GOALS + "指标: {产出: {▸数量: {年度: []}}}}\n", "S11", "“数量”缺少“实施期”", "补上"),
    # Another form than the one that belongs there.
    ("三公经费: ▸没有\n", "S12", "“三公经费”应是一组“键: 值”", "没有的写 无"),
    ("年终结转: ▸5\n", "S12", "“年终结转”应是一组“键: 值”", "例如写成“{一般公共预算: 5}”"),
    ("年终结转: ▸五十万元\n", "S12", "“年终结转”应是一组“键: 值”", "例如写成“{一般公共预算: 50}”"),
    ("三公经费: {公务接待费: ▸0.50}\n", "S12", "“公务接待费”应是一组", "写成“{一般公共预算: 0.50}”"),
    ("机关运行经费: ▸0\n", "S12", "“机关运行经费”应是一个列表", "没有的写 []"),
    ("机关运行经费: ▸8.5\n", "S12", "“机关运行经费”应是一个列表", "写成“[{一般公共预算: 8.5}]”"),
    ("基本支出: ▸8.5\n", "S12", "“基本支出”应是一个列表", "写成“[{经济科目: …, 金额: 8.5}]”"),
    ("说明: ▸无\n", "S12", "“说明”应是一组“键: 值”", "没有的，删去这一行"),
    ("▸年终结转: [5]\n", "S12", "“年终结转”应是一组“键: 值”", "逐行写"),
    ("▸科目名称: [甲]\n", "S12", "“科目名称”应是一组“键: 值”", "逐行写"),
    ("单位: ▸甲\n", "S12", "“单位”应是一个列表", "没有内容"),
    ("▸单位: {名称: 甲, 代码: 1}\n", "S12", "“单位”应是一个列表", "没有内容"),
    ("单位:\n  - {名称: 甲, 代码: 1}\n  - ▸乙\n", "S12", "第 2 项应是一组“键: 值”", "“{名称: 乙, 代码: …}”"),
    (GOALS + "指标: {产出: {数量: [▸甲]}}}\n", "S12", "第 1 项应是一组", "“{名称: 甲, 值: …}”"),
    ("其他说明: [▸[甲]]\n", "S12", "第 1 项应是一句话或一个词", "直接写内容"),
    ("说明: {▸政府采购说明: {甲: 乙}}\n", "S12", "“政府采购说明”应是一句话或一个词", "直接写"),
    ("▸金额单位: [元]\n", "S12", "“金额单位”应是一句话或一个词", "直接写内容"),
    ("国有资产: {▸截至日期: [1]}\n", "S12", "“截至日期”应是一句话或一个词", "直接写内容"),
    # Nothing where something belongs.
    ("▸金额单位:\n", "S12", "“金额单位”是空的", "不需要时删去"),
    ("年终结转: {▸一般公共预算: }\n", "S12", "“一般公共预算”是空的", "不需要时删去"),
    ("三公经费:\n  ▸公务接待费: ~\n", "S12", "“公务接待费”是空的", "不需要时删去"),
    ("▸项目:\n", "S12", "“项目”是空的", "不需要时删去"),
    ("其他说明: [甲, ▸~]\n", "S12", "第 2 项是空的", "不需要时删去"),
    # Numbers.
    ("机关运行经费: [{一般公共预算: ▸1O.5}]\n", "S13", "把 0 写成了字母 O", "1234.56"),
    ("政府采购: {货物: ▸5万元}\n", "S13", "不要写单位“万元”", "只写数字：5（这里的单位是万元）"),
    ("政府采购: {货物: ▸1.5亿}\n", "S13", "不要写单位“亿”", "只写数字：15000（这里的单位是万元）"),
    ("政府采购: {货物: ▸50元}\n", "S13", "不要写单位“元”", "只写数字：0.005（这里的单位是万元）"),
    (
        "金额单位: 元\n政府采购: {货物: ▸50万}\n",
        "S13",
        "不要写单位“万”",
        "只写数字：500000（这里的单位是元）",
    ),
    ("政府采购: {货物: ▸一百五十}\n", "S13", "是汉字数字", "只写数字：150"),
    ("政府采购: {货物: ▸五十万元}\n", "S13", "是汉字数字", "只写数字：50（这里的单位是万元）"),
    ("政府采购: {货物: ▸-}\n", "S13", "“-”不是数", "没有的写 0"),
    ("政府采购: {货物: ▸约100}\n", "S13", "不是一个准确的数", "不写“约”"),
    ("国有资产: {车辆: {编制: ▸三辆}}\n", "S13", "是汉字数字", "只写数字：3"),
    ("国有资产: {车辆: {编制: ▸3辆}}\n", "S13", "不要写单位“辆”", "只写数字：3"),
    ("政府采购: {货物: ▸'1,23'}\n", "S13", "分不清是千分位还是小数点", "只写数字"),
    ("政府采购: {▸货物: [5]}\n", "S13", "应是一个数，不是列表或键值", "只写数字"),
    ("政府性基金收入: [{科目: 1, ▸金额: }]\n", "S13", "“金额”后面没有写数", "写 0"),
    ("整体绩效: {单位数: ▸1.5}\n", "S13", "“1.5”应是不小于 0 的整数", "例如 12"),
    # What is not allowed.
    ("金额单位: ▸角\n", "S14", "“金额单位”不能是“角”", "只能写：万元、元"),
    ("样式: ▸甲/乙\n", "S14", "“样式”只能由字母、数字和 - 组成，现在是“甲/乙”", "templates"),
    ("科目名称: {▸2o1: 甲}\n", "S14", "键只能由数字组成，现在是“2o1”", "字母"),
    ("基本支出: [{经济科目: ▸301 01, 金额: 1}]\n", "S14", "“经济科目”只能由数字组成", "数字连着写：30101"),
    ("基本支出: [{经济科目: ▸基本工资, 金额: 1}]\n", "S14", "只能由数字组成", "gongkai codes find"),
    ("基本支出: [{经济科目: ▸3０101, 金额: 1}]\n", "S52", "“3０101”用了全角数字", "改成半角的 30101"),
    ("单位: [{名称: ▸'', 代码: 1}]\n", "S14", "“名称”是空的", "补上内容"),
    ("国有资产: {截至日期: ▸2024-13-01}\n", "S14", "“2024-13-01”不是日期", "例如 2024-01-31"),
    ("国有资产: {截至日期: ▸20240831}\n", "S14", "不是日期", "写 2024-08-31"),
    ("国有资产: {截至日期: ▸2024–8–31}\n", "S14", "不是日期", "写 2024-08-31"),
    ("国有资产: {截至日期: ▸二〇二四年八月三十一日}\n", "S14", "不是日期", "写 2024-08-31"),
    ("国有资产: {截至日期: ▸45535}\n", "S14", "不是日期", "写 2024-08-31"),
    ("国有资产: {截至日期: ▸2024-08-31 00:00:00}\n", "S14", "不是日期", "写 2024-08-31"),
    ("国有资产: {截至日期: ▸去年底}\n", "S14", "不是日期", "例如 2024-01-31"),
    # One slip, one message.
    ("基本支出: [▸{}]\n", "S11", "这一项缺少“经济科目”、“金额”", "补上“经济科目: …”、“金额: …”"),
    ("基本支出: [{▸30101: 5}]\n", "S10", "像是“经济科目”的代码", "写成 经济科目: 30101, 金额: 5"),
    (
        "基本支出:\n  - 经济科目: 30101\n  - ▸金额: 5\n",
        "S12",
        "一项被断成了两项",
        "与上一行的“经济科目”左对齐",
    ),
    ("基本支出: [{经济科目: 30101, ▸名称: 基本工资, 金额: 5}]\n", "S10", "名称由代码得来", "写在 # 后面"),
    ("基本支出: [{经济科目: 30101, ▸备注: 甲, 金额: 5}]\n", "S10", "不认识的键“备注”", "写在 # 后面"),
    ('基本支出: [▸"{经济科目: 30101, 金额: 5}"]\n', "S12", "应是一组“键: 值”", "删去两头的引号"),
    ("样式: ▸shanxi 2024\n上年: {甲: 1}\n", "S14", "“样式”只能由字母", "shanxi-2024"),
]
YEARS = ["24", "2_024", "2024.0", "02024", "202４", "2024年", "甲"]


@pytest.mark.parametrize(("marked", "code", "message", "hint"), MISTAKES)
def test_a_mistake_is_told_in_its_place(marked: str, code: str, message: str, hint: str) -> None:
    """One mistake is one error: its code, its place, what is wrong and what to do."""
    text, place = unmarked(SMALLEST + marked)
    (finding,) = refused_budget(text)
    assert (finding.code, finding.level) == (code, Level.ERROR)
    assert message in finding.message
    assert hint in finding.hint
    assert at(finding.place) == place


def test_every_code_of_the_model_has_an_example() -> None:
    """The examples reach all five kinds of error, and a slip that only the model knows."""
    assert {code for _, code, _, _ in MISTAKES} == {"S10", "S11", "S12", "S13", "S14", "S52"}


def test_numbers_are_no_dashes() -> None:
    """Where a list belongs, numbers before its items are told as such."""
    (finding,) = refused_budget(SMALLEST + "其他说明:\n  1、甲\n  2、乙\n")
    assert "前面写了编号" in finding.message


@pytest.mark.parametrize(("key", "text"), [("年度", DEPARTMENT + MONEY), ("部门", YEAR + MONEY)])
def test_a_budget_without_what_it_must_have(key: str, text: str) -> None:
    """A missing top-level key is told at the beginning of the file."""
    (finding,) = refused_budget(text)
    assert (finding.code, finding.message) == ("S11", f"预算缺少“{key}”")
    assert at(finding.place) == (1, 1)


@pytest.mark.parametrize("year", YEARS)
def test_a_year_has_four_digits(year: str) -> None:
    """Whatever else YAML or Python would take for a whole number is no year."""
    (finding,) = refused_budget(f"年度: {year}\n{DEPARTMENT}{MONEY}")
    assert (finding.code, *at(finding.place)) == ("S14", 1, 5)
    assert f"“{year}”不是年度" in finding.message


@pytest.mark.parametrize(("year", "said"), [("1999", "不小于 2000"), ("2100", "不大于 2099")])
def test_a_year_lies_in_this_century(year: str, said: str) -> None:
    """A slip in the first digits is noticed."""
    (finding,) = refused_budget(f"年度: {year}\n{DEPARTMENT}{MONEY}")
    assert said in finding.message


@pytest.mark.parametrize("nature", ["公务", "'行政 '", "事业单位"])
def test_a_department_is_of_a_known_nature(nature: str) -> None:
    """A word near the allowed ones is refused with the list of them."""
    (finding,) = refused_budget(YEAR + DEPARTMENT.replace("行政", nature) + MONEY)
    assert finding.code == "S14"
    assert finding.hint == "只能写：行政、参公事业、事业"


def _told(text: str) -> list[tuple[str, int, int]]:
    return [(finding.code, *at(finding.place)) for finding in refused_budget(text)]


def test_all_mistakes_are_told_together() -> None:
    """Whatever is wrong in one file is said in one run, even twice in one line."""
    text = "年度: 24\n部门: {名称: 甲, 性质: 乙}\n收入: {一般公共预算: 1元, 甲: 1}\n上年:\n"
    expected = [("S14", 1, 5), ("S11", 2, 1), ("S14", 2, 17), ("S13", 3, 14), ("S10", 3, 18), ("S11", 1, 1)]
    assert sorted(_told(text)) == sorted([*expected, ("S12", 4, 1)])


def _load(folder: Path, files: dict[str, str]) -> tuple[Finding, ...]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_budget(folder)
    return caught.value.findings


def test_reading_and_model_are_told_together(tmp_path: Path) -> None:
    """A duplicate key in one file does not hide a wrong amount in another."""
    files = {"a.yaml": SMALLEST + "年度: 2025\n", "b.yaml": "政府采购: {货物: 甲}\n", "c.yaml": "收入: {}\n"}
    assert [finding.code for finding in _load(tmp_path, files)] == ["S03", "S08", "S13"]


def test_a_duplicate_key_alone_stops_a_budget(tmp_path: Path) -> None:
    """A budget that would be valid but for a key written twice is refused."""
    assert [finding.code for finding in _load(tmp_path, {"a.yaml": SMALLEST + "年度: 2024\n"})] == ["S03"]


def test_nothing_is_called_missing_while_a_file_cannot_be_read(tmp_path: Path) -> None:
    """What the broken file holds is not known, so only its own error is told."""
    files = {"a.yaml": YEAR + DEPARTMENT, "b.yaml": "收入: @\n支出: []\n"}
    assert [finding.code for finding in _load(tmp_path, files)] == ["S01"]


def test_a_budget_is_loaded_from_its_files(tmp_path: Path) -> None:
    """A budget in several files is one budget, whose values know their files."""
    (tmp_path / "a.yaml").write_text(YEAR + DEPARTMENT, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(MONEY, encoding="utf-8")
    budget = load_budget(tmp_path)
    assert (budget.year, budget.department.name) == (2024, "某局")
    assert budget.income.general is not None
    assert budget.income.general.place is not None
    assert budget.income.general.place.source.inside == "b.yaml"


@pytest.mark.parametrize("marked", [mistake[0] for mistake in MISTAKES])
def test_every_message_is_chinese(marked: str) -> None:
    """No English of pydantic's or Python's gets through, such as None or [...]."""
    (finding,) = refused_budget(unmarked(SMALLEST + marked)[0])
    said = re.sub(r"templates|shanxi|gongkai codes find|“[^”]*”|\[\]", "", finding.message + finding.hint)
    assert not re.search(r"[A-Za-z]{2}|\[|\{", said)
    assert finding.hint


def test_a_line_where_a_mapping_belongs_is_told_by_its_slip() -> None:
    """A mapping whose only key has a full-width colon is a text; the colon is what is told."""
    (finding,) = refused_budget(SMALLEST + "说明:\n  收入变动原因：人员增加\n")
    assert finding.code == "S52"
    assert at(finding.place) == (6, 9)


def test_findings_without_a_place_are_not_one() -> None:
    """What stands in no file is told each for itself; what stands at one place once."""
    nowhere = [WRONG_TYPE.at(None, message) for message in ("甲", "乙")]
    (place,) = {finding.place for finding in refused_budget(f"{SMALLEST}其他说明: 1: 2\n")}
    there = [WRONG_TYPE.at(place, message) for message in ("甲", "乙")]
    assert list(_once(nowhere)) == nowhere
    assert list(_once(there)) == there[:1]


CODES = [
    ("2130104 事业运行", "只写代码，不写名称：2130104"),
    ("2130104事业运行", "只写代码，不写名称：2130104"),
    ("[2130104]事业运行", "只写代码，不写名称：2130104"),
    ("213.01.04", "数字连着写：2130104"),
    ("213/01/04", "数字连着写：2130104"),
    ("213 01 04", "数字连着写：2130104"),
    ("213-01-04", "数字连着写：2130104"),
    ("213O104", "检查是否混入了空格或字母"),
    ("事业运行", "写代码，不写名称"),
]


@pytest.mark.parametrize(("written", "hint"), CODES)
def test_a_code_with_something_else_in_it(written: str, hint: str) -> None:
    """What stands in the tables of others is told with the code alone."""
    (finding,) = refused_budget(f'{SMALLEST}上年支出: [{{科目: "{written}", 性质: 基本支出}}]\n')
    assert finding.code == "S14"
    assert finding.hint.startswith(hint)


NOT_REQUIRED = [key for key in keys_of(Budget) if f"{key}:" not in SMALLEST]


def _wrong_forms(text: str) -> list[str]:
    """The hints of what has not the right form, or not the right keys."""
    try:
        parse_budget(mapping(SMALLEST + text))
    except InputError as error:
        return [one.hint for one in error.findings if one.code in ("S10", "S11", "S12")]
    return []


@pytest.mark.parametrize("said", ["0", "无", "8.50", "五十万元", "某某"])
@pytest.mark.parametrize("key", NOT_REQUIRED)
def test_what_a_hint_says_to_write_is_of_the_right_form(key: str, said: str) -> None:
    """Whatever word or number stands in the place of a list or of keys."""
    hints = _wrong_forms(f"{key}: {said}\n")
    for example in re.findall(r"例如写成“([^”]*)”|没有的写 (\[\]|无)", "".join(hints)):
        assert not _wrong_forms(f"{key}: {''.join(example).replace('…', '1')}\n")
