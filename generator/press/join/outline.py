"""The outline of the file: its headings as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.press.join.file import PdfFile
from generator.press.join.syntax import array, dictionary, number, reference, text
from generator.press.section.values import Bookmark


@dataclass(slots=True)
class _Entry:
    """A heading, the object of its page, and what stands below it."""

    bookmark: Bookmark
    page: int
    below: list[_Entry] = field(default_factory=list)


def add_outline(file: PdfFile, bookmarks: Iterable[tuple[int, Bookmark]]) -> int | None:
    """Write the outline of the (page object, bookmark) in order; its number, None when there are none."""
    entries = _tree(bookmarks)
    if not entries:
        return None
    root = file.reserve()
    first, last, shown = _add(file, entries, root)
    ends = {"First": reference(first), "Last": reference(last)}
    file.put(root, dictionary({"Count": number(shown), **ends}))
    return root


def _tree(bookmarks: Iterable[tuple[int, Bookmark]]) -> list[_Entry]:
    top: list[_Entry] = []
    above: list[_Entry] = []
    for page, bookmark in bookmarks:
        entry = _Entry(bookmark, page)
        while above and above[-1].bookmark.level >= bookmark.level:
            above.pop()
        (above[-1].below if above else top).append(entry)
        above.append(entry)
    return top


def _add(file: PdfFile, entries: Sequence[_Entry], parent: int) -> tuple[int, int, int]:
    """(first, last, how many are shown) of `entries`, which stand below `parent`."""
    first = file.reserve(len(entries))
    last = first + len(entries) - 1
    shown = len(entries)
    for index, entry in enumerate(entries, first):
        mark = entry.bookmark
        place = array([reference(entry.page), b"/XYZ", number(mark.x), number(mark.y), b"0"])
        said = {"Title": text(mark.text), "Dest": place, "Parent": reference(parent)}
        if index > first:
            said["Prev"] = reference(index - 1)
        if index < last:
            said["Next"] = reference(index + 1)
        if entry.below:
            one, other, count = _add(file, entry.below, index)
            said |= {"First": reference(one), "Last": reference(other)}
            said["Count"] = number(-count if mark.closed else count)
            shown += 0 if mark.closed else count
        file.put(index, dictionary(said))
    return first, last, shown
