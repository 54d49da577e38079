"""S: names and codes that must refer to something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.classification import nearest, of_other_years, what_became_of
from generator.classification.subjects import NARROWEST
from generator.figures import Disclosure
from generator.figures.book import UnknownFigureError
from generator.figures.search import example_of, reference_to
from generator.findings import Finding, Kind, Level, some_of
from generator.model.base import UNFILLED
from generator.model.kinds import UNIT, codes_in, money_lines
from generator.model.performance import normalised_name
from generator.model.references import almost_references, prose_references, stray_braces
from generator.model.units import unknown_units, whose_project
from generator.source import Place, limits
from generator.source.gate import FONT, PDF, RefusedError, content_within
from generator.source.nearest import close_matches
from generator.source.slips import separator

UNKNOWN_SUBJECT = Kind("S20", "不认识的科目")
PROJECT_TWICE = Kind("S21", "项目重名")
UNKNOWN_PROJECT = Kind("S22", "绩效目标的项目不在项目里")
SEVERAL_IN_ONE = Kind("S58", "一个机构的名称里像是写了几个", Level.WARNING)
UNKNOWN_FIGURE = Kind("S23", "文字里引用的数不存在")
STRAY_BRACES = Kind("S57", "“{{”写在不能引用数的地方，或没有写全")
MOST_NAMED = 40
"""Characters of what stands in braces that are repeated in a hint."""
NO_ATTACHMENT = Kind("S24", "附件不存在")
UNIT_CODE_TWICE = Kind("S41", "两个单位同一个代码")
OTHER_YEAR = Kind("S26", "没有本年度的科目表", Level.NOTE)
MANY_UNITS = Kind("S85", "预算单位太多")
BAD_FONT_FILE = Kind("S28", "字体文件不能用")
_TAKEN = ("上年预算", "科目表", "样式")
"""Folders of the files in a PDF that are no attachments."""


def unknown_subjects(disclosure: Disclosure) -> Iterator[Finding]:
    """Every 科目 must be in the year's classification, or be named by the budget (科目名称)."""
    budget, classification = disclosure.budget, disclosure.names.classification
    economic = {code: subject.name for code, subject in classification.economic.items()}
    tables = {
        "支出功能分类科目": ("功能分类科目", classification.functional),
        "部门预算支出经济分类科目": ("部门经济分类科目", economic),
        "收入分类科目": ("收入科目", classification.revenue),
    }
    for table, code, place in codes_in(budget):
        if table in tables:
            what, known = tables[table]
            listed, length = known | budget.subject_names, NARROWEST[table]
            yield from _subject(what, code, place, listed, length, disclosure)


def _subject(
    what: str, code: str, place: Place | None, known: dict[str, str], length: int, disclosure: Disclosure
) -> Iterator[Finding]:
    if len(code) != length:
        close = nearest(code, [known_code for known_code in known if len(known_code) == length])
        hint = f"最细一级是 {length} 位，例如 {_named(close, known)}"
        yield UNKNOWN_SUBJECT.at(place, f"{what}“{code}”应是 {length} 位代码", hint)
        return
    missing = [code[:size] for size in (3, 5, 7) if size <= length and code[:size] not in known]
    if missing:
        year = disclosure.names.classification.year
        other = of_other_years(missing[-1], year)
        close = nearest(code, [known_code for known_code in known if len(known_code) == length])
        asked = f"{what_became_of(other, year)}。" if other else f"是否想写 {_named(close, known)}？"
        hint = f"{asked}代码无误时，{_to_paste(missing, disclosure)}"
        yield UNKNOWN_SUBJECT.at(place, f"{year} 年的{what}里没有“{'、'.join(missing)}”", hint)


def _to_paste(missing: list[str], disclosure: Disclosure) -> str:
    """How to name the `missing` codes: a line of its own, or what to add to the one that is there."""
    names = ", ".join(f'"{code}": {UNFILLED}' for code in missing)
    if place := disclosure.budget.place("科目名称") if disclosure.budget.subject_names else None:
        where = f"{place.source.inside or place.name} 第 {place.line} 行"
        return f"在“科目名称”（{where}）里加上 {names}，把“{UNFILLED}”换成名称"
    return f"加一行 科目名称: {{{names}}}，把“{UNFILLED}”换成名称"


def _named(codes: list[str], known: dict[str, str]) -> str:
    return "、".join(f"{code}（{known[code]}）" for code in codes)


def projects_named_twice(disclosure: Disclosure) -> Iterator[Finding]:
    """A project of a unit has one name and one performance table; another unit may have one of that name."""
    budget = disclosure.budget
    for what, items in (
        ("项目", [(budget.label_of(p), p.name, p.place("名称")) for p in budget.projects]),
        (
            "绩效目标的项目",
            [(budget.label_of_table(t), t.project, t.place("项目")) for t in budget.performance],
        ),
    ):
        first: dict[str, Place | None] = {}
        for label, name, place in items:
            if label in first:
                where = first[label]
                at = f"（{where.source.inside or where.name} 第 {where.line} 行）" if where else ""
                yield PROJECT_TWICE.at(
                    place, f"{what}“{name}”已经写过{at}", "同一项目合并成一条；不同的项目请用不同的名称"
                )
            else:
                first[label] = place


def projects_of_which_unit(disclosure: Disclosure) -> Iterator[Finding]:
    """A performance table says whose project it is of, where several units have one of that name."""
    budget = disclosure.budget
    for table in budget.performance:
        having = budget.units_having(table.project)
        if table.owner is None and len(having) > 1:
            yield whose_project(table.place("项目"), table.project, having)
        elif table.owner is not None and having and table.owner not in having:
            message = f"单位“{table.owner}”没有项目“{table.project}”，有的是{some_of(having)}"
            about = table.project
            yield UNKNOWN_PROJECT.at(table.place("项目"), message, "核对是哪个单位的项目", about=about)


def unknown_projects(disclosure: Disclosure) -> Iterator[Finding]:
    """A performance table belongs to a project of 项目."""
    names = sorted({project.name for project in disclosure.budget.projects})
    alike = {normalised_name(name): name for name in names}
    missing = 0
    for table in disclosure.budget.performance:
        if disclosure.budget.units_having(table.project):
            continue
        same = alike.get(normalised_name(table.project))
        close = [] if same or missing >= limits.SUGGESTED.most else _like(table.project, names)
        missing += 1
        if same:
            hint = f"与“{same}”只有全角半角、横线或空格的差别，请写成一样"
        else:
            hint = f"是否想写“{close[0]}”？" if close else "先在“项目”里列出这个项目"
        message = f"“项目”里没有“{table.project}”"
        figures = (f"绩效目标/{disclosure.budget.label_of_table(table)}/年度资金/总额/折合万元",)
        yield UNKNOWN_PROJECT.at(table.place("项目"), message, hint, figures, table.project)


def several_offices_in_one(disclosure: Disclosure) -> Iterator[Finding]:
    """Offices and bodies are counted by their items, so that each stands in one of its own."""
    organisation = disclosure.budget.department.organisation
    for key, names in (("内设机构", organisation.offices), ("所属单位", organisation.bodies)):
        for index, name in enumerate(names or []):
            if match := separator(name):
                place = organisation.place(key, index)
                message = f"“{name}”里有“{match[0]}”，像是几个机构写成了一项"
                hint = f"“{key}”一个写一项，用半角逗号分开，或一行一个；个数是按项数的"
                place = place.of_part(name, match.start(), match.end()) if place else None
                yield SEVERAL_IN_ONE.at(place, message, hint, about=name)


def _like(name: str, names: list[str]) -> list[str]:
    return close_matches(name, names, n=1, cutoff=0.4)


def unknown_figures(disclosure: Disclosure) -> Iterator[Finding]:
    """A reference {{ … }} in the author's prose names a figure of the book; in a unit's words one of its."""
    hints: dict[str, str] = {}
    like = reference_to(example_of(disclosure.book))
    for name, place in prose_references(disclosure.budget.without_parts):
        try:
            disclosure.book[name]
        except UnknownFigureError as error:
            told = name in hints or len(hints) >= limits.SUGGESTED.most
            close = (
                hints.get(name, "") if told else "、".join(known.replace("/", ".") for known in error.close)
            )
            hints.setdefault(name, close)
            hint = f"是否想写 {close}？" if close else f"写法是 {like}：表、行、列"
            yield UNKNOWN_FIGURE.at(place, f"引用的数“{name}”不存在", hint, about=name)


def references_out_of_place(disclosure: Disclosure) -> Iterator[Finding]:
    """Only sentences refer to figures: a name is what figures, tables and sheets are called by."""
    for written, index in stray_braces(disclosure.budget.without_parts):
        place = written.place
        place = place.of_part(written.text, index, index + 2) if place else None
        if written.is_prose and not written.is_key:
            yield STRAY_BRACES.at(place, *_half_reference(written.text, index))
        else:
            hint = "直接写出来；只有整句的话里能引用数"
            yield STRAY_BRACES.at(place, f"“{written.text[:20]}”是名称，里面不能引用数", hint)
    for written, index, name in almost_references(disclosure.budget.without_parts):
        place = written.place.of_part(written.text, index, index + 1) if written.place else None
        message = f"“{name[:MOST_NAMED]}”不在两层半角花括号里，会连括号照原样印出来"
        yield STRAY_BRACES.at(place, message, f"写成 {{{{ {name[:MOST_NAMED]} }}}}")


def _half_reference(text: str, index: int) -> tuple[str, str]:
    """What is said of braces at `index` without those that belong to them, and what to write."""
    closing = text.startswith("}}", index)
    if closing:
        begun = text.rfind("{", 0, index)
        name = text[begun + 1 : index] if begun >= 0 else ""
    else:
        name, end, _ = text[index + 2 :].partition("}")
        name = name if end else ""
    message = "“}}”前面没有“{{”" if closing else "“{{”后面没有写完，缺“}}”"
    plain = name.strip()
    if plain and len(plain) <= MOST_NAMED and "{" not in plain:
        return message, f"写成 {{{{ {plain} }}}}"
    return message, "引用一个数，写成 {{ 表.行.列 }}；要把它印出来，用全角的“｛｛”"


def unit_codes_twice(disclosure: Disclosure) -> Iterator[Finding]:
    """Each 单位 has a code of its own, which lines and files name it by."""
    budget, first = disclosure.budget, dict[str, str]()
    known = {unit.code for unit in budget.units}
    used = [line.said()[UNIT] for _, line in money_lines(budget)] + [part.unit for part in budget.parts]
    lacking = dict.fromkeys(code for code in used if code and code not in known)
    for unit in budget.units:
        if unit.code in first:
            message = f"代码“{unit.code}”已经是“{first[unit.code]}”的"
            guess = f"，是不是“{'”或“'.join(lacking)}”？有的行或文件写的是它" if lacking else ""
            hint = f"每个单位写自己的代码{guess}；改好以后再检查别的"
            yield UNIT_CODE_TWICE.at(unit.place("代码"), message, hint)
        first.setdefault(unit.code, unit.name)


def strange_units(disclosure: Disclosure) -> Iterator[Finding]:
    """Every line is of one of the budget's 单位; where two have the same code, of that alone is told."""
    if disclosure.budget.written is not None and not any(unit_codes_twice(disclosure)):
        yield from unknown_units(disclosure.budget.written)


def units_are_known(disclosure: Disclosure) -> bool:
    """Whether every line is of one unit, and it is known of which."""
    return not any(unit_codes_twice(disclosure)) and not any(strange_units(disclosure))


def missing_attachments(disclosure: Disclosure, folder: Path) -> Iterator[Finding]:
    """An attached file lies in the budget's folder, under a name that no other file in the PDF has."""
    for attachment in disclosure.budget.attachments:
        place = attachment.place("文件")
        try:
            content_within(folder, attachment.file, PDF)
        except RefusedError as error:
            yield NO_ATTACHMENT.at(place, error.of("附件"), error.hint)
            continue
        if not attachment.file.lower().endswith(".pdf") or attachment.file.split("/")[0] in _TAKEN:
            message = f"附件“{attachment.file}”不能叫这个名称：PDF 里已有同样的文件"
            hint = f"文件名以 .pdf 结尾，不放在叫 {'、'.join(_TAKEN)} 的文件夹里"
            yield NO_ATTACHMENT.at(place, message, hint)


def bad_font_files(disclosure: Disclosure, folder: Path) -> Iterator[Finding]:
    """An office's own font (字体) is a TrueType or OpenType file in the budget's folder."""
    for role, name in disclosure.budget.fonts.items():
        place = disclosure.budget.place("字体", role)
        try:
            content_within(folder, name, FONT)
        except RefusedError as error:
            yield BAD_FONT_FILE.at(place, error.of("字体文件"), error.hint)


def other_year(disclosure: Disclosure) -> Iterator[Finding]:
    """The code tables are those of the budget's year."""
    used, year = disclosure.names.classification.year, disclosure.budget.year
    if used != year:
        hint = "请核对科目名称；与本年度不同的，在“科目名称”里写明"
        yield OTHER_YEAR.at(
            disclosure.budget.place("年度"), f"没有 {year} 年的科目表，沿用 {used} 年的", hint
        )


def many_units(disclosure: Disclosure) -> Iterator[Finding]:
    """A department has so many units that each can be looked at for itself."""
    count = len(disclosure.budget.units)
    if count > limits.UNITS.most:
        message = f"有 {count:,} 个预算单位，超过 {limits.UNITS.said}，没有逐个检查各单位自己的公开文件"
        hint = "检查是否误贴了大量内容；确有这么多时，按主管的单位分成几份预算"
        yield MANY_UNITS.at(disclosure.budget.place("单位"), message, hint)


RULES = (
    many_units,
    unknown_subjects,
    projects_named_twice,
    projects_of_which_unit,
    unknown_projects,
    several_offices_in_one,
    unknown_figures,
    references_out_of_place,
    unit_codes_twice,
    strange_units,
    other_year,
)
