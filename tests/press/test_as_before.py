"""The press gives what the engine itself gives of a document that is laid out whole: page for page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from generator.document import Document, compose
from generator.figures import disclose_folder
from generator.press import open_attachments, print_pdf
from tests.budgets import CONSISTENT, SMALLEST
from tests.built_sample import BUDGET
from tests.inspection.budgets import with_performance, with_projects
from tests.oracle import reading
from tests.oracle.printer import print_by_oracle
from tests.press.conftest import ENCLOSURES
from tests.press.foreign import foreign_pdf
from tests.press.small import small
from tests.tiny_fonts import tiny_font

SHADES = 2


@dataclass(frozen=True, repr=False)
class Both:
    """A document as the press prints it, and as it was before."""

    ours: bytes
    before: bytes
    draft: bool = False


def both(document: Document, **options: object) -> Both:
    """`document` in both ways."""
    ours = print_pdf(document, **options).data  # type: ignore[arg-type]
    return Both(ours, print_by_oracle(document, **options), bool(options.get("draft")))  # type: ignore[arg-type]


def _plain(_: Path) -> Both:
    return both(small(), enclosures=ENCLOSURES)


def _long_table(_: Path) -> Both:
    projects = [(f"某某项目{number}", "12.34") for number in range(90)]
    return both(small(with_projects(projects), ("cover", "表十二", "explanations-1")))


def _long_performance(_: Path) -> Both:
    return both(small(with_performance(240, (20, 20, 9, 0, 1, 2), 20, 4), ("cover", "绩效1")))


def _draft(_: Path) -> Both:
    return both(small(), draft=True)


def _own_fonts(folder: Path) -> Both:
    own = tiny_font(folder / "own.ttf", text=" 云岭县", em=1000)
    return both(compose(disclose_folder(SMALLEST)), fonts={"标题": own})


def _attachments(folder: Path) -> Both:
    foreign_pdf(folder / "规划.pdf", pages=3, size=(1191, 842), rotation=90)
    foreign_pdf(folder / "附图.pdf", pages=2, size=(842, 595), words="WIDE")
    text = CONSISTENT + "附件: [{标题: 某某规划, 文件: 规划.pdf}, {标题: 附图, 文件: 附图.pdf}]\n"
    bound, _ = open_attachments(small(text, ()).disclosure.budget.attachments, folder)
    document = small(
        text,
        ("cover", "contents", "附件1", "附件2", "glossary"),
        {item.attachment.file: item.wide for item in bound},
    )
    return both(document, bound=bound)


def _smallest(_: Path) -> Both:
    return both(compose(disclose_folder(SMALLEST)))


def _sample(_: Path) -> Both:
    return both(compose(disclose_folder(BUDGET)))


KINDS: list[Callable[[Path], Both]] = [
    _plain,
    _long_table,
    _long_performance,
    _draft,
    _own_fonts,
    _attachments,
    _smallest,
    _sample,
]


@pytest.fixture(scope="module", params=KINDS, ids=lambda made: made.__name__.strip("_"))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    return request.param(tmp_path_factory.mktemp("两种"))  # type: ignore[no-any-return]


def test_the_text_is_the_same(made: Both) -> None:
    """Every page says the same, in the same order; the mark of a draft may come before the page number."""
    ours, before = reading.texts(made.ours), reading.texts(made.before)
    if made.draft:
        ours, before = ([_without_number(text) for text in texts] for texts in (ours, before))
    assert ours == before


def _without_number(text: str) -> tuple[list[str], str]:
    numbers = re.findall(r"— \d+ —", text)
    return numbers, re.sub(r"\s", "", re.sub(r"— \d+ —", "", text))


def _apart(one: bytes, other: bytes) -> float:
    """How many shades of 255 the most different dots are apart."""
    if one == other or len(one) != len(other):
        return 0 if one == other else 255
    size = len(one), 1
    both = Image.frombytes("L", size, one), Image.frombytes("L", size, other)
    return max(ImageChops.difference(*both).getextrema())  # type: ignore[type-var, return-value]


def test_the_pictures_are_the_same(made: Both) -> None:
    """Every page looks the same, to the last dot: where one was moved, edges may be a shade lighter."""
    differ = [
        number
        for number, (ours, before) in enumerate(
            zip(reading.pictures(made.ours), reading.pictures(made.before), strict=True), 1
        )
        if _apart(ours, before) > SHADES
    ]
    assert differ == []


def test_the_tags_are_the_same(made: Both) -> None:
    """Element for element, with their attributes and what hangs on them."""
    assert reading.tags(made.ours) == reading.tags(made.before)


def test_outline_links_and_labels_are_the_same(made: Both) -> None:
    """Every entry and every link leads to the same place."""
    assert reading.outline(made.ours) == reading.outline(made.before)
    assert reading.links(made.ours) == reading.links(made.before)
    assert reading.labels(made.ours) == reading.labels(made.before)


def test_the_files_are_the_same(made: Both) -> None:
    """What is enclosed, byte for byte."""
    assert reading.files(made.ours) == reading.files(made.before)
