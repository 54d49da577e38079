"""A page for every kind of finding, made from the code, complete and up to date."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from generator.cli import main
from generator.errors import FindingsError, InputError, UsageError
from generator.figures import disclose
from generator.findings import Finding
from generator.model import parse_budget
from generator.rules import apply_rules
from generator.rules.pages import FAMILIES, SOURCES, page, page_text
from generator.source import Mapping, read_folder
from tests.budgets import CONSISTENT
from tests.tie_outs import NOWHERE
from tests.written import mapping, read, refused

DOCS = Path(__file__).parents[2] / "docs" / "规则"
CODES = sorted(path.stem for path in SOURCES.glob("*.yaml"))

# What is asked of an interpreter of its own: which kinds of finding there are does not depend on the tests.
_ASK = """
import json, sys
from generator.findings import Kind
from generator.rules.pages import documents, kinds
print(json.dumps({
    "kinds": list(kinds()),
    "known": sorted(Kind.known),
    "documents": dict(documents()),
    "rendering": [name for name in ("weasyprint", "pypdf", "pypdfium2", "fontTools") if name in sys.modules],
}))
"""


@cache
def _asked() -> dict[str, object]:
    done = subprocess.run([sys.executable, "-c", _ASK], check=True, capture_output=True, encoding="utf-8")
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_every_code_has_a_page() -> None:
    """The sources are those of all kinds that the package defines, no more and no fewer."""
    assert _asked()["kinds"] == CODES
    assert _asked()["known"] == CODES
    assert {code[0] for code in CODES} == set(FAMILIES)


def test_pages_need_no_rendering_library() -> None:
    """`check --explain` works where WeasyPrint cannot be loaded."""
    assert _asked()["rendering"] == []


def test_the_documentation_is_what_the_generator_makes() -> None:
    """docs/规则 is up to date: run `python -m generator.rules.pages`."""
    made = _asked()["documents"]
    assert isinstance(made, dict)
    assert {path.name for path in DOCS.iterdir()} == set(made)
    stale = [name for name, text in made.items() if (DOCS / name).read_text(encoding="utf-8") != text]
    assert stale == []


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_everything(code: str) -> None:
    """What it checks, why, an example that is set apart, and the cure."""
    said = page(code)
    assert said.startswith(f"# {code} ")
    for heading in ("## 检查什么", "## 为什么", "## 会报出的例子\n\n```yaml\n", "## 怎么改"):
        assert said.count(heading) == 1


def test_explain_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    """gongkai check --explain T03, in either case."""
    assert main(["check", "--explain", "t03"]) == 0
    assert capsys.readouterr().out == page("T03")


def test_an_unknown_code_is_said() -> None:
    """With the codes most like it."""
    with pytest.raises(UsageError, match=r"没有代码为“T3”的规则。是否想写 .*T03"):
        page_text("T3")
    with pytest.raises(UsageError, match="一个字母加两位数字"):
        page_text("勾稽")


def _laid_over(example: Mapping) -> Mapping:
    """The consistent budget with the keys of `example` in place of its own."""
    whole = mapping(CONSISTENT)
    for key, value in example.items():
        whole.put(key, value, example.key_places[key])
    return whole


def _findings(code: str) -> list[Finding]:
    text = page_text(code).example
    try:
        value, found = read(text)
        if found or not isinstance(value, Mapping):
            return found
        return apply_rules(disclose(parse_budget(_laid_over(value))), NOWHERE)
    except FindingsError as error:
        return list(error.findings)


ELSEWHERE = {
    "S02": "an encoding",
    "S06": "an empty file",
    "S07": "the outermost level of a file",
    "S08": "two files",
    "S09": "permissions",
    "S61": "a text as long as a book",
    "S62": "a thousand errors",
    "S85": "five hundred units",
    "S15": "a file name",
    "S27": "a profile",
    "S29": "a profile",
    "S75": "a profile",
    "S76": "a profile",
    "S77": "a profile",
    "S78": "a profile",
    "S79": "a profile",
    "S94": "last year's folder",
    "S95": "a profile",
    "S96": "a profile",
    "S97": "a profile",
    "S59": "a file that is not YAML",
    "S86": "a folder called by a year",
    "T22": "last year's folder",
    "T51": "a profile",
    "T70": "a profile",
    "T52": "a profile",
}
"""Examples that one text cannot show."""


@pytest.mark.parametrize("code", [c for c in CODES if c[0] in "ST" and c not in ELSEWHERE])
def test_the_example_fires_its_rule(code: str) -> None:
    """What the page shows as wrong is found, when it is laid over a budget that is right."""
    assert code in {finding.code for finding in _findings(code)}


def test_examples_of_whole_files_fire(tmp_path: Path) -> None:
    """S06 and S07: the text alone in a folder."""
    for code in ("S06", "S07"):
        folder = tmp_path / code
        folder.mkdir()
        (folder / "预算.yaml").write_text(page_text(code).example, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            read_folder(folder)
        assert [finding.code for finding in caught.value.findings] == [code]


def test_an_example_in_another_encoding_fires() -> None:
    """S02."""
    assert [finding.code for finding in refused(page_text("S02").example.encode("gbk"))] == ["S02"]
