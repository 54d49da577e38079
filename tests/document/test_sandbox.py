"""Templates are compiled once in a process, whichever documents they write; anew when their text changes."""

from __future__ import annotations

from typing import Any

import pytest

from generator.document import sandbox
from generator.document.sandbox import Sandbox


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of templates, whenever one is compiled."""
    names: list[str] = []
    real = Sandbox.compile

    def counted(self: Sandbox, source: Any, name: Any = None, *more: Any, **named: Any) -> Any:
        names.append(name)
        return real(self, source, name, *more, **named)

    monkeypatch.setattr(Sandbox, "compile", counted)
    monkeypatch.setattr(sandbox, "_COMPILED", sandbox.Compiled())
    return names


def _said(text: str, **given: Any) -> str:
    template = Sandbox({"a.j2": text.encode()}, given, {}).get_template("a.j2")
    return template.render()


def test_a_template_is_compiled_once_and_says_what_each_document_gives(compiled: list[str]) -> None:
    """What was compiled holds nothing of the document that it was compiled for."""
    assert [_said("{{ word }}", word=word) for word in ("甲", "乙")] == ["甲", "乙"]
    assert compiled == ["a.j2"]


def test_another_text_is_compiled_anew(compiled: list[str]) -> None:
    """Of the same name, in another profile or after an edit."""
    assert [_said(text) for text in ("甲", "乙", "甲")] == ["甲", "乙", "甲"]
    assert len(compiled) == 2


def test_what_is_kept_is_bounded(compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that sees a profile edited for days does not grow."""
    monkeypatch.setattr(sandbox, "_MOST_KEPT", 3)
    assert [_said(f"第{number}") for number in range(9)] == [f"第{number}" for number in range(9)]
    assert len(sandbox._COMPILED.codes) <= 3
