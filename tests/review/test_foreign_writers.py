"""PDFs of other writers: glyphs drawn one by one and in any order, feet with dates, papers without words."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from PIL import ImageFont
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from generator.cli import main
from generator.review.foreign import differences as both
from generator.review.foreign import foreign_entries
from generator.review.sheets import Sheets
from tests.review.browser import opened
from tests.review.foreign_tables import Style, differences, engine, table, told
from tests.review.test_foreign_layouts import page
from tests.review.test_foreign_shapes import Word, listed, rows, sheet

CHANGED = "改动 2080104行政运行[-5.00-]{+6.00+}41.000.50"
GWSONG = Path(__file__).parents[2] / "fonts" / "GWSong-Regular.ttf"
NAMES = ["工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出", "债务利息支出"]


def html_pdf(body: str, css: str = "") -> bytes:
    """`body` as a PDF without anything of ours in it."""
    html = engine().weasyprint.HTML(string=f"<style>body {{ font: 10.5pt 'GW Song' }} {css}</style>{body}")
    with engine().listening():
        data: bytes = html.render(font_config=engine().fonts, stylesheets=engine().sheets[:1]).write_pdf()
    return data


def glyphs(words: list[Word]) -> list[Word]:
    """Every character for itself."""
    font = ImageFont.truetype(GWSONG, 10)
    return [
        (left + font.getlength(text[:index]), top, mark)
        for left, top, text in words
        for index, mark in enumerate(text)
    ]


def shuffled(words: list[Word]) -> list[Word]:
    """In another order each time, and always the same ones."""
    return Random(len(words)).sample(words, len(words))


@pytest.mark.parametrize(
    "order",
    [
        lambda words: words[::-1],
        lambda words: sorted(words, key=lambda word: (word[0], -word[1])),
        shuffled,
    ],
    ids=["backwards", "column by column", "at random"],
)
@pytest.mark.parametrize("whole", [True, False], ids=["words", "glyphs"])
def test_what_was_drawn_first_says_nothing(whole: bool, order: Callable[[list[Word]], list[Word]]) -> None:
    """The rows are those that stand there, and the paragraph below them is in order."""
    told_of = []
    for amount in ("5.00", "6.00"):
        below = [(0.0, 300.0, "以上各项按期公开，"), (0.0, 320.0, "没有其他要说明的话。")]
        words = [*listed(rows(amount)), *below]
        told_of.append(page(sheet(order(words if whole else glyphs(words)))))
    found = foreign_entries(*told_of)
    assert told([entry for entry in found if entry.group != "图形"]) == [CHANGED]


def test_a_foot_with_the_number_of_its_page_and_a_date_is_told_once() -> None:
    """Wherever in it the number stands; a page that lies on its side has the same foot."""
    body = "".join(f"<p>第{i}项要求规范使用资金，按期公开预算。</p>" for i in range(90))
    side = f'<div style="page: side">{body[:900]}</div>'
    css = "<style>@page side {{ size: A4 landscape }} {}</style>{}"
    papers = []
    for day in ("01", "02"):
        foot = f'"第" counter(page) "页　打印日期：2025-01-{day}"'
        papers.append(page(css.format("", body + side + body), number=foot))
    assert len(papers[0].sizes) > 5
    assert told(foreign_entries(*papers)) == ["改动 第1页打印日期：2025-01-[-01-]{+02+}"]


def test_heads_of_tables_without_amounts_are_repeated_heads() -> None:
    """A row more in front puts the break elsewhere; what the page begins with is the head again."""
    lines = [("产出指标", f"第{i}项完成的情况", f"≥{i}%", "", "") for i in range(1, 80)]
    new = [("产出指标", "另外添加的指标", "≥5%", "", ""), *lines]
    head = ("一级指标", "三级指标", "指标值", "说明", "备注")
    for style in (Style(), Style(size="9pt")):
        found = differences(table(lines, style, head), table(new, style, head))
        assert told(found) == ["增加 {+产出指标另外添加的指标≥5%+}"]


def test_a_table_begins_below_its_title_on_the_page_before() -> None:
    """Its head is no repeated one, wherever the page breaks."""
    first = table([(f"{i:02}", name, "1.00", "1.00", "0.00") for i, name in enumerate(NAMES, 10)], Style())
    title = "<p>表二　支出总表</p>"
    old = f'{first}{title}<div style="break-before: page">{first}</div>'
    new = f'{first}{title}{first}<div style="break-before: page">另起一页的话。</div>'
    assert told(differences(old, new)) == ["增加 {+另起一页的话。+}"]


def test_an_amount_beside_others_like_it_changes_in_its_cell() -> None:
    """0.00 0.00 0.00, and then the first of them is another."""
    old, new = ([("30201", "办公费", amount, "0.00", "0.00")] for amount in ("0.00", "8.00"))
    assert told(differences(table(old, Style()), table(new, Style()))) == [
        "改动 30201办公费[-0.00-]{+8.00+}0.000.00"
    ]


@pytest.mark.parametrize("style", [Style(), Style(ruled=False)], ids=["ruled", "bare"])
def test_an_amount_in_another_column_is_a_change(style: Style) -> None:
    """Though the words of the row are the same; another change on the page does not hide it."""
    old = [(f"302{i:02}", name, f"{i}.00", f"{i}.00", "") for i, name in enumerate(NAMES, 1)]
    old[4] = (*old[4][:2], "5.00", "4.00", "1.00")
    new = [*old[:2], (*old[2][:3], "", "3.00"), (*old[3][:2], "9.00", *old[3][3:]), old[4]]
    found = differences(table(old, style), table(new, style))
    assert [entry.title[:8] for entry in found] == ["改动（数换了栏）", "改动　第 1 页"]
    assert told(found)[0] == "改动 30203对个人和家庭的补助3.00[-3.00-]{+3.00+}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("-1,234.50", "(1234.50)"),
        ("-1,234.50", "-1234.5"),
        ("12,345.00", "１２，３４５．００"),
        ("—", "--"),
    ],
)
def test_an_amount_written_otherwise_is_the_same(old: str, new: str) -> None:
    """And it is said that there are such."""
    bodies = (table([("30201", "办公费", said, "1.00", "2.00")], Style()) for said in (old, new))
    papers = [page(body) for body in bodies]
    assert both(*papers) == ([], True)


def test_tables_in_other_units_say_the_same() -> None:
    """What is told is the unit, and the amount that is another."""
    rows_of = [("30201", "办公费", "12.50", "12.50", "0.00"), ("30202", "印刷费", "3.00", "3.00", "0.00")]
    yuan = [("30201", "办公费", "125,000", "125,000", "0"), ("30202", "印刷费", "30,001", "30,000", "0")]
    old, new = (
        f"<p>单位：{unit}</p>{table(body, Style())}" for unit, body in (("万元", rows_of), ("元", yuan))
    )
    assert told(differences(old, new)) == ["改动 单位：[-万-]元", "改动 30202印刷费[-3.00-]{+30,001+}30,0000"]


@pytest.mark.parametrize("indent", ["text-indent: 2em", "margin-top: 1em"])
def test_paragraphs_that_break_elsewhere_are_the_same(indent: str) -> None:
    """In letters of another size on smaller paper, one word of one of them changed."""
    text = (
        "指为保障机构正常运转、完成日常工作任务而发生的支出，占 12.8%，包括办公及印刷费、邮电费、差旅费等。"
    )
    said = [f"第{i}项：{text * (1 + i % 3)}" for i in range(40)]
    edited = [*said[:20], said[20].replace("差旅费", "会议费", 1), *said[21:]]
    papers = [
        Sheets(html_pdf("".join(f"<p>{each}</p>" for each in part), f"p {{ {indent} }} {css}"))
        for part, css in ((said, ""), (edited, "@page { size: A5; margin: 25mm } p { font-size: 9pt }"))
    ]
    (change,) = told([entry for entry in foreign_entries(*papers) if entry.group != "图形"])
    assert "[-差旅-]{+会议+}费" in change


def test_a_watermark_is_told_once() -> None:
    """It is no text of the page, whichever words it lies over, and hides no change."""
    body = "".join(f"<p>第{i}项要求规范使用资金，按期公开预算，金额 {i}.00 万元。</p>" for i in range(90))
    mark = (
        "<style>i { position: fixed; top: 40%; left: 20%; font: normal 60pt 'GW Song'; color: #ccc; "
        "transform: rotate(-45deg) }</style><i>征求意见</i>"
    )
    papers = [Sheets(html_pdf(said)) for said in (body, mark + body.replace("45.00", "46.00"))]
    found = foreign_entries(*papers)
    assert told([entry for entry in found if entry.group != "图形"]) == [
        "增加 {+征求意见+}",
        "改动 第45项要求规范使用资金，按期公开预算，金额[-45.00-]{+46.00+}万元。",
    ]


def scanned(data: bytes) -> bytes:
    """The first page as a picture."""
    output = io.BytesIO()
    Sheets(data).image(0, 1.5).save(output, "PDF", resolution=108)
    return output.getvalue()


def without_names(data: bytes) -> bytes:
    """The same, but its fonts do not say what their forms stand for."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page_ in writer.pages:
        for font in page_["/Resources"]["/Font"].values():
            font.get_object().pop(NameObject("/ToUnicode"), None)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def locked(data: bytes) -> bytes:
    """Encrypted, and open to everybody."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("", "owner", algorithm="RC4-128")
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (scanned, "的第 1 页没有文字"),
        (without_names, "的第 1 页的字读不出来"),
    ],
)
def test_pages_that_cannot_be_read_are_named(
    made: Callable[[bytes], bytes], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not said that nothing has changed, and a change that is seen is told."""
    names = []
    for name, amount, end in (("甲", "1.00", b""), ("乙", "1.00", b"\n"), ("丙", "9,999.00", b"")):
        data = made(html_pdf(table([("30201", "办公费", amount, "0.00", "0.00")], Style())))
        (tmp_path / name).with_suffix(".pdf").write_bytes(data + end)
        names.append(str(tmp_path / f"{name}.pdf"))
    assert main(["diff", names[0], names[1]]) == 0
    told_of = capsys.readouterr().out
    assert told_of.count(said) == 2
    assert told_of.endswith("没有看出变化。\n")
    assert main(["diff", names[0], names[2]]) == 1
    assert "图形不同　第 1 页 → 第 1 页" in capsys.readouterr().out


def test_a_file_that_is_locked_with_no_password_is_read() -> None:
    """As any reader shows it."""
    body = "<p>第一句话写的是{}。</p>"
    old, new = (Sheets(locked(html_pdf(body.format(said)))) for said in ("甲", "乙"))
    assert told(foreign_entries(old, new)) == ["改动 第一句话写的是[-甲-]{+乙+}。"]


def test_a_browser_prints_the_same_words(tmp_path: Path) -> None:
    """The same page by Chromium and by WeasyPrint: only the layout differs; a change is told as one."""
    css = (
        f"@font-face {{ font-family: 'GW Song'; src: url('{GWSONG.as_uri()}') }}"
        "body { font: 10.5pt 'GW Song' } table { border-collapse: collapse }"
    )
    cells = [(f"302{i:02}", f"第{i}项经费", f"{i}1,234.50", "0.00", "") for i in range(1, 60)]
    body = f"<p>{'本年安排的支出，包括各项费用，占 12.8%。' * 8}</p>{table(cells, Style())}"
    printed = []
    for name, text in (("甲", body), ("乙", body.replace("71,234.50", "8.00", 1))):
        file = tmp_path / f"{name}.html"
        file.write_text(f"<!doctype html><meta charset=utf-8><style>{css}</style>{text}", encoding="utf-8")
        with opened(file, []) as window:
            window.evaluate("document.fonts.ready")
            printed.append(Sheets(window.pdf(format="A4")))
    ours = Sheets(html_pdf(body, css))
    assert {entry.group for entry in foreign_entries(ours, printed[0])} <= {"图形"}
    for old in (ours, printed[0]):
        found = [entry for entry in foreign_entries(old, printed[1]) if entry.group != "图形"]
        assert told(found) == ["改动 30207第7项经费[-71,234.50-]{+8.00+}0.00"]


def test_counted_rows_whose_names_take_many_lines() -> None:
    """No line is ruled; the number and the amounts stand beside the middle of a narrow name."""
    names = ["".join(f"{name}第{i}项" for name in NAMES)[: 20 + 3 * i] for i in range(6)]
    old = [(str(i), name, f"{i}.00", f"{i}.00", "0.00") for i, name in enumerate(names, 1)]
    new = [*old[:3], (*old[3][:2], "8.00", *old[3][3:]), *old[4:]]
    narrow = "<style>td:nth-child(2) {{ width: 30mm; vertical-align: middle }}</style>{}"
    style = Style(ruled=False, size="9pt")
    papers = [page(narrow.format(table(rows_of, style))) for rows_of in (old, new)]
    assert told(foreign_entries(*papers)) == [f"改动 {names[3]}[-4.00-]{{+8.00+}}4.000.00"]


def test_what_is_underlined_is_no_cell_of_its_own() -> None:
    """Links of several lines in ruled cells: the row is one."""
    names = ["".join(f"{name}第{i}项" for name in NAMES)[: 20 + 3 * i] for i in range(6)]
    old = [(f"3020{i}", f"<u>{name}</u>", f"{i}.00", f"{i}.00", "0.00") for i, name in enumerate(names, 1)]
    new = [*old[:3], (*old[3][:2], "8.00", *old[3][3:]), *old[4:]]
    narrow = "<style>td:nth-child(2) {{ width: 30mm; vertical-align: middle }}</style>{}"
    papers = [page(narrow.format(table(rows_of, Style(size="9pt")))) for rows_of in (old, new)]
    (change,) = told(foreign_entries(*papers))
    assert change.endswith(f"{names[3]}[-4.00-]{{+8.00+}}4.000.00")
