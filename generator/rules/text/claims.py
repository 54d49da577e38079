"""X37, X39: words that say there is something of what is nil, and words that deny what the units are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level, some_of
from generator.rules.text.directions import explained
from generator.rules.text.passages import AuthoredText, Sort, Texts

SOMETHING = Kind("X37", "话里说有，数却是零", Level.WARNING)
NATURE = Kind("X39", "话里说的单位性质与所写的相反", Level.WARNING)

_CLAIM = {
    "因公出国（境）费说明": r"(?:安排|计划|参加|组织|用于)[^，。；]{0,12}(?:出国|出境|出访|境外)",
    "公务接待费说明": r"用于[^，。；]{0,20}接待|(?:预计|计划)[^，。；]{0,6}接待|接待[^，。；]{0,8}\d+[批人]",
    "公务用车购置费说明": r"(?:购置|更新)[^，。；]{0,9}\d+辆|(?:计划|拟|用于|安排).{0,4}(?:购置|更新)",
    "公务用车运行维护费说明": r"用于[^，。；]{0,20}(?:燃料|燃油|维修|保险|过路|过桥|运行|维护)",
    "机关运行经费说明": r"用于[^，。；]{0,20}(?:办公|印刷|差旅|会议|水电|邮电|日常)",
    "政府采购说明": r"(?:用于|计划|拟)[^，。；]{0,8}(?:采购|购置|购买)",
}
_DOUBT = re.compile(
    r"不|没|未|无|零|0|停|取消|免|上年|去年|往年|压减|减少|单位资金|自有资金|其他资金|负担|如|若"
)
"""Words with which a text may well speak of something that is nil."""
_RESTRAINT = re.compile(r"控制|节约|节省|节俭|从严|严格|过紧日子|持平|统筹|共用|调剂|租用|租赁|借用")
_WHOLE = {"政府采购说明": "政府采购", "国有资产说明": "国有资产"}
"""Texts that stand beside an amount and say nothing of its change: what is nil of them they deny."""

_NO = r"(?:没有|不含|不包含|无|非|不是|不属于)"
_DENIED = re.compile(_NO + r"(?:任何|所属)?(?:的)?(?P<what>行政(?:单位|机关)|参公|参照公务员法管理)")
_IS = r"(?:本|我)(?:单位|局|部门|中心|委|办|院|站)(?:是|为|属于?|系)[^，。；\d、和及与非不]{0,10}"
_OTHERWISE = {
    "行政": re.compile(_IS + "(?P<what>事业单位)"),
    "事业": re.compile(_IS + "(?P<what>行政(?:单位|机关))(?!下属|所属|的|管理)"),
}
"""性质 of all units → words that say that they are something else."""


def said_to_be_something(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """What is said to be planned has an amount."""
    for passage, now, _ in explained(disclosure, texts):
        pattern = _CLAIM.get(passage.key)
        if now.value or _DOUBT.search(passage.plain):
            continue
        match = re.search(pattern, passage.plain) if pattern else None
        told = f"这里说“{match[0]}”，而数是 0" if match else _of_nothing(disclosure, passage)
        if told:
            yield SOMETHING.at(
                passage.at(*match.span()) if match else passage.at(),
                told,
                "核对金额；没有的，删去或改写这句话，写明没有",
                (now.id,),
                about=passage.about,
            )


def _of_nothing(disclosure: Disclosure, passage: AuthoredText) -> str:
    """What is wrong with a text about something of which there is nothing; "" when it does not say so."""
    whole = _WHOLE.get(passage.key, "")
    if not whole or _RESTRAINT.search(passage.plain) or not passage.plain.strip():
        return ""
    if whole == "国有资产" and not disclosure.budget.owns_nothing():
        return ""
    return f"写明了没有“{whole}”，“{passage.key}”却没有说没有"


def natures(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """“没有行政单位” is said of no department that has one, “本单位是事业单位” of no 行政单位."""
    budget = disclosure.budget
    whose = {unit.name: str(unit.nature or budget.department.nature) for unit in budget.units}
    whose = whose or {budget.department.name: str(budget.department.nature)}
    for passage, match in texts.find(_DENIED, Sort.NARRATIVE):
        nature = "行政" if match["what"].startswith("行政") else "参公事业"
        having = [name for name, own in whose.items() if own == nature]
        if having and not passage.part.startswith("名词解释"):
            message = f"这里说“{match[0]}”，而{some_of(having, 3)}的性质是{nature}"
            hint = "核对“性质”和这句话，改正其中一处"
            yield NATURE.at(passage.at(*match.span()), message, hint, about=passage.about)
    [nature, *others] = dict.fromkeys(whose.values())
    otherwise = None if others else _OTHERWISE.get(nature)
    for passage, match in texts.find(otherwise, Sort.NARRATIVE) if otherwise else ():
        message = f"这里说“{match[0]}”，而性质写的是{nature}"
        hint = "核对“性质”和这句话，改正其中一处"
        yield NATURE.at(passage.at(*match.span()), message, hint, about=passage.about)


RULES = (said_to_be_something, natures)
