"""Every part of a section gets its number in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.press.join.file import PdfFile
from generator.press.join.syntax import reference
from generator.press.section.values import Parts, SectionPrint, Shared


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where a section's parts stand in the file: the first of each kind, the others follow.

    `first_page` is the index of its first page in the file, `shared` the numbers of what all sections share.
    """

    index: int
    first_page: int
    pages: int
    resources: int
    objects: int
    links: int
    elements: int
    shared: Mapping[Shared, int]

    @classmethod
    def reserved(
        cls, file: PdfFile, index: int, first_page: int, section: SectionPrint, shared: Mapping[Shared, int]
    ) -> Numbers:
        """Numbers for all parts of section `index`."""
        return cls(
            index,
            first_page,
            file.reserve(len(section.pages)),
            file.reserve(),
            file.reserve(len(section.objects)),
            file.reserve(len(section.links)),
            file.reserve(len(section.elements)),
            shared,
        )

    def resolved(self, parts: Parts) -> bytes:
        """The bytes of `parts` with the numbers of what they refer to."""
        return b"".join(part if isinstance(part, bytes) else self._number(part.to) for part in parts)

    def _number(self, to: int | Shared) -> bytes:
        return reference(self.shared[to] if isinstance(to, Shared) else self.objects + to)
