"""PDFs that no honest program writes: every reader of ours has an answer, in words and in time."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path

import pytest

from generator.foreign import bindable, pages, survey
from generator.foreign.pieces import decoded
from generator.review import apart
from generator.source import limits
from generator.source.confined import BrokenOffError, confined, confined_each
from tests.budgets import CONSISTENT, once, written_to
from tests.cli.conftest import Gongkai, gongkai
from tests.hostile import odd_pages, odd_pdfs
from tests.hostile.odd_pdfs import plain, written

__all__ = ["gongkai"]

KINDS = odd_pdfs.KINDS | odd_pages.KINDS
HEAVY = {
    *("many annotations", "one annotation many times", "bomb as content", "content in 85 letters"),
    *("content of runs", "many operators", "many words", "forms of forms", "form within itself"),
    *("many objects", "fewer objects", "tree of 100,000 levels", "deep forms", "nested dictionaries"),
    *("pattern within itself", "giant pictures within filters", "giant picture of JBIG2"),
}
"""What takes a second or more in some reader."""
LIGHT = {name: make() for name, make in KINDS.items() if name not in HEAVY}
MOST_SAID = 1_000
"""Characters: nobody reads more about one file."""
_ENGLISH = re.compile("[A-Za-z]{4,} [a-z]{2,} [a-z]{2,}")
_SOON = limits.READER_SECONDS._replace(most=1)


def _chinese(words: str) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", words)) and not _ENGLISH.search(words)


def test_every_kind_is_judged_as_an_attachment() -> None:
    """Its pages in pieces, or a sentence."""
    for name, answer in zip(LIGHT, confined_each(f"{bindable.__name__}:answer", LIGHT.values()), strict=True):
        said = json.loads(answer.partition(b"\n")[0])
        assert "pages" in said or all(map(_chinese, said["wrong"])), name
        assert len(answer.partition(b"\n")[0].decode()) < MOST_SAID + len(json.dumps(said.get("pages"))), name
        assert "None" not in str(said), name


def test_every_kind_is_read_to_be_verified_and_compared() -> None:
    """Whatever comes through the survey has prints, and can be compared."""
    answers = confined_each(f"{survey.__name__}:answer", LIGHT.values())
    said = {name: json.loads(a.partition(b"\n")[0]) for name, a in zip(LIGHT, answers, strict=True)}
    assert all(_chinese(one["wrong"]) for one in said.values() if "wrong" in one)
    fit = [LIGHT[name] for name, one in said.items() if "wrong" not in one]
    assert len(fit) > 10
    assert len(confined_each(f"{pages.__name__}:prints", fit)) == len(fit)
    other = written(plain(b"BT /F1 12 Tf 50 700 Td (OTHER) Tj ET"))
    both = [len(data).to_bytes(8, "big") + data + other for data in fit]
    assert len(confined_each(f"{apart.__name__}:answer", both)) == len(fit)


@pytest.mark.parametrize("name", ["many annotations", "many words", "forms of forms"])
def test_what_takes_too_much_is_broken_off(name: str) -> None:
    """By time or by memory, whichever is used up first."""
    with pytest.raises(BrokenOffError, match=r"太费|读到一半出错"):
        confined(f"{bindable.__name__}:answer", KINDS[name](), _SOON)


def test_objects_are_counted_before_they_are_read() -> None:
    """A sentence at once, instead of all the time that there is."""
    with pytest.raises(survey.UnfitPdfError, match=f"个对象，超过 {limits.PDF_OBJECTS.said}"):
        survey.refuse_crowded(LIGHT["packed objects that are not there"])


def test_names_of_objects_are_no_numbers_of_objects() -> None:
    """`/N 70000 0 R` is where the appearance of an annotation stands, as most forms have it."""
    survey.refuse_crowded(written(plain(page=b"/AP<</N 700000 0 R>>")))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("giant picture", "有一张图 60,000×60,000 点"),
        ("giant picture in halves", "有一张图 60,000×60,000 点"),
        ("stream in another file", "存在另一个文件里"),
        ("page that is a point", "没有大小"),
    ],
)
def test_what_no_page_of_ours_may_show_is_refused(name: str, said: str) -> None:
    """A picture that fills any memory; a stream of another file on the reader's machine."""
    assert said in json.loads(bindable.answer(KINDS[name]()).partition(b"\n")[0])["wrong"][0]


def test_a_page_whose_corners_are_named_the_other_way_round_is_bound() -> None:
    """A rectangle names any two corners that face each other."""
    said = json.loads(bindable.answer(KINDS["page turned round"]()).partition(b"\n")[0])
    assert [page[:2] for page in said["pages"]] == [[595, 842]]


def _attached(folder: Path, *kinds: str) -> Path:
    """A budget with a PDF of each kind attached."""
    names = [f"{number}.pdf" for number in range(len(kinds))]
    listed = "".join(f"\n- {{标题: 附{name}, 文件: {name}}}" for name in names)
    written_to(folder, f"{once(CONSISTENT)}附件:{listed}\n")
    for name, kind in zip(names, kinds, strict=True):
        (folder / name).write_bytes(KINDS[kind]())
    return folder


@pytest.mark.parametrize("draft", [[], ["--draft"]])
def test_each_is_told_at_its_place(gongkai: Gongkai, tmp_path: Path, draft: list[str]) -> None:
    """Of several attachments, by the line that names each; the ones behind one that is broken off, too."""
    kinds = ("tree in a circle", "actions", "unknown handler", "nested arrays", "table of nine million")
    folder = _attached(tmp_path / "2024" / "某局", *kinds)
    said = gongkai("build", str(folder), *draft, "--format", "pdf", "-o", str(tmp_path / "out"))
    told = [number for number in range(len(kinds)) if re.search(rf"附件“{number}\.pdf”(?!：)", said.all)]
    assert (said.code, told) == (2, [0, 2, 3, 4])
    assert not _ENGLISH.search(said.err.replace("gongkai codes import", ""))


def test_what_a_file_does_by_itself_is_left_behind_and_told() -> None:
    """Scripts, programs, addresses, files: none is in what our pages are made of."""
    head, _, pieces = bindable.answer(LIGHT["actions"]).partition(b"\n")
    said = json.loads(head)
    told = "；".join([*said["left"], *said["changed"]])
    for words in ("夹带的文件（a.exe）不带进来", "脚本已去掉", "XFA 表单的数据不带进来", "6 处链接不能再点"):
        assert words in told
    taken = [part for piece in decoded(pieces) for part in piece.parts if isinstance(part, bytes)]
    taken += [zlib.decompress(piece.data) for piece in decoded(pieces) if piece.data]
    assert b"WORDS" in b"".join(taken)
    for word in (b"/S", b"/JS", b"/Launch", b"/URI", b"/bin/sh", b"/etc/passwd", b"INSIDE", b"/XFA"):
        assert not re.search(re.escape(word) + rb"\b", b"".join(taken))
    opened = LIGHT["actions"].replace(b"/OpenAction<</S/JavaScript", b"/OpenAction<</S/Launch    ")
    left = json.loads(bindable.answer(opened).partition(b"\n")[0])["left"]
    assert "一打开就运行程序或打开别的文件的动作已去掉" in left


def test_nothing_that_is_drawn_does_anything() -> None:
    """An action in the dictionary of what is drawn, written there or elsewhere, is nothing."""
    drawn = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/AA<</O<</S/Launch/F(a)>>/C 11 0 R>>"
    note = b"/Annots[<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/F 4/AP<</N 10 0 R>>>>]"
    more = {odd_pdfs.FREE: odd_pdfs.stream(odd_pdfs.DRAWN, drawn), 11: b"<</S/JavaScript/JS(a)>>"}
    head, _, pieces = bindable.answer(written(plain(page=note) | more)).partition(b"\n")
    assert len(json.loads(head)["pages"]) == 1
    taken = b"".join(part for piece in decoded(pieces) for part in piece.parts if isinstance(part, bytes))
    assert b"/AA" in taken
    assert b"/Launch" not in taken
    assert b"/JavaScript" not in taken
    program = plain(b"/P Do", resources=b"/XObject<</P 10 0 R>>") | {
        odd_pdfs.FREE: odd_pdfs.stream(b"run", b"/Type/XObject/Subtype/PS")
    }
    assert "PostScript" in json.loads(bindable.answer(written(program)).partition(b"\n")[0])["wrong"][0]


def test_too_many_attachments_or_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are counted and weighed before any is read; one that is broken off says what was not looked at."""
    from generator.press import binding, open_attachments
    from tests.written import budget

    tmp_path = _attached(tmp_path / "某局", "actions", "actions", "actions")
    text = "附件: [{标题: 甲, 文件: 0.pdf}, {标题: 乙, 文件: 1.pdf}, {标题: 丙, 文件: 2.pdf}]\n"
    size = (tmp_path / "0.pdf").stat().st_size

    def messages() -> list[str]:
        found = open_attachments(budget(text).attachments, tmp_path)[1]
        return [finding.message for finding in found if finding.code == "P10"]

    with monkeypatch.context() as patch:
        patch.setattr(limits, "ATTACHED_FILES", limits.ATTACHED_FILES._replace(most=2))
        patch.setattr(binding, "confined_each", lambda _, given, __: list(map(bindable.answer, given)))
        assert messages() == ["装订到附件“2.pdf”，一共超过 2 个"]
        patch.setattr(limits, "ATTACHED_FILES", limits.ATTACHED_FILES._replace(most=3))
        patch.setattr(limits, "ATTACHED_BYTES", limits.ATTACHED_BYTES._replace(most=size, unit="字节"))
        assert messages() == [f"装订到附件“1.pdf”，一共超过 {size:,} 字节"]

    def broken(_: str, given: list[bytes], __: object) -> list[bytes]:
        raise BrokenOffError("太费时间", [bindable.answer(given[0])])

    monkeypatch.setattr(binding, "confined_each", broken)
    [said] = messages()
    assert said == "附件“1.pdf”已损坏，或里面的内容太大（太费时间），没有读完；它后面的 1 个附件没有看"
