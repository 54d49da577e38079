"""X30, X31: words that say the opposite of the figure they explain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.figures import Disclosure, Figure, Formula
from generator.figures.told import as_printed
from generator.findings import Finding, Kind, Level
from generator.rules.text.passages import AuthoredText, Sort, Texts

DIRECTION = Kind("X30", "话里说的增减与数相反", Level.WARNING)
NOTHING = Kind("X31", "话里说没有，数却不是零", Level.WARNING)

EXPLAINED = {
    "收入变动原因": "收入总计",
    "支出变动原因": "支出总计",
    "一般公共预算变动原因": "一般公共预算支出",
    "三公经费变动原因": "三公经费/合计",
    "因公出国（境）费说明": "三公经费/因公出国（境）费",
    "公务接待费说明": "三公经费/公务接待费",
    "公务用车购置费说明": "三公经费/公务用车购置费",
    "公务用车运行维护费说明": "三公经费/公务用车运行维护费",
    "机关运行经费说明": "机关运行经费",
    "政府采购说明": "政府采购/合计",
    "国有资产说明": "国有资产/车辆/实有",
}
"""Key of 说明 → what it explains, as the profile names last year's figures; or the figure itself."""

SUMS = tuple(name for name in dict.fromkeys(EXPLAINED.values()) if name.endswith("/合计"))
"""What is compared with last year's, although the profile names its parts only."""

_CALLED = {
    "收入": ("收入总计",),
    "支出": ("支出总计",),
    "预算": ("收入总计", "支出总计"),
    "三公经费": ("三公经费/合计",),
    "机关运行经费": ("机关运行经费",),
    "政府采购": ("政府采购/合计",),
}

_UP = re.compile(r"(?<![压少期续])(?:增加|增长|增大|增多|上升|上涨|新增|增支)")
_DOWN = re.compile(r"(?:减少|减支|压减|下降|缩减|核减|调减|削减|降低)")
_BOUGHT = re.compile(r"(?:购置|更新|新购|购买|采购)[^，。；]{0,8}(?:车|辆)")
"""What makes 三公经费 more without saying so."""
_LEVEL = re.compile(
    r"(?P<about>基本|大体|大致|总体)?持平|[与和同]上年(?:度|预算|保持)*(?:一致|相同|相等)"
    r"|按(?:照)?上年度?(?:预算)?(?:规模|水平|数额?)安排"
)
_NEGATED = re.compile(
    r"(?:[不未无没禁零免止防]|没有|不再|不得|不予|控制|避免|杜绝|遏制|防止|严禁|促进|保持|拉动|带动|推动|为了?|以|有助于|有利于"
    r"|经济|人口|税收|产值|物价)[^，。；、]{0,4}$"
)
_PURPOSE = re.compile(
    r"^(?:了|和|或|、|群众|农民|农户|居民|村集体|社会|就业|效益|面积|蓄水|活力|透明|事故|污染|排放|碳|风险|损失|隐患|伤亡"
    r"|浪费|环节|负担|灾害|发病|火灾|水土|时间|跑|能耗|噪声|成本|能力|的?百分|[^，。；]{0,6}(?:率|能力|排放|事故|污染|风险|负担|能耗))"
)
_LAST_YEAR = re.compile(
    r"(?<![比较与和同])(?<!对比)(?:上年|去年|往年|以前年度|上一年)(?!相比|同期|持平|比|结转)"
)
_COUNTED = re.compile(r"(?:标准|人数|人员|数量|任务|次数|批次|规模|车辆|面积|水平|编制)[^，。；]{0,6}$")
_CHANGED = re.compile(
    r"(?:[比较](?:上年|去年)度?|经费|费用|预算|支出|金额)(?:有所|略有|大幅|相应|也)?"
    r"(?:增加|增长|上升|减少|下降|压减|降低)(?=[，。；]|$)"
)
_ROUGH = Decimal(10)
"""“基本持平” allows a change of so many per cent."""

NO = r"(?:没有|未安排|不安排|无(?!关)|未编制|不涉及|未列支)"
_NONE = {
    "因公出国（境）费说明": re.compile(NO + r"[^，。；超]{0,6}(?:出国|出境|出访|因公)"),
    "公务接待费说明": re.compile(NO + r"[^，。；超函违]{0,4}接待(?:任务|费|计划|支出|安排)"),
    "公务用车购置费说明": re.compile(
        NO + r"[^，。；超]{0,4}(?:购置|购车|更新)[^，。；]{0,8}(?:计划|费|任务|支出|车辆|用车)"
    ),
    "公务用车运行维护费说明": re.compile(
        NO + r"(?:公务用车|公车|车辆)(?=[，。；]|$)|" + NO + r"[^，。；超增更]{0,4}运行(?:维护)?费"
    ),
    "机关运行经费说明": re.compile(NO + r"[^，。；超]{0,2}(?:行政单位和参|机关运行经费)"),
    "政府采购说明": re.compile(NO + r"[^，。；超]{0,2}政府采购(?:预算|支出|项目|计划|，|。|$)"),
    "国有资产说明": re.compile(NO + r"(?:占有|使用|占有使用)?的?(?:公务用车|公车|车辆)(?=[，。；]|$)"),
}
_SOME_OTHERS = re.compile(r"(?:[下所]属|二级|事业|其他|部分|各|个|有的|另)单位[^，。；]*$")
"""Before a word that denies something: of whom it is denied, when not of all."""


def directions(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A reason that only speaks of rising stands by no fall, one of falling by no rise, 持平 by no change.

    Both words in one text may well explain a change either way; what was last year, what is denied and what
    the money is meant to bring about say nothing of the amount.
    """
    unit = disclosure.budget.unit
    for passage, now, before in explained(disclosure, texts):
        if before is None:
            continue
        if now.rounded == before.rounded:
            yield from _without_a_change(passage, now, before, unit)
            continue
        fell = now.value < before.value
        ups, downs = _said(_UP, passage), _said(_DOWN, passage)
        if not fell and "三公经费" in now.id + before.id and _said(_BOUGHT, passage):
            downs = []
        levels = [] if ups or downs else _levels(passage, now, before)
        against = levels or ((ups if not downs else []) if fell else (downs if not ups else []))
        for match in against[:1]:
            word = "减少" if fell else "增加"
            told = f"{as_printed(before, unit)}，本年 {as_printed(now, unit)}"
            yield DIRECTION.at(
                passage.at(*match.span()),
                f"这里说“{match[0]}”，而数是{word}的：上年 {told}",
                f"写{word}的原因；说的是其中一部分的，把{word}的那一部分也写上",
                (now.id, before.id),
                about=passage.about,
            )


def _without_a_change(passage: AuthoredText, now: Figure, before: Figure, unit: str) -> Iterator[Finding]:
    """Of what did not change no amount is said to have risen or fallen, but for both, or 持平 in the end."""
    said = [bool(_said(_UP, passage)), bool(_said(_DOWN, passage))]
    match = _CHANGED.search(passage.plain)
    if match and now.value and sum(said) == 1 and not _LEVEL.search(passage.plain):
        told = f"上年和本年都是 {as_printed(now, unit)}"
        yield DIRECTION.at(
            passage.at(*match.span()),
            f"这里说“{match[0]}”，而数没有变：{told}",
            "写“与上年持平”；数是错的，改正它",
            (now.id, before.id),
            about=passage.about,
        )


def said_to_be_nothing(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """What is said not to be planned has no amount, in whichever text of 说明 it is said."""
    unit = disclosure.budget.unit
    amounts = {key: _figure(disclosure, name) for key, name in EXPLAINED.items() if key in _NONE}
    passages = [passage for passage in texts.of(Sort.NARRATIVE) if passage.part in ("说明", "")]
    told = set[tuple[str, int]]()
    pairs = (
        (one, pair) for one in passages for pair in sorted(amounts.items(), key=lambda p: p[0] != one.key)
    )
    for passage, (key, now) in pairs:
        if now is None or now.unwritten or not now.value:
            continue
        for match in _NONE[key].finditer(passage.plain):
            of_others = _SOME_OTHERS.search(passage.before(match.start()))
            where = passage.about, match.start()
            if not of_others and where not in told and not of_last_year(passage, match.start()):
                told.add(where)
                yield NOTHING.at(
                    passage.at(*match.span()),
                    f"这里说“{match[0]}”，而数是 {as_printed(now, unit)}",
                    "核对金额；有这笔钱的，改写这句话",
                    (now.id,),
                    about=passage.about,
                )
                break


def explained(disclosure: Disclosure, texts: Texts) -> Iterator[tuple[AuthoredText, Figure, Figure | None]]:
    """The texts of 说明 whose figure is known, with it and last year's."""
    for passage in texts.of(Sort.NARRATIVE):
        name = EXPLAINED.get(passage.key, "") if passage.part == "说明" else ""
        now = _figure(disclosure, name) if name else None
        if now is not None and not now.unwritten:
            yield passage, now, _known(disclosure, f"上年/{name}")


def figures_called(words: str) -> tuple[str, ...]:
    """The names in 上年 of what a sentence calls so: 支出, “三公”经费, 公务接待费."""
    called = words.replace("“", "").replace("”", "")
    return _CALLED.get(called) or (f"三公经费/{called}",)


def compared(disclosure: Disclosure, name: str) -> tuple[Figure, Figure] | None:
    """This year's figure and last year's of a name in 上年, where both are known."""
    now, before = _figure(disclosure, name), _known(disclosure, f"上年/{name}")
    return (now, before) if now and before and not now.unwritten else None


def _known(disclosure: Disclosure, name: str) -> Figure | None:
    return disclosure.book[name] if name in disclosure.book else None  # noqa: SIM401 (a Book has no get)


def _figure(disclosure: Disclosure, name: str) -> Figure | None:
    """This year's figure `name`, where the profile has one."""
    found = _known(disclosure, disclosure.profile.last_year.get(name, name))
    if found is None and name.endswith("/合计"):
        return _whole(disclosure, name.removesuffix("合计"))
    return found


def _whole(disclosure: Disclosure, prefix: str) -> Figure | None:
    """The figure that adds up all that the figures of last year below `prefix` add up, in their table."""
    parts = [
        disclosure.book[source]
        for name, source in disclosure.profile.last_year.items()
        if name.startswith(prefix) and source in disclosure.book
    ]
    terms = {term for part in parts for term in _terms(part)}
    tables = {part.id.split("/")[0] for part in parts}
    for figure in disclosure.book:
        if terms and figure.id.split("/")[0] in tables and _terms(figure) == terms:
            return figure
    return None


def _terms(figure: Figure) -> set[str]:
    return {term.id for term in figure.origin.operands} if isinstance(figure.origin, Formula) else set()


def _said(words: re.Pattern[str], passage: AuthoredText) -> list[re.Match[str]]:
    return [
        match
        for match in words.finditer(passage.plain)
        if not _NEGATED.search(passage.before(match.start()))
        and not _PURPOSE.match(passage.behind(match.end()))
        and not of_last_year(passage, match.start())
    ]


def _levels(passage: AuthoredText, now: Figure, before: Figure) -> list[re.Match[str]]:
    rate = abs(now.value - before.value) * 100 / before.value if before.value else Decimal(100)
    return [
        match
        for match in _LEVEL.finditer(passage.plain)
        if (not match["about"] or rate > _ROUGH)
        and not _COUNTED.search(re.split("[，。；]", passage.before(match.start()))[-1].split("与")[0])
    ]


def of_last_year(passage: AuthoredText, at: int) -> bool:
    """Whether the clause around `at` tells what happened last year."""
    return bool(_LAST_YEAR.search("".join(passage.around(at, at, "，。；\n"))))


RULES = (directions, said_to_be_nothing)
