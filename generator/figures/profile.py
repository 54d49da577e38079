"""The profile (样式): a folder of templates/ that declares tables, sections, wording and CSS as data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from generator.errors import InputError, ProfileError
from generator.figures.profile_check import Wrong, without_last_year, wrong_in
from generator.figures.profile_idle import idle, needless
from generator.figures.profile_specs import TableSpec, Wanted, one_of, several
from generator.figures.profile_whole import (
    contradictions,
    sections_twice,
    twice_in,
    unknown_last_year,
    unknown_marks,
)
from generator.findings import Finding
from generator.model import Budget
from generator.model.base import Line, Written
from generator.model.facts import BLOCKS, every_key
from generator.model.kinds import KINDS
from generator.model.load import read_model
from generator.model.number_format import NumberFormat, YesNo
from generator.model.performance import Performance
from generator.model.profiles import EVERY, UNKNOWN_PROFILE, ProfileFolder, declared, wrong_profile
from generator.model.prose import Explanations
from generator.model.vocabulary import Vocabulary, keys_of
from generator.source import Mapping, Place, limits
from generator.source.nearest import close_matches
from generator.source.workspace import PROFILES
from generator.source.yaml_reader import source_of

Formatted = Annotated[Line, AfterValidator(lambda what: one_of(what, ("表", "文字")))]


TOPICS = (
    *("职责", "机构", "三公经费", "机关运行经费", "政府采购", "国有资产", "整体绩效"),
    *("项目", "绩效目标", "名词解释", "说明", "上年"),
)
"""What a budget says beside its lines of money; a profile may leave it out (不印), or a part of it."""


def _topic(what: str) -> str:
    parts = every_key({key: block.model_construct() for key, block in BLOCKS.items() if key in TOPICS})
    texts = (f"说明/{key}" for key in keys_of(Explanations))
    of_tables = (f"绩效目标/{key}" for key in (*keys_of(Performance), "权重"))
    return what if what in {*parts, *texts, *of_tables} else one_of(what, TOPICS)


Topic = Annotated[Line, AfterValidator(_topic)]

ROLES = {"概况": "overview", "情况说明": "explanations", "名词解释": "glossary"}
"""What a section is, whatever its template is called; the second word stands in its key."""


Content = Literal["报表", "整体绩效目标表", "绩效目标表目录", "绩效目标表", "购买服务目录", "附件", ""]


class SectionSpec(Written):
    """A section of the document: a template, all tables, or all performance tables."""

    template: Line = Field("", alias="模板")
    content: Content = Field("", alias="内容")
    style: Literal["封面", "目录", "图解", "表", "正文"] = Field("正文", alias="版式")
    part: Line = Field("", alias="部分")
    role: Literal["概况", "情况说明", "名词解释", ""] = Field("", alias="角色")
    runs_on: YesNo = Field(False, alias="接排")

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if bool(self.template) == bool(self.content):
            raise ValueError("一节写“模板”或“内容”：两样只写一样，一定写一样")
        return self

    @model_validator(mode="after")
    def _runs_on_behind_its_like(self) -> Self:
        text = self.template and self.style == "正文"
        if self.runs_on and self.content != "绩效目标表" and not text:
            raise ValueError("只有文字的模板和“内容: 绩效目标表”可以接排")
        return self


def _unused(value: object) -> object:
    return [value] if value == EVERY else value


class Profile(Written):
    """The whole declaration, `profile.yaml`."""

    whole: ClassVar[str] = "样式"
    guide: ClassVar[str] = "说明文档《样式》"

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Line = Field(alias="名称")
    title: Line = Field(alias="文件名称")
    tables: list[TableSpec] = Field(alias="表")
    sections: list[SectionSpec] = Field(alias="章节")
    last_year: dict[Line, Line] = Field(alias="上年")
    formats: dict[Formatted, NumberFormat] = Field({}, alias="格式")
    keeping_names: list[Line] = Field([], alias="政府经济科目沿用款名")
    not_printed: list[Topic] = Field([], alias="不印")
    based_on: Line = Field("", alias="基于")
    unused_tables: Annotated[list[Line], BeforeValidator(_unused)] = Field([], alias="不用表")
    vocabulary: Vocabulary = Field(default_factory=lambda: Vocabulary(), alias="词汇")
    folders: tuple[ProfileFolder, ...] = Field(default=(), exclude=True)

    @property
    def folder(self) -> Path:
        """Its own folder; `folders` has those of what it is based on behind it."""
        return self.folders[0].path

    def prints(self, fact: str) -> bool:
        """Whether what the budget says below the keys `fact` is printed.

        Of records no more is said than their tables have, but for projects: sentences count them. What is
        not printed is neither compared with last year (上年/政府采购) nor explained (说明/政府采购说明).
        """
        if fact in KINDS and fact != "项目" and fact not in self.measured:
            return False
        if any(f"{fact}/".startswith(f"{topic}/") for topic in self.not_printed):
            return False
        above, _, name = fact.partition("/")
        about = {"上年": name.partition("/")[0], "说明": name.removesuffix("说明")}.get(above, "")
        return about not in (*TOPICS, *KINDS) or self.prints(about)

    @cached_property
    def measured(self) -> set[str]:
        """The kinds of records that a table measures."""
        blocks = [block for table in self.tables for block in table.blocks]
        rows = ((block, row) for block in blocks for row in (*block.rows, *block.foot))
        return {*(b.kind for b in blocks), *(kind for b, row in rows for kind in b.kinds_of(row))}

    @property
    def told(self) -> set[str]:
        """The kinds of records that a table measures, or that sentences count."""
        return self.measured | ({"项目"} if self.prints("项目") else set())

    def declares(self, figure: str) -> bool:
        """Whether a table has such a cell (表号/行/栏), as far as that is known without a budget."""
        number, *row, column = figure.split("/") if "/" in figure else ("", "")
        for block in (block for spec in self.tables if spec.number == number for block in spec.blocks):
            rows = [one for one in block.of_rows if one.each or (one.key or one.name) == "/".join(row)]
            if rows and any(one.key == column and not one.shows for one in block.columns):
                return True
        return False

    def parting(self, kind: str, name: str, **of: str) -> Iterator[str]:
        """The tables with columns that part the records of `kind` by the property `name`.

        `of`: those whose block selects that value of another property.
        """
        for table in self.tables:
            for block in table.blocks:
                selected = all(value in several(block.wanted.get(other, [])) for other, value in of.items())
                parted = any(name in column.wanted for column in block.columns)
                if block.kind == kind and selected and parted:
                    yield table.number

    def values(self, table: str, name: str) -> set[str]:
        """The values of the property `name` that columns of `table` select."""
        blocks = (block for spec in self.tables if spec.number == table for block in spec.blocks)
        wanted = [column.wanted.get(name, []) for block in blocks for column in block.columns]
        return {value for one in wanted for value in several(one)}

    def asked(self, kind: str, name: str) -> list[str]:
        """The values of the property `name` that tables select of records of `kind`."""
        found: list[str] = []
        for block in (block for table in self.tables for block in table.blocks):
            rows = [row for row in (*block.rows, *block.foot) if kind in block.kinds_of(row)]
            columns = [column for column in block.columns if column.kind in ("", kind)]
            wanted = (block.wanted, *(row.wanted for row in rows), *(column.wanted for column in columns))
            found += [value for one in wanted if rows for value in several(one.get(name, []))]
        return list(dict.fromkeys(found))

    def showing(self, kind: str, name: str) -> Iterator[tuple[Wanted, Wanted]]:
        """What the rows of tables select, of their block and of it, that show `name` of records of `kind`.

        A total shows no words but its own.
        """
        for block in (block for table in self.tables for block in table.blocks):
            shown = any(column.shows == name for column in block.columns)
            for row in (*block.rows, *block.foot) if shown else ():
                if kind in block.kinds_of(row) and row.amounts and row.style != "合计":
                    yield block.wanted, row.wanted

    def key_of(self, section: SectionSpec) -> str:
        """What a section made by a template is called: by its role, with a number where there are several."""
        if section.style == "封面":
            return "cover"
        if not section.role:
            return section.template.split(".")[0]
        same = [other for other in self.sections if other.role == section.role]
        number = f"-{same.index(section) + 1}" if len(same) > 1 else ""
        return f"{ROLES[section.role]}{number}"

    def hint(self, hint: str, place: Place | None) -> str:
        """What to do about something at `place`: of its base, it is written anew first."""
        if place is None or place.name.split("/")[-2:-1] == [self.name]:
            return hint
        return f"这是底子里的：照样写进自己的样式（表写同一个号），再改。{hint}"

    @property
    def own(self) -> bool:
        """Whether others may have written some of it."""
        return any(folder.own for folder in self.folders)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Its own folder, and behind it those of what it is based on."""
        return tuple(one.path for one in self.folders)

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Its files by name, as they were read; what it lacks is that of what it is based on."""
        return {name: data for one in reversed(self.folders) for name, data in one.files}


def load_profile(name: str, folder: Path | None = None) -> Profile:
    """The profile `name` for a budget in `folder`. Raises ProfileError when there is none, or it is wrong."""
    value, folders = declared(name, folder)
    return _validated(_Declared(name, value, tuple(folders)))


@dataclass(frozen=True)
class _Declared:
    """What a profile says; the same when the files are."""

    name: str
    value: Mapping = field(compare=False)
    folders: tuple[ProfileFolder, ...]


@lru_cache(maxsize=8)
def _validated(said: _Declared) -> Profile:
    """Kept while all its files stay as they are."""
    made, findings = read_model(Profile, said.value)
    if made is None or findings:
        raise wrong_profile(said.name, findings)
    if len(made.sections) + len(made.tables) > limits.PROFILE_PARTS.most:
        message = f"样式“{said.name}”的章节和表超过 {limits.PROFILE_PARTS.said}"
        raise ProfileError(message, hint="拆成几个样式，或删去用不到的")
    profile = made.model_copy(update={"folders": said.folders})
    wrong = (
        *wrong_in(profile.tables, profile.vocabulary, profile.keeping_names),
        *without_last_year(profile.tables, profile.vocabulary, profile.last_year),
        *_without_template(profile),
        *_of_the_whole(profile, said.name),
    )
    if found := [*(UNKNOWN_PROFILE.at(*one) for one in wrong), *_unreadable(said.folders)]:
        raise wrong_profile(said.name, found)
    return profile


def _of_the_whole(profile: Profile, folder: str) -> Iterator[Wrong]:
    """What is said twice or contradicts, and marks and files that nobody can read."""
    if profile.name != folder:
        yield profile.place("名称"), f"名称是“{profile.name}”，文件夹是“{folder}”", "两处写成一样"
    made_of = {index: one.template or one.content for index, one in enumerate(profile.sections)}
    yield from contradictions(profile.tables)
    yield from idle(profile.tables)
    if not profile.based_on:
        yield from needless(profile, ["不用表"], "没有“基于”别的样式", "或写上“基于”")
    for section in (section for section in profile.sections if section.content):
        why = f"“内容: {section.content}”总是一个样子"
        yield from needless(section, ["版式", "角色"], why, "它们给“模板”用")
    yield from twice_in(profile.vocabulary)
    yield from unknown_last_year(profile, profile.last_year, profile.vocabulary)
    yield from sections_twice(profile.sections, made_of)
    yield from unknown_marks(profile, "文件名称")
    for section in profile.sections:
        yield from unknown_marks(section, "部分")


def _unreadable(folders: Iterable[ProfileFolder]) -> Iterator[Finding]:
    """Templates and style sheets of others that are no text in UTF-8."""
    for folder in (folder for folder in folders if folder.own):
        for name, data in folder.files:
            if name.endswith((".j2", ".css")):
                try:
                    source_of(data, f"{PROFILES}/{folder.path.name}/{name}")
                except InputError as error:
                    yield from error.findings


def _without_template(profile: Profile) -> Iterator[Wrong]:
    """A template is a file of the profile, or of what it is based on."""
    for section in profile.sections:
        if section.template and section.template not in profile.files:
            near = close_matches(section.template, profile.files, n=1, cutoff=0.8)
            hint = f"把它放进样式的文件夹{'' if profile.based_on else '；底子有的，写上“基于”'}"
            hint = f"是否想写“{near[0]}”？不是的话，{hint}" if near else hint
            yield section.place("模板"), f"没有“{section.template}”这个模板", hint


def fill(text: str, budget: Budget) -> str:
    """`text` with {年度}, {部门} (the publisher's name) and {主体} (部门, or 单位) filled in."""
    publisher = budget.department
    known = {"{年度}": str(budget.year), "{部门}": publisher.name, "{主体}": publisher.called}
    for mark, value in known.items():
        text = text.replace(mark, value)
    return text
