"""A new budget from an imported tree: several files, all of them or none, and never over what is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.classification import classification_of
from generator.errors import UsageError
from generator.exchange.files import write_all, write_folder
from generator.exchange.importer.differences import without_nil
from generator.exchange.importer.note import note_text
from generator.exchange.importer.scalars import scalar
from generator.exchange.importer.workbook import Given, Imported, read_workbook
from generator.exchange.importer.yaml_text import Names, YamlWriter
from generator.exchange.tree import Key, Leaf, Node, Tree, items, joined, mapping, text_at
from generator.figures.disclosure import last_years_folder
from generator.model import SOURCES, Performance
from generator.model.base import UNFILLED
from generator.model.kinds import KINDS

NOTE = "导入说明.txt"
MASTER = (
    "年度",
    "样式",
    "金额单位",
    "金额精度",
    "字体",
    "部门",
    "单位",
    "上年",
    "政府采购",
    "国有资产",
    "整体绩效",
)
MONEY = (*(key for key in KINDS if key != "项目"), "分单位", "科目名称")
PROSE = ("说明", "更正", "其他说明", "名词解释", "附件", "接受")
FILES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("部门.yaml", MASTER, "部门概况。"),
    ("收支.yaml", MONEY, "收入与支出，金额单位：{unit}。合计不写，由明细相加。"),
    ("项目.yaml", ("项目",), "项目，金额单位：{unit}。"),
    ("说明.yaml", PROSE, "情况说明的文字。"),
    ("购买服务目录.yaml", ("购买服务目录",), "政府购买服务目录。"),
)
ASKED = {"代码": '部门的预算代码，例如 "101"', "性质": "行政、参公事业 或 事业", "名称": "部门全称"}
"""What no table says of the department."""


@dataclass(frozen=True, slots=True)
class NewBudget:
    """A budget that was made from a workbook: how many files, and what is left to be filled in or checked."""

    folder: Path
    imported: Imported
    files: int
    missing: list[str]
    note: str


def import_new(file: Path, given: Given, folder_of: Callable[[Imported], Path]) -> NewBudget:
    """Make a budget from the workbook `file`, with a note beside it.

    Raises UsageError, InputError for what cannot be read or is no budget.
    """
    imported = read_workbook(file, given=given)
    folder = folder_of(imported)
    files, missing = files_of(imported, file.name, folder)
    note = note_text(file.name, imported.log, missing)
    write_files(folder, {**files, NOTE: note})
    return NewBudget(folder, imported, len(files), missing, note)


def files_of(imported: Imported, file: str, folder: Path | None = None) -> tuple[dict[str, str], list[str]]:
    """The files of a new budget by path, and what is left for the author to fill in.

    In a `folder` that has last year's budget beside it, figures of last year are that one's.
    """
    tree, missing = _completed(imported)
    if imported.before and not (folder and last_years_folder(folder, imported.year or 0)):
        tree = joined(imported.before, tree)
    unit = text_at(tree, "金额单位") or "万元"
    writer = YamlWriter(unit, subject_names(tree))
    beside = "，没有注明的来自“数据”表" if imported.has_data else ""
    said = f"由 {file} 导入，行尾是所来自的单元格{beside}。"
    files = {}
    known = {key for _, keys, _ in FILES for key in keys}
    known |= {"绩效目标"} if items(tree, "绩效目标") else set()
    for name, keys, head in FILES:
        if keys is MASTER:
            keys = (*keys, *(key for key in tree if key not in known))
        text = writer.document(tree, keys, head.format(unit=unit) + said)
        if text:
            files[name] = text
    files["部门.yaml"] = _asking(files["部门.yaml"], tree)
    files |= _performance(items(tree, "绩效目标"), writer, said)
    return files, missing


def subject_names(tree: Tree) -> Names:
    """What gives the lines of 科目 their names as comments."""
    known = classification_of(int(text_at(tree, "年度")))
    own = mapping(tree, "科目名称")

    def name(key: Key, node: Node) -> str:
        line = node if isinstance(node, dict) else {}
        code = text_at(line, "经济科目") or text_at(line, "科目")
        if not code or key == "项目":
            return ""
        subject = known.economic.get(code)
        given = subject.name if subject and key == "基本支出" else ""
        return text_at(own, code) or given or known.functional.get(code) or known.revenue.get(code, "")

    return name


def _completed(imported: Imported) -> tuple[Tree, list[str]]:
    """The tree with all that a budget must have, and what of it is blank."""
    known = imported.has_data
    node: Node = imported.tree if known else _pruned(imported.tree)
    assert isinstance(node, dict)
    tree = {"金额单位": Leaf("万元"), **node}
    tree.setdefault("部门", {})
    if not known and not items(tree, "支出"):
        tree["支出"] = Leaf(UNFILLED)
    tree.setdefault("支出", [])
    spent = (
        not known and not mapping(tree, "收入") and not any("收入" in one for one in items(tree, "分单位"))
    )
    if spent:
        _enter_income(tree)
    missing = [f"部门/{key}：{what}" for key, what in ASKED.items() if not text_at(tree, "部门", key)]
    if spent and items(tree, "支出"):
        missing.append("收入：表里没有，照本年的支出写")
    if not known:
        for project in items(tree, "项目"):
            project.setdefault("类别", Leaf("特定目标类"))
            if isinstance(leaf := project["类别"], Leaf) and leaf.origin is None:
                note = "项目/类别：表里没有项目类别的，都写作“特定目标类”，请核对"
                missing += [note] if note not in missing else []
        missing += _of_performance(items(tree, "绩效目标"))
    return tree, [*missing, *_of_files(tree)]


def _of_files(tree: Tree) -> list[str]:
    """The files that a budget names, which are in no workbook."""
    named = [("附件", text_at(one, "文件")) for one in items(tree, "附件")]
    named += [("字体", text_at(tree, "字体", key)) for key in mapping(tree, "字体")]
    return [f"{key}的文件 {file}：工作簿里没有，请放进预算的文件夹" for key, file in named if file]


def _pruned(tree: Tree) -> Tree:
    """Without nil amounts, and without list items that have none."""
    result: Tree = {}
    for key, node in tree.items():
        if isinstance(node, list) and key not in ("绩效目标", "单位"):
            result[key] = [without_nil(item) for item in node]
        elif key != "绩效目标":
            result[key] = without_nil(node)
        else:
            result[key] = node
    return {key: node for key, node in result.items() if isinstance(node, Leaf) or node}


def _enter_income(tree: Tree) -> None:
    """收入 from the expenditure of this year, of each unit that has any, when no table gives it."""
    first = next((text_at(unit, "代码") for unit in items(tree, "单位")), "")
    sums: dict[str, dict[str, Decimal]] = {}
    for line in items(tree, "支出"):
        own = sums.setdefault(text_at(line, "单位") or first, {})
        for source in SOURCES:
            leaf = line.get(str(source))
            if isinstance(leaf, Leaf):
                own[str(source)] = own.get(str(source), Decimal(0)) + leaf.number
    income: dict[str, Tree] = {
        unit: {source: Leaf(value) for source, value in own.items()} for unit, own in sums.items()
    }
    if len(income) < 2:
        tree["收入"] = next(iter(income.values()), {})
        return
    parts = {text_at(part, "单位"): part for part in items(tree, "分单位")}
    for unit in income:
        parts.setdefault(unit, {"单位": Leaf(unit)})["收入"] = income[unit]
    tree["分单位"] = list(parts.values())


def _of_performance(tables: list[Tree]) -> list[str]:
    missing = []
    for table in tables:
        for key in ("项目属性", "项目期"):
            if key not in table:
                table[key] = Leaf(UNFILLED)
                missing.append(f"绩效目标“{text_at(table, '项目')}”/{key}：表里没有，写作“{UNFILLED}”")
        table.setdefault("总体目标", {"实施期": Leaf(UNFILLED)})
        table.setdefault("指标", {})
    return missing


def _asking(text: str, tree: Tree) -> str:
    """The file of the department with a line to be filled in for everything that must be there."""
    asked = [(key, what) for key, what in ASKED.items() if not text_at(tree, "部门", key)]
    lines = [f"  {key}: {UNFILLED}  # {what}" for key, what in asked]
    if not lines:
        return text
    said = ((key, text_at(tree, "部门", key)) for key in ASKED)
    kept = [f"  {key}: {scalar(text)}" for key, text in said if text]
    body = "\n".join(["部门:", *kept, *lines])
    return re.sub(r"(?m)^部门:.*(\n +.*)*", lambda _: body, text)


def _performance(tables: list[Tree], writer: YamlWriter, said: str) -> dict[str, str]:
    """A file for each office (the part of the project's name before the dash); one when these alternate."""
    runs: list[tuple[str, list[Node]]] = []
    for table in tables:
        name = text_at(table, "项目")
        office = re.split("[—－–-]", name)[0] if re.search("[—－–-]", name) else "绩效目标"
        office = re.sub(r'[\\/:*?"<>|.\s]+', "", office)[:30] or "绩效目标"
        if not runs or runs[-1][0] != office:
            runs.append((office, []))
        keys = {field.alias: number for number, field in enumerate(Performance.model_fields.values())}
        runs[-1][1].append({key: table[key] for key in sorted(table, key=lambda key: keys.get(key, 99))})
    if len({office for office, _ in runs}) < len(runs) or len(runs) > 99:
        runs = [("绩效目标", [table for _, run in runs for table in run])]
    head = f"项目支出绩效目标表，资金单位：元。{said}"
    return {
        f"绩效目标/{number:02d}-{office}.yaml": writer.document({"绩效目标": run}, ["绩效目标"], head)
        for number, (office, run) in enumerate(runs, 1)
    }


def write_files(folder: Path, files: dict[str, str]) -> None:
    """Write all `files` below `folder`, or none. Raises UsageError when one is there already."""
    taken = [name for name in files if (folder / name).exists()]
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"“{folder}”不是文件夹。请换一个名字。")
    if taken:
        raise UsageError(f"“{folder}”里已经有 {'、'.join(taken[:3])}，没有覆盖。请换一个文件夹。")
    if folder.exists():
        write_all({folder / name: text.encode() for name, text in files.items()})
    else:
        write_folder(folder, {name: text.encode() for name, text in files.items()})
