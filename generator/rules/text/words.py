"""X01–X03: a year that is not the budget's, and words of a template that nobody replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level, some_of
from generator.model.department import Department, Unit
from generator.rules.text.passages import AuthoredText, Sort, Texts

OTHER_YEAR = Kind("X01", "话里的年份不是本年度", Level.WARNING)
TEMPLATE = Kind("X02", "模板里的空没有填")
EXAMPLE = Kind("X03", "样例里的话没有换", Level.WARNING)

_YEAR = re.compile(r"(?<!\d)(20\d{2})年度?")
_DEADLINE = re.compile(r"(?<!\d)(20\d{2})年(?:\d{1,2}月)?(?:\d{1,2}日)?份?[底末]?(?:之|以)?前")
_BEFORE = re.compile(
    r"(?:[比较与和及同自从于据到至、—–~-]|按照|截至|截止|上年|去年|以来|以前)[^，。；]{0,4}$"
)
_AFTER = re.compile(
    r"\s*(?:[底末初起前至到、和及—–~-]|以[来前]|之前|结转|决算|预算[数执相]|执行|同期|已|暂付|未|[尾余]款|相比"
    r"|实[际有]|\d|全年|第|[一二三四]季度|[上下]半年|绩效|考核|评价|审计|[成设]立|建成|批准|印发|获)"
)
_NEAR = range(-3, 2)
"""Years this far from the budget's are the ones that stay behind in a text; older ones are history."""

BLANKS = re.compile(
    r"(?<![A-Za-zＡ-Ｚａ-ｚ])[XxＸｘ]{2,}(?![A-Za-zＡ-Ｚａ-ｚ])|×{2,}|\*{2,}|＊{2,}|_{2,}|＿{2,}"
    r"|(?<!等)待填[写报]?|(?<![等有亟尚期])待补(?:充|录|齐)|(?<![申报提邀])请补充|(?<![A-Za-z])(?:TODO|TBD)(?![A-Za-z])"
    r"|此处填写?|填写此处|请填写|请在此|某某|〔待[^〔〕]*〕|（待定）"
    r"|(?:增加|增长|上升)[（(](?:减少|下降)[）)]|(?:减少|下降)[（(](?:增加|增长|上升)[）)]"
    r"|增加/减少|减少/增加|增长/下降|下降/增长"
)
_EXAMPLE = re.compile(r"这里用一两句话|这里写明?|示例(?:项目|单位|部门)|（示例）")


def other_years(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A sentence speaks of the budget's year; other years belong to a name, a date, a comparison."""
    year = disclosure.budget.year
    names = "\n".join(project.name for project in disclosure.budget.projects)
    for passage in texts.of(Sort.NARRATIVE, Sort.TASK):
        for match in _YEAR.finditer(passage.plain):
            if (
                int(match[1]) - year in _NEAR
                and int(match[1]) != year
                and not _belongs(passage, match, names)
            ):
                yield OTHER_YEAR.at(
                    passage.at(*match.span()),
                    f"本预算是 {year} 年的，这里写的是“{match[0]}”",
                    f"沿用上年文字时漏改的，改成 {year} 年；确实说的是那一年，写明“上年”或“比{match[0]}”",
                    about=passage.about,
                )


def _belongs(passage: AuthoredText, match: re.Match[str], names: str) -> bool:
    text, (start, end) = passage.plain, match.span()
    in_own_name = match[1] in passage.project
    in_a_name = text[start : end + 2] in names
    quoted = any(text.rfind(a, 0, start) > text.rfind(b, 0, start) for a, b in ("《》", "“”", "〔〕"))
    return bool(
        in_own_name
        or in_a_name
        or quoted
        or _BEFORE.search(passage.before(start))
        or _AFTER.match(passage.behind(end))
    )


def past_deadlines(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """What a 绩效目标表 promises for a date lies in the budget's year or later."""
    year = disclosure.budget.year
    for passage, match in texts.find(_DEADLINE, Sort.TASK, Sort.VALUE):
        if int(match[1]) < year and match[1] not in passage.project:
            message = f"本预算是 {year} 年的，期限“{match[0]}”已经过去"
            yield OTHER_YEAR.at(passage.at(*match.span()), message, "核对完成的期限", about=passage.about)


def template_words(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """No blank of a template is left: XX, 待填写, 增加（减少）, 某某. Told once for a text."""
    found = texts.find(BLANKS, Sort.NARRATIVE, Sort.TASK, Sort.NAME, Sort.VALUE)
    for _, group in groupby(found, key=lambda one: id(one[0])):
        together = list(group)
        passage, matches = together[0][0], [match for _, match in together]
        if isinstance(passage.written.owner, Department | Unit):
            matches = [match for match in matches if match[0] != "某某"]
        if not matches:
            continue
        match, places = matches[0], [passage.at(*match.span()) for match in matches]
        where = [f"第 {place.line} 行第 {place.column} 列" for place in places if place]
        more = f"，这段话里共 {len(matches)} 处：{some_of(where, 6)}" if len(matches) > 1 else ""
        yield TEMPLATE.at(
            places[0],
            f"“{_around(passage.text, match)}”里的“{match[0]}”是模板里留空的地方{more}",
            "填上实际的内容；增减的字样由系统按数算出，不必写",
            about=passage.about,
        )


def example_words(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """What `gongkai new` wrote as an example has been replaced."""
    for passage, match in texts.find(_EXAMPLE, Sort.NARRATIVE, Sort.TASK, Sort.NAME):
        message = f"“{_around(passage.text, match)}”是新建时的样例"
        yield EXAMPLE.at(passage.at(*match.span()), message, "换成本部门的内容", about=passage.about)


def _around(text: str, match: re.Match[str]) -> str:
    """The match with a few characters before and after it."""
    start, end = max(0, match.start() - 6), match.end() + 6
    return text[start:end].replace("\n", "")


RULES = (other_years, past_deadlines, template_words, example_words)
