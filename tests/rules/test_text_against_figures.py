"""Words that contradict their figure, units and sentences twice, slips and old names (X30–X36)."""

from __future__ import annotations

import pytest

from generator.rules.text.spelling import _rows
from tests.budgets import CONSISTENT, spoiled
from tests.rules.texts import codes_in, marked, remark
from tests.tie_outs import of_code

FELL = "上年: {收入总计: 2100.50, 支出总计: 2100.50, 一般公共预算支出: 2100.50}\n"
ITEMS = """\
三公经费:
  因公出国（境）费: {一般公共预算: 1.00}
  公务接待费: {一般公共预算: 3.00}
  公务用车购置费: {一般公共预算: 1.00}
  公务用车运行维护费: {一般公共预算: 2.00}
"""
ROSE = "上年: {收入总计: 1900.50, 支出总计: 1900.50, 一般公共预算支出: 1900.50}\n"


def _income(last_year: str, reason: str) -> set[str]:
    return codes_in(f"{last_year}说明: {{收入变动原因: '{reason}'}}") & {"X30", "X31"}


@pytest.mark.parametrize(
    ("last_year", "reason"),
    [
        (FELL, "新增人员和项目，经费增加。"),
        (FELL, "人员经费增长。"),
        (FELL, "项目经费比上年增加。"),
        (FELL, "收入有所上升。"),
        (ROSE, "压减一般性支出。"),
        (ROSE, "专项资金减少。"),
        (ROSE, "上级补助比2023年下降。"),
        (ROSE, "收入与上年持平。"),
        (FELL, "与上年持平。"),
        (FELL, "与上年预算一致。"),
        (ROSE, "经费按上年规模安排。"),
    ],
)
def test_words_against_the_figure_are_found(last_year: str, reason: str) -> None:
    """Only rising for a fall, only falling for a rise, 持平 for a change."""
    assert _income(last_year, reason) == {"X30"}


@pytest.mark.parametrize("last_year", [FELL, ROSE])
@pytest.mark.parametrize(
    "reason",
    [
        "人员经费增加，项目经费减少。",
        "因上年增加了一次性项目，本年不再安排。",
        "上年减少的项目，本年恢复安排。",
        "按照过紧日子的要求，不新增支出事项。",
        "没有新增项目，没有压减人员。",
        "未增加编制，经费按照批复安排。",
        "经费用于促进农民增收，减少群众跑腿。",
        "安排资金治理污染，减少污染物排放，降低排放强度。",
        "保持经济增长的各项任务按照批复安排。",
        "车辆数量与上年持平，按照批复安排。",
        "基本持平。",
        "按照批复安排。",
        "一次性项目已经完成，人员经费按政策标准调整。",
    ],
)
def test_other_words_are_left_alone(last_year: str, reason: str) -> None:
    """Both directions, last year's changes, what is denied, what money is for, numbers of things."""
    assert _income(last_year, reason) == set()


@pytest.mark.parametrize(("last_year", "reason"), [(FELL, "专项资金减少。"), (ROSE, "人员经费增加。")])
def test_words_that_agree_are_left_alone(last_year: str, reason: str) -> None:
    """The same direction as the figure."""
    assert _income(last_year, reason) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本年没有接待任务。", True),
        ("未安排公务接待费。", True),
        ("没有超标准接待。", False),
        ("上年没有接待任务，本年按照批复安排。", False),
        ("无公函的一律不予接待。", False),
        ("接待任务与上年相当。", False),
    ],
)
def test_nothing_is_said_of_an_amount(text: str, found: bool) -> None:
    """3.00 万元 of 公务接待费, of which the words say that there is none; of nil they may."""
    said = f"说明: {{公务接待费说明: '{text}'}}"
    assert ("X31" in codes_in(said)) == found
    nil = "三公经费: {公务接待费: {一般公共预算: 0}}\n上年: {三公经费: {公务接待费: 0}}\n"
    assert "X31" not in codes_in(nil + said)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("支出{{ 表三.合计.合计 }}万元。", ["万元。"]),
        ("支出{{ 表三.合计.合计 }} 元。", ["元。"]),
        ("支出{{ 表三.合计.合计 }}万。", ["万。"]),
        ("支出{{ 表三.合计.合计 }}，万众一心。", []),
        ("支出2,000.50万元元。", ["万元元。"]),
        ("占100%%。", ["%%。"]),
        ("占100％%。", ["％%。"]),
        ("支出{{ 表三.合计.合计 }}，元旦前支付。", []),
        ("支出2,000.50万元。", []),
        ("采购资金中每元元件各占一半。", []),
    ],
)
def test_a_unit_stands_once(text: str, shown: list[str]) -> None:
    """After a reference there is none, after a number one."""
    assert [said.split("\n")[0] for said in marked(remark(text), "X32")] == shown


def test_a_sentence_an_item_and_a_term_stand_once() -> None:
    """The second is shown; short sentences apart and equal sentences of two texts are left alone."""
    long = "按照批复的预算安排各项工作经费。"
    assert codes_in(remark(long + long)) == {"X33"}
    assert codes_in(remark("做好防火。做好防火。")) == {"X33"}
    assert codes_in(remark("做好防火。做好值守。做好防火。")) == set()
    assert codes_in(remark("新增项目经费经费。")) == {"X33"}
    assert codes_in(remark("逐项研究研究，一步一步落实。")) == set()
    assert codes_in(f"说明: {{整体绩效说明: {long}, 项目绩效说明: {long}}}") == set()
    assert codes_in("部门: {职责: {条目: [负责林业。, 负责林业。]}}") == {"X33"}
    assert codes_in("部门: {机构: {内设机构: [办公室, 办公室]}}") == {"X33"}
    term = "{名称: 基本支出, 解释: 为保障机构正常运转而安排的支出。}"
    assert codes_in(f"名词解释: [{term}, {term}]") == {"X33"}


def test_an_indicator_stands_once_in_its_list() -> None:
    """With the same value; one that is asked of the year and of the whole period is in two lists."""
    one = "{名称: 完成数量, 值: 1, 单位: 项}"
    table = "绩效目标: [{指标: {产出指标: {数量指标: %s}}}]"
    assert codes_in(table % f"[{one}, {one}]") == {"X33"}
    assert codes_in(table % f"[{one}, {{名称: 完成数量, 值: 2, 单位: 项}}]") == set()
    assert codes_in(table % f"{{实施期: [{one}], 年度: [{one}]}}") == set()


def test_what_is_denied_in_another_text_is_found_as_well() -> None:
    """“三公” in the reason of the whole, vehicles in that of the assets; not what is said of other units."""
    assert codes_in("说明: {三公经费变动原因: 本年未安排公务接待费。}") == {"X31"}
    assert codes_in("说明: {三公经费变动原因: 所属单位未安排公务接待费。}") == set()


@pytest.mark.parametrize(
    ("item", "reason", "found"),
    [
        ("公务用车运行维护费", "压减公务接待。", True),
        ("公务用车运行维护费", "压减公务接待，合并用车。", False),
        ("公务用车运行维护费", "严格控制各项开支。", False),
        ("公务用车运行维护费", "从严控制“三公”经费，压减接待。", False),
        ("公务用车购置费", "没有更新车辆的计划。", False),
        ("公务接待费", "车辆老化，维修费用增加。", True),
        ("公务接待费", "来访调研的批次与上年相当。", False),
        ("因公出国（境）费", "本年没有出访任务。", False),
        ("因公出国（境）费", "公务用车的燃油费减少。", True),
    ],
)
def test_what_is_said_of_an_item_is_its_own(item: str, reason: str, found: bool) -> None:
    """Another item's words only are another item's reason."""
    assert ("X42" in codes_in(f"{ITEMS}说明: {{{item}说明: '{reason}'}}")) == found


@pytest.mark.parametrize("item", ["因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费"])
@pytest.mark.parametrize("fee", ["会议费", "培训费", "培训班", "差旅费", "办公费"])
def test_the_reason_of_an_item_is_no_fee_beside_it(item: str, fee: str) -> None:
    """What is spent on meetings, training, travel is of no item, unless the item's own words stand there."""
    own = {"因": "出国任务", "公务接": "接待批次", "公务用": "车辆"}
    word = next(word for start, word in own.items() if item.startswith(start))
    assert "X42" in codes_in(f"{ITEMS}说明: {{{item}说明: '{fee}增加。'}}")
    assert "X42" not in codes_in(f"{ITEMS}说明: {{{item}说明: '{fee}增加，{word}增加。'}}")


@pytest.mark.parametrize(
    ("last", "reason", "found"),
    [
        ("公务接待费: 3.00, 公务用车运行维护费: 9.00", "压减公务接待。", True),
        ("公务接待费: 4.00, 公务用车运行维护费: 9.00", "压减公务接待。", False),
        ("公务接待费: 3.00, 公务用车运行维护费: 9.00", "压减公务接待和公务用车。", False),
        ("公务接待费: 3.00, 公务用车运行维护费: 9.00", "严格控制各项开支。", False),
        ("公务接待费: 3.00, 公务用车运行维护费: 2.00", "压减公务接待。", False),
    ],
)
def test_the_reason_of_the_whole_is_of_what_changed(last: str, reason: str, found: bool) -> None:
    """公务接待费 3.00 万元 this year, vehicles 2.00: what is named fell with the whole, or nothing did."""
    year = f"上年: {{三公经费: {{因公出国（境）费: 1, 公务用车购置费: 1, {last}}}}}\n"
    assert ("X42" in codes_in(f"{ITEMS}{year}说明: {{三公经费变动原因: '{reason}'}}")) == found


@pytest.mark.parametrize("row", _rows("typos.csv"), ids=lambda row: str(row["错"]))
def test_every_slip_of_the_list_is_found(row: dict[str, str]) -> None:
    """The wrong word is found, the right one is not."""
    assert codes_in(remark(f"做好{row['错']}工作。")) == {"X34"}
    assert codes_in(remark(f"做好{row['对']}工作。")) == set()


@pytest.mark.parametrize("row", _rows("old_names.csv"), ids=lambda row: str(row["旧名"]))
def test_every_old_name_of_the_list_is_found(row: dict[str, str]) -> None:
    """As the name of today, of a province's office too; in a title, after 原, in a longer name it stands."""
    old = row["旧名"]
    found = {"X35"} if int(row["自何年起"]) <= 2024 else set()
    assert codes_in(remark(f"按照{old}的要求安排。")) == found
    for kept in (
        f"按照《{old}关于预算管理的通知》安排。",
        f"按照原{old}的要求安排。",
        f"按照某个{old}的要求安排。",
    ):
        assert codes_in(remark(kept)) == set()
    assert codes_in(remark(f"按照我省{old}的要求安排。")) == (found if row["前可是"] else set())


def test_a_performance_table_says_something() -> None:
    """All five texts blank."""
    assert codes_in("绩效目标: [{立项依据: ~}]") == {"X36"}
    assert codes_in("绩效目标: [{立项依据: ~, 必要性: 需要。}]") == set()


@pytest.mark.parametrize(
    ("last", "found"), [("100", False), ("1300000", True), ("3000", True), ("6.4", True), ("2500", False)]
)
def test_a_year_in_another_unit_is_found(last: str, found: bool) -> None:
    """T45: beyond 20 times either way; this year's total is 137.00, 130.00 of it new."""
    text = f"{CONSISTENT}上年: {{收入总计: {last}, 支出总计: {last}}}\n"
    assert bool(of_code("T45", text)) == found


@pytest.mark.parametrize(("staff", "found"), [("5", False), ("1", False), ("2000", True)])
def test_the_pay_of_a_head_is_possible(staff: str, found: bool) -> None:
    """T46: 70.00 of 基本支出 for 2000 people."""
    posts = f"内设机构: 无, 编制人数: {staff}, 在职人数: {staff}"
    assert bool(of_code("T46", spoiled("内设机构: 无", posts))) == found


@pytest.mark.parametrize(
    ("kind", "duration", "found"),
    [
        ("延续性项目", "1年", True),
        ("跨年度项目", "一年", True),
        ("一次性项目（1年结束）", "3年", True),
        ("一次性项目（1年结束）", "1年", False),
        ("延续性项目", "3年", False),
        ("跨年度项目", "1年以上", False),
    ],
)
def test_kind_and_duration_go_together(kind: str, duration: str, found: bool) -> None:
    """T47."""
    text = spoiled("项目属性: 跨年度项目", f"项目属性: {kind}", spoiled("项目期: 2年", f"项目期: {duration}"))
    assert bool(of_code("T47", text)) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("本年没有项目支出。", True),
        ("无项目支出，全部为基本支出。", True),
        ("本年未安排一般公共预算财政拨款支出。", True),
        ("没有政府性基金预算支出。", False),
        ("无上年结转。", False),
        ("没有项目支出的单位不编报绩效目标。", False),
        ("下属的服务中心没有项目支出。", False),
        ("上年没有项目支出。", False),
    ],
)
def test_a_part_of_the_budget_that_has_an_amount_is_not_denied(words: str, found: bool) -> None:
    """A kind of 支出, a source and 上年结转, of the whole budget and of this year, in any remark."""
    for text in (f"说明: {{项目绩效说明: '{words}'}}", f"其他说明: ['{words}']"):
        assert ("X31" in codes_in(text)) == found


def test_a_carry_over_is_not_denied() -> None:
    """上年结转 has an amount where lines of 支出 say so."""
    line = "{科目: 2010399, 性质: 项目支出, 一般公共预算: 766.00, 上年结转: {一般公共预算: 5.00}}"
    assert "X31" in codes_in(f"支出: [{line}]\n其他说明: [本年无上年结转。]")
