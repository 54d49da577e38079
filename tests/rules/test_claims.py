"""Claims against figures (X37), reasons in vain (X38), natures (X39), lines twice (T60), purchases (T48)."""

from __future__ import annotations

import pytest

from generator.rules.text import text_rules
from tests.budgets import CONSISTENT, disclosed, spoiled
from tests.rules.texts import CLEAN, codes_in, remark
from tests.tie_outs import of_code, ties

NIL = "三公经费: {公务接待费: {一般公共预算: 0}}\n上年: {三公经费: {公务接待费: 0}}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("主要用于接待上级检查调研。", True),
        ("预计接待12批次。", True),
        ("本年没有接待任务。", False),
        ("上年用于接待检查组，本年不再安排。", False),
        ("接待由局机关负担。", False),
        ("严格执行接待标准。", False),
    ],
)
def test_what_is_said_to_be_planned_has_an_amount(text: str, found: bool) -> None:
    """Of nil; of an amount all of it may be said."""
    said = f"说明: {{公务接待费说明: '{text}'}}"
    assert ("X37" in codes_in(NIL + said)) == found
    assert "X37" not in codes_in(said)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("采购内容以服务为主，主要包括物业管理。", True),
        ("本单位没有政府采购。", False),
        ("严格执行采购标准。", False),
        ("无", False),
    ],
)
def test_what_is_said_beside_nothing_denies_it(text: str, found: bool) -> None:
    """政府采购 and 国有资产: 无 stand beside no description of them."""
    assert ("X37" in codes_in(f"政府采购: 无\n说明: {{政府采购说明: {text}}}")) == found
    said = f"说明: {{国有资产说明: {text.replace('采购', '使用')}}}"
    assert ("X37" in codes_in(f"国有资产: 无\n{said}")) == found
    assert "X37" not in codes_in(f"政府采购: {{货物: 1, 工程: 0, 服务: 0}}\n说明: {{政府采购说明: {text}}}")


def test_reasons_of_a_change_that_nobody_can_tell() -> None:
    """One finding for all of them; with last year's figures, or 上年: 无, there is none."""
    said = (
        CONSISTENT
        + "说明: {收入变动原因: 人员增加。, 三公经费变动原因: 略有减少。, 公务接待费说明: 从严。}\n"
    )
    [finding] = [f for f in text_rules(disclosed(said)) if f.code == "X38"]
    assert "写了“收入变动原因”“三公经费变动原因”，" in finding.message
    assert "X38" not in {f.code for f in text_rules(disclosed(said + "上年: 无\n"))}
    assert "X38" not in codes_in(""), "of 三公经费 one item is missing, which T41 tells"


@pytest.mark.parametrize(
    ("nature", "text", "found"),
    [
        ("行政", "本部门没有行政单位，不安排机关运行经费。", True),
        ("行政", "本单位是公益一类事业单位，不安排机关运行经费。", True),
        ("行政", "本单位是行政单位。", False),
        ("行政", "本部门没有参照公务员法管理的事业单位。", False),
        ("参公事业", "本部门没有行政单位和参公管理的事业单位。", False),
        ("参公事业", "本部门没有参公管理的事业单位。", True),
        ("事业", "本单位是公益一类事业单位，没有行政单位和参公单位。", False),
        ("行政", "本局是县政府工作部门，所属2个事业单位。", False),
    ],
)
def test_what_is_said_of_the_nature_of_units(nature: str, text: str, found: bool) -> None:
    """性质 and the words agree."""
    assert CLEAN.count("  性质: 事业\n") == 1
    said = f"部门: {{性质: {nature}}}\n{remark(text)}"
    assert ("X39" in codes_in(said)) == found


TWICE = "  - {科目: 2080505, 性质: 基本支出, 一般公共预算: 10.00}\n"


def test_a_line_that_is_written_twice() -> None:
    """The second is shown, with the first; another 性质, amount or unit is another line."""
    running = CONSISTENT.replace("机关运行经费: []", "机关运行经费: [{一般公共预算: 1}, {一般公共预算: 1}]")
    [finding] = of_code("T60", running)
    assert finding.about == "机关运行经费"
    assert finding.place is not None
    assert f"第 {finding.place.line} 行完全相同" in finding.message
    assert of_code("T60", CONSISTENT.replace(TWICE, TWICE + TWICE.replace("10.00", "9.00"))) == []
    assert of_code("T60", CONSISTENT) == []
    first = '{名称: 某某局本级, 代码: "001001"}'
    two = CONSISTENT.replace(first, f'{first}, {{名称: 中心, 代码: "001002"}}')
    assert of_code("T60", two.replace(TWICE, TWICE + TWICE.replace("}", ', 单位: "001002"}'))) == []


def test_a_line_twice_that_explains_a_difference_is_told_there() -> None:
    """The sum that is wrong for it says so at the second line; nothing else is said of it."""
    [finding] = ties(CONSISTENT.replace(TWICE, TWICE * 2))
    assert "写了两遍" in finding.hint
    assert finding.place is not None
    assert finding.place.line == CONSISTENT[: CONSISTENT.index(TWICE)].count("\n") + 2


def test_a_line_twice_in_any_list_of_money() -> None:
    """Lists of every kind, those without 科目 too; projects are told by their names (S21)."""
    desk = "{品目: 办公桌, 类别: 货物, 一般公共预算: 1.00}"
    bought = f"采购: [{desk}, {desk}]\n"
    running = "机关运行经费: [{一般公共预算: 1.00}, {一般公共预算: 1.00}]\n"
    assert [finding.about for finding in of_code("T60", CONSISTENT + bought)] == ["采购/办公桌"]
    assert [finding.about for finding in of_code("T60", CONSISTENT + running)] == ["机关运行经费"]
    assert of_code("T60", CONSISTENT + bought.replace("1.00}]", "2.00}]")) == []
    basic = "  - {经济科目: 30201, 金额: 7.00}\n"
    assert len(of_code("T60", CONSISTENT.replace(basic, basic * 3))) == 2


@pytest.mark.parametrize(
    ("quota", "goods", "messages"), [(0, "20", 1), (2, "20", 0), (2, "5.00", 1), (0, "5.00", 2)]
)
def test_a_purchase_needs_a_quota_and_procurement(quota: int, goods: str, messages: int) -> None:
    """As far as both are written; what is bought this year may run this year."""
    text = spoiled("  公务用车购置费: 0", "  公务用车购置费: {一般公共预算: 18.00}")
    text = text.replace("  公务用车运行维护费: 0", "  公务用车运行维护费: {一般公共预算: 1.00}")
    kinds = (
        "领导用车",
        "机要通信用车",
        "应急保障用车",
        "执法执勤用车",
        "特种专业技术用车",
        "事业单位业务用车",
    )
    others = ", ".join(f"{kind}: 0" for kind in (*kinds, "其他公务用车"))
    text = text.replace(
        "国有资产: 无\n", f"国有资产: {{截至日期: 2024-01-01, 车辆: {{编制: {quota}, {others}}}}}\n"
    ).replace("政府采购: 无\n", f"政府采购: {{货物: {goods}, 工程: 0, 服务: 0}}\n")
    assert len(of_code("T48", text)) == messages


RIGHT = (
    *(
        "对帐篷等物资进行检查",
        "已登记帐篷数量",
        "归还帐篷",
        "收到帐篷",
        "展销帐篷",
        "支付主任医师津贴",
        "拨付所长工资",
    ),
    *(
        "每座落实责任人",
        "给予算力补贴",
        "发布署名文章",
        "按装机容量补助",
        "按装修标准",
        "申报消费补贴",
        "上报消息",
    ),
    *(
        "多重迭代升级",
        "成绩校对",
        "各部份额",
        "批复盖章",
        "抽签定标",
        "毕竟争取到",
        "国防讯息",
        "通讯期间",
        "木兰图书馆",
    ),
    *("每份量表", "既使用本级资金", "自己经营", "交付书记员使用", "兑付校长奖金"),
)


@pytest.mark.parametrize("text", RIGHT)
def test_right_words_that_hold_wrong_ones(text: str) -> None:
    """Characters of a slip that are parts of other words are none."""
    assert codes_in(remark(f"{text}。")) == set()
