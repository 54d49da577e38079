"""What is enclosed in a PDF is what was parsed and bound in, byte for byte, also when files change."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.figures import disclose_folder
from generator.press import binding
from generator.proof.publish import publish
from generator.proof.published import published_in
from generator.rules import apply_rules
from generator.source.limits import Limit
from tests.budgets import copied_to
from tests.press.foreign import foreign_pdf


def test_sources_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The YAML changes after it was read, an attachment while it is being opened, a new file comes."""
    folder = copied_to(tmp_path / "2024" / "某局")
    (folder / "附.yaml").write_text("附件: [{标题: 一, 文件: a.pdf}]\n", encoding="utf-8")
    foreign_pdf(folder / "a.pdf", words="BEFORE")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    disclosure = disclose_folder(folder)
    findings = apply_rules(disclosure, folder)
    for path in folder.glob("*.yaml"):
        path.write_text("部门: {名称: 别的局}\n", encoding="utf-8")
    (folder / "新.yaml").write_text("项目: []\n", encoding="utf-8")
    real = binding.confined_each

    def changed_meanwhile(function: str, items: list[bytes], limit: Limit) -> list[bytes]:
        foreign_pdf(folder / "a.pdf", words="AFTER")
        return real(function, items, limit)

    monkeypatch.setattr(binding, "confined_each", changed_meanwhile)
    printed, _ = publish(disclosure, folder, findings)
    made = published_in(printed.data, "a")
    assert {name: made.files[name] for name in made.sources} == before
    assert made.changed_sources == []
    assert "别的局" not in "".join(made.paper.words)
    assert any("BEFORE" in words for words in made.paper.words)
    assert (folder / "a.pdf").read_bytes() != before["a.pdf"]
