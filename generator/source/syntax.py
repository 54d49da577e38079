"""YAML syntax errors in Chinese.

libyaml gives a syntax error as an English phrase and nothing else, so the phrase is the key here.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from generator.findings import Finding
from generator.source.layout import misplaced
from generator.source.place import Place, SourceText, lines_of
from generator.source.slips import SYNTAX, nearest_slip, quote_left_open
from generator.source.unclosed import left_open

_PHRASES: tuple[tuple[str, str, str], ...] = (
    (
        "cannot start any token",
        "这里有一个不能出现的字符",
        "缩进只能用空格，不能用 Tab；以 @ ` % > | 开头的内容要加引号",
    ),
    ("found a tab character", "缩进里用了 Tab", "缩进只能用空格，不能用 Tab"),
    (
        "mapping values are not allowed",
        "这里不应出现冒号",
        "检查上一行的缩进；一行写几个键的，用 { } 括起来；内容里有“: ”时要给整句加引号",
    ),
    ("could not find expected ':'", "这个键后面缺少冒号", "写成“键: 值”，冒号用半角，后面空一格"),
    (
        "did not find expected key",
        "缩进对不齐，或引号、括号没有配对",
        "同一层的键要左对齐；值里有引号时整句用另一种引号",
    ),
    (
        "did not find expected ',' or",
        "方括号或花括号没有写完，或漏了逗号",
        "检查 [ ] 与 { }，各项之间用半角逗号",
    ),
    (
        "did not find expected alphabetic or numeric",
        "以 * 或 & 开头的内容被当作别名",
        "给它加上引号；真是别名时只能用字母和数字",
    ),
    ("found unknown escape character", "双引号里的反斜线“\\”没有写对", "改用单引号"),
    (
        "block sequence entries are not allowed",
        "这里不应出现“-”",
        "列表要另起一行，并比上一层缩进；确是内容，给整句加引号",
    ),
    (
        "mapping keys are not allowed",
        "这里不应出现单独的“?”",
        "还不知道的数写 待填；确是内容，给它加引号",
    ),
    (
        "did not find expected node content",
        "这里少了内容，或内容以问号、逗号开头",
        "写上内容；还不知道的数写 待填，没有的写 0",
    ),
    ("control characters are not allowed", "文件里有不可见的控制字符", "删去这个字符后重新输入"),
    ("did not find expected <document start>", "内容不在任何键下面", "检查这一行的缩进和冒号"),
)


_SIGNS = re.compile(r"[:\-,{\[]\s(?=[%@`>|*&!])")
_WORD = re.compile(r"[\w\s]")
MOST_QUOTED = 10
"""Characters that are written again with quotes around them."""
_UNQUOTED = (
    "cannot start any token",
    "expected comment or line break",
    "did not find expected alphabetic or numeric",
    "did not find expected whitespace or line break",
    "did not find URI escaped octet",
    "did not find expected tag URI",
    "did not find the expected '!'",
    "did not find the expected '>'",
    "found undefined tag handle",
)


def explain_syntax(error: yaml.YAMLError, source: SourceText) -> Finding:
    """The finding for a parser error, at the place where the author can mend it."""
    problem = str(getattr(error, "problem", "") or error)
    place = _place(error, source)
    message, hint = "YAML 语法错误", "检查这一行的缩进、冒号和引号"
    for phrase, said, cure in _PHRASES:
        if phrase in problem:
            message, hint = said, cure
            break
    if any(phrase in problem for phrase in _UNQUOTED) and (signed := _unquoted(place)):
        return signed
    begun = getattr(error, "context_mark", None)
    first = min(place.line - 2, begun.line + 1 if begun is not None else place.line)
    if "control characters" not in problem and (slip := nearest_slip(source, first, place.line)):
        return slip
    mark = getattr(error, "problem_mark", None)
    if opened := left_open(source, max(place.line, mark.line + 1 if mark is not None else 0)):
        return opened
    found = None if "control characters" in problem else _in_line(problem, source, place)
    return found or quote_left_open(source, place.line) or SYNTAX.at(place, message, hint)


def _in_line(problem: str, source: SourceText, place: Place) -> Finding | None:
    """What is wrong with how the line at `place` is laid out."""
    if "did not find expected ',' or" in problem:
        before = source.line(place.line)[: place.column - 1]
        if match := re.search(r"[^\s{\[,](\s+)([^\s:{}\[\],]{1,24})$", before):
            hint = "在它前面加一个半角逗号，逗号后面空一格"
            at = Place(source, place.line, match.start(2) + 1)
            return SYNTAX.at(at, f"“{match[2]}”前面缺一个逗号", hint)
        return None
    return None if "block sequence" in problem else misplaced(source, place.line)


def _unquoted(place: Place) -> Finding | None:
    """What is said of a text at a place, or just before it, that no plain text begins as."""
    line = place.source.line(place.line)
    begun = [match.end() for match in _SIGNS.finditer(line) if match.end() < place.column]
    if not begun:
        return None
    rest = line[begun[-1] :].rstrip()
    text = re.split(r"[,}\]]", rest, maxsplit=1)[0] if re.search(r"[{\[]", line[: begun[-1]]) else rest
    hint = f'写成 "{text}"' if len(text) <= MOST_QUOTED else "给整句加引号"
    said = f"以“{_WORD.split(text, maxsplit=1)[0]}”开头的内容要加引号"
    return SYNTAX.at(Place(place.source, place.line, begun[-1] + 1), said, hint)


def _place(error: Any, source: SourceText) -> Place:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        begun = getattr(error, "context_mark", None)
        if begun is not None and (error.context == "while scanning a simple key" or _at_end(mark, source)):
            mark = begun
        return Place(source, mark.line + 1, mark.column + 1)
    position = getattr(error, "position", None)
    if isinstance(position, int):
        # libyaml counts bytes here, and characters everywhere else.
        before = source.text.encode()[:position].decode(errors="ignore")
        return Place(source, before.count("\n") + 1, len(before) - before.rfind("\n"))
    return Place(source, 1, 1)


def _at_end(mark: Any, source: SourceText) -> bool:
    """Whether the parser only noticed at the end of the file that something was left open."""
    rest = lines_of(source.text)[mark.line :]
    return not "".join(rest)[mark.column :].strip()
