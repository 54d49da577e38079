"""Beyond the limits of profiles that others have written."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document import Section
from generator.document.sandbox import Sandbox, TooMuchError
from generator.errors import PressError, ProfileError
from generator.figures import disclose_folder
from generator.press.engine import Engine
from generator.press.jobs import SectionJob, Style
from generator.press.kept.keys import style_files
from generator.press.section.setting import set_section
from tests.budgets import CONSISTENT, written_to
from tests.hostile.lowering import Lower, Trial, said_of
from tests.written import NAME

ROOT = Path(__file__).parents[2]


def of_template(template: str) -> Trial:
    def trial(_: Path, lower: Lower) -> str:
        lower.to(5)
        with pytest.raises(TooMuchError) as caught:
            Sandbox({}, {}, {}).from_string(template).render()
        return str(caught.value)

    return trial


def of_profile(most: int, unit: str = "") -> Trial:
    def trial(folder: Path, lower: Lower) -> str:
        lower.to(most, unit)
        written_to(folder / "2024" / "某局", f"样式: 外来-1\n{CONSISTENT}")
        own = folder / "样式" / "外来-1"
        own.mkdir(parents=True)
        (own / "profile.yaml").write_text("基于: shanxi-2024\n名称: 外来-1\n", encoding="utf-8")
        said = said_of(lambda: disclose_folder(folder / "2024" / "某局"))
        with pytest.raises(ProfileError, match=lower.now.said):
            list(style_files((own, ROOT / "templates" / "shanxi-2024")))
        return said

    return trial


def of_templates(_: Path, lower: Lower) -> str:
    lower.to(10)
    made = Sandbox({}, {}, {})
    template = made.from_string("{% for a in range(2) %}{% endfor %}")
    template.render()
    made.begin()
    with pytest.raises(TooMuchError) as caught:
        template.render()
    return str(caught.value)


def of_parts(folder: Path, lower: Lower) -> str:
    lower.to(3)
    written_to(folder / "2024" / "某局")
    own = folder / "样式" / "外来-1"
    own.mkdir(parents=True)
    (own / "profile.yaml").write_text("基于: shanxi-2024\n名称: 外来-1\n", encoding="utf-8")
    text = (folder / "2024" / "某局" / NAME).read_text(encoding="utf-8")
    (folder / "2024" / "某局" / NAME).write_text(f"样式: 外来-1\n{text}", encoding="utf-8")
    return said_of(lambda: disclose_folder(folder / "2024" / "某局"))


def of_pages(_: Path, lower: Lower) -> str:
    lower.to(2)
    section = Section("a", "text", "<p style='break-after: page'>字</p>" * 9, ())
    profile = ROOT / "templates" / "shanxi-2024"
    assert len(SectionJob(Style(profile), section).made().pages) >= 9
    return said_of(SectionJob(Style(profile, own=True), section).made)


def of_painting(_: Path, lower: Lower) -> str:
    lower.to(0)
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><g/></svg>"
    with pytest.raises(PressError) as caught:
        set_section(Engine(ROOT / "templates" / "shanxi-2024"), Section("a", "", svg, ()))
    return str(caught.value)
