"""Slips (手误) of hand and of word processors: what stands in a file that looks right and is another thing.

Two ways to them: characters that no budget wants are found in the text itself; structure written with
full-width signs, or without the blank it needs, is looked for where the parser stopped or a value is odd.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain

from generator.findings import Finding, Kind
from generator.source.place import Place, SourceText
from generator.source.values import Scalar

SYNTAX = Kind("S01", "YAML 语法错误")
INVISIBLE = Kind("S50", "看不见的字符")
ODD_BLANK = Kind("S51", "不是普通空格")
FULL_WIDTH = Kind("S52", "该用半角的符号用了全角")
CONFLICT = Kind("S53", "没有处理完的合并冲突")
CURLY = Kind("S54", "整句用了弯引号")
BROKEN_LINE = Kind("S55", "一行被断成了两行")
NO_BLANK = Kind("S56", "冒号或“-”后面缺空格")

_INVISIBLE = {
    "\u00ad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u200e": "方向符",
    "\u200f": "方向符",
    "\u2060": "词连接符",
    "\ufeff": "字节顺序标记",
}
_BLANKS = {
    **{chr(code): "特殊空格" for code in (0x1680, *range(0x2000, 0x200B), 0x205F)},
    "\u00a0": "不间断空格",
    "\u202f": "窄的不间断空格",
    "\u2003": "全身空格",
    "\u2002": "半身空格",
    "\u2007": "数字空格",
}
_BREAKS = "\u000b\u000c\u0085\u2028\u2029"
"""What Word and web pages break lines with; to an editor the line goes on."""
_ODD = re.compile(f"[{''.join((*_INVISIBLE, *_BLANKS, *_BREAKS))}]")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?= |$)", re.MULTILINE)
_COMMENTED = re.compile(r"(?:^|\s)#")

_KEY = r"[^\s:：\"'“”‘’#{}\[\],，、。；&*!|>%@`\-－—][^\s:：\"'“”‘’#{}\[\],，、。；]{0,24}"
_START = r"^[ \t\u3000]*(?:-[ \t\u3000]*)?"
_DASHES = "－﹣—–−‐‑"
_BULLETS = "•·●○▪■◆◦"
_MORE_BULLETS = "*+➢➤►▶✓✔√◇□★☆※\uf000-\uf0ff"
"""What Word makes of a “-”, and what other programs write for one; in a text they may well be content."""

_AS_COLON = (FULL_WIDTH, "键后面的冒号“：”是全角的", "改成半角冒号，后面空一格：“: ”")
_BARE_COLON = (NO_BLANK, "冒号后面缺一个空格", "在冒号后面加一个半角空格：“键: 值”")
_AS_COMMA = (FULL_WIDTH, "各项之间的“{char}”是全角的", "改成半角逗号，后面空一格；确是内容，给整句加半角引号")
_AS_HASH = (FULL_WIDTH, "说明前面的“＃”是全角的，会被当作内容", "改成半角的 #；确是内容，给整句加半角引号")
_AS_DASH = (FULL_WIDTH, "列表的“-”写成了“{char}”", "改成半角的 -，后面空一格；多半是 Word 自动改的")
_BARE_DASH = (NO_BLANK, "“-”后面缺一个空格", "在“-”后面加一个半角空格；确是内容，给整句加引号")
_BLANK_AFTER = (ODD_BLANK, "“{char}”后面是全角空格", "删去它，换成一个半角空格")
_AS_BRACKET = (FULL_WIDTH, "括号“{char}”是全角的", "改成半角的 { } 或 [ ]")
_ROUND = (SYNTAX, "一组键外面的括号“{char}”应是花括号", "两头改成半角的 { }")
_OTHER_COLON = (FULL_WIDTH, "键后面应是冒号，现在是“{char}”", "改成半角冒号，后面空一格：“: ”")
_TWO_DASHES = (SYNTAX, "列表的“-”写了几个", "留下一个“-”，后面空一格")
_JOINED = (
    SYNTAX,
    "这个“-”没有与上一项的对齐，成了上一项的内容",
    "前面的空格改成与上一项的一样多；确是内容，给整句加引号",
)
_NOT_FIRST = (
    SYNTAX,
    "第一项前面没有“-”，后面的“-”成了它的内容",
    "在这里写“- ”，与下面的“-”左对齐；确是内容，给整句加引号",
)
_BOTH = (
    SYNTAX,
    "冒号后面已经有内容，下面又是一个列表",
    "留下一样：删去冒号后面的内容，或删去下面的列表；确是内容，给整句加引号",
)
_CLOSED_BY = {"{": "}", "[": "]"}
_NUMBERED = (SYNTAX, "列表的一项前面写了编号，不是“-”", "每一项的编号都换成半角的 -，后面空一格")
_TOO_MANY = (SYNTAX, "多了一个“{char}”", "删去它；有几个左括号就写几个右括号")
_MIXED_QUOTES = (CURLY, "前面是半角引号，后面是“{char}”", "两头都用半角引号")
_WORDS = (
    BROKEN_LINE,
    "这一行没有键，像是上一行断开的",
    "接到上一行末尾，或在前面空两格，表示还是上一行的内容",
)

_MIXED = re.compile(
    r"[:\-]\s+[\"'][^\"']*([”’＂＇])(?=\s*(?:[,}\]]|$))"
    r"|^[ \t]*(?:-[ \t]+)?[\"'][^\"']{1,25}([”’＂＇])(?=\s*[:：])"
)

_Said = tuple[Kind, str, str]

_COMMON: tuple[tuple[re.Pattern[str], _Said], ...] = (
    (re.compile(rf"^[ \t]*([{_DASHES}])(?=[ \u3000\u4e00-\u9fff{{\[])"), _AS_DASH),
    (re.compile(rf"^[ \t]*([{_BULLETS}])"), _AS_DASH),
    (re.compile(r"^[ \t]*(-)(?=\u3000)"), _BLANK_AFTER),
    (re.compile(r"^[ \t]*(-)(?=[\u4e00-\u9fff{\[“])"), _BARE_DASH),
    (re.compile(rf"{_START}{_KEY}[ \u3000]*(:)(?=\u3000)"), _BLANK_AFTER),
    (re.compile(rf"{_START}(?=[\u4e00-\u9fff]){_KEY}(:)(?=[^\s/])"), _BARE_COLON),
    (re.compile(r"(?:^|\s)(＃)"), _AS_HASH),
)
"""What is a slip at the beginning of any line, a value's second one too."""
_NUMBER = re.compile(r"[（(]\d{1,2}[）)]|\d{1,2}[.、．）)](?!\d)")
_CLOSING = "”’＂＇\"'"
_WHOLLY_QUOTED = re.compile(r"[“‘＂＇][^“”‘’＂＇]*[”’＂＇\"']|「[^「」]*」|『[^『』]*』")
_BRACKETED = re.compile(r"（[^（）]*）|《[^《》]*》|“[^“”]*”")
_INDENT = re.compile(r"^[ \t]*([\t\u3000])")
_TAB = (SYNTAX, "缩进里用了 Tab", "缩进只能用空格，不能用 Tab")
_WIDE_INDENT = (ODD_BLANK, "缩进里有全角空格", "删去它，缩进只用半角空格")


@cache
def _structure() -> tuple[tuple[re.Pattern[str], _Said], ...]:
    """What is a slip in a line that could not be understood. Compiled when there is one."""
    return (
        *_COMMON,
        (re.compile(rf"{_START}{_KEY}\s*(：)"), _AS_COLON),
        (re.compile(rf"{_START}{_KEY}\s*([∶︰﹕ː＝=；;])(?=[^，。；;、]*$)"), _OTHER_COLON),
        (re.compile(r"(?:[:：]|^[ \t]*-)[ \t\u3000]*([｛［【])|([｝］])\s*$"), _AS_BRACKET),
        (re.compile(rf"(?:[:：]|^[ \t]*-)[ \t]*([（(]){_KEY}[:：]\s"), _ROUND),
        (re.compile(r"^[ \t]*(-{2,9})(?=[ \t])"), _TWO_DASHES),
        (re.compile(rf"^[ \t]*([{_MORE_BULLETS}])(?=[ \t\u3000{{\[])"), _AS_DASH),
        (
            re.compile(rf"^[ \t]*({_NUMBER.pattern})[ \u3000]*(?:[{{\[]|{_KEY}:\s)"),
            _NUMBERED,
        ),
        (re.compile(rf"[{{,，]\s*{_KEY}(：)"), _AS_COLON),
        (re.compile(rf"[{{,，]\s*(?=[\u4e00-\u9fff]){_KEY}(:)(?=[^\s/])"), _BARE_COLON),
        (re.compile(rf"^[^{{,]*[{{,].*?([，、；;])\s*{_KEY}\s*[:：]"), _AS_COMMA),
        (re.compile(r"\[[^\[，、；]*([，、；])"), _AS_COMMA),
        (_MIXED, _MIXED_QUOTES),
        (re.compile(r"^(?=[\u4e00-\u9fff])(?=[^:：]*(?:[，。、；]|$))(?=.{7,})(.)"), _WORDS),
    )


def conflict_marks(source: SourceText) -> Iterator[Finding]:
    """The marks that git leaves where two versions of a file could not be joined."""
    found = list(_CONFLICT.finditer(source.text)) if _in_conflict(source.text) else []
    if found:
        hint = "留下两边中对的内容，删去 <<<<<<<、=======、>>>>>>> 这几行"
        yield CONFLICT.at(_place(source, found[0].start()), "两个版本的合并没有处理完", hint)


def _in_conflict(text: str) -> bool:
    """Whether a mark stands in `text` that is nothing else: a line of = may well be the author's."""
    return any(match[0][0] in "<>" for match in _CONFLICT.finditer(text))


def odd_characters(source: SourceText) -> Iterator[Finding]:
    """Characters outside comments that nobody sees, or that only look like blanks."""
    for match in _ODD.finditer(source.text):
        char = match[0]
        before = source.text[source.text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if char not in _BREAKS and _COMMENTED.search(before):
            continue
        place = _place(source, match.start())
        code = f"U+{ord(char):04X}"
        if char in _BREAKS:
            hint = "把光标移到这里删去它，要换行的按回车；多半是 Word 的手动换行"
            yield INVISIBLE.at(place, f"有一个看不见的换行符（{code}）", hint)
        elif char in _INVISIBLE:
            hint = "把光标移到这里删去它；多半是从网页或 Word 里带来的"
            yield INVISIBLE.at(place, f"有一个看不见的字符：{_INVISIBLE[char]}（{code}）", hint)
        else:
            hint = "删去它，换成一个半角空格；多半是从网页或 Word 里带来的"
            yield ODD_BLANK.at(place, f"这里是{_BLANKS[char]}（{code}），不是普通空格", hint)


def repaired(text: str) -> str:
    """`text` as it may be meant, with all else in the same lines and columns: odd blanks are blanks, and of
    two versions that were not joined the first is taken.
    """
    text = re.sub(f"[{''.join((*_BLANKS, *_BREAKS))}]", " ", text)
    kept, mine = [], True
    for line in text.split("\n") if _in_conflict(text) else []:
        mark = _CONFLICT.match(line)
        mine = {"<": True, ">": True}.get(line[0], False) if mark else mine
        kept.append(line if mine and not mark else "")
    return "\n".join(kept) or text


def without_invisible(text: str) -> str:
    """`text` without the characters that nobody sees."""
    return re.sub(f"[{''.join(_INVISIBLE)}]", "", text)


def slip_in_line(source: SourceText, number: int) -> Finding | None:
    """The leftmost slip of structure in line `number`, for a line that could not be understood."""
    line = source.line(number)
    if match := _INDENT.match(line):
        said = _TAB if match[1] == "\t" else _WIDE_INDENT
        return _finding(source, number, match.start(1), said, match[1])
    return _first(source, number, line, 0, _structure())


def _closed_wrong(source: SourceText, number: int) -> Finding | None:
    """What closes a value that begins with a bracket in this line and is no bracket of its kind, or one too
    many, or is followed by something; YAML that is read has none.
    """
    line = source.line(number)
    begun = re.match(rf"{_START}(?:{_KEY}\s*:\s+)?(?=[{{\[])", line)
    due: list[str] = []
    if not begun or re.search("[\"'#]", line):
        return None
    for index in range(begun.end(), len(line)):
        char, last = line[index], not line[index + 1 :].strip()
        if not due and index > begun.end() and char not in " \t" and char not in _CLOSED_BY.values():
            return _behind(source, number, begun.end(), index)
        if char in _CLOSED_BY:
            due.append(_CLOSED_BY[char])
        elif due and char == due[-1]:
            due.pop()
        elif char in _CLOSED_BY.values() and char not in due and not (last and due):
            return _finding(source, number, index, _TOO_MANY, char)
        elif last and due and char in "}])）】〕" and _is_alone(char, line):
            said = (SYNTAX, f"这里的“{char}”应是“{due[-1]}”", f"改成“{''.join(reversed(due))}”")
            return _finding(source, number, index, said, char)
    return None


def _is_alone(char: str, line: str) -> bool:
    """Whether a closing bracket of `line` has no opening one there."""
    opener = {")": "(", "）": "（", "】": "【", "〕": "〔", "}": "{", "]": "["}[char]
    return line.count(opener) < line.count(char)


def _behind(source: SourceText, number: int, start: int, index: int) -> Finding:
    """What stands at `index` of a line behind the value in brackets that begins at `start`."""
    line = source.line(number)
    text = line[start:index]
    keys = ":" in text or "," in text
    hint = "删去它；是说明的，前面写“ # ”" if keys else f"以“{text[0]}”开头的一句话，给整句加引号"
    said = (SYNTAX, f"“{text.rstrip()[-1]}”后面多了“{line[index : index + 10].strip()}”", hint)
    return _finding(source, number, index, said, line[index])


def slip_in_plain(
    source: SourceText, start: tuple[int, int], text: str, end: int, flow: str
) -> Finding | None:
    """The slip in a value without quotes that begins at `start` (line, column from 1) and ends in line `end`.

    `flow` is the bracket that it stands in, "" for none.
    """
    line, column = start
    raw = source.line(line)
    if _WHOLLY_QUOTED.fullmatch(text):
        said = (CURLY, f"整句的引号“{text[0]}”不是半角的", "改成半角引号；要印出它，在外面再加一对半角引号")
        return _finding(source, line, column - 1, said, text[0])
    if text[0] == "\u3000":
        return _finding(source, line, column - 1, _WIDE_INDENT, text[0])
    first = raw[column - 1 : column - 1 + len(text)] if line == end else raw[column - 1 :]
    if found := _first(source, line, first, column - 1, _COMMON[:3] + _COMMON[5:]):
        return found
    alone = raw[: column - 1].rstrip().endswith("[") and raw[column - 1 + len(first) :].lstrip()[:1] == "]"
    sentence = first.rstrip().endswith(("。", "！", "？"))
    if flow == "[" and alone and not sentence and (match := separator(first)):
        return _finding(source, line, column - 1 + match.start(), _AS_COMMA, match[0])
    if flow == "{" and (match := re.search(rf"([，；])\s*{_KEY}\s*[:：]", first)):
        return _finding(source, line, column - 1 + match.start(), _AS_COMMA, match[1])
    for number in range(line + 1, end + 1):
        if found := _first(source, number, source.line(number), 0, _COMMON):
            return found
        if not flow and (match := re.match(r"[ \t]*(-)(?=[ \t])", source.line(number))):
            before = raw[: column - 1].strip()
            if before:
                said = _JOINED if before.endswith("-") else _BOTH
                return _finding(source, number, match.start(1), said, "-")
            said = _NUMBERED if _NUMBER.match(text) else _NOT_FIRST
            return slip_in_line(source, line) or _finding(source, line, column - 1, said, text[0])
    return None


def reads_as_slip(text: str, *, flow: bool) -> bool:
    """Whether `text`, one line that is not empty, may be told as a slip where it stands without quotes."""
    between = flow and (separator(text) or (set("，；") & set(text) and set(":：") & set(text)))
    return bool(between or slip_in_plain(SourceText("", f"键: {text}"), (1, len("键: ") + 1), text, 1, ""))


def separator(text: str) -> re.Match[str] | None:
    """A full-width sign in `text` that separates, outside its brackets and quotation marks."""
    return re.search("[，、；]", _BRACKETED.sub(lambda match: " " * len(match[0]), text))


def numbered(value: Scalar) -> Finding | None:
    """The number before the first item of what should be a list."""
    place = value.place
    if not _NUMBER.match(value):
        return None
    return _finding(place.source, place.line, place.column - 1, _NUMBERED, value[0])


def bracket_in_key(source: SourceText, line: int, column: int, key: str) -> Finding | None:
    """The full-width colon in a `key` of a line of its own, behind which a bracket begins the value."""
    match = re.match(rf"{_KEY}\s*(：)\s*[{{\[]", key)
    return _finding(source, line, column - 1 + match.start(1), _AS_COLON, "：") if match else None


def key_alone(source: SourceText, line: int, column: int, key: str) -> Finding:
    """What is wrong with a `key` in braces that has neither colon nor value."""
    if match := re.match(rf"({_KEY})( +)\S", key):
        said = (SYNTAX, f"“{match[1]}”后面缺少冒号", "在它后面加半角冒号，冒号后面空一格：“键: 值”")
        return _finding(source, line, column - 1 + match.start(2), said, " ")
    if ":" in key:
        said = (SYNTAX, "引号把冒号也括进去了", "引号只括冒号前面或后面的内容")
        return _finding(source, line, column - 1, said, key[0])
    hint = "花括号里写“键: 值”；是列表的，用方括号 [ ]；只有一个值的，不写括号"
    return _finding(source, line, column - 1, (SYNTAX, f"“{key}”没有写成“键: 值”", hint), key[:1])


def slip_in_key(source: SourceText, line: int, column: int, key: str) -> Finding | None:
    """The slip in a `key` in braces that has no value: its colon is another sign, or has no blank."""
    for match in re.finditer("[:：，；]", key):
        said = {"：": _AS_COLON, ":": _BARE_COLON}.get(match[0], _AS_COMMA)
        return _finding(source, line, column - 1 + match.start(), said, match[0])
    return None


def wide_digits(place: Place, text: str) -> Finding:
    """A code in full-width digits is another code than the one that is meant."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return FULL_WIDTH.at(place, f"“{text}”用了全角数字", f"改成半角的 {plain}")


def nearest_slip(source: SourceText, first: int, last: int) -> Finding | None:
    """The slip nearest above the end of the lines `first` to `last`, and if there is none, just below."""
    lines = chain(range(last, max(first, 1) - 1, -1), [last + 1])
    found = (slip_in_line(source, number) or _closed_wrong(source, number) for number in lines)
    return next((finding for finding in found if finding), None)


def quote_left_open(source: SourceText, last: int) -> Finding | None:
    """A text up to line `last` whose second quotation mark is a curly one: it runs on to any other."""
    found = (_first(source, n, source.line(n), 0, ((_MIXED, _MIXED_QUOTES),)) for n in range(last, 0, -1))
    return next((finding for finding in found if finding), None)


def _first(
    source: SourceText,
    number: int,
    text: str,
    shift: int,
    patterns: tuple[tuple[re.Pattern[str], _Said], ...],
) -> Finding | None:
    hits = []
    comment = _COMMENTED.search(text)
    for order, (pattern, said) in enumerate(patterns):
        if (match := pattern.search(text)) and not (
            comment and comment.start() <= match.start(match.lastindex or 0)
        ):
            hits.append((match.start(match.lastindex or 0), order, said))
    if not hits:
        return None
    index, _, said = min(hits, key=lambda hit: hit[:2])
    return _finding(source, number, shift + index, said, text[index])


def _finding(source: SourceText, line: int, index: int, said: _Said, char: str) -> Finding:
    kind, message, hint = said
    return kind.at(Place(source, line, index + 1), message.replace("{char}", char), hint)


def _place(source: SourceText, index: int) -> Place:
    before = source.text.rfind("\n", 0, index) + 1
    return Place(source, source.text.count("\n", 0, index) + 1, index - before + 1)
