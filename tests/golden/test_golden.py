"""Every kind of page looks as it was kept. Meant changes: python -m tests.golden.renew."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.built_sample import Sample
from tests.golden import kept as keeping
from tests.golden.kept import fingerprint, hashes, keep, kept
from tests.golden.kinds import NAMES, Picture, pictures
from tests.golden.report import difference, same, write_report


@pytest.fixture(scope="session")
def now(sample: Sample) -> dict[str, Picture]:
    """Every kind of page as it looks now."""
    return pictures(sample.printed)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_looks_as_it_was_kept(
    name: str, now: dict[str, Picture], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Not a pixel differs; if one does, a report shows where."""
    if fingerprint(now[name].image) != hashes()[name]:
        folder = tmp_path_factory.getbasetemp() / "golden"
        report = write_report(folder, name, kept(name), now[name])
        pytest.fail(f"“{name}” looks otherwise: see {report}")


def test_every_kind_is_kept() -> None:
    """The kept pages are those of all kinds, each with its picture, small enough to be kept at all."""
    assert tuple(hashes()) == NAMES
    files = list(keeping.PICTURES.iterdir())
    assert sorted(path.stem for path in files) == sorted(NAMES)
    assert sum(path.stat().st_size for path in files) < 600_000


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_picture_is_the_one_of_the_hash(name: str) -> None:
    """What a report shows as the old page is what the hash was made of."""
    assert fingerprint(kept(name).image) == hashes()[name]


def test_no_two_kinds_look_the_same() -> None:
    """Each kind is a page of its own."""
    assert len(set(hashes().values())) == len(NAMES)


@pytest.fixture
def page() -> Picture:
    """A page that was kept."""
    return kept("text")


def altered(page: Picture) -> Picture:
    """`page` with one grey pixel and another line of text."""
    image = page.image.copy()
    before = image.getpixel((100, 100))
    assert isinstance(before, int)
    image.putpixel((100, 100), before ^ 1)
    return Picture(image, (*page.lines[:-1], "另一行"))


def test_one_pixel_is_a_difference(page: Picture) -> None:
    """One pixel, a shade lighter, is seen; a copy is the same."""
    assert same(page, Picture(page.image.copy(), page.lines))
    assert not same(page, altered(page))


def test_the_report_shows_everything(page: Picture, tmp_path: Path) -> None:
    """One file with the old picture, the new one, the difference, and the text that changed."""
    html = write_report(tmp_path, "text", page, altered(page)).read_text(encoding="utf-8")
    text = re.sub(r"<[^>]*>|&nbsp;| ", "", html)
    assert html.count('src="data:image/png;base64,') == 3
    assert "另一行" in text
    assert page.lines[-1].replace(" ", "") in text


def test_the_difference_is_coloured(page: Picture) -> None:
    """Equal pixels stay grey, what is gone is red, what is new is blue."""
    old, new = page.image.copy(), page.image.copy()
    old.putpixel((5, 5), 0)
    new.putpixel((9, 9), 0)
    both = difference(old, new)
    assert both.getpixel((5, 5)) == (255, 0, 0)
    assert both.getpixel((9, 9)) == (0, 0, 255)
    assert both.getpixel((1, 1)) == (255, 255, 255)


def test_renewing_keeps_what_is_there_now(
    page: Picture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New pages are kept, changed ones replaced and named, old ones removed; the rest stays untouched."""
    monkeypatch.setattr(keeping, "PAGES", tmp_path / "pages.json")
    monkeypatch.setattr(keeping, "PICTURES", tmp_path / "pictures")
    assert sorted(keep({"a": page, "b": page})) == ["a", "b"]
    assert keep({"a": page, "b": page}) == []
    assert sorted(keep({"b": altered(page), "c": page})) == ["a", "b", "c"]
    assert [path.name for path in sorted((tmp_path / "pictures").iterdir())] == ["b.png", "c.png"]
    assert list(json.loads((tmp_path / "pages.json").read_text(encoding="utf-8"))) == ["b", "c"]
    assert same(kept("b"), altered(page))
