"""The second profile in words: its sections in their order, and every number of the published text."""

from __future__ import annotations

import pytest

from generator.document import Document, compose
from generator.document.passages import passages
from generator.figures import disclose, disclose_folder
from generator.figures.profile import load_profile
from generator.findings import Level
from generator.model import parse_budget
from generator.model.units import spread
from generator.rules import apply_rules
from generator.source import Mapping, read_folder
from tests.shanghai.test_tables import BUDGET

PARTS = [
    "一图读懂2025年部门预算",
    "一、主要职能",
    "二、机构设置",
    "三、名词解释",
    "四、预算编制说明",
    "五、2025年部门预算表",
    "六、其他相关情况说明",
    "七、项目经费情况说明",
]
BY_SUBJECT = {
    "行政运行": "1,623.18",
    "一般行政管理事务": "10.00",
    "信息化建设": "166.66",
    "财政委托业务支出": "418.80",
    "行政单位离退休": "87.71",
    "机关事业单位基本养老保险缴费支出": "174.83",
    "机关事业单位职业年金缴费支出": "87.36",
    "其他行政事业单位养老支出": "0.96",
    "行政单位医疗": "78.22",
    "住房公积金": "204.92",
    "购房补贴": "268.78",
}
"""As the tables have them: five were cut off or wrong in the published text."""
SAID = [
    "收入预算3,121.42万元，比上年增加107.62万元",
    "财政拨款收入3,121.42万元，比上年增加107.62万元",
    "事业收入0万元，事业单位经营收入0万元，其他收入0万元",
    "支出预算3,121.42万元，比上年增加107.62万元",
    "财政拨款支出3,121.42万元，比上年增加107.62万元",
    "一般公共预算支出3,121.42万元，比上年增加107.62万元",
    "政府性基金预算支出0万元，与上年持平",
    "国有资本经营预算支出0万元，与上年持平",
    "“三公”经费预算0.95万元，与上年持平",
    "因公出国（境）费0万元，与上年持平",
    "公务接待费0.95万元，与上年持平",
    "公务用车购置费0万元，与上年持平",
    "公务用车运行费0万元，与上年持平",
    "机关运行经费财政拨款预算229.43万元",
    "政府采购预算117.00万元，其中：货物17.00万元，工程0万元，服务100.00万元",
    "编报绩效目标的项目4个，涉及预算资金598.46万元",
    "中介机构服务费418.80万元，财政业务费10.00万元，信息化系统日常维护费166.66万元，援滇干部工作经费3.00万元",
    "截至2024年8月31日，本部门共有车辆0辆",
    "1个预算单位，其中：行政单位1个，参照公务员法管理的事业单位0个，事业单位0个",
]
VEHICLES = (
    "部级领导干部",
    "主要领导干部",
    "机要通信",
    "应急保障",
    "执法执勤",
    "特种专业技术",
    "离退休干部",
    "其他",
)


@pytest.fixture(scope="module")
def document() -> Document:
    return compose(disclose_folder(BUDGET))


@pytest.fixture(scope="module")
def text(document: Document) -> str:
    return "\n".join(passage.text for passage in passages(document))


def test_the_sections_stand_in_the_published_order(document: Document) -> None:
    """一图读懂 and seven parts behind the cover and the 目录; the tables are the fifth of these."""
    headings = [h.text for section in document.sections for h in section.headings if h.level == 1]
    assert headings == PARTS
    assert [section.key for section in document.sections[:2]] == ["cover", "contents"]


@pytest.mark.parametrize("said", SAID)
def test_every_number_of_the_text(text: str, said: str) -> None:
    """Published errors are corrected: the tables are right."""
    assert said in text


@pytest.mark.parametrize(("name", "amount"), BY_SUBJECT.items())
def test_every_subject_has_its_amount_and_purpose(text: str, name: str, amount: str) -> None:
    """One line for each 项, with the names of its 类 and 款."""
    [line] = [line for line in text.split("\n") if f"（款）{name}（项）" in line]
    assert f"（项）{amount}万元，用于" in line
    assert line.count("（类）") == 1


def test_vehicles_of_eight_kinds(text: str) -> None:
    """Those there are, and those that are to be bought."""
    for kind in VEHICLES:
        assert text.count(f"{kind}用车0辆") == 2


def test_seven_headings_for_each_project(text: str) -> None:
    """In the order that the profile declares."""
    form = load_profile("shanghai-2025").vocabulary.texts["项目经费情况"]
    assert len(form) == 7
    part = text[text.index(PARTS[-1]) :]
    said = [line.split(".", 1)[1].split("：")[0] for line in part.split("\n") if line[:1].isdigit()]
    assert said == [*form] * 4


def test_it_has_no_errors_and_no_warnings() -> None:
    """What rules cannot check for want of a table is said; nothing else."""
    found = apply_rules(disclose_folder(BUDGET), BUDGET)
    assert [f for f in found if f.level in (Level.ERROR, Level.WARNING) and not f.accepted] == []


def test_sections_are_known_by_their_role(document: Document) -> None:
    """Whatever their templates are called; several of a role are numbered."""
    keys = [section.key for section in document.sections if not section.key.startswith("表")]
    assert keys == [
        "cover",
        "contents",
        "summary",
        "overview",
        "glossary",
        *(f"explanations-{n}" for n in (1, 2, 3)),
    ]


def test_nothing_of_another_budget_is_printed(text: str) -> None:
    """No table that this profile leaves out is mentioned."""
    assert not [name for name in ("表十", "表十一", "表十二", "表十三") if name in text]


def test_headings_are_plain_words(document: Document) -> None:
    """What a template marks in a heading stands in the heading, not in the outline or the 目录."""
    headings = [heading for section in document.sections for heading in section.headings]
    assert "（一）中介机构服务费" in [heading.text for heading in headings]
    assert not [heading.text for heading in headings if "<" in heading.text or "&" in heading.text]
    assert not [s.key for s in document.sections if 'data-outline="（<' in s.html]


def test_what_is_not_written_makes_no_part() -> None:
    """Without words on projects there is neither their heading nor a blank page."""
    mapping, _ = read_folder(BUDGET, spread)
    said = mapping["说明"]
    assert isinstance(said, Mapping)
    said.pop("项目经费情况")
    sections = compose(disclose(parse_budget(mapping))).sections
    assert [s.key for s in sections if s.key.startswith("explanations")] == [
        "explanations-1",
        "explanations-2",
    ]
    assert PARTS[-1] not in [heading.text for section in sections for heading in section.headings]
