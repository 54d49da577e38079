"""Measures of paper come from style sheets; a profile that says none has those of the default."""

from __future__ import annotations

from dataclasses import fields

from generator.document.measures import Measures, measures, said_in
from generator.figures.profile import load_profile
from generator.model.budget import PROFILE


def test_a_profile_without_measures_has_the_defaults() -> None:
    """A style sheet of one's own need not know them."""
    usual = load_profile(PROFILE)
    assert measures(usual.model_copy(update={"folders": ()})) == measures(usual)


def test_the_default_says_all() -> None:
    """Every measure stands in the style sheet of the default profile, in millimetres or points."""
    sheet = (load_profile(PROFILE).folder / "style.css").read_text(encoding="utf-8")
    assert {field.name for field in fields(Measures)} <= set(said_in(sheet))
