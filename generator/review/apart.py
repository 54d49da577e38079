"""Two foreign PDFs compared in a process of its own: how long it takes depends on what others wrote."""

from __future__ import annotations

from itertools import accumulate

from pydantic import TypeAdapter

from generator.errors import UsageError
from generator.review.entry import Entry
from generator.source import limits
from generator.source.confined import BrokenOffError, confined, time_for

_ENTRIES = TypeAdapter(list[Entry])
_HEAD = 8
_LESS = "请把要比较的页打印成两个小的 PDF 再比较。"


def compared(old: bytes, new: bytes) -> list[Entry]:
    """What differs in rows, text and look. Raises UsageError where that takes too much time or memory."""
    if old == new:
        return []
    try:
        given = len(old).to_bytes(_HEAD, "big") + old + new
        said = confined(f"{__name__}:answer", given, time_for(given))
    except BrokenOffError as error:
        raise UsageError(f"两份 PDF 太大，或不同之处太多，比不完（{error.why}）。{_LESS}") from None
    if not said:
        raise UsageError(f"两份 PDF 一共的词超过 {limits.PDF_WORDS.said}，没有比较。{_LESS}")
    return _ENTRIES.validate_json(said)


def answer(data: bytes) -> bytes:
    """The entries as JSON; nothing where there are too many words to be compared."""
    from generator.review.foreign import foreign_entries
    from generator.review.sheets import Sheets

    end = _HEAD + int.from_bytes(data[:_HEAD], "big")
    papers = Sheets(data[_HEAD:end]), Sheets(data[end:])
    words = (len(paper.words(page).split()) for paper in papers for page in range(len(paper.sizes)))
    if any(count > limits.PDF_WORDS.most for count in accumulate(words)):
        return b""
    return _ENTRIES.dump_json(foreign_entries(*papers))
