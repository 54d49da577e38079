"""Jinja2 at work: one writer per document, with the words that templates may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from traceback import walk_tb
from typing import Any

import jinja2
from markupsafe import Markup

from generator.document.change import YearChange, change
from generator.document.charts import Bar, bars, chart, reach
from generator.document.indicator_columns import indicator_columns
from generator.document.indicators import indicator_rows
from generator.document.joined import reason, sentence
from generator.document.line_ends import kept, shortened, value, with_sentence_ends
from generator.document.measures import measures
from generator.document.prose import blank, figure_markup, inline, paragraphs, with_unit
from generator.document.sandbox import Sandbox
from generator.document.section import TEXT, Heading, Section
from generator.document.shapes import height_of_list, height_of_text
from generator.document.sharing import shape_behind
from generator.document.tables import head_of, label_columns, parents, row_heads
from generator.document.template_errors import WRONG, named_in, printable, wrong
from generator.document.text_rows import text_rows
from generator.document.widths import millimetres
from generator.document.wording import ORDINALS, counted, day_of, magnitude, ordinal
from generator.errors import ProfileError
from generator.figures import Disclosure, Figure, Table
from generator.figures.book import UnknownFigureError
from generator.figures.profile import SectionSpec, fill
from generator.figures.records import SPENT, select
from generator.model import Performance
from generator.model.performance import weights_of
from generator.model.prose import Attachment

LIST_OF_PROJECTS = "绩效目标表目录"
LISTED = "绩效目录"
"""The key of the section that lists the performance tables."""
UNIT_PERFORMANCE = "整体绩效目标表"
_NO_SHARE = "—"
"""For a share of nil, where a template says it all the same."""
PERIODS = ("实施期资金", "年度资金")
OF_PROJECT = "project-"
"""The names of the headings of performance tables begin so."""
MOST_IN_A_SENTENCE = 9
"""Units that a sentence lists; more stand in a table only."""
PART = 15.0
"""Millimetres: the title of a part above its first table."""


class Writer:
    """Writes the sections of one disclosure. Headings get anchors by template, in their order."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.book = disclosure.book
        self._headings: list[Heading] = []
        self._charts = 0
        self._prefix = ""
        self.measures = measures(disclosure.profile)
        self._environment = self._prepare()
        self._own = any(folder.own for folder in disclosure.profile.folders)

    def fill(self, text: str) -> str:
        """`text` with {年度}, {部门} and {主体} filled in."""
        return fill(text, self.disclosure.budget)

    def page(self, spec: SectionSpec, template: str, classes: str, key: str = "") -> Section:
        """The section that `template` makes."""
        html, headings = self._write(template, part=self.fill(spec.part))
        named = key or self.disclosure.profile.key_of(spec)
        height = height_of_text(html, self.measures) if classes == TEXT else 0.0
        counted = classes != "cover"
        runs_on = spec.runs_on or height > 0
        return Section(named, classes, html, headings, counted=counted, height=height, runs_on=runs_on)

    def table(self, table: Table, part: str = "", before: Section | None = None) -> Section:
        """The section of one table, after `before`; `part`: the title of the part that begins with it."""
        shape = shape_behind(before, table, self.measures, PART if part else 0.0)
        values: dict[str, Any] = {
            "table": table,
            "head": head_of(table),
            "labels": row_heads(table),
            "blocks": [run[0] for run in label_columns(table)],
            "parents": parents(table),
            "widths": [millimetres(width) for width in shape.columns.widths],
            "classes": shape.classes,
            "part": part,
        }
        html, headings = self._write("table.html.j2", prefix=table.number, **values)
        classes = "table landscape" if shape.landscape else "table"
        return Section(
            *(table.number, classes, html, headings, table.title), height=shape.height, tail=shape.tail
        )

    def performance(self, table: Performance, number: int, *, runs_on: bool = False) -> Section:
        """The section of performance table `number`; `runs_on`: where the one before ends."""
        name, rows = f"{OF_PROJECT}{number}", indicator_rows(table.indicators)
        values: dict[str, Any] = {
            "table": table,
            "name": name,
            "texts": text_rows(table, self.disclosure.profile.prints),
            "rows": rows,
            "columns": indicator_columns(rows, self.measures),
        }
        html, headings = self._write("performance.html.j2", prefix=name if runs_on else "", **values)
        key, running, about = f"绩效{number}", f"绩效目标表 {number}", self._about(table)
        return Section(key, "performance", html, headings, running, about=about, runs_on=runs_on)

    def unit_performance(self, spec: SectionSpec) -> Section:
        """The section of 整体支出绩效目标表, of the department or of the unit that publishes."""
        own = self.disclosure.budget.unit_performance
        values: dict[str, Any] = {
            "goal": own.goal,
            "goals": [own.goal] if own.goal else [],  # so older templates of counties have it
            "rows": indicator_rows(own.indicators),
            "weighed": bool(weights_of(own.indicators)),
        }
        html, headings = self._write("unit-performance.html.j2", part=self.fill(spec.part), **values)
        return Section(UNIT_PERFORMANCE, "performance", html, headings, UNIT_PERFORMANCE)

    def spent_from(self, source: str) -> Figure:
        """All that is spent of a source of funds."""
        own = (r.figure for r in select(self.disclosure.records, SPENT, {"资金": source}))
        return self.book.total(f"{SPENT}/资金/{source}", own)

    def _about(self, table: Performance) -> str:
        return f"绩效目标表/{self.disclosure.budget.label_of_table(table)}"

    def list_of_projects(self) -> Section:
        """The section that lists the performance tables; their pages are not known yet."""
        html, headings = self.projects({})
        height = height_of_list(self.disclosure.budget.performance, self.measures)
        return Section(
            *(LISTED, "table listing", html, headings, LIST_OF_PROJECTS),
            listing=True,
            height=height,
            runs_on=height > 0,
        )

    def projects(self, pages: Mapping[str, int]) -> tuple[str, tuple[Heading, ...]]:
        """The body of the list of performance tables and its headings; `pages` by the names of headings."""
        return self._write("projects-list.html.j2", pages=pages)

    def attachment(self, attachment: Attachment, number: int, wide: Sequence[bool]) -> Section:
        """The pages of ours that a foreign PDF is drawn on; `wide`: which of its pages lie on their side."""
        html, headings = self._write("attachment.html.j2", title=attachment.title, pages=wide)
        key, title = f"附件{number}", attachment.title
        return Section(key, "bound", html, headings, running=title, about=f"附件/{title}")

    def contents(self, entries: Sequence[tuple[Heading, int]], *, data_inside: bool = False) -> str:
        """The body of the 目录: headings and the page numbers they were found on."""
        return self._write("contents.html.j2", entries=entries, data_inside=data_inside)[0]

    def _write(self, template: str, *, prefix: str = "", **values: Any) -> tuple[str, tuple[Heading, ...]]:
        """What `template` makes, and its headings, whose anchors begin with `prefix`, or with its name."""
        self._headings = []
        self._prefix = prefix or template.split(".")[0]
        self._environment.begin()
        try:
            html = with_sentence_ends(self._environment.get_template(template).render(**values))
        except UnknownFigureError as error:
            where = self._place(error, template, error.name)
            near = "、".join(f"“{name}”" for name in error.close)
            hint = f"是否想写 {near}？" if near else "数的名称是 表号/行/栏。"
            raise ProfileError(f"样式模板 {where} 提到不存在的数“{error.name}”。{hint}") from None
        except WRONG as error:
            if not (self._own or isinstance(error, jinja2.TemplateError)):
                raise
            where = self._place(error, template, named_in(error))
            raise ProfileError(f"样式模板 {where} 有误：{wrong(error)}") from None
        return html, tuple(self._headings)

    def _place(self, error: Exception, template: str, word: str = "") -> str:
        """Where something went wrong: the innermost line of a template, in the folder that it is from.

        With the column of `word`, where that line has it.
        """
        name, line = getattr(error, "name", None), getattr(error, "lineno", None)
        for frame, number in walk_tb(error.__traceback__):
            if frame.f_code.co_filename in self.disclosure.profile.files:
                name, line = frame.f_code.co_filename, number
        name = name or template
        folders = self.disclosure.profile.folders
        owner = next(
            (one.path.name for one in folders if name in dict(one.files)), self.disclosure.profile.name
        )
        lines = self.disclosure.profile.files.get(name, b"").decode("utf-8", "replace").splitlines()
        column = lines[line - 1].find(word) + 1 if line and word and line <= len(lines) else 0
        return ":".join(str(part) for part in (f"{owner}/{name}", line, column) if part)

    def _prepare(self) -> Sandbox:
        budget = self.disclosure.budget
        given: dict[str, Any] = {
            "budget": budget,
            "year": budget.year,
            "own": budget.department.called,
            "authority": budget.department.authority or budget.department,
            "carried_out_by": budget.carried_out_by,
            "names": self.disclosure.names,
            "tables": self.disclosure.tables,
            "words": self.disclosure.profile.vocabulary,
            "ordinals": ORDINALS,
            "fig": self.figure,
            "has_section": self.has_section,
            "table_of": self.table_of,
            "prints": self.disclosure.profile.prints,
            "known": lambda name: name in self.book,
            "share": self.book.share,
            "change": self.change,
            "blank": blank,
            "heading": self.heading,
            "classes": self.classes,
            "lines": self.lines,
            "units_of": self.units_of,
            "bodies_in_table": self.bodies_in_table,
            "number_of_units": self.number_of_units,
            "economic_items": self.economic_items,
            "bar": self.bar,
            "ranked": bars,
            "reach": reach,
            "total": self.book.total,
            "funds_of": self.funds_of,
            "spent_from": self.spent_from,
            "in_wan_yuan": self.book.in_wan_yuan,
            "chart": self.chart,
        }
        said = self.book.said
        filters: dict[str, Callable[..., Any]] = {
            "number": lambda figure: figure_markup(said(figure)),
            "money": lambda figure: with_unit(said(figure)),
            "percent": lambda figure: _NO_SHARE if figure is None else with_unit(said(figure)),
            "said": said,
            "magnitude": lambda figure: magnitude(said(figure)),
            "paragraphs": paragraphs(self.book),
            "inline": lambda text: inline(text, self.book),
            "kept": kept,
            "value": value,
            "shortened": shortened,
            "ordinal": ordinal,
            "day": day_of,
            "reason": reason,
            "sentence": sentence,
            "counted": counted,
        }
        return Sandbox(self.disclosure.profile.files, given, filters, finalize=self._finalize)

    def _finalize(self, value: Any) -> Any:
        """References in an author's words become figures wherever the words are printed.

        Raises UnprintableError for what is no text.
        """
        if isinstance(value, str) and not isinstance(value, Markup) and "{{" in value:
            return inline(value, self.book)
        return printable(value)

    def figure(self, name: str) -> Figure:
        """The figure `name`. Raises UnknownFigureError: a template may only name figures that exist.

        What the budget does not state is never nil: a template that asks hears that there is some.
        """
        figure = self.book[name]
        return replace(figure, value=Decimal(1)) if figure.unwritten else figure

    def has_section(self, content: str) -> bool:
        """Whether the profile has a section of this content; a single performance table needs no list."""
        listed = content != LIST_OF_PROJECTS or len(self.disclosure.budget.performance) > 1
        return listed and content in [spec.content for spec in self.disclosure.profile.sections]

    def table_of(self, kind: str) -> str:
        """The 号 of the first table of records of a kind; "" where there is none."""
        tables = self.disclosure.profile.tables
        return next((table.number for table in tables if any(b.kind == kind for b in table.blocks)), "")

    def change(self, now: Figure, before: str) -> YearChange | None:
        """The change of `now` against last year's figure `before`; None when that is not known."""
        return change(self.book, now, before)

    def bar(self, name: str, amount: Figure, share: Figure | None = None) -> Bar:
        """An item of a chart, its amount as sentences print it."""
        return Bar(name, self.book.said(amount), share)

    def chart(self, title: str, items: Sequence[Bar], ranked: bool = True) -> Markup:
        """A chart with its number in the document; nothing where there is nothing to compare."""
        drawn = chart(f"图{self._charts + 1}　{title}", bars(items, ranked=ranked), self.measures)
        self._charts += bool(drawn)
        return drawn

    def funds_of(self, prefix: str) -> tuple[list[str], list[str]]:
        """The levels of a performance table's money that are printed, and those without any in its periods.

        The sum is always printed; a single level without money is printed as well.
        """
        levels, prints = self.disclosure.profile.vocabulary.levels, self.disclosure.profile.prints
        periods = [period for period in PERIODS if prints(f"绩效目标/{period}")]
        figures = {level: [self.book[f"{prefix}/{period}/{level}"] for period in periods] for level in levels}
        nil = [level for level, both in figures.items() if not any(f.value or f.unwritten for f in both)]
        nil = [] if len(nil) < 2 else nil
        return ["总额", *(level for level in levels if level not in nil)], nil

    def heading(
        self,
        level: int,
        text: str,
        label: str = "",
        in_contents: bool = True,
        outline: str = "",
        closed: bool = False,
        name: str = "",
    ) -> Markup:
        """A heading of `level` 1–3; `label` stands before the text, a little apart (the 号 of a table).

        `outline` is what the PDF's outline says instead of the text, where many headings have the same; it is
        read aloud after the text. `closed`: the outline hides what stands below until it is asked for. `name`
        is what links of other sections call it.
        """
        anchor = f"{self._prefix}-{len(self._headings)}"
        words = text.striptags() if isinstance(text, Markup) else text
        listed = outline or f"{label} {words}".lstrip()
        self._headings.append(Heading(anchor, level, listed, in_contents, label, name))
        inner = (
            Markup('<span class="label">{}</span>{}').format(label, text)
            if label
            else Markup("{}").format(text)
        )
        said = Markup(' data-heard="{}：{}"').format(words, outline) if outline else Markup("")
        kind = Markup(' class="closed"') if closed else Markup("")
        return Markup('<h{0} id="{1}" data-outline="{3}"{4}{5}>{2}</h{0}>').format(
            level, anchor, inner, listed, said, kind
        )

    def classes(self, table: str, column: str) -> list[tuple[str, Figure]]:
        """(name, figure) of every 类 that is not nil in `column` of `table`."""
        found = []
        for _, code in self.disclosure.names.classification.classes:
            name = f"{table}/{code}/{column}"
            if name in self.book and self.book[name].value:
                found.append((self.disclosure.names.functional(code), self.book[name]))
        return found

    def lines(self, table: str, column: str) -> list[tuple[str, list[str], Figure]]:
        """(code, names of 类, 款 and 项, figure) of every 项 that is not nil in `column` of `table`."""
        known = (key for row in self.disclosure.tables[table].rows for key in row.keys)
        codes = [key for key in known if len(key) == 7 and key.isdigit()]
        found = ((code, self.figure(f"{table}/{code}/{column}")) for code in codes)
        name = self.disclosure.names.functional
        return [(c, [name(c[:3]), name(c[:5]), name(c)], figure) for c, figure in found if figure.value]

    def units_of(self, nature: str) -> list[str]:
        """The names of the 单位 of this 性质."""
        department, units = self.disclosure.budget.department, self.disclosure.budget.units
        natures = [(unit.name, unit.nature or department.nature) for unit in units]
        return [n for n, own in natures or [(department.name, department.nature)] if own == nature]

    def bodies_in_table(self) -> bool:
        """Whether a table of the 单位 says all 所属单位, and those are too many for a sentence."""
        budget = self.disclosure.budget
        bodies, names = budget.department.organisation.bodies, {unit.name for unit in budget.units}
        return budget.has_many_units and len(bodies) > MOST_IN_A_SENTENCE and names.issuperset(bodies)

    def number_of_units(self, nature: str) -> Figure:
        """How many 单位 of this 性质 there are."""
        ones = (self.figure(f"单位/个数/{name}") for name in self.units_of(nature))
        return self.book.count(f"单位/{nature}/个数", ones)

    def economic_items(self, group: str) -> list[str]:
        """The names of the non-empty 款 of 人员经费 or 公用经费, in code order."""
        codes = {
            record.properties["科目"]
            for record in self.disclosure.records
            if record.kind == "基本支出" and record.properties.get("组别") == group and record.figure.value
        }
        return [self.disclosure.names.economic(code) for code in sorted(codes)]
