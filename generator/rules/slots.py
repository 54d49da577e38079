"""S: texts of the profile's own (文字), each in the form that the profile prints it in; its own columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.figures import Disclosure
from generator.figures.profile_specs import several
from generator.figures.records import Filter
from generator.findings import Finding, Kind, Level, some_of
from generator.model.kinds import KINDS, lines_of
from generator.model.lines import MoneyLine
from generator.model.vocabulary import BY_SUBJECT, ONE, TITLE, Form

OTHER_FORM = Kind("S73", "文字的写法与样式不同")
ABOUT_NOTHING = Kind("S74", "文字说的科目或项目不存在")
BLANK_COLUMN = Kind("T70", "样式另列的栏没有写", Level.NOTE)

_EXAMPLES = {TITLE: "一行字", ONE: "一段话", BY_SUBJECT: "一个科目一行，“科目代码: 话”"}


def texts_of_the_profile(disclosure: Disclosure) -> Iterator[Finding]:
    """What the profile prints as one text is one, what it prints by 科目 or project is of those there are.

    无 is no text, in any form.
    """
    said = disclosure.budget.explanations
    for word, form in disclosure.profile.vocabulary.texts.items():
        written = said.at_word(word)
        if not written:
            continue
        if isinstance(written, dict) == (form in (ONE, TITLE)):
            yield OTHER_FORM.at(said.place(word), f"“{word}”的写法与样式不同", _asked(form))
        elif isinstance(written, dict):
            yield from _below(disclosure, word, form, written)


def _below(disclosure: Disclosure, word: str, form: Form, written: dict[str, object]) -> Iterator[Finding]:
    said = disclosure.budget.explanations
    what, known = _owners(disclosure, form)
    for name, text in written.items():
        place = said.place(word, name, of_key=True)
        if name not in known:
            message, about = f"“{word}”里的“{name}”不是这份预算的{what}", f"{what}/{name}"
            yield ABOUT_NOTHING.at(place, message, some_of(sorted(known)), about=about)
        headings = form if isinstance(form, list) else None
        if not text:
            continue
        if isinstance(text, dict) != (headings is not None):
            yield OTHER_FORM.at(place, f"“{word}”里“{name}”的写法与样式不同", _asked(form))
        elif isinstance(text, dict) and headings is not None:
            for title in (title for title in text if title not in headings):
                here = said.place(word, name, title, of_key=True)
                hint = f"只能写：{'、'.join(headings)}"
                yield OTHER_FORM.at(here, f"“{word}”里没有“{title}”这一段", hint)


def _owners(disclosure: Disclosure, form: Form) -> tuple[str, Collection[str]]:
    budget = disclosure.budget
    if form == BY_SUBJECT:
        lines = (record.properties for record in disclosure.records if record.kind == "支出")
        return "支出科目", {properties.get("科目", "") for properties in lines}
    return "项目", {project.name for project in budget.projects}


def _asked(form: Form) -> str:
    if isinstance(form, list):
        return f"一个项目写一组，项目名称下面写：{'、'.join(form)}"
    return f"写成{_EXAMPLES.get(form, '一个项目一行，“项目名称: 话”')}"


def columns_of_the_profile(disclosure: Disclosure) -> Iterator[Finding]:
    """What a table has in a column of the profile's own (另列) is written in every line, or told once."""
    profile, budget = disclosure.profile, disclosure.budget
    for kind in (kind for kind in KINDS.values() if profile.prints(kind.name)):
        for word in kind.own(profile.vocabulary):
            shown = [*profile.showing(kind.name, word)]
            lines = [line for line in lines_of(budget, kind) if any(_in_rows(line, *of) for of in shown)]
            if blank := [line for line in lines if not line.columns().get(word)]:
                message = f"“{kind.name}”有 {len(blank)} 行没有写“{word}”，表里的这一栏是空的"
                hint = f"在这一行写 另列: {{{word}: …}}；本来没有的不用写"
                yield BLANK_COLUMN.at(blank[0].place(), message, hint, about=f"{kind.name}/{word}")


def _in_rows(line: MoneyLine, *wanted: Filter) -> bool:
    """Whether a line stands in rows that select what is `wanted`, as far as the line itself says it."""
    marked = line.properties()
    own = {marked[key].name or key: value for key, value in line.said().items()} | line.columns()
    asked = ((name, one[name]) for one in wanted for name in one if name in own or name not in line.derived())
    return all(own.get(name, "") in several(values) for name, values in asked)


RULES = (texts_of_the_profile, columns_of_the_profile)
