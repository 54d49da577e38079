"""Reports for other programs stay well-formed, whatever names and values say."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.source.hidden import HIDDEN
from tests.budgets import CONSISTENT, once
from tests.cli.conftest import Gongkai, gongkai

__all__ = ["gongkai"]

ODD = "坏<a&\"'>]]>\n错误\t\x01\x08\x0b\x1b[31m\x7f\x85\u200f\u202e\u2028\u2066\ufffe\uffff"


def _texts(said: object) -> list[str]:
    if isinstance(said, dict):
        return [text for key, value in said.items() for text in (key, *_texts(value))]
    if isinstance(said, list):
        return [text for value in said for text in _texts(value)]
    return [said] if isinstance(said, str) else []


@pytest.mark.parametrize("where", ["key", "value", "file", "folder"])
@pytest.mark.parametrize("form", ["junit", "sarif", "json"])
def test_reports_stay_well_formed(gongkai: Gongkai, tmp_path: Path, form: str, where: str) -> None:
    """Controls, escapes, marks of direction, what XML forbids: in keys, values, names of files."""
    folder = tmp_path / "budgets" / "2024" / (f"局{ODD}".replace("/", "") if where == "folder" else "局")
    folder.mkdir(parents=True)
    text = once(CONSISTENT)
    if where == "key":
        text += json.dumps(ODD) + ": 1\n"
    elif where == "value":
        text = text.replace("名称: 某某局,", f"名称: {json.dumps(ODD)},")
    (folder / "预算.yaml").write_text(text, encoding="utf-8")
    if where == "file":
        (folder / f"{ODD}.yaml").write_text("其他说明: [甲]\n", encoding="utf-8")
    done = gongkai("check", "budgets", "--format", form)
    assert done.code == 2
    assert not HIDDEN.search(done.all)
    if where == "folder":  # nothing was checked, so there is no report
        assert "的名称里有看不见的字符" in done.err
        return
    if form == "junit":
        found = list(ElementTree.fromstring(done.out).iter("failure"))
        texts = [text for failure in found for text in (*failure.attrib.values(), failure.text or "")]
    else:
        texts = _texts(json.loads(done.out))
    assert any("控制字符" in text for text in texts)
    assert not any(HIDDEN.search(text) for text in texts) or form != "junit"
