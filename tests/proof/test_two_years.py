"""A PDF whose budget is compared with last year's has the profiles of both inside, whosever they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli import main
from tests.budgets import SMALLEST

OWN = "名称: 某县-2024\n基于: shanxi-2024\n文件名称: “{}”{{部门}}{{年度}}年度预算\n"
PLACES = {
    "one of both": ("样式",),
    "one of each": ("2024/样式", "2025/样式"),
    "one of this year's": ("2025/样式",),
    "one of last year's": ("2024/样式",),
}


@pytest.mark.parametrize("places", PLACES.values(), ids=PLACES.keys())
def test_it_can_be_made_again(
    places: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """verify and diff find what a year was printed with, and take no other for it."""
    for place in places:
        (tmp_path / place / "某县-2024").mkdir(parents=True)
        text = OWN.format(place)
        (tmp_path / place / "某县-2024" / "profile.yaml").write_text(text, encoding="utf-8")
    source = next(SMALLEST.glob("*.yaml")).read_text(encoding="utf-8")
    for year in ("2024", "2025"):
        own = {"样式", f"{year}/样式"} & set(places)
        profile = "某县-2024" if own else "shanxi-2024"
        (tmp_path / year / "馆").mkdir(parents=True)
        text = re.sub("^上年:.*", "", source, flags=re.MULTILINE)
        text = text.replace("年度: 2024", f"年度: {year}\n样式: {profile}")
        (tmp_path / year / "馆" / "预算.yaml").write_text(text, encoding="utf-8")
    assert main(["build", str(tmp_path / "2025" / "馆"), "-o", str(tmp_path / "out")]) == 0
    pdf = str(tmp_path / "out" / "2025" / "馆.pdf")
    capsys.readouterr()
    assert main(["verify", pdf]) == 0
    assert "核验一致" in capsys.readouterr().out
    assert main(["diff", pdf, str(tmp_path / "2025" / "馆")]) == 0
