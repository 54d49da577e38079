"""X04–X07: punctuation that is doubled, missing or of the wrong form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from generator.figures import Disclosure
from generator.findings import Finding, Kind, Level
from generator.model.department import Duties
from generator.model.prose import Term
from generator.rules.text.passages import AuthoredText, Sort, Texts
from generator.rules.text.words import BLANKS

MARKS = Kind("X04", "标点重复，或该有的话没有写", Level.WARNING)
UNFINISHED = Kind("X05", "话没有说完，或结尾没有句号", Level.WARNING)
DOCUMENT_NUMBER = Kind("X06", "文号的年份没有用六角括号", Level.WARNING)
BRACKETS = Kind("X07", "括号的全角、半角混用", Level.WARNING)

_OWN = (Sort.NARRATIVE, Sort.TASK, Sort.NAME, Sort.VALUE)
_DOUBLED = re.compile(
    r"[，。；：、,;]{2,}|(?<![！？])[！？]+[，。；：、]+|(?<![，。；：、])[，。；：、]+[！？]+|(?<=.)”。”。"
)
_EMPTY = re.compile(r"原因[是为：]+[，。；]|其中：?[。；]|《\s*》|“\s*”|（\s*）|\(\s*\)|〔\s*〕")
_LEADING = re.compile(r"^[，。；：、）》”]")
_MARKS = ((_DOUBLED, "标点“{}”重复"), (_EMPTY, "“{}”里没有内容"), (_LEADING, "开头是标点“{}”"))
_SAID_ALREADY = re.compile(r"^(?:主要)?原因(?:主要)?是|^主要是?由于")
_ORDINAL = re.compile(
    r"^(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.．、]|[①-⑳])(?!\d)"
)
_END = re.compile(r"[。！？…][”’）)》]*$|^[（(].*[）)]$", re.DOTALL)
_OPEN_END = re.compile(r"[，、（(“《〔—：:；;]$|(?:以及|或者|并且|和|与|及|或)$")
_NUMBER = re.compile(
    r"(?P<open>[（(［\[【〔〈<])\s*(?P<year>(?:19|20)\d{2})\s*(?P<close>[）)］\]】〕〉>])\s*(?:第\s*)?(?P<number>\d+)\s*号(?![楼地线院门仓机井])"
)
_NUMBERED: Collection[tuple[type[object], str]] = {(Duties, "条目"), (Term, "名称")}
_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "〔": "〕", "【": "】"}
_FIRST_HALF = re.compile(r"\A[^()]*([()])")
_BRACKETS = {"（": "全角", "）": "全角", "(": "半角", ")": "半角"}


def marks(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """No 。。 or 。；, nothing empty such as “主要原因是。”, no words that are printed before it."""
    for pattern, said in _MARKS:
        for passage, match in texts.find(pattern, *_OWN):
            message = said.format(match[0])
            yield MARKS.at(passage.at(*match.span()), message, "删去多余的，补上缺少的", about=passage.about)
    for passage, match in texts.find(_SAID_ALREADY, Sort.NARRATIVE):
        if passage.key.endswith("变动原因"):
            message = f"“{match[0]}”由程序接上，这里多写了一遍，印的时候去掉"
            yield MARKS.at(passage.at(*match.span()), message, f"删去“{match[0]}”", about=passage.about)
    for passage, match in texts.find(_ORDINAL, Sort.NARRATIVE, Sort.NAME):
        if (type(passage.written.owner), passage.key) in _NUMBERED:
            message = f"“{match[0]}”多写了：序号由程序编排，这样印出来有两个"
            yield MARKS.at(passage.at(*match.span()), message, f"删去“{match[0]}”", about=passage.about)


def endings(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A sentence is finished and ends with 。; a phrase of a 绩效目标表 without any mark needs none."""
    for passage in texts.of(Sort.NARRATIVE, Sort.TASK):
        paragraphs = [line.strip() for line in passage.text.splitlines() if line.strip()]
        for index, paragraph in enumerate(paragraphs):
            last = index == len(paragraphs) - 1
            if BLANKS.search(paragraph):  # of which X02 speaks: it is still to be written
                continue
            if message := _unfinished(paragraph, passage, last):
                end = passage.text.index(paragraph) + len(paragraph)
                yield UNFINISHED.at(
                    passage.at(max(0, end - 6), end),
                    message,
                    "把话补完，结尾用句号",
                    about=passage.about,
                )


def _unfinished(paragraph: str, passage: AuthoredText, last: bool) -> str:
    """What is wrong with the end of a paragraph."""
    end = paragraph[-8:]
    unclosed = [a for a, b in _PAIRS.items() if paragraph.count(a) > paragraph.count(b)]
    if unclosed and not (set("（(") & set(unclosed) and _widths_differ(paragraph)):
        return f"“{unclosed[0]}”没有配对的“{_PAIRS[unclosed[0]]}”"
    if _END.search(paragraph) or (paragraph.endswith(("；", "：")) and not last):
        return ""
    if paragraph.endswith("；") and passage.key == "条目":
        return ""
    if _OPEN_END.search(paragraph):
        return f"话没有说完：“……{end}”"
    phrase = passage.sort is Sort.TASK and not re.search(r"[，。；]", paragraph)
    return "" if phrase else f"结尾没有句号：“……{end}”"


def document_numbers(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """The year of a document's number stands in 〔〕, in quoted documents too (GB/T 9704)."""
    for passage, match in texts.find(_NUMBER, *Sort):
        if match["open"] + match["close"] != "〔〕":
            message = f"文号“{match[0]}”的年份应放在六角括号里"
            hint = f"改成“〔{match['year']}〕{match['number']}号”"
            yield DOCUMENT_NUMBER.at(passage.at(*match.span()), message, hint, about=passage.about)


def brackets(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """A pair of brackets has one width, and so have all brackets of one name."""
    for passage, match in texts.find(_FIRST_HALF, *_OWN):
        mixed_name = passage.sort is Sort.NAME and len(_widths(passage.text)) > 1
        if mixed_name or _widths_differ(passage.text):
            short = passage.text[max(0, match.end() - 12) : match.end() + 12]
            message = f"“{short}”里全角括号和半角括号混用"
            yield BRACKETS.at(
                passage.at(*match.span(1)), message, "中文里一律用全角括号（）", about=passage.about
            )


def project_brackets(disclosure: Disclosure, texts: Texts) -> Iterator[Finding]:
    """The names of all projects use brackets of the same width."""
    names = [(project, _widths(project.name)) for project in disclosure.budget.projects]
    counts = Counter(next(iter(widths)) for _, widths in names if len(widths) == 1)
    if len(counts) < 2:
        return
    (most, many), (_, few) = counts.most_common()
    for project, widths in names:
        if len(widths) == 1 and most not in widths:
            place = project.place("名称")
            index = next(i for i, char in enumerate(project.name) if char in _BRACKETS)
            yield BRACKETS.at(
                place.of_part(project.name, index, index + 1) if place else None,
                f"“{project.name}”用的不是{most}括号：用{most}的项目名称有 {many} 个，不用的有 {few} 个",
                f"改成{most}括号；绩效目标里的项目名称一并改",
                about=f"项目/{project.name}",
            )


def _widths(text: str) -> set[str]:
    return {_BRACKETS[char] for char in text if char in _BRACKETS}


def _widths_differ(text: str) -> bool:
    """Whether a bracket is closed in the other width than it was opened."""
    opened: list[str] = []
    for char in text:
        if char in "（(":
            opened.append(char)
        elif char in "）)" and opened and _BRACKETS[opened.pop()] != _BRACKETS[char]:
            return True
    return False


RULES = (marks, endings, document_numbers, brackets, project_brackets)
