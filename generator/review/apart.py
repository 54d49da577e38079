"""Two foreign PDFs compared in a process of its own: how long it takes depends on what others wrote."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from pydantic import TypeAdapter

from generator.errors import UsageError
from generator.review.entry import Entry
from generator.source import limits
from generator.source.confined import BrokenOffError, confined, time_for


@dataclass(frozen=True)
class Found:
    """What differs between two foreign PDFs, whether something is only written `otherwise`, and what to know
    of the pages of the one and of the other: words that go on after its name.
    """

    entries: tuple[Entry, ...] = ()
    otherwise: bool = False
    unread: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


NOTE = (
    "两份 PDF 里至少有一份没有附 gongkai 的数据，只能比较页面上的文字和图形："
    "看不出一个数为什么变，表格按行的文字比较。"
)
WRITTEN_OTHERWISE = (
    "有的字或数只是写法不同（全角或半角、千分位、末尾的 0、负数的括号、万元或元），"
    "字和数值一样，没有列为变化。"
)
_FOUND = TypeAdapter(Found)
_HEAD = 8
_LESS = "请把要比较的页打印成两个小的 PDF 再比较。"


def compared(old: bytes, new: bytes) -> Found:
    """What differs in rows, text and look. Raises UsageError where that takes too much time or memory."""
    if old == new:
        return Found()
    try:
        given = len(old).to_bytes(_HEAD, "big") + old + new
        said = confined(f"{__name__}:answer", given, time_for(given))
    except BrokenOffError as error:
        raise UsageError(f"两份 PDF 太大，或不同之处太多，比不完（{error.why}）。{_LESS}") from None
    if not said:
        raise UsageError(f"两份 PDF 一共的词超过 {limits.PDF_WORDS.said}，没有比较。{_LESS}")
    return _FOUND.validate_json(said)


def notes_on(found: Found, old: str, new: str) -> tuple[str, ...]:
    """What is to be known of a comparison of PDFs with these names."""
    unread = [f"“{name}”{said}" for name, told in zip((old, new), found.unread, strict=True) for said in told]
    return (NOTE, *[WRITTEN_OTHERWISE] * found.otherwise, *unread)


def answer(data: bytes) -> bytes:
    """What was found as JSON; nothing where there are too many words to be compared."""
    from generator.review.foreign import differences
    from generator.review.sheets import Sheets
    from generator.review.unread import unread

    end = _HEAD + int.from_bytes(data[:_HEAD], "big")
    papers = Sheets(data[_HEAD:end]), Sheets(data[end:])
    words = (len(paper.words(page).split()) for paper in papers for page in range(len(paper.sizes)))
    if any(count > limits.PDF_WORDS.most for count in accumulate(words)):
        return b""
    old, new = (tuple(unread(paper)) for paper in papers)
    found, otherwise = differences(*papers)
    return _FOUND.dump_json(Found(tuple(found), otherwise, (old, new)))
