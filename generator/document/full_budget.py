"""A budget in which everything is written that a profile can print: what a profile is tried with.

It is in balance: of every source the income is what is spent, and carried over at the end of the year.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic.fields import FieldInfo

from generator.classification import Classification, classification_of, latest_year
from generator.figures.profile import Profile
from generator.model import Budget, parse_budget
from generator.model.facts import BLOCKS, keys_below
from generator.model.kinds import KINDS, LEFT_OVER, UNIT, RecordKind
from generator.model.lines import CARRY_OVER, MoneyLine
from generator.model.paths import annotation_of, branches, table_of_codes
from generator.model.performance import WHOLE, Performance
from generator.model.prose import Explanations
from generator.model.vocabulary import (
    APPROPRIATIONS,
    BY_PROJECT,
    BY_SUBJECT,
    ONE,
    TITLE,
    Form,
    fields_of,
    keys_of,
)
from generator.source import Mapping
from generator.source.yaml_reader import parse_yaml, source_of

_NAME = "试印的预算"
UNIT_CODE, OTHER_UNIT = "001001", "001002"
"""The unit that has everything, and one beside it that has nothing."""
_DAY = "截至日期"
FILED, FILED_PRINTED = "02-03", "2月3日"
"""填报日期 of the 绩效目标表, as it is written and as it is printed, in which no other date is."""
INDICATOR = "试印指标"
_BALANCE = "年终结转"
_CLASSES = ("301", "302", "303", "310")
TEXTS_OF_WHOLE = ("总体目标", "主要任务", "指标")
"""What a department says of all that it spends, and its keys that are no numbers."""
GROUPS = ({"组别": "人员经费"}, {"组别": "公用经费"})


def full_budget(profile: Profile, units: Sequence[str] = (UNIT_CODE,)) -> Budget:
    """The budget with every word of the profile, every kind of line and every text.

    All of it is of the first of the `units`, which are given by their codes; the others have nothing.
    """
    text = json.dumps(_Full(profile, units).written(), ensure_ascii=False, indent=1)
    value, findings = parse_yaml(source_of(text.encode(), _NAME))
    assert isinstance(value, Mapping)
    assert not findings
    return parse_budget(value, folder=profile.folder)


def marked(*keys: str) -> str:
    """A text that no other is."""
    return f"试印{'、'.join(keys)}的话。"


def texts_of_tables() -> list[str]:
    """The keys of a 绩效目标表 that are texts of its own."""
    return [
        key
        for key, field in fields_of(Performance).items()
        if str in branches(annotation_of(field)) and key not in ("项目", UNIT)
    ]


class _Full:
    def __init__(self, profile: Profile, units: Sequence[str] = (UNIT_CODE,)) -> None:
        self.profile = profile
        self.units = units
        self.words = profile.vocabulary
        self.amount = 100
        self.codes: Classification = classification_of(latest_year(), None)
        self.subjects = self._subjects()

    def _subjects(self) -> list[str]:
        """Two 项 of different 类."""
        first: dict[str, str] = {}
        for code in sorted(self.codes.functional):
            if len(code) == 7:
                first.setdefault(code[:3], code)
        return list(first.values())[:2]

    def _next(self) -> int:
        self.amount += 1
        return self.amount

    def _sources(self, *sources: str) -> dict[str, Any]:
        return {source: self._next() for source in sources or self.words.sources}

    def _both_years(self) -> dict[str, Any]:
        return {**self._sources(), "上年结转": self._sources()}

    def written(self) -> dict[str, Any]:
        """The whole of it, by its keys."""
        lines = [
            {"科目": code, "性质": nature, **group, **self._both_years()}
            for code in self.subjects
            for nature in self.words.natures
            for group in (GROUPS if nature == "基本支出" else ({},))
        ]
        left = self._left_over()
        given = (*left.values(), *lines)
        income = {source: sum(one.get(source, 0) for one in given) for source in self.words.sources}
        economic = [min(c for c in self.codes.economic if len(c) == 5 and c[:3] == g) for g in _CLASSES]
        own = {
            "样式": self.profile.name,
            "年度": latest_year(),
            "收入": income,
            **left,
            "部门": self._department(),
            "单位": [{"名称": f"试印单位{code}", "代码": code, **self._class()} for code in self.units],
            "支出": lines,
            "基本支出": [{"经济科目": code, "金额": self._next()} for code in economic],
            "支出经济分类": [
                {"经济科目": code, "性质": nature, **self._both_years()}
                for code in economic
                for nature in self.words.natures
            ],
            "政府性基金收入": [{"科目": min(self.codes.fund_links), "金额": self._next()}],
            "国有资本经营收入": [{"科目": "1030601", "金额": self._next()}],
            "三公经费": {item: self._sources(*APPROPRIATIONS) for item in self.words.items},
            "上年支出": [
                {"科目": code, "性质": nature, **group, **self._sources()}
                for code in self.subjects
                for nature in self.words.natures
                for group in (GROUPS if nature == "基本支出" else ({},))
            ],
            "机关运行经费": [{"经济科目": economic[1], **self._sources(*APPROPRIATIONS)}],
            **{block: self._numbers(block) for block in BLOCKS if block not in ("机构", "上年")},
            WHOLE: self._numbers(WHOLE) | self._whole(),
            "上年": self._last_year(),
            "说明": self._texts(),
            "其他说明": [marked("其他说明")],
            "名词解释": [{"名称": "试印名词", "解释": marked("名词解释")}],
            "绩效目标": [self._performance()],
        }
        return own | {
            key: [*self._lines(kind, kind.line)]
            for key, kind in KINDS.items()
            if kind.line and key not in own
        }

    def _left_over(self) -> dict[str, dict[str, Any]]:
        """What is not spent: 年终结转 of every department, what else the profile prints of no 财政拨款."""
        own = [source for source in self.words.sources if source not in APPROPRIATIONS]
        beside = [kind for kind in LEFT_OVER if kind != _BALANCE and self.profile.prints(kind)]
        return {_BALANCE: self._sources()} | {kind: self._sources(*own) for kind in beside if own}

    def _lines(self, kind: RecordKind, line: type[MoneyLine]) -> Iterator[dict[str, Any]]:
        """A line for every word that may stand in such lines; what they are of is called by it."""
        fields = fields_of(line)
        keys = {key: mark.name or key for key, mark in line.properties().items() if key != UNIT}
        known = {key: kind.values(name, self.words) for key, name in keys.items()}
        known = {key: values for key, values in known.items() if values or not self._table(fields[key])}
        known |= {key: (code,) for key, field in fields.items() if (code := self._code(field))}
        longest = max(known, key=lambda key: len(known[key]))
        carried = CARRY_OVER in fields
        for word in known[longest]:
            said = {key: next(iter(words), f"试印{word}") for key, words in known.items()} | {longest: word}
            amounts = {"金额": self._next()} if "金额" in fields else self._sources()
            beside = {own: self._beside(kind, own) for own in kind.own(self.words)}
            yield {
                **said,
                **amounts,
                **({CARRY_OVER: self._sources()} if carried else {}),
                **({"另列": beside} if beside else {}),
            }

    def _beside(self, kind: RecordKind, column: str) -> str:
        """What a line has in a column of the profile's own: what a table asks for, else a text."""
        asked = self.profile.asked(kind.name, column)
        return asked[0] if asked else marked(str(kind.columns), column)

    def _table(self, field: FieldInfo) -> str:
        return table_of_codes(annotation_of(field))

    def _code(self, field: FieldInfo) -> str:
        """A code that may stand in a key of codes."""
        table = self._table(field)
        tables = {"支出功能分类科目": self.subjects, "部门预算支出经济分类科目": sorted(self.codes.economic)}
        known = tables.get(table) or sorted(self.codes.revenue)
        return next(code for code in known if len(code) >= 5) if table else ""

    def _department(self) -> dict[str, Any]:
        about = {"内设机构": ["试印内设机构"], "所属单位": ["试印所属单位"], "说明": marked("机构")}
        organisation = about | self._numbers_of(["编制人数", "在职人数", *self.words.people])
        duties = {"概述": marked("职责"), "条目": [marked("职责", "条目")]}
        named = {"名称": "试印部门", "代码": "001", "性质": "行政"}
        return {**named, **self._class(), "职责": duties, "机构": organisation}

    def _class(self) -> dict[str, str]:
        return {"类别": self.words.unit_classes[0]} if self.words.unit_classes else {}

    def _numbers(self, path: str) -> dict[str, Any]:
        """A number at every key of a block of facts, and of those in it."""
        found: dict[str, Any] = {}
        for key in keys_below(path, self.words):
            if (path == "国有资产" and key in ("车辆", "计划购置")) or key == "车辆":
                found[key] = self._numbers(f"{path}/{key}")
            else:
                found[key] = f"{latest_year()}-01-01" if key == _DAY else self._next()
        return found

    def _last_year(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in self.profile.last_year:
            first, *below = name.split("/")
            if not below:
                found[first] = self._next()
            elif below[0] in self.words.items:
                found.setdefault(first, {})[below[0]] = self._next()
        return found

    def _performance(self) -> dict[str, Any]:
        """A 绩效目标表 with all its keys."""
        money = {key: self._numbers_of(self.words.levels) for key in ("实施期资金", "年度资金")}
        goals = {"实施期": marked("绩效目标", "总体目标"), "年度": marked("绩效目标", "年度目标")}
        indicator = {"名称": INDICATOR, "值": "试印的值", "权重": marked("绩效目标", "权重")}
        texts = {key: marked("绩效目标", key) for key in texts_of_tables()}
        named = {"项目": f"试印{self.words.categories[0]}", "填报日期": f"{latest_year()}-{FILED}"}
        tree = {"产出指标": {"数量指标": [indicator]}}
        return {**texts, **named, **money, "总体目标": goals, "指标": tree}

    def _whole(self) -> dict[str, Any]:
        """What stands in a 整体支出绩效目标表 beside numbers."""
        said = {key: marked(WHOLE, key) for key in TEXTS_OF_WHOLE}
        task = {"名称": "试印任务", "内容": said["主要任务"], "金额": self._next()}
        indicator = {"名称": said["指标"], "值": "试印的值"}
        tree = {"产出指标": {"数量指标": [indicator]}}
        return {**said, "主要任务": [task], "指标": tree}

    def _numbers_of(self, words: list[str]) -> dict[str, int]:
        return {word: self._next() for word in words}

    def _texts(self) -> dict[str, Any]:
        own = {key: marked(key) for key in keys_of(Explanations)}
        return own | {word: self._text(word, form) for word, form in self.words.texts.items()}

    def _text(self, word: str, form: Form) -> Any:
        if form in (ONE, TITLE):
            return marked(word)
        if form == BY_SUBJECT:
            return {self.subjects[0]: marked(word)}
        project = f"试印{self.words.categories[0]}"
        if form == BY_PROJECT:
            return {project: marked(word)}
        return {project: {heading: marked(word, heading) for heading in form}}
