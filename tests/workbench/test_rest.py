"""Forms that are no list of amounts: names of 科目, how numbers are printed, the catalogue, attachments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.figures import disclose_folder
from generator.workbench.attaching import attached
from generator.workbench.changes import value_at
from generator.workbench.edits import MovedError, apply, written_in
from generator.workbench.forms import Changes
from tests.budgets import copied_to
from tests.exchange.sheets import BODY, Sheet, sheet
from tests.exchange.sheets import written as written_book
from tests.exchange.test_import_mapping import ODD
from tests.workbench.asked import ask
from tests.workbench.conftest import KEY, Bench
from tests.workbench.typed import form_in, write

PDF = b"%PDF-1.7\n%fake, never opened here\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The smallest budget."""
    return copied_to(tmp_path / "2024" / "档案馆")


def test_every_code_in_use_can_have_a_name(folder: Path) -> None:
    """One that is in no table is named in its row; what is named is what the tables print."""
    path = folder / "预算.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("30201", "30288"), encoding="utf-8")
    [grid] = form_in(folder, "科目名称").grids
    assert "30288" in {line.label for line in grid.lines}
    write(folder, "科目名称", [(("科目名称", "30288"), "自己的科目")])
    assert disclose_folder(folder).names.economic("30288") == "自己的科目"


def test_how_numbers_are_printed_is_chosen(folder: Path) -> None:
    """From the words that there are; others are refused."""
    write(folder, "数字格式", [(("数字格式", "表", "单位"), "元"), (("数字格式", "表", "千分位"), "是")])
    made = disclose_folder(folder).budget.formats["表"]
    assert (made.unit, made.thousands) == ("元", True)
    with pytest.raises(UsageError, match="应是是、否"):
        write(folder, "数字格式", [(("数字格式", "表", "千分位"), "有")])


def test_a_sentence_stands_for_the_catalogue(folder: Path) -> None:
    """Where there is none, or only a word on it."""
    write(folder, "购买服务目录", [(("购买服务目录",), "本部门没有目录。")])
    assert written_in(folder).mapping["购买服务目录"] == "本部门没有目录。"
    disclose_folder(folder)


def test_a_pdf_is_attached_whole_or_not_at_all(folder: Path) -> None:
    """Its file lies in the folder of attachments, its line in the form; no file is written over."""
    version = written_in(folder).version
    attached(folder, title="明细", file="C:\\表\\明细 表.pdf", version=version, data=PDF)
    assert (folder / "附件" / "明细_表.pdf").read_bytes() == PDF
    [grid] = form_in(folder, "附件").grids
    assert [cell.text for line in grid.lines for cell in line.cells if cell] == ["明细", "附件/明细_表.pdf"]
    now = written_in(folder).version
    with pytest.raises(UsageError, match="不是 PDF"):
        attached(folder, title="又", file="x.pdf", version=now, data=b"PK")
    with pytest.raises(MovedError):
        attached(folder, title="又", file="y.pdf", version=version, data=PDF)
    assert sorted(path.name for path in (folder / "附件").iterdir()) == ["明细_表.pdf"]
    assert written_in(folder).version == now
    attached(folder, title="又", file="明细_表.pdf", version=now, data=b"%PDF-2")
    attached(folder, title="再", file="明细_表.pdf", version=written_in(folder).version, data=PDF)
    assert (folder / "附件" / "明细_表.pdf").read_bytes() == PDF
    assert (folder / "附件" / "明细_表-2.pdf").read_bytes() == b"%PDF-2"
    assert len(list((folder / "附件").iterdir())) == 2


def test_a_catalogue_is_pasted_and_changed(tmp_path: Path) -> None:
    """Whole, from rows of Excel; names change in their lines, rows go, new ones come to their department."""
    folder = copied_to(tmp_path / "2024" / "档案馆")
    base = ("购买服务目录",)

    def row(*said: str) -> list[tuple[tuple[str, ...], str]]:
        return [((key,), text) for key, text in zip(("部门", "代码", "名称"), said, strict=True)]

    rows = [row("财政", "A", "公共服务"), row("财政", "A01", "安全服务"), row("民政", "A", "公共服务")]
    write(folder, "购买服务目录", [((*base, "名称"), "第三批目录")], rows)
    assert disclose_folder(folder).budget.catalogue is not None
    path = (*base, "目录", 0, "条目")
    write(folder, "购买服务目录", [((*path, "A"), "服务")], [row("财政", "A02", "其他")], [(*path, "A01")])
    now = written_in(folder).mapping
    assert value_at(now, path) == {"A": "服务", "A02": "其他"}
    assert value_at(now, (*base, "目录", 1, "条目")) == {"A": "公共服务"}
    with pytest.raises(UsageError, match="已经有了"):
        write(folder, "购买服务目录", [], [row("财政", "A02", "又一个")])


def test_a_new_department_of_the_catalogue_is_no_change_of_it(tmp_path: Path) -> None:
    """Though rows of both lists are new, and name the same department."""
    folder = copied_to(tmp_path / "2024" / "档案馆")
    text = "购买服务目录:\n  名称: 目录\n  目录: [{部门: 财政, 条目: {A: 公共服务}}]\n"
    (folder / "目录.yaml").write_text(text, encoding="utf-8")
    there = written_in(folder)
    made = Changes(form_in(folder, "购买服务目录"), there.mapping)
    entries, changed = (number for number, grid in enumerate(made.form.grids))
    change = {"批次": "第一批", "部门": "民政", "动作": "取消", "代码": "B"}
    made.add(changed, [[((key,), said) for key, said in change.items()]])
    made.add(entries, [[(("部门",), "民政"), (("代码",), "A"), (("名称",), "服务")]])
    apply(folder, there.version, made.changes, made.rows, made.gone)
    catalogue = written_in(folder).mapping["购买服务目录"]
    assert value_at(catalogue, ("目录", 1)) == {"部门": "民政", "条目": {"A": "服务"}}
    assert value_at(catalogue, ("调整",)) == [change]


def test_an_own_font_is_uploaded(bench: Bench) -> None:
    """Into its folder, in the place of one of ours; what is no font is refused."""
    version = written_in(bench.folder).version
    query = f"role=标题&file=小标宋.ttf&version={version}"
    path = f"/b/{KEY}/-/font"
    assert ask(bench.app, path, query, "POST", b"PK").status == 422
    assert ask(bench.app, path, query.replace("标题", "草书"), "POST", b"OTTO").status == 422
    assert ask(bench.app, path, query, "POST", b"OTTO").status == 200
    assert (bench.folder / "字体" / "小标宋.otf").read_bytes() == b"OTTO"
    assert "字体/小标宋.otf" in ask(bench.app, f"/b/{KEY}/-/form", "key=字体").text


@pytest.mark.parametrize("name", ["../../x.pdf", "/etc/x.pdf", "..\\..\\x.pdf", ".pdf", "．．/x.pdf"])
def test_an_uploaded_file_lies_among_the_attachments(folder: Path, name: str) -> None:
    """Whatever it is called."""
    attached(folder, title="明细", file=name, version=written_in(folder).version, data=PDF)
    [made] = (folder / "附件").iterdir()
    assert made.suffix == ".pdf"


def test_what_is_uploaded_stands_in_the_form(bench: Bench) -> None:
    """By a request as the form sends it; without a title it is refused."""
    version = written_in(bench.folder).version
    query = f"title=明细&file=a.pdf&version={version}"
    assert ask(bench.app, f"/b/{KEY}/-/attach", query.replace("明细", ""), "POST", PDF).status == 422
    assert ask(bench.app, f"/b/{KEY}/-/attach", query, "POST", PDF).status == 200
    assert "附件/a.pdf" in ask(bench.app, f"/b/{KEY}/-/form", "key=附件").text


def test_a_mapping_is_shown_and_corrected_before_the_import(bench: Bench, tmp_path: Path) -> None:
    """A sheet that was not known has its columns, too; what is said wrong is told with what may be said.

    Whatever the workbook is called: its mapping takes no file's place.
    """
    data = written_book(tmp_path, sheet(BODY), Sheet("附表", ODD)).read_bytes()
    query = "file=映射.yaml&year=2024&name=某局"
    told = ask(bench.app, "/-/mapping", query, "POST", data).data
    first, second = told["sheets"]
    assert (first["what"], first["rows"], second["what"], second["known"]) == (
        "支出（按科目）",
        [3],
        "不用",
        False,
    )
    assert [head for _, head, _ in second["columns"]] == ["代号", "事项", "甲", "乙", "丙"]
    assert first["values"][:2] == [
        ["合计", "201", "20103"],
        ["一般公共服务支出", "政府办公厅（室）及相关机构事务", "事业运行"],
    ]
    assert [len(one["values"]) for one in (first, second)] == [len(one["columns"]) for one in (first, second)]
    columns = {letter: {"表头": head, "是": what} for letter, head, what in first["columns"]}
    table = {"工作表": "支出", "内容": first["what"], "单位": "元", "表头行": [3], "列": columns}
    for word, status in (("不知道", 422), (columns["E"]["是"], 200)):
        columns["E"]["是"] = word
        mapping = json.dumps({"表": [table]}).encode()
        answer = ask(bench.app, "/-/import", f"{query}&mapping={len(mapping)}", "POST", mapping + data)
        assert answer.status == status, answer.text
    made = written_in(bench.folder.parent.parent / "2024" / "某局").mapping
    assert str(value_at(made, ("支出", 0, "一般公共预算"))) == "0.007"
