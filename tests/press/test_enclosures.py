"""Files inside the PDF: all of them, as they are, found by name, the same bytes each time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdf
import pytest

from generator.cli import main
from generator.document import Document
from generator.press.enclosures import EPOCH
from generator.source.workspace import yaml_files
from tests.budgets import written_to
from tests.built_sample import BUDGET
from tests.press.conftest import ENCLOSURES, Pressed
from tests.press.small import KEYS, small

TYPES = {
    "a.yaml": "/application/yaml",
    "数据.json": "/application/json",
    "报表.xlsx": "/application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "b.pdf": "/application/pdf",
    "检查报告.txt": "/text/plain",
}


@pytest.fixture(scope="module")
def files(pressed: Pressed) -> dict[str, Any]:
    """Name → file specification, in the order of the name tree."""
    return _files(pressed.reader)


def _files(pdf: pypdf.PdfReader) -> dict[str, Any]:
    names = pdf.root_object["/Names"]["/EmbeddedFiles"]["/Names"]
    return {str(name): file.get_object() for name, file in zip(names[::2], names[1::2], strict=True)}


def _data(file: Any) -> bytes:
    data: bytes = file["/EF"]["/F"].get_object().get_data()
    return data


def test_every_file_is_there_as_it_is(files: dict[str, Any]) -> None:
    """Each under its name, byte for byte."""
    assert {name: _data(file) for name, file in files.items()} == {f.name: f.data for f in ENCLOSURES}


def test_the_names_are_those_of_the_files(files: dict[str, Any]) -> None:
    """Name tree and file say the same, in both forms that readers look at."""
    assert [(file["/F"], file["/UF"]) for file in files.values()] == [(name, name) for name in files]


def test_the_name_tree_is_sorted(pressed: Pressed) -> None:
    """Readers search it by halves: names stand in the order of their bytes."""
    names = pressed.reader.root_object["/Names"]["/EmbeddedFiles"]["/Names"][::2]
    written = [name.original_bytes for name in names]
    assert len(written) == len(ENCLOSURES)
    assert written == sorted(written)


def test_every_file_says_what_it_is_to_the_document(files: dict[str, Any]) -> None:
    """PDF/A-3: AFRelationship, a description, and the list of the document's files, each once."""
    wanted = {item.name: (f"/{item.relationship}", item.description) for item in ENCLOSURES}
    assert {n: (file["/AFRelationship"], file["/Desc"]) for n, file in files.items()} == wanted


def test_the_document_lists_its_files_once(pressed: Pressed) -> None:
    """The catalogue's /AF has every file, none twice."""
    listed = [reference.idnum for reference in pressed.reader.root_object["/AF"]]
    assert len(listed) == len(set(listed)) == len(ENCLOSURES)


@pytest.mark.parametrize("name", TYPES)
def test_types_do_not_depend_on_the_machine(files: dict[str, Any], name: str) -> None:
    """Each kind of file has the type that its standard gives it."""
    assert files[name]["/EF"]["/F"].get_object()["/Subtype"] == TYPES[name]


def test_dates_are_fixed(files: dict[str, Any]) -> None:
    """The files' dates say nothing of the machine or the day."""
    wanted = f"D:{EPOCH:%Y%m%d%H%M%S}"
    for file in files.values():
        parameters = file["/EF"]["/F"].get_object()["/Params"]
        assert parameters["/CreationDate"].startswith(wanted)
        assert parameters["/ModDate"].startswith(wanted)


def test_the_sample_can_be_made_again_from_itself(sample_reader: pypdf.PdfReader) -> None:
    """All YAML files of the budget are inside as sources, byte for byte."""
    sources = {
        name: _data(file)
        for name, file in _files(sample_reader).items()
        if file["/AFRelationship"] == "/Source"
    }
    assert len(sources) > 10
    assert sources == {path.relative_to(BUDGET).as_posix(): path.read_bytes() for path in yaml_files(BUDGET)}


def test_the_sample_has_figures_tables_and_report_inside(sample_reader: pypdf.PdfReader) -> None:
    """And what people may want to use: the figures, the tables, what the check said."""
    files = _files(sample_reader)
    assert _data(files["数据.json"]).count(b"\n") > 1000
    assert _data(files["报表.xlsx"]).startswith(b"PK")
    assert files["检查报告.txt"]["/AFRelationship"] == "/Supplement"


def test_without_attachments_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--no-attachments: no file inside, and PDF/A is claimed all the same."""
    document = small(keys=KEYS)
    told: list[bool] = []

    def composed(*_: object, data_inside: bool) -> Document:
        told.append(data_inside)
        return document

    monkeypatch.setattr("generator.proof.publish.compose", composed)
    folder = written_to(tmp_path / "某某局")
    assert main(["build", str(folder), "-o", str(tmp_path / "out"), "--no-attachments"]) == 0
    assert told == [False]
    assert capsys.readouterr().out
    pdf = pypdf.PdfReader(tmp_path / "out" / "2024" / "某某局.pdf")
    assert "/AF" not in pdf.root_object
    assert "/EmbeddedFiles" not in pdf.root_object["/Names"]
    assert pdf.attachments == {}
    assert b"pdfaid" in pdf.root_object["/Metadata"].get_object().get_data()
