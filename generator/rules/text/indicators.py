"""X14, X16–X20: indicators (绩效指标) that say nothing, or something else than was meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level, some_of
from generator.model import Indicator
from generator.rules.text.passages import Listed, Sort, Texts

TWICE = Kind("X14", "值、单位或名称写了两遍", Level.WARNING)
CANNOT_FAIL = Kind("X16", "不会完不成的指标", Level.WARNING)
ZERO_TARGET = Kind("X17", "目标值是 0", Level.WARNING)
SYMBOL = Kind("X18", "指标的符号可疑", Level.WARNING)
STRAY_DIGIT = Kind("X19", "指标名称前多了数字", Level.WARNING)
UNPAIRED = Kind("X20", "数量指标与质量指标对不上", Level.NOTE)

_WORD_TWICE = re.compile(r"([\u4e00-\u9fff]{2,12})\1")
_AT_LEAST = {"≥", ">=", "＞＝", "≧", "大于等于", "不低于", "不少于", "不小于"}
_EXACTLY = {"", "=", "＝", "等于"}
_LESS = re.compile(r"^\s*(?:<|＜|﹤|小于|少于|低于)(?!\s*[=＝])")
_ZERO = re.compile(r"0(?:\.0+)?\D*")
_GOOD_NONE = re.compile(
    r"事故|投诉|违[规纪法约]|死亡|伤亡|差错|失误|错误|上访|信访|超支|超标|逾期|拖欠|泄[露漏]|故障|污染|案件|发案|流失|隐患|负面|新增债务"
    r"|中断|返贫|疫情|火灾|零|为0"
)
"""Things of which none is what is wanted."""

_DIGITS = re.compile(
    r"(?<!\d)(\d+)[、.．]?(?=[\u4e00-\u9fff])(?![年月日个家条座套台人次项亩万亿千百度期批所处件级类名户公平米辆])"
)
_MANY = 3
_LISTED = 6
"""How many names a message lists."""


def doubled(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """No value is doubled, none is its own unit, and no name repeats a word."""
    for one in texts.indicators:
        indicator = one.indicator
        for key, text in (("值", indicator.value), ("年度", indicator.annual or "")):
            if message := _doubled(text, indicator):
                message = f"“{one.table.project}”的“{indicator.name}”：{message}"
                place = indicator.place(key)
                yield TWICE.at(
                    place, message, "值只写数或词，符号和单位各写各的，都只写一遍", about=one.about
                )
    for passage, match in texts.find(_WORD_TWICE, Sort.NAME):
        message = f"名称“{passage.text}”里“{match[1]}”写了两遍"
        yield TWICE.at(passage.at(*match.span()), message, f"删去一个“{match[1]}”", about=passage.about)


def _doubled(value: str, indicator: Indicator) -> str:
    unit, symbol = indicator.unit, indicator.symbol
    if value and value == unit:
        return f"“{value}”在“值”和“单位”里各写了一遍"
    if unit and value.endswith(unit):
        return f"单位“{unit}”在值“{value}”里已经有了"
    if symbol and value.startswith(symbol):
        return f"符号“{symbol}”在值“{value}”里已经有了"
    if _is_twice(value) or re.search(r"%%|％％", value):
        return f"值“{value}”写了两遍"
    return ""


def _is_twice(value: str) -> bool:
    """Whether it is the same words twice; a number may well repeat its digits."""
    half, other = value[: len(value) // 2], value[len(value) // 2 :]
    number = any(char.isdigit() for char in half) and half[-1:] in tuple("0123456789.,")
    return bool(half) and half == other and not number


def cannot_fail(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """An indicator of at least 0 is always reached."""
    for one in texts.indicators:
        if _symbol(one.indicator) in _AT_LEAST and _ZERO.fullmatch(_number(one.indicator)):
            printed = one.indicator.printed()
            yield CANNOT_FAIL.at(
                one.indicator.place("值"),
                f"“{one.table.project}”的“{one.indicator.name}”{printed}，怎样都算完成",
                "写一个要努力才能达到的值，或删去这个指标",
                about=one.about,
            )


def zero_targets(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A target is more than 0, unless none is what is wanted (accidents, complaints)."""
    for one in texts.indicators:
        nothing = _symbol(one.indicator) in _EXACTLY and _ZERO.fullmatch(_number(one.indicator))
        if nothing and not _GOOD_NONE.search(one.indicator.name):
            printed = one.indicator.printed()
            yield ZERO_TARGET.at(
                one.indicator.place("值"),
                f"“{one.table.project}”的“{one.indicator.name}”目标值是 {printed}",
                "填上目标值；本年不做的，删去这个指标",
                about=one.about,
            )


def _symbol(indicator: Indicator) -> str:
    match = re.match(r"[≥≤<>＜＞=＝≧]+", indicator.value)
    return indicator.symbol or (match[0] if match else "")


def _number(indicator: Indicator) -> str:
    return indicator.value.lstrip("≥≤<>＜＞=＝≧ ").removesuffix(indicator.unit).rstrip("%％")


def symbols(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A quantity to be delivered is not “less than” a number."""
    for one in texts.indicators:
        said = f"{one.indicator.symbol}{one.indicator.value}"
        if "数量" in one.group and _LESS.match(said) and not _GOOD_NONE.search(one.indicator.name):
            printed = one.indicator.printed()
            key = "符号" if one.indicator.symbol else "值"
            yield SYMBOL.at(
                one.indicator.place(key),
                f"“{one.table.project}”的“{one.indicator.name}”{printed}：数量指标写成了“小于”，一个不做也算完成",
                "改成“≥”，或不写符号",
                about=one.about,
            )


def stray_digits(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """No name begins with a digit that a list left behind."""
    names = {(one.table.project, one.indicator.name) for one in texts.indicators}
    for one in texts.indicators:
        name = one.indicator.name
        match = _DIGITS.match(name)
        if match and ((one.table.project, name[match.end() :]) in names or _same_digits(one, match[1])):
            place = one.indicator.place("名称")
            yield STRAY_DIGIT.at(
                place.of_part(name, *match.span()) if place else None,
                f"“{one.table.project}”的指标“{name}”前多了“{match[0]}”",
                f"改成“{name[match.end() :]}”",
                about=one.about,
            )


def _same_digits(one: Listed, digits: str) -> bool:
    """Whether many of the names beside this one begin with the same digits."""
    matches = (_DIGITS.match(other.name) for other in one.beside)
    return [match[1] for match in matches if match].count(digits) >= _MANY


def unpaired(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """Where 质量指标 take up the names of 数量指标, they take up all of them."""
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in texts.indicators:
        name = re.sub(r"^\d+", "", one.indicator.name)
        if name not in names[one.table.project, one.group[:2]]:
            names[one.table.project, one.group[:2]].append(name)
    for table in disclosure.budget.performance:
        quantity, quality = names[table.project, "数量"], names[table.project, "质量"]
        common = set(quantity) & set(quality)
        if len(common) < _MANY or 2 * len(common) < len(quality):
            continue
        left = [name for name in quantity if name not in common]
        right = [name for name in quality if name not in common]
        if left or right:
            only = [f"只在数量里：{some_of(left, _LISTED)}"] if left else []
            only += [f"只在质量里：{some_of(right, _LISTED)}"] if right else []
            counts = f"{len(quantity)} 个数量指标、{len(quality)} 个质量指标"
            yield UNPAIRED.at(
                table.place("指标"),
                f"“{table.project}”有 {counts}，{'；'.join(only)}",
                "补齐指标，或把两处的名称写成一样",
                about=f"绩效目标/{table.project}",
            )


RULES = (doubled, cannot_fail, zero_targets, symbols, stray_digits, unpaired)
