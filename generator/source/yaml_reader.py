"""Strict reading of one YAML file: events of the C parser → values with places.

Working from events rather than from PyYAML's own composer keeps the stack flat, sees every duplicate
key and bounds what aliases can blow up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import yaml

from generator.errors import InputError
from generator.findings import Finding, Kind
from generator.source import limits
from generator.source.gate import YAML, RefusedError, TooBigError, content, content_within
from generator.source.hidden import HIDDEN
from generator.source.place import Place, SourceText
from generator.source.slips import (
    bracket_in_key,
    conflict_marks,
    key_alone,
    odd_characters,
    repaired,
    slip_in_key,
    slip_in_plain,
    without_invisible,
)
from generator.source.values import Mapping, Scalar, Sequence, Value

ENCODING = Kind("S02", "文件编码不是 UTF-8")
DUPLICATE_KEY = Kind("S03", "键重复")
TOO_BIG = Kind("S04", "嵌套过深或别名展开过多")
LOST_WORDS = Kind("S19", "“#”后面的字被当作说明")
SHAPE = Kind("S05", "YAML 的写法不在支持之列")
UNREADABLE = Kind("S09", "文件读不了")
HIDDEN_CHARACTER = Kind("S60", "看不见的控制字符")
TOO_LONG = Kind("S61", "文字太长")

_MOST_HIDDEN = 99
"""Hidden characters of a file that are told one by one."""
_NULLS = ("", "~", "null")
_STANDARD = "tag:yaml.org,2002:"
_KNOWN_TAGS = {"!", *(_STANDARD + kind for kind in ("str", "map", "seq", "int", "float"))}
"""Tags that say of a value what is read anyway."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path, name: str, folder: Path | None = None) -> tuple[Value, list[Finding]]:
    """The value in the file at `path`, and the duplicate keys found in it: `read_source`, `parse_yaml`."""
    return parse_yaml(read_source(path, name, folder))


def read_source(path: Path, name: str, folder: Path | None = None) -> SourceText:
    """The file at `path`, shown to people as `name`, read once.

    A file of the budget in `folder` must lie there, links followed.
    Raises InputError when the file cannot be read or decoded.
    """
    inside = path.relative_to(folder).as_posix() if folder else ""
    start = Place(SourceText(name, ""), 1, 1)
    try:
        data = content_within(folder, inside, YAML) if folder else content(path, YAML)
    except TooBigError as error:
        raise InputError([TOO_BIG.at(start, f"文件{error.why}", "请按科室拆成几个文件")]) from None
    except RefusedError as error:
        raise InputError([UNREADABLE.at(start, f"文件{error.why}", error.hint)]) from None
    return source_of(data, name, inside)


_OTHERS = {
    b"PK\x03\x04": " Word、Excel 文件或压缩包",
    b"\xd0\xcf\x11\xe0": "旧版的 Word 或 Excel 文件",
    b"%PDF-": " PDF 文件",
    b"{\\rtf": "写字板或 Word 的文件（RTF）",
}
"""How files begin that were only renamed to end in .yaml."""


def source_of(data: bytes, name: str, inside: str = "") -> SourceText:
    """A file that was read, `data` being all of it. Raises InputError when it cannot be decoded."""
    what = next((said for sign, said in _OTHERS.items() if data.startswith(sign)), "")
    if what or (data and not data.strip(b"\0")):
        said = f"这是{what}，不是文本" if what else "文件里全是空字节，多半是没有存好"
        hint = "把内容贴到记事本里，另存为 UTF-8 编码的 .yaml 文件；没有用的移到别的文件夹"
        raise InputError([ENCODING.at(Place(SourceText(name, ""), 1, 1), said, hint)])
    return SourceText(name, _decoded(data, name), inside, data)


class Allowance:
    """How many values may still be read, of all files of a budget together."""

    def __init__(self) -> None:
        self.left = limits.VALUES.most


def parse_yaml(source: SourceText, allowance: Allowance | None = None) -> tuple[Value, list[Finding]]:
    """The value that `source` writes, and the duplicate keys found in it.

    Several files of a budget share an `allowance`.

    Raises InputError when it cannot be parsed at all.
    """
    spoilt = [*conflict_marks(source), *odd_characters(source)]
    builder = _Builder(source, allowance or Allowance(), spoilt=bool(spoilt))
    try:
        value = builder.document(yaml.parse(repaired(source.text) if spoilt else source.text, Loader=_Loader))
    except yaml.YAMLError as error:
        from generator.source.syntax import explain_syntax  # few files need it, and its patterns take time

        # What is spoilt may be why the rest cannot be read, and so may be what was found in that line.
        rest = [] if spoilt else _beside(builder.findings, [explain_syntax(error, source)])
        raise InputError(_beside(spoilt, rest or builder.findings)) from None
    except InputError as error:
        raise InputError(_beside(spoilt, error.findings)) from None
    return value, _beside(spoilt, [*builder.findings, *_hidden(source, builder.hidden)])


def _beside(spoilt: list[Finding], others: Iterable[Finding]) -> list[Finding]:
    """What is `spoilt`, and what else is found in other lines."""
    told = {finding.place.line for finding in spoilt if finding.place}
    return [*spoilt, *(f for f in others if not f.place or f.place.line not in told)]


def _hidden(source: SourceText, escaped: list[Place]) -> Iterator[Finding]:
    """Characters that change what a reader sees, in the values as in the comments."""
    found = (match for match in HIDDEN.finditer(source.text) if match[0] != "\r")
    places = {Place(source, *_position(source.text, m.start())): m[0] for m in islice(found, _MOST_HIDDEN)}
    for place, char in [*places.items(), *((place, "") for place in escaped if place not in places)]:
        code = f"（U+{ord(char):04X}）" if char else ""
        hint = "把光标移到这里删去它；写成“\\”开头的转义时，删去那几个字"
        yield HIDDEN_CHARACTER.at(place, f"有一个看不见的控制字符或改变文字方向的字符{code}", hint)


def _position(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if mixed := _mixed(data, name):
            raise InputError([mixed]) from None
        text = data.decode("gb18030", errors="replace")
        source = SourceText(name, text)
        place = Place(source, data.count(b"\n", 0, error.start) + 1, 1)
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            text = data.decode("utf-16", errors="replace")
            place = Place(SourceText(name, text), 1, 1)
        guess = "，看起来是 GBK（ANSI）编码" if "\ufffd" not in text else ""
        guess = (
            "，看起来是 UTF-16（记事本的“Unicode”）编码" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else guess
        )
        hint = "在编辑器里用“另存为”选择 UTF-8 编码后再试"
        raise InputError([ENCODING.at(place, f"文件不是 UTF-8 编码{guess}", hint)]) from None


def _mixed(data: bytes, name: str) -> Finding | None:
    """The first line in another encoding than the rest, where the rest is UTF-8 and says something."""
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    texts = [line.decode(errors="replace") for line in lines]
    bad = [number for number, text in enumerate(texts, 1) if "\ufffd" in text]
    if b"\0" in data or len(bad) * 2 > sum(not line.isascii() for line in lines):
        return None
    texts = [
        text if "\ufffd" not in text else lines[n].decode("gb18030", "replace")
        for n, text in enumerate(texts)
    ]
    hint = "把这一行重新打一遍，存成 UTF-8 编码；多半是从别处贴来的"
    place = Place(SourceText(name, "\n".join(texts)), bad[0], 1)
    return ENCODING.at(place, "这一行与别的行编码不同，不是 UTF-8", hint)


def _is_plain(event: Any) -> bool:
    """Whether this is a scalar without quotes, for which libyaml says "" and pure Python None."""
    return isinstance(event, yaml.ScalarEvent) and not event.style


_BROKEN_LINE = re.compile(
    r"(?<=[\u2014-\u2026\u3001-\u9fff\uff00-\uffef]) (?=[\u2014-\u2026\u3001-\u9fff\uff00-\uffef])"
)
"""The blank that YAML puts where a line was broken, between two characters that take none."""

_COMMENT = re.compile(r"\s#(?=[^\s#])")
"""A comment that does not look like one, as in “第 #1 号”."""
_NUMBER = re.compile(r"[\d.,]*")
_SUSPECT = re.compile(
    "^[-\u2010-\u2015\uff0d\u2212\u201c\u2018\uff02\uff07\u3000\u300c\u300e]|\uff03|[\uff0c\u3001\uff1b]"
)
"""What a value without quotes has that may be a slip; all others are not looked at any further."""


class _Builder:
    """Builds the value of one document from parser events."""

    def __init__(self, source: SourceText, allowance: Allowance, *, spoilt: bool = False) -> None:
        self.source = source
        self.spoilt = spoilt
        self.allowance = allowance
        self.hidden: list[Place] = []
        self.findings: list[Finding] = []
        self.may_lose_words = _COMMENT.search(source.text) is not None
        self.anchors: dict[str, tuple[Value, int]] = {}
        self.unused: dict[str, Place] = {}
        """Names given to texts and not yet referred to: they may well be words of the author."""
        self.size = 0
        self.aliased = 0
        self.brackets: list[str] = []

    def document(self, events: Iterator[Any]) -> Value:
        self.events = events
        value: Value = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(SHAPE, event, "一个文件里只能有一份文档", "删去中间的“---”，或拆成两个文件")
                event = next(events)
                value = self._node(event, self._place(event), 0)
        for name, place in self.unused.items():
            self._lost(place, f"&{name}")
        return value

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.source, mark.line + 1, mark.column + 1)

    def _stop(self, kind: Kind, event: Any, message: str, hint: str) -> NoReturn:
        raise InputError([*self.findings, kind.at(self._place(event), message, hint)])

    def _node(self, event: Any, place: Place, depth: int) -> Value:
        if depth > limits.DEPTH.most:
            self._stop(TOO_BIG, event, f"嵌套超过 {limits.DEPTH.said}", "检查缩进和括号")
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        before = self.size
        self.size += 1
        self.allowance.left -= 1
        if self.allowance.left < 0:
            message = f"预算里的键和值超过 {limits.VALUES.said}，后面的没有读"
            self._stop(TOO_BIG, event, message, "检查是否误贴了大量内容；确有这么多时，按单位分成几份预算")
        value: Value
        if isinstance(event, yaml.ScalarEvent):
            null = event.value in _NULLS and event.tag is None and _is_plain(event)
            text = without_invisible(_unfolded(event)) if self.spoilt else _unfolded(event)
            value = None if null else Scalar(text, place)
            self._look_at(event, place)
            if self.may_lose_words:
                self._warn_of_lost_words(event)
            if value is not None and _is_plain(event):
                self._look_for_slips(event)
        else:
            mapping = isinstance(event, yaml.MappingStartEvent)
            self.brackets.append(("{" if mapping else "[") if event.flow_style else "")
            value = self._mapping(place, depth) if mapping else self._sequence(place, depth)
            self.brackets.pop()
        if event.anchor:
            self.anchors[event.anchor] = (value, self.size - before)
            if isinstance(event, yaml.ScalarEvent):
                self.unused[event.anchor] = place
        if event.tag and event.tag not in _KNOWN_TAGS:
            self._lost(place, f"!{event.tag.removeprefix('!').replace(_STANDARD, '!')}")
        return value

    def _lost(self, place: Place, said: str) -> None:
        """What YAML takes for a mark of its own, and nobody else does."""
        message = f"“{said}”被当作标记，不会印出来"
        self.findings.append(LOST_WORDS.at(place, message, "要印出来，给整句加引号；不要的，删去它"))

    def _look_for_slips(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        if event.value and (start.line != end.line or _SUSPECT.search(event.value)):
            bracket = self.brackets[-1] if self.brackets else ""
            begin = (start.line + 1, start.column + 1)
            last = end.line + (1 if end.column else 0)
            if slip := slip_in_plain(self.source, begin, event.value, last, bracket):
                self.findings.append(slip)

    def _look_at(self, event: Any, place: Place) -> None:
        """Texts without end, and hidden characters written as escapes."""
        if len(event.value) > limits.TEXT.most:
            message = f"这段文字有 {len(event.value):,} 个字，超过 {limits.TEXT.said}"
            self.findings.append(TOO_LONG.at(place, message, "检查引号是否配对；确有这么长时，分成几段"))
        if event.style == '"' and len(self.hidden) < _MOST_HIDDEN and HIDDEN.search(event.value):
            self.hidden.append(place)

    def _warn_of_lost_words(self, event: Any) -> None:
        """“ #1” after a plain text is a comment to YAML, and rarely one to its author."""
        end = event.end_mark
        words = _is_plain(event) and not _NUMBER.fullmatch(event.value)
        rest = self.source.line(end.line + 1)[end.column :] if words else ""
        if match := re.match(r"\s+#(?=[^\s#])", rest):
            place = Place(self.source, end.line + 1, end.column + match.end())
            message = f"“{rest.strip()[:20]}”被当作说明，不会印出来"
            self.findings.append(
                LOST_WORDS.at(place, message, "要印出来，给整句加引号；确是说明，在 # 后面空一格")
            )

    def _alias(self, event: Any) -> Value:
        if event.anchor not in self.anchors:
            hint = f"是内容的，给整句加引号；是引用的，先用 &{event.anchor} 标出被引用的内容"
            self._stop(SHAPE, event, f"“*{event.anchor}”被当作引用，前面没有“&{event.anchor}”", hint)
        value, size = self.anchors[event.anchor]
        self.unused.pop(event.anchor, None)
        self.aliased += size
        self.size += size
        if self.aliased > limits.ALIASED.most:
            message = f"别名展开后超过 {limits.ALIASED.said}值"
            self._stop(TOO_BIG, event, message, "请直接写出内容，少用别名")
        return value

    def _mapping(self, start: Place, depth: int) -> Mapping:
        mapping = Mapping(start)
        inherited: list[Mapping] = []
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            place = self._place(event)
            key = self._node(event, place, depth + 1)
            event_of_value = next(self.events)
            value = self._node(event_of_value, self._place(event_of_value), depth + 1)
            if key is None or not isinstance(key, Scalar):
                braces = place.source.line(place.line)[: place.column].endswith("{{")
                hint = "以 {{ 开头的内容，要给整句加引号" if braces else "检查冒号前面的内容"
                self._stop(SHAPE, event, "键必须是一个词", hint)
            slip = None
            if value is None and self.brackets[-1]:
                slip = slip_in_key(self.source, place.line, place.column, key) if _is_plain(event) else None
                number = mapping and _NUMBER.fullmatch(key)
                if not slip and not number and not self._has_colon(event):
                    slip = key_alone(self.source, place.line, place.column, key)
            elif not self.brackets[-1] and _is_plain(event):
                slip = bracket_in_key(self.source, place.line, place.column, key)
            if slip:
                if not any(one.place and one.place.line == place.line for one in self.findings):
                    self.findings.append(slip)
                meant = re.split("[:：]", key)[0].strip()
                if meant not in mapping:  # it is told of the line already, and not that the key is missing
                    mapping.put(meant, None, place)
            elif key == "<<" and _is_plain(event):
                inherited += self._merge(value, event)
            elif key in mapping:
                first = mapping.key_places[key]
                self.findings.append(
                    DUPLICATE_KEY.at(place, f"键“{key}”重复，第 {first.line} 行已经写过", "删去其中一个")
                )
            else:
                mapping.put(str(key), value, place)
        for base in inherited:
            for name in base:
                if name not in mapping:
                    mapping.put(name, base[name], base.key_places[name])
        return mapping

    def _has_colon(self, event: Any) -> bool:
        """Whether a colon stands behind this key, or it is that of a reference, {{ 收入 }}."""
        begin, end = event.start_mark, event.end_mark
        before = self.source.line(begin.line + 1)[: begin.column].rstrip()
        return before.endswith("{{") or self.source.line(end.line + 1)[end.column :].lstrip()[:1] == ":"

    def _merge(self, value: Value, event: Any) -> list[Mapping]:
        bases = list(value) if isinstance(value, Sequence) else [value]
        if not all(isinstance(base, Mapping) for base in bases):
            self._stop(SHAPE, event, "“<<”后面必须是一组键值", "写成 <<: *a，a 是前面用 &a 标出的一组键值")
        return [base for base in bases if isinstance(base, Mapping)]

    def _sequence(self, start: Place, depth: int) -> Sequence:
        sequence = Sequence(start)
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            place = self._place(event)
            sequence.put(self._node(event, place, depth + 1), place)
        return sequence


def _unfolded(event: Any) -> str:
    """The text of a scalar; where a line was broken between two Chinese characters, no blank is left."""
    text: str = event.value
    if event.start_mark.line == event.end_mark.line or event.style == "|":
        return text
    return _BROKEN_LINE.sub("", text)
