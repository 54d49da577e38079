"""Lines that do not fit below the others: blanks, a dash too many or lacking, several keys on one line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.findings import Finding
from generator.source.place import Place, SourceText
from generator.source.slips import BROKEN_LINE, SYNTAX

_LINE = re.compile(
    r"(?P<blanks> *)(?P<dash>-(?: +|$))?"
    r"(?:(?P<key>[^\s:\"'{}\[\],#&*!|>%@`-][^\s:]{0,40}|\"[^\"]{0,40}\"|'[^']{0,40}'):"
    r"(?: +(?P<value>\S.*)|$))?"
)
_LITERAL = re.compile(r"[|>][+-]?\d?[+-]?(?: +#.*)?")
_SENTENCE = re.compile(r"[，。；！？、]")
_KEY = r"[\u4e00-\u9fff（）()A-Za-z]{1,24}"
_ROW = re.compile(
    rf"(?P<head> *(?:- +)?)(?P<row>{_KEY}: +[^\s，,;；、:{{}}\[\]]{{1,24}} ?(?P<comma>[,，;；、]) *{_KEY}: "
    r"+[^\s{}\[\]][^{}\[\]]*)"
)
_PAIR = re.compile(rf" *(?:- +)?{_KEY}: +(?P<pair>{_KEY}: +[^\s，。；、:{{}}\[\]]{{1,24}}) *(?:#.*)?")
MOST_SAID = 60
"""Characters of a line that a hint writes again."""


@dataclass(frozen=True, slots=True)
class _Level:
    """Something open at a column (from 0): a key, or a dash; `value` is what stands behind it on its line."""

    column: int
    name: str
    value: str
    line: int
    dash: bool = False


def misplaced(source: SourceText, number: int) -> Finding | None:
    """What is wrong with how line `number` stands below the lines above it; None where that is in order."""
    line = source.line(number).rstrip()
    match = _LINE.match(line)
    if not match or not line.strip() or line.lstrip().startswith("#"):
        return None
    levels, before, words = _above(source, number)
    column = len(match["blanks"])
    if match["dash"]:
        return _dash(source, number, column, match["key"], levels) or _several(source, number)
    if match["key"]:
        if words:
            hint = f"还是那句话的，给整句加引号；是另一个键的，与“{levels[-1].name}”左对齐"
            return _found(source, number, column, f"上一行是一句话，下面又有一个键“{match['key']}”", hint)
        return _several(source, number) or _key(source, number, column, match["key"], levels, before)
    return _text(source, number, column, levels)


def _above(source: SourceText, number: int) -> tuple[list[_Level], list[_Level], bool]:
    """What is open above line `number`, what was above the last of those lines, and whether that is words."""
    levels: list[_Level] = []
    before: list[_Level] = []
    words = False
    for above in range(1, number):
        line = source.line(above).rstrip()
        match = _LINE.match(line)
        literal = bool(levels and _LITERAL.fullmatch(levels[-1].value))
        column = len(line) - len(line.lstrip())
        if not match or not line.strip() or line.lstrip().startswith("#"):
            continue
        if not (match["dash"] or match["key"]) or (literal and column > levels[-1].column):
            words = bool(levels) and not levels[-1].value and line.lstrip()[0] not in "{[\"'"
            continue
        before, words = levels, False
        levels = [level for level in levels if level.column < column]
        if match["dash"]:
            levels = [*levels, *(one for one in before if one.column == column and not one.dash)]
            levels.append(_Level(column, "", line[match.end("dash") :], above, dash=True))
            column = match.end("dash")
        if match["key"]:
            levels.append(_Level(column, match["key"], match["value"] or "", above))
    return levels, before, words


def _found(source: SourceText, line: int, column: int, message: str, hint: str) -> Finding:
    return SYNTAX.at(Place(source, line, column + 1), message, hint)


def _dash(
    source: SourceText, number: int, column: int, key: str | None, levels: list[_Level]
) -> Finding | None:
    dashes = [level for level in levels if level.dash]
    keys = [level for level in levels if not level.dash]
    beside = next((level for level in keys if level.column == column), None)
    of_keys = any(level.column > dashes[-1].column for level in keys) if dashes else False
    if beside and (not dashes or (key and not of_keys and not dashes[-1].value.startswith("{"))):
        hint = f"删去“- ”，与上面的“{beside.name}”左对齐"
        return _found(source, number, column, "这里多了“-”：它不是列表里的一项", hint)
    if dashes and all(level.column != column for level in dashes):
        there = min(dashes, key=lambda level: abs(level.column - column)).column
        message = f"这一项的“-”前面有 {column} 个空格，同一列表的前面是 {there} 个"
        return _found(source, number, column, message, f"改成 {there} 个空格，与上面的“-”左对齐")
    if keys and not dashes and not keys[-1].value and column < keys[-1].column:
        message = f"列表的“-”前面有 {column} 个空格，比“{keys[-1].name}”还靠左"
        return _found(source, number, column, message, f"改成 {keys[-1].column + 2} 个空格")
    if keys and not dashes and keys[-1].value and column > keys[-1].column:
        hint = f"列表是别的键的，在它上面写上那个键；是“{keys[-1].name}”的，删去这个键后面的内容"
        return _found(source, number, column, f"“{keys[-1].name}”已经有内容，下面又有一个列表", hint)
    return None


def _key(
    source: SourceText, number: int, column: int, key: str, levels: list[_Level], before: list[_Level]
) -> Finding | None:
    keys = [level for level in levels if not level.dash]
    item = next((level for level in levels if level.dash and level.column == column), None)
    if item:
        inner = next((level for level in keys if level.line == item.line and level.column > column), None)
        hint = "前面写“- ”"
        if inner:
            hint = (
                f"是上一项里的，前面空 {inner.column} 个空格，与“{inner.name}”左对齐；是新的一项，前面写“- ”"
            )
        return _found(source, number, column, f"列表里的“{key}”前面没有“-”", hint)
    if not keys or any(level.column == column for level in keys):
        return None
    last = keys[-1]
    if column > last.column and last.value:
        if beside := next((level for level in before if level.column == column and not level.dash), None):
            return _moved(source, last.line, last.column, last.name, [beside])
        return _moved(source, number, column, key, [last])
    around = [level for level in keys if level.column < column]
    if around and around[-1] is not last and (beside := _sibling_before(source, around[-1], column)):
        return _moved(source, around[-1].line, around[-1].column, around[-1].name, [beside])
    nearest = sorted(keys, key=lambda level: (abs(level.column - column), -level.column))
    return _moved(source, number, column, key, nearest[:2])


def _sibling_before(source: SourceText, moved: _Level, column: int) -> _Level | None:
    """The key at `column` right above `moved`, which stands left of it and took the lines below along."""
    above, _, _ = _above(source, moved.line)
    return next((level for level in above if level.column == column and not level.dash), None)


def _moved(source: SourceText, line: int, column: int, key: str, beside: list[_Level]) -> Finding:
    """A key that stands in no column of the others; `beside` are those that it may belong to."""
    message = f"“{key}”前面有 {column} 个空格，与上面的键没有对齐"
    hint = "；或".join(f"空 {level.column} 个，与“{level.name}”左对齐" for level in beside)
    return _found(source, line, column, message, f"改成前面{hint}")


def _several(source: SourceText, number: int) -> Finding | None:
    """Several keys on a line without braces, or a key behind a key."""
    line = source.line(number).rstrip()
    row, pair = _ROW.fullmatch(line), _PAIR.fullmatch(line)
    if row and not line.endswith("。"):
        said = row["row"].replace(row["comma"], ", ")
        said = re.sub(" {2,}", " ", said)
        hint = "整行用 { } 括起来，各项之间用半角逗号"
        hint = f"写成 {{{said}}}" if len(said) <= MOST_SAID and "#" not in said else hint
        hint += "；确是一句话的，整句加引号"
        return _found(source, number, row.end("head"), "一行写了几个键，没有用花括号括起来", hint)
    if pair:
        hint = f"写成 {{{pair['pair']}}}；确是一句话的，整句加引号"
        return _found(source, number, pair.start("pair"), "键的后面又是一个键，没有用花括号括起来", hint)
    return None


def _text(source: SourceText, number: int, column: int, levels: list[_Level]) -> Finding | None:
    """A line that is neither an item nor a key."""
    words = source.line(number).strip()
    last = levels[-1] if levels else None
    if not last:
        return None
    if _LITERAL.fullmatch(last.value):
        first = source.line(last.line + 1)
        due = len(first) - len(first.lstrip(" "))
        due = due if due > last.column and last.line + 1 < number else last.column + 2
        hint = f"前面空 {due} 个空格，这段文字的各行左对齐"
        return _found(source, number, column, f"“{last.value[0]}”下面的文字往里空得不够", hint)
    dashes = [level for level in levels if level.dash]
    if words[0] in "{[" and (dashes or not last.value):
        hint = "前面写“- ”，与其他各项左对齐"
        return _found(source, number, column, "列表的这一项前面没有“-”", hint)
    if dashes and (dashes[-1].column == column or last.value[:1] in ("{", "[", '"', "'")):
        hint = "是列表的一项，前面写“- ”；是上一行断开的，接到上一行末尾"
        return _found(source, number, column, "这一行没有键，前面也没有“-”", hint)
    if last.value and last.value[0] not in "{[|>\"'" and _SENTENCE.search(words):
        hint = f"接到上一行末尾；或在前面空 {last.column + 2} 个空格，表示还是上一行的内容"
        return BROKEN_LINE.at(Place(source, number, column + 1), "这一行没有键，像是上一行断开的", hint)
    return None
