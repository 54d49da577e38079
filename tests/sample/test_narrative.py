"""The 114 numbers of the published explanations: each printed, beside its words, in its section."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache

import pytest

from tests.built_sample import Sample
from tests.facts import read_csv, read_json
from tests.printed_pages import squeezed

FACTS: list[dict[str, str]] = read_json("narrative.json")
INDEXES = range(len(FACTS))
SHARES = [index for index in INDEXES if FACTS[index]["项"].endswith("占比")]

PUBLISHED_WRONG = {
    ("五（二）", "节能环保支出占比"): ("E04", "0.01"),
    ("十 1", "机关及下属预算单位"): ("E06", "1"),
    ("十 2", "公开项目涉及金额"): ("E01", "33107.98"),
    ("十 2", "公开项目金额占项目支出总额"): ("E02", "79.92"),
    ("十 2", "公开：特定目标类项目个数"): ("E03", "28"),
    ("十 2", "公开：特定目标类项目金额"): ("E03", "33107.98"),
}
"""Where the published number is wrong: the id of the error, and the number that follows from the data."""

SAID_OTHERWISE = {
    "收入总计比上年减少": "比上年减少",
    "收入总计下降": "下降",
    "支出总计比上年减少": "比上年减少",
    "支出总计下降": "下降",
    "二级项目金额": "金额",
    "其他运转类项目金额": "金额",
    "特定目标类项目金额": "金额",
    "公开项目涉及金额": "涉及金额",
    "公开项目金额占项目支出总额": "占项目支出总额的",
    "公务用车实有": "实有",
    "设备原值门槛(其一)": "单位价值",
    "设备原值门槛(其二)": "单位价值",
    "该门槛以上的通用设备": "的通用设备",
    "该门槛以上的通用设备(印作「通用」)": "的专用设备",
    "错列入基本支出的长期聘用人员费用": "长期聘用人员费用",
    "调整后基本支出": "调整后基本支出为",
    "调整后项目支出": "项目支出为",
}
"""The words before a number, where they are not the name of the fact."""


def _words(fact: dict[str, str]) -> str:
    name = fact["项"].removeprefix("公开：")
    if name in SAID_OTHERWISE:
        return SAID_OTHERWISE[name]
    name = re.sub(r"\(与.*\)$", "", name).removesuffix("个数")
    return "占" if name.endswith("占比") else name


def _number(fact: dict[str, str]) -> str:
    """The number as we print it: money in one style, nil as 0."""
    _, right = PUBLISHED_WRONG.get((fact["节"], fact["项"]), ("", fact["印值"]))
    value = Decimal(right.replace(",", ""))
    return f"{value:,.2f}" if fact["单位"] == "万元" and value else right


def _phrase(index: int) -> str:
    fact = FACTS[index]
    return unicodedata.normalize("NFKC", f"{_words(fact)}{_number(fact)}{fact['单位']}")


@pytest.fixture(scope="module")
def sections(sample: Sample) -> dict[str, str]:
    """The printed text of the sections 一 to 十二 of 第三部分."""
    pages = sample.pages_of("explanations-1") + sample.pages_of("explanations-2")
    text = unicodedata.normalize("NFKC", "".join(page.reading for page in pages))
    titles = [squeezed(title) for _, level, title, _ in read_csv("toc.csv")[1:] if level == "2"][-12:]
    starts = [text.index(f"{title}") for title in titles]
    assert starts == sorted(starts)
    ends = [*starts[1:], len(text)]
    return {
        title.split("、")[0]: text[start:end] for title, start, end in zip(titles, starts, ends, strict=True)
    }


@pytest.fixture(scope="module")
def found(sections: dict[str, str]) -> set[int]:
    """The facts that are printed, each looked for behind the one before it."""
    places = dict.fromkeys(sections, 0)
    seen = set()
    for index in INDEXES:
        section = _section(index)
        # 七 names the cars in another order than was published.
        start = 0 if section == "七" else places[section]
        position = sections[section].find(_phrase(index), start)
        if position >= 0:
            seen.add(index)
            places[section] = position + len(_phrase(index))
    return seen


@cache
def _section(index: int) -> str:
    match = re.match("[一二三四五六七八九十]+", FACTS[index]["节"])
    assert match
    return match[0]


def test_the_facts_are_whole() -> None:
    """There are 114 facts, in every section but 八, which states none."""
    assert len(FACTS) == 114
    assert len(SHARES) == 17
    numbers = ("一", "二", "三", "四", "五", "六", "七", "九", "十", "十一", "十二")
    assert tuple(dict.fromkeys(map(_section, INDEXES))) == numbers


def test_the_exceptions_are_those_known() -> None:
    """Only where E01 to E04 and E06 say so does the print differ from the published, and there it does."""
    named = {(fact["节"], fact["项"]): fact["印值"].replace(",", "") for fact in FACTS}
    assert set(PUBLISHED_WRONG) <= set(named)
    assert {error for error, _ in PUBLISHED_WRONG.values()} == {"E01", "E02", "E03", "E04", "E06"}
    assert [key for key, (_, right) in PUBLISHED_WRONG.items() if named[key] == right] == []


@pytest.mark.parametrize(
    "index", INDEXES, ids=[f"{FACTS[index]['节']}-{FACTS[index]['项']}" for index in INDEXES]
)
def test_every_fact_is_printed(found: set[int], index: int) -> None:
    """The number stands behind its words in its section, after the facts published before it."""
    assert index in found, _phrase(index)


@pytest.mark.parametrize("index", SHARES)
def test_a_share_follows_its_amount(sections: dict[str, str], index: int) -> None:
    """A share stands directly behind the amount it is the share of."""
    assert f"{_phrase(index - 1)},{_phrase(index)}" in sections[_section(index)]


def test_money_is_written_in_one_style(sections: dict[str, str]) -> None:
    """Money in sentences has thousands separators and two decimals, or is 0; nothing else."""
    money = [
        number
        for text in sections.values()
        for number, rest in re.findall(r"(?<![\d,.])([\d,.]+)万元(以上)?", text)
        if not rest
    ]
    assert len(money) > 60
    assert [number for number in money if not re.fullmatch(r"0|\d{1,3}(,\d{3})*\.\d\d", number)] == []


def test_charts_are_printed(sections: dict[str, str]) -> None:
    """五 and 七 have a chart with the amount and the share of each bar, largest first, above its title."""
    general = sections["五"].split("一般公共预算当年支出结构图")[0]
    items = sections["七"].split("“三公”经费分布图")[0]
    assert general.rindex("10,515.09万元") < general.rindex("57.46%") < general.rindex("3,561.78万元")
    assert items.index("37.50%") < items.rindex("10.00万元") < items.index("25.00%")


def test_words_follow_the_figures(sections: dict[str, str]) -> None:
    """What did not change is 与上年持平, and nothing is said to grow that shrinks."""
    assert sections["七"].count("与上年持平") == 5
    assert [
        word for word in ("增加", "增长") if any(word in sections[name] for name in ("一", "五", "七"))
    ] == []
