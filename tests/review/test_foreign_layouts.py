"""Foreign PDFs laid out otherwise: cells of several lines, counted rows, rows of one name, running heads."""

from __future__ import annotations

from contextlib import closing

import pytest

from generator.review.foreign import foreign_entries
from generator.review.ruling import Ruling
from generator.review.sheet import lines_of
from generator.review.sheets import Sheets
from tests.hostile.test_pdfs import a_pdf
from tests.review.foreign_tables import Row, Style, differences, engine, table, told

STYLES = [Style(size="9pt"), Style(ruled=False, size="9pt")]
LONG = "第{}号基本公共卫生服务均等化及重大疾病预防控制能力提升综合保障项目经费"
NARROW = '<div style="width: 150mm"><style>td:nth-child(2) {{ width: 70mm }}</style>{}</div>'


def long_rows(count: int) -> list[Row]:
    """Rows whose names take two lines of their cells."""
    return [(f"21004{i:02}", LONG.format(i), f"{i}1,234.56", f"{i}1,000.00", "234.56") for i in range(count)]


def page(body: str, head: str = "", number: str = "") -> Sheets:
    """`body` on pages of their own style: with running heads and page numbers."""
    css = (
        f'@page {{ size: A4; margin: 2cm; @top-right {{ content: "{head}" }}'
        f" @bottom-center {{ content: {number or 'counter(page)'} }} }} .two {{ columns: 2 }}"
        "body { font: 10.5pt 'GW Song' }"
    )
    html = engine().weasyprint.HTML(string=f"<style>{css}</style>{body}")
    with engine().listening():
        data = html.render(font_config=engine().fonts, stylesheets=engine().sheets[:1]).write_pdf()
    return Sheets(data)


@pytest.mark.parametrize("style", STYLES, ids=["ruled", "bare"])
def test_a_name_of_several_lines_is_of_its_row(style: Style) -> None:
    """Its row is told with code and name; one that moved and says the same is no change."""
    old = long_rows(12)
    new = [old[5], *old[:5], *old[6:]]
    new[3] = (*old[2][:2], "7.00", *old[2][3:])
    new[8] = ("2100408", LONG.format("8").replace("保障", "支撑"), *old[8][2:])
    found = told(foreign_entries(*(page(NARROW.format(table(rows, style))) for rows in (old, new))))
    assert found == [
        f"改动 2100402{LONG.format(2)}[-21,234.56-]{{+7.00+}}21,000.00234.56",
        f"改动 2100408{LONG.format(8)}81,234.5681,000.00234.56".replace("保障", "[-保障-]{+支撑+}"),
    ]


def test_numbers_that_count_the_rows_are_no_change() -> None:
    """A row that goes and one that comes, and all between that are counted otherwise."""
    names = [f"虚构的{name}工程" for name in "甲乙丙丁戊己庚辛壬癸"]

    def counted(rows: list[str]) -> str:
        cells = [(str(i), name, "1.00", "2.00", "3.00") for i, name in enumerate(rows, 1)]
        return table(cells, Style(), ("序号", "项目", "合计", "本年", "结转"))

    new = [*names[:2], *names[3:7], "另外添加的事", *names[7:]]
    assert told(differences(counted(names), counted(new))) == [
        "减少 [-虚构的丙工程1.002.003.00-]",
        "增加 {+另外添加的事1.002.003.00+}",
    ]


def test_codes_that_follow_each_other_are_codes() -> None:
    """30101, 30102 … are no numbers of rows: they are compared."""
    old = [(str(30101 + i), f"虚构经济科目{i}", "1.00", "1.00", "0.00") for i in range(5)]
    new = [*old[:4], ("30199", *old[4][1:])]
    assert told(differences(table(old, Style()), table(new, Style()))) == [
        "减少 [-30105虚构经济科目41.001.000.00-]",
        "增加 {+30199虚构经济科目41.001.000.00+}",
    ]


def test_rows_of_one_name_belong_to_what_they_stand_under() -> None:
    """All amounts are new, a unit went and another came: the rows of each are those of its own."""
    kinds = ["工资福利支出", "商品和服务支出", "资本性支出"]

    def of(units: list[str], amount: str) -> str:
        rows: list[Row] = []
        for unit in units:
            rows += [("", name, f"{amount}{len(unit)}.00", "0.00", "0.00") for name in (unit, *kinds)]
        return table(rows, Style())

    old = of(["疾控中心", "妇幼服务中心", "急救站"], "1")
    new = of(["疾控中心", "中心血站虚构", "急救站"], "2")
    found = told(differences(old, new))
    first = [f"改动 {name}[-14.00-]{{+24.00+}}0.000.00" for name in ("疾控中心", *kinds)]
    gone = [f"减少 [-{name}16.000.000.00-]" for name in ("妇幼服务中心", *kinds)]
    came = [f"增加 {{+{name}26.000.000.00+}}" for name in ("中心血站虚构", *kinds)]
    last = [f"改动 {name}[-13.00-]{{+23.00+}}0.000.00" for name in ("急救站", *kinds)]
    assert found == [*first, *gone, *came, *last]


def test_a_row_whose_amount_names_its_unit() -> None:
    """12万元 is an amount as 12 is."""
    old = [("", "住房保障支出", "12.00万元", "1,000元", "1.5%")]
    new = [("", "住房保障支出", "13.00万元", "1,100元", "1.6%")]
    assert told(differences(table(old, Style()), table(new, Style()))) == [
        "改动 住房保障支出[-12.00-]{+13.00+}万元[-1,000-]{+1,100+}元[-1.5%-]{+1.6%+}"
    ]


def test_a_running_head_is_told_once() -> None:
    """On the page where it stands first, and not in the pictures of the others either."""
    body = "".join(f"<p>第{i}项要求规范使用资金，按期公开预算。</p>" for i in range(90))
    number = '"第 " counter(page) " 页 共 " counter(pages) " 页"'
    old, new = (page(body, f"某局{year}年部门预算", number) for year in (2024, 2025))
    assert len(old.sizes) > 2
    assert told(foreign_entries(old, new)) == ["改动 某局[-2024-]{+2025+}年部门预算"]


def test_columns_of_text_are_read_one_after_the_other() -> None:
    """Lines that stand beside each other are no row."""
    body = "".join(f"<p>{i}.第{i}项指标说明的文字，反映单位按规定开展业务发生的支出。</p>" for i in range(40))
    edited = body.replace("21项指标说明的", "21项指标新说明的")
    old, new = (page(f'<div class="two">{text}</div>') for text in (body, edited))
    assert told(foreign_entries(old, new)) == [
        "改动 21.第21项指标{+新+}说明的文字，反映单位按规定开展业务发生的支出。"
    ]


def test_what_is_around_a_place() -> None:
    """A cell of a table has lines on four sides; text has not, nor what stands in a coloured area."""
    import pypdfium2

    body = (
        '<div style="background: #eee; padding: 5mm">文字</div>'
        '<table style="border-collapse: collapse; margin-top: 20mm"><tr>'
        '<td style="border: 1px solid; width: 40mm; height: 10mm">甲</td>'
        '<td style="border: 1px solid; width: 40mm">乙</td></tr></table>'
    )
    sheets = page(body)
    words = sheets.words(0)
    one, other = (sheets.cell(sheets.read(0, words.index(mark))) for mark in "甲乙")
    assert sheets.cell(sheets.read(0, words.index("文"))) is None
    assert one
    assert other
    assert one[2] == other[0]
    assert (one[1], one[3]) == (other[1], other[3])
    blank = pypdfium2.PdfDocument.new()
    assert not Ruling(blank.new_page(100, 100))


def test_lines_near_each_other_are_one_as_far_as_the_first_reaches() -> None:
    """A hatched band of thin lines does not become a line at its lower end."""
    import pypdfium2

    heights = [*(100 + 1.4 * step for step in range(11)), 200]
    across = "".join(f"50 {height:.1f} m 150 {height:.1f} l S " for height in heights)
    drawn = across + "50 90 m 50 210 l S 150 90 m 150 210 l S"
    data = a_pdf(content=drawn.encode())
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        cell = Ruling(pdf[0]).cell(100, 150)
    assert cell is not None
    assert cell[3] >= 112


def test_numbers_of_rows_that_shift_are_no_picture() -> None:
    """A row went on the first page; those of the next say the same, and are counted otherwise."""
    names = [f"虚构的{name}工程" for name in "甲乙丙丁戊己庚辛壬癸"]

    def counted(rows: list[str], gone: int) -> str:
        cells = [(str(i), name, "1.00", "2.00", "3.00") for i, name in enumerate(rows, 1)]
        head = ("序号", "项目", "合计", "本年", "结转")
        parts = [table(part, Style(), head) for part in (cells[: 5 - gone], cells[5 - gone :])]
        return '<div style="break-after: page"></div>'.join(parts)

    found = differences(counted(names, 0), counted([*names[:2], *names[3:]], 1))
    assert told(found) == ["减少 [-虚构的丙工程1.002.003.00-]"]


@pytest.mark.parametrize("gone", [0, 1, 5, 8])
@pytest.mark.parametrize("again", [False, True], ids=["kept", "counted anew"])
def test_a_row_that_went_leaves_the_numbers_of_the_others(gone: int, again: bool) -> None:
    """Whether they keep them or are counted anew: rows are what they are called."""
    names = [f"虚构的{name}工程" for name in "甲乙丙丁戊己庚辛壬癸"]
    rows = [(str(i), name, f"{i}.00", "2.00", "3.00") for i, name in enumerate(names, 1)]
    left = [row for index, row in enumerate(rows) if index != gone]
    if again:
        left = [(str(i), *row[1:]) for i, row in enumerate(left, 1)]
    old, new = (table(part, Style(), ("序号", "项目", "合计", "本年", "结转")) for part in (rows, left))
    assert told(differences(old, new)) == [f"减少 [-{names[gone]}{gone + 1}.002.003.00-]"]


@pytest.mark.parametrize("written", ["{}. ", "（{}）", "{}、"])
@pytest.mark.parametrize("numerals", ["12345678", "一二三四五六七八"])
def test_what_counts_before_a_name_is_no_change(written: str, numerals: str) -> None:
    """The rows behind one that went are counted anew; the ordinal is shown with what else changed."""
    names = ["工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出", "债务利息支出", "其他支出"]

    def counted(rows: list[str], last: str) -> str:
        cells = [
            (
                "",
                f"{written.format(numerals[i])}{name}",
                f"{len(name)}.00",
                "0.00",
                last if i == 4 else "0.00",
            )
            for i, name in enumerate(rows)
        ]
        return table(cells, Style())

    found = told(differences(counted(names, "0.00"), counted([names[0], *names[2:]], "1.00")))
    gone, changed = found
    assert gone == f"减少 [-{written.format(numerals[1]).strip()}商品和服务支出7.000.000.00-]"
    assert changed.endswith("其他支出4.000.00[-0.00-]{+1.00+}")


def test_amounts_that_are_gone_are_a_change_of_their_row() -> None:
    """A name that stands alone is the row that it was."""
    old = [("", "数据交换费", "1.00", "", "1.00"), ("", "铺设工程", "2.00", "", "2.00")]
    new = [("", "数据交换费", "", "", ""), old[1]]
    assert told(differences(table(old, Style()), table(new, Style()))) == ["改动 数据交换费[-1.001.00-]"]
    assert told(differences(table(new, Style()), table(old, Style()))) == ["改动 数据交换费{+1.001.00+}"]


def test_codes_that_grow_are_codes() -> None:
    """201, 208, 210 …, and 01, 02, 50, count nothing."""
    for codes in (("201", "208", "210", "221"), ("01", "02", "50", "99")):
        old = [(code, f"虚构科目{code}", "1.00", "1.00", "0.00") for code in codes]
        new = [*old[:2], ("51" if codes[2] == "50" else "211", *old[2][1:]), old[3]]
        assert len(differences(table(old, Style()), table(new, Style()))) == 2


def test_amounts_at_the_edge_are_no_running_head() -> None:
    """A row that says at the head of a page what the one before says there, and another amount in the new."""
    rows = [("2080001", "各项经费", "0.00", "0.00", "0.00") for _ in range(150)]
    css = "<style>@page { size: A4 landscape !important; margin: 10mm !important }</style>"

    def printed(amounts: list[str]) -> Sheets:
        cells = [(*row[:2], amount, *row[3:]) for row, amount in zip(rows, amounts, strict=True)]
        body = "".join(f"<div>{'&nbsp;&nbsp; '.join(row)}</div>" for row in cells)
        return page(css + body)

    old, new = ["1.00"] * 150, ["1.00"] * 150
    paper = printed(old)
    assert len(paper.sizes) > 2
    assert len(lines_of(paper)) == 150
    new[140] = "2.00"
    assert len(foreign_entries(paper, printed(new))) == 1


def test_a_running_head_with_the_number_of_its_page_is_told_once() -> None:
    """A page came in front, and all others are further on; the head says nothing else."""
    body = "".join(f"<p>第{i}项要求规范使用资金，按期公开预算。</p>" for i in range(90))
    before = '<p style="break-after: page">前面多出来的一页上的话。</p>'
    old, new = (page(said, '某局2024年部门预算 " counter(page) "') for said in (body, before + body))
    assert told(foreign_entries(old, new)) == ["增加 {+前面多出来的一页上的话。+}"]
