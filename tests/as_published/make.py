"""Make the as-published budget: the sample, its acceptances taken away and the published errors put back.

`python -m tests.as_published.make FOLDER` writes it for a look; the tests make it anew each time. The ids are
those of the list of errors found by recomputing the real document. What we compute from the data (E01–E04,
E06) cannot be wrong in it; there the published numbers are typed into the prose beside.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.facts import RENAMED, read_json

SAMPLE = Path(__file__).parents[2] / "budgets" / "2024" / "xinzhou-etdz"
TABLES: list[dict[str, Any]] = read_json("performance.json")

DOUBLED = (1, 6, 7, 16, 17, 18, 27, 28)
"""T01: tables whose words were published in 值 and in 单位."""
CUT = {2: "必要性", 6: "制度措施", 8: "总体目标", 24: "必要性"}
"""T03: tables with text cut off by cells of a fixed size; we know the tables, not the words."""
FOREIGN_PLAN = "按照还款计划核对新建道路工程贷款的余额，分期支付到期的贷款本息。"
"""T08: the plan under project 6 belonged to another project; we know that, not its words."""


def make(folder: Path) -> Path:
    """`folder`, made, with the as-published budget in it."""
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("接受*.yaml"))
    for error in ERRORS.values():
        error(folder)
    return folder


def _change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{name} says {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def _change_table(folder: Path, number: int, change: Callable[[str], str]) -> None:
    """Change the YAML of performance table `number`, which must change."""
    published = TABLES[number - 1]["表十二项目名称"]
    project = RENAMED.get(published, published)
    for path in sorted((folder / "绩效目标").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        parts = re.split(r"(?m)^(?=  - 项目: )", text)
        for index, part in enumerate(parts):
            if part.startswith(f"  - 项目: {project}\n"):
                parts[index] = change(part)
                assert parts[index] != part
                path.write_text("".join(parts), encoding="utf-8")
                return
    raise AssertionError(f"no performance table {number}")


def _typed_performance(folder: Path) -> None:
    """E01, E02, E03: numbers that disagree with the tables, typed where ours are computed."""
    said = (
        "公开项目绩效目标28个，金额35,350.98万元，占项目支出总额的85.11%，其中：其他运转类项目0个，"
        "金额0万元；特定目标类项目0个，金额0万元。"
    )
    _change(folder, "说明.yaml", "  项目绩效说明: ", f"  项目绩效说明: {said}")


def _typed_units(folder: Path) -> None:
    """E06: 0 units, while two tables list one."""
    _change(folder, "说明.yaml", "  整体绩效说明: ", "  整体绩效说明: 机关及下属预算单位0个。")


def _equipment(folder: Path) -> None:
    """E07: both lines print 通用设备."""
    said = "单位价值50万元以上的通用设备4台（套），单位价值100万元以上的通用设备7台（套）。"
    _change(folder, "说明.yaml", "  国有资产说明: ", f"  国有资产说明: {said}")


def _one_year(folder: Path) -> None:
    """E08: 一次性项目 of one year, although the funds of 实施期 exceed those of the year."""
    for table in TABLES:
        if table["实施期资金_元"]["总额"] > table["年度资金_元"]["总额"]:
            said = f"项目属性: {table['项目属性']}\\n    项目期: {table['项目期']}"
            change = partial(re.sub, r"项目属性: .*\n    项目期: .*", said)
            _change_table(folder, table["序号"], change)


def _two_names(folder: Path) -> None:
    """E09: one project under two names."""
    [(published, right)] = RENAMED.items()
    _change(folder, "项目.yaml", f"名称: {right},", f"名称: {published},")


def _year_before(folder: Path) -> None:
    """E10: a sentence of the year before."""
    said = "2023年，忻州开发区管委会内设机构7个，所属事业单位8个。"
    _change(folder, "部门.yaml", "    说明: 所属事业单位均", f"    说明: {said}所属事业单位均")


def _doubled_values(folder: Path) -> None:
    """T01: words as value and as unit."""
    for number in DOUBLED:
        change = partial(re.sub, r"(, 值: )([^},]*[\u4e00-\u9fff][^},]*)\}", r"\1\2, 单位: \2}")
        _change_table(folder, number, change)


def _goal_of_another(folder: Path) -> None:
    """T02: table 4 has the objective of table 3."""
    text = (folder / "绩效目标" / "02-招商投资促进部.yaml").read_text(encoding="utf-8")
    _, _, third, _ = text.split("  - 项目: ")
    [goal] = re.findall(r"(?m)^      实施期: (.*。)$", third)
    _change_table(folder, 4, partial(re.sub, r"(?m)^      年度: .*", f"      年度: {goal}"))


def _cut_texts(folder: Path) -> None:
    """T03: texts that stop in the middle of a sentence."""
    for number, key in CUT.items():
        start = "      实施期" if key == "总体目标" else f"    {key}"
        change = partial(re.sub, rf"(?m)^({start}: .*[^}}]，)[^，\n]*$", r"\1")
        _change_table(folder, number, change)


def _stray_characters(folder: Path) -> None:
    """T06: a stray 1 before eleven names, and “<4套” for 4."""
    names = {i["三级"] for i in TABLES[17]["实施期指标"] if re.match(r"1\D", i["三级"])}
    assert len(names) == 11

    def change(text: str) -> str:
        before, quality = text.split("质量指标:")
        for name in names:
            quality = quality.replace(f"名称: {name[1:]},", f"名称: {name},")
        before = before.replace("名称: 车辆减速带, 值: 4", "名称: 车辆减速带, 符号: <, 值: 4")
        return f"{before}质量指标:{quality}"

    _change_table(folder, 18, change)


def _foreign_plan(folder: Path) -> None:
    """T08: the plan of another project."""
    _change_table(folder, 6, partial(re.sub, r"实施计划: .*", f"实施计划: {FOREIGN_PLAN}"))


def _punctuation(folder: Path) -> None:
    """T09: 。；, three styles of numbers, document numbers in ( ) and 【】."""
    _change(folder, "说明.yaml", "  公务接待费说明: 来访", "  公务接待费说明: 经费按上年规模安排。；来访")
    said = "  - 收入总计46,785.10万元，比上年减少94171.25万元；支出预算46785.1万元。\n"
    _change(folder, "说明.yaml", "其他说明:\n", f"其他说明:\n{said}")
    _change(folder, "购买服务目录.yaml", "晋财综〔2021〕34号", "晋财综(2021)34号")
    _change(folder, "购买服务目录.yaml", "后附晋财综〔2022〕67号", "后附晋财综【2022】67号")


def _other_level(folder: Path) -> None:
    """T10: 省直部门 in a city's glossary."""
    _change(folder, "说明.yaml", "解释: 指行政单位和参照公务员法", "解释: 指省直部门、行政单位和参照公务员法")


ERRORS: dict[str, Callable[[Path], None]] = {
    "E01–E03": _typed_performance,
    "E06": _typed_units,
    "E07": _equipment,
    "E08": _one_year,
    "E09": _two_names,
    "E10": _year_before,
    "T01": _doubled_values,
    "T02": _goal_of_another,
    "T03": _cut_texts,
    "T06": _stray_characters,
    "T08": _foreign_plan,
    "T09": _punctuation,
    "T10": _other_level,
}
"""What is put back. E05, T04, T05, T07, T11 (blank) and table 8 of T08 the sample has as published."""


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
