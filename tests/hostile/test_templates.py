"""Templates that came with a budget, or in a PDF: they print values, and can do nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.document import compose
from generator.document.section import Section
from generator.errors import InputError, ProfileError
from generator.figures import disclose_folder
from generator.press import jobs, printer
from generator.press.jobs import FolioJob, SectionJob, Style
from generator.proof import publish as publishing
from generator.rules import apply_rules
from generator.source import limits
from tests.budgets import CONSISTENT, once
from tests.cli.conftest import Gongkai, gongkai

__all__ = ["gongkai"]

PROFILE = "基于: shanxi-2024\n名称: 外来-1\n章节: [{模板: a.html.j2}]\n"
PICKLE = r"cposix\nsystem\n(S'touch sprung'\ntR."


def a_budget(top: Path, template: str, **files: str) -> Path:
    """A budget whose own profile has that template, and other files."""
    profile = top / "样式" / "外来-1"
    profile.mkdir(parents=True)
    for name, text in {"profile.yaml": PROFILE, "a.html.j2": template, **files}.items():
        (profile / name).write_text(text, encoding="utf-8")
    folder = top / "2024" / "某局"
    folder.mkdir(parents=True)
    (folder / "预算.yaml").write_text(f"样式: 外来-1\n{once(CONSISTENT)}", encoding="utf-8")
    return folder


REACHING = [
    f"budget.parse_raw(\"{PICKLE}\", proto='pickle', allow_pickle=True)",
    "budget.parse_file('/etc/passwd')",
    "budget.department.model_construct()",
    "budget.units[0].model_dump()",
    "budget.units.__class__",
    "budget.folder.parent.joinpath('a').write_text('x')",
    "budget.folder.read_text()",
    "budget._folder",
    "budget.__class__",
    "budget['__class__']",
    "''.__class__.__mro__",
    "'{0.__class__}'.format(budget)",
    "'%s' % budget",
    "fig.__self__",
    "fig.__func__.__globals__",
    "heading.__globals__",
    "self._TemplateReference__context",
    "budget.filed.today() if budget.filed else year.from_bytes(b)",
    "cycler.__init__.__globals__",
    "lipsum(n=9)",
    "namespace(a=1)",
    "[1, 2]|random",
    "range.__class__",
]


@pytest.mark.parametrize("said", REACHING)
def test_a_template_reaches_nothing_but_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    """No file, no type, no method of a library: those of pydantic's models unpickle what they are given."""
    monkeypatch.chdir(tmp_path)
    folder = a_budget(tmp_path, "{{ " + said + " }}")
    with pytest.raises(ProfileError, match=r"外来-1/a\.html\.j2"):
        compose(disclose_folder(folder))
    assert not (tmp_path / "sprung").exists()


ENDLESS = [
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% macro m(n) %}{{ m(n - 1) }}{{ m(n - 1) }}{% endmacro %}{{ m(99) }}",
    "{% macro m(n) %}{% if n %}{% set a = m(n - 1), m(n - 1) %}{% endif %}{% endmacro %}{{ m(60) }}",
    "{% set a = ['xx'] %}{% for b in range(99) %}{% if a.append(a[-1] ~ a[-1]) %}{% endif %}{% endfor %}",
    "{% set a = ['xx'] %}{% for b in range(99) %}{% if a.append(a[-1] + a[-1]) %}{% endif %}{% endfor %}",
    "{% set a = [[1]] %}{% for b in range(99) %}{% if a.append(a[-1] + a[-1]) %}{% endif %}{% endfor %}",
    "{% set a = [9] %}{% for b in range(99) %}{% if a.append(a[-1] * a[-1]) %}{% endif %}{% endfor %}",
    "{% set a = ['xx'] %}{% for b in range(99) %}{% set c %}{{ a[-1] }}{{ a[-1] }}{% endset %}"
    "{% if a.append(c) %}{% endif %}{% endfor %}",
    "{% set a = ['xx'] %}{% for b in range(99) %}"
    "{% if a.append([a[-1], a[-1]]|join) %}{% endif %}{% endfor %}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 'x' * 9999999999 }}",
    "{{ 9999999999 * 'x' }}",
    "{{ [1] * 9999999999 }}",
    "{{ '%9999999999d' % 1 }}",
    "{{ 'x'|center(9999999999) }}",
    "{{ range(99999999999)|list }}",
    "{% for a in range(99999) %}" + "x" * 9_999 + "{% endfor %}",
    "{% for a in range(99999) %}{% include 'b.html.j2' %}{% endfor %}",
    "{% include 'a.html.j2' %}",
    "{{ " + "1 * " * 300 + "1 }}",
    "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
    "{{ " + "[" * 3000 + "1" + "]" * 3000 + " }}",
    "{{ a" + ".b" * 3000 + " }}",
    "{{ a" + "|safe" * 3000 + " }}",
    "{% if 1 %}" * 300 + "{% endif %}" * 300,
    "{% for a in [1] %}" * 30 + "{% endfor %}" * 30,
    "{{ not " * 1 + "not " * 3000 + "1 }}",
]


@pytest.mark.parametrize("template", ENDLESS, ids=range(len(ENDLESS)))
def test_a_template_comes_to_an_end(tmp_path: Path, template: str) -> None:
    """Rounds, calls and letters are counted: it is refused, at its line, the same on any machine."""
    folder = a_budget(tmp_path, template, **{"b.html.j2": "x" * 9_999})
    with pytest.raises(ProfileError, match=r"外来-1/[ab]\.html\.j2"):
        compose(disclose_folder(folder))


@pytest.mark.parametrize("name", ["a.html.j2", "profile.yaml", "style.css", "图.png"])
@pytest.mark.parametrize("make", ["link", "loop", "fifo"])
def test_files_of_a_profile_lie_in_its_folder(gongkai: Gongkai, tmp_path: Path, name: str, make: str) -> None:
    """They are enclosed in what is published."""
    folder = a_budget(tmp_path / "budgets", "")
    (tmp_path / "密钥").write_text("秘密的内容", encoding="utf-8")
    file = tmp_path / "budgets" / "样式" / "外来-1" / name
    file.unlink(missing_ok=True)
    if make == "fifo":
        os.mkfifo(file)
    else:
        file.symlink_to(tmp_path / "密钥" if make == "link" else name)
    said = gongkai("build", str(folder), "--draft", "-o", str(tmp_path / "out"))
    assert said.code == 2
    assert "秘密" not in said.all
    assert "预算.yaml:1:5: 错误 S27" in said.all
    assert not (tmp_path / "out").exists()


def test_a_profile_that_is_a_link_is_told(tmp_path: Path) -> None:
    """It would be read, and enclosed, from anywhere."""
    folder = a_budget(tmp_path / "a", "")
    there = tmp_path / "a" / "样式" / "外来-1"
    there.rename(tmp_path / "别处")
    there.symlink_to(tmp_path / "别处")
    with pytest.raises(InputError) as caught:
        disclose_folder(folder)
    assert "不在预算的文件夹里" in caught.value.findings[0].message


def test_what_changes_meanwhile_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """YAML and templates are those that were read; a style sheet that was read twice stops the build."""
    folder = a_budget(tmp_path, "<p>{{ year }}</p>", **{"style.css": "p { color: red }"})
    disclosure = disclose_folder(folder)
    findings = apply_rules(disclosure, folder)

    def changed_meanwhile(*_: object, **__: object) -> Iterator[None]:
        (tmp_path / "样式" / "外来-1" / "style.css").write_text("p { color: blue }", encoding="utf-8")
        yield from ()

    monkeypatch.setattr(publishing, "print_steps", changed_meanwhile)
    with pytest.raises(ProfileError, match="被改动了"):
        publishing.publish(disclosure, folder, findings, draft=True)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% include 'a.html.j2' %}", "没有尽头"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "没有尽头"),
        ("{% from 'b.html.j2' import there %}{{ there() }}", "b.html.j2、"),
        ("{% for a, b in [(1, 2, 3)] %}{% endfor %}", "现在写了 2 个"),
        ("{{ (1, 2)[budget.no] }}", "不能这样用"),
        ("{{ (1, 2)[9] + 1 }}", "不能这样用"),
        ("{{ budget.department.甲 }}", "不能这样用（甲）"),
        ("{{ {}.甲 }}", "不能这样用（甲）"),
        ("{{ 甲 }}", "不能这样用（甲）"),
        ("{{ 1 + '甲' }}", "不能这样用\n"),
        ("{% for a in 1 %}{% endfor %}", "不能这样用\n"),
    ],
)
def test_faults_of_templates_are_told_in_chinese(
    gongkai: Gongkai, tmp_path: Path, template: str, said: str
) -> None:
    """What the template names is told; the words of Jinja and of Python are not, nor their types."""
    folder = a_budget(tmp_path, template, **{"b.html.j2": "b"})
    done = gongkai("diff", str(folder), str(folder))
    assert (done.code, said in done.err) == (2, True), done.err
    assert not re.search("[a-z]{3,} [a-z]{2,}|object|Type|int|str", done.err), done.err


@pytest.mark.parametrize("sheet", ["a{" * 20_000, "p{width:calc(" + "(" * 5_000, "a" + " b" * 150 + "{}", ""])
def test_what_nests_without_end_is_told(tmp_path: Path, sheet: str) -> None:
    """Rules, values and selectors of a style sheet, and boxes of a page."""
    (tmp_path / "style.css").write_text(sheet, encoding="utf-8")
    job = SectionJob(Style(tmp_path), Section("a", "", "<div>" * 3_000, ()))
    with pytest.raises(ProfileError, match="太深"):
        job.made()


@pytest.mark.parametrize(
    "sheet", ["p{width:1e30px;height:1e30px;font-size:1e10px}", "body{column-count:1000000000}"]
)
def test_a_style_sheet_beyond_all_measure_is_told(gongkai: Gongkai, tmp_path: Path, sheet: str) -> None:
    """Of what came with the budget it is an answer, whatever the library makes of it."""
    folder = a_budget(tmp_path, "{{ heading(1, '甲') }}<p>字</p>", **{"style.css": sheet})
    done = gongkai("build", str(folder), "--draft", "-o", str(tmp_path / "out"))
    assert (done.code, "排不出来" in done.err) == (2, True), done.err


def test_a_picture_that_paints_itself_a_million_times_is_told(gongkai: Gongkai, tmp_path: Path) -> None:
    """In a file of the profile, and in the page itself: by its name, before it is painted."""
    uses = "".join(f'<g id="u{n}">{f"""<use href="#u{n - 1}"/>""" * 10}</g>' for n in range(1, 9))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><g id="u0"><rect/></g>{uses}<use href="#u8"/></svg>'
    for template in ('<img src="a.svg" alt="图">', svg):
        folder = a_budget(tmp_path / template[1:4], template, **{"style.css": "", "a.svg": svg})
        done = gongkai("build", str(folder), "--draft", "-o", str(tmp_path / "out"))
        assert (done.code, "太复杂，超过 100,000 个" in done.err) == (2, True), done.err


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">{}</svg>'
RECTS = '<rect width="9" height="9"/>' * 400
NESTED = "".join(f'<pattern id="p{n}" width="1" height="1">{RECTS}</pattern>' for n in range(3))
CIRCLES = '<circle r="9"/>' * 400
STOPS = '<stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/>'
BROAD = '<rect width="90" height="90" fill="url(#g)"/>'
MULTIPLIED = {
    "its own style": f"<style>circle{{fill:url(#p0)}}</style>{NESTED}{CIRCLES}",
    "inherited paint": f'{NESTED}<g fill="url(#p0)">{CIRCLES}</g>',
    "a repeated gradient": '<linearGradient id="g" x2="0.0000001" spreadMethod="repeat">'
    f"{STOPS}</linearGradient>{BROAD}",
    "circles of it": '<radialGradient id="g" r="0.0000001" spreadMethod="reflect">'
    f"{STOPS}</radialGradient>{BROAD}",
    "a long outline": f'<polygon points="{"1,1 " * 200_000}"/>',
    "names without end": "".join(f'<use href="#a{n}"/>' for n in range(5_000)),
    "rules without end": f"<style>{'*:not(a){fill:red}' * 3_000}</style>" + "<g/>" * 3_000,
    "markers": '<marker id="m"><path d="M0 0 L1 1"/></marker>'
    + f'<path marker="url(#m)" d="M0 0 {"L1 1" * 240}"/>' * 450,
}


@pytest.mark.parametrize("kind", MULTIPLIED)
def test_what_a_picture_multiplies_by_is_counted(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """However it does so, in a file and in the page: it ends soon, and is told."""
    monkeypatch.setattr(limits, "PROFILE_SHAPES", limits.PROFILE_SHAPES._replace(most=9_000))
    svg = SVG.format(MULTIPLIED[kind])
    for template in ('<img src="a.svg" alt="图">', svg):
        folder = a_budget(tmp_path / template[1:4], template, **{"a.svg": svg})
        done = gongkai("build", str(folder), "--draft", "-o", str(tmp_path / "out"))
        assert (done.code, "太复杂，超过" in done.err) == (2, True), done.err


def test_a_picture_within_a_picture_is_counted_with_it(gongkai: Gongkai, tmp_path: Path) -> None:
    """Each names the one below ten times."""
    files = {f"{n}.svg": SVG.format(f'<image href="{n - 1}.svg"/>' * 10) for n in range(1, 7)}
    files["0.svg"] = SVG.format("<g/>" * 9)
    folder = a_budget(tmp_path, '<img src="6.svg" alt="图">', **files)
    done = gongkai("build", str(folder), "--draft", "-o", str(tmp_path / "out"))
    assert (done.code, "太复杂，超过" in done.err) == (2, True), done.err


def test_a_picture_that_is_a_program_is_none(gongkai: Gongkai, tmp_path: Path) -> None:
    """Pillow would have Ghostscript run it."""
    eps = "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n"
    folder = a_budget(tmp_path, '<img src="a.png" alt="图">', **{"a.png": eps})
    done = gongkai("build", str(folder), "--draft", "-o", str(tmp_path / "out"))
    assert (done.code, "“a.png”不是 PNG、JPEG" in done.err) == (2, True), done.err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pipe.png", "不是普通文件"),
        ("large.png", "太大，超过 4 MB"),
        ("没有.png", "找不到"),
        ("b.png", "不在样式的"),
    ],
)
def test_a_file_below_the_profile_passes_the_gate(
    gongkai: Gongkai, tmp_path: Path, name: str, said: str
) -> None:
    """Also where it lies in a folder in it: nobody waits for a pipe, or reads without end."""
    folder = a_budget(tmp_path, f'<img src="图/{name}" alt="图">')
    below = tmp_path / "样式" / "外来-1" / "图"
    below.mkdir()
    os.mkfifo(below / "pipe.png")
    (below / "large.png").write_bytes(bytes(5 * 1024 * 1024))
    (below / "b.png").symlink_to("/etc/passwd")
    done = gongkai("build", str(folder), "--draft", "-o", str(tmp_path / "out"))
    assert (done.code, said in done.err) == (2, True), done.err


def test_templates_without_a_style_sheet_have_their_pictures(tmp_path: Path) -> None:
    """What the profile's folder lacks is that of the one it is based on; what both have is its own."""
    small, large = (SVG.replace("90", side).format("<g/>") for side in ("9", "19"))
    folder = a_budget(tmp_path, "<p><img src='a.svg'><img src='b.svg'></p>", **{"a.svg": small})
    base = tmp_path / "样式" / "底子-1"
    base.mkdir()
    (base / "profile.yaml").write_text("基于: shanxi-2024\n名称: 底子-1\n", encoding="utf-8")
    for name in ("a.svg", "b.svg"):
        (base / name).write_text(large, encoding="utf-8")
    own = tmp_path / "样式" / "外来-1" / "profile.yaml"
    own.write_text(PROFILE.replace("shanxi-2024", "底子-1"), encoding="utf-8")
    document = compose(disclose_folder(folder))
    style = printer._style(document, None)
    [page] = jobs.engine_for(style).lay_out(document.sections[0].html, "text").pages
    shown = [box.width for box in page._page_box.descendants() if hasattr(box, "replacement")]
    assert shown == [9, 19]
    first = SectionJob(style, document.sections[0]).key()
    (base / "b.svg").write_text(small, encoding="utf-8")
    assert SectionJob(printer._style(document, None), document.sections[0]).key() != first


@pytest.mark.parametrize(
    "cell",
    [
        "<td colspan=999999999>a</td>",
        f"<td colspan={'9' * 5000}>a</td>",
        "<td rowspan='x'>a</td>",
        "<th scope=rowgroup rowspan=70000>a</th>",
        "<td title='>' rowspan=-1>a</td>",
    ],
)
def test_a_cell_as_wide_as_can_be_is_told(gongkai: Gongkai, tmp_path: Path, cell: str) -> None:
    """It is laid out column by column, and took all memory; so did columns that are named at once."""
    for table in (f"<tr>{cell}</tr>", "<colgroup span=99999999></colgroup><tr><td>a</td></tr>"):
        folder = a_budget(tmp_path / str(len(table)), f"<table>{table}</table>")
        answer = gongkai("build", str(folder), "--draft", "-o", str(tmp_path / "out"))
        assert answer.code == 2
        assert "span 要写 1 到" in answer.err


@pytest.mark.parametrize("own", [True, False])
def test_of_what_came_with_the_program_it_is_an_error_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    """Nobody looks for it in a style sheet that they have not written."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    (tmp_path / "style.css").write_text("", encoding="utf-8")
    for name in ("set_section", "set_folios"):
        monkeypatch.setattr(jobs, name, broken)
    style = Style(tmp_path, own=own)
    for job in (SectionJob(style, Section("a", "", "", ())), FolioJob(style, "text", 1)):
        with pytest.raises(ProfileError if own else ZeroDivisionError):
            job.made()


def test_a_fault_of_the_program_is_not_told_as_nesting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module that Python cannot read is no selector of a profile."""

    def broken(engine: object, section: object) -> None:
        compile("(", "generator/module.py", "exec")

    monkeypatch.setattr(jobs, "set_section", broken)
    (tmp_path / "style.css").write_text("", encoding="utf-8")
    with pytest.raises(SyntaxError):
        SectionJob(Style(tmp_path), Section("a", "", "", ())).made()
