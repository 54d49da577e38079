"""Budgets of every shape that the product can hold, for the properties of Excel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

SUBJECTS = ("2010350", "2010399", "2080505", "2120801", "2210201")
ECONOMIC = ("30101", "30108", "30201", "30217", "30305")
SOURCES = ("一般公共预算", "政府性基金", "国有资本经营预算", "财政专户管理资金", "单位资金")
LEVELS = ("中央", "省级", "市县", "单位自筹", "其他")
ITEMS = ("因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费")
UNITS = ("001001", "001002", "001003")
NAMES = ("甲项目", "乙项目（尾款）", "丙—项目 #1", "丁/项目~")

Written = dict[str, Any]

amounts = st.one_of(
    st.just("0"),
    st.decimals(0, 99_999, places=2).map(str),
    st.decimals(0, 999, places=6).map(str),
)
counts = st.integers(0, 400).map(str)
words = st.text(
    st.characters(categories=("L", "N", "P", "S"), exclude_characters="{}"), min_size=1, max_size=12
).filter(lambda text: text != "待填" and text == text.strip())
prose = st.lists(words, min_size=1, max_size=3).map("\n".join)


def some(keys: tuple[str, ...], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Written]:
    """A mapping with some of `keys`."""
    return st.lists(st.sampled_from(keys), unique=True, max_size=len(keys)).flatmap(
        lambda chosen: st.fixed_dictionaries(dict.fromkeys(chosen, values))
    )


sources = some(SOURCES, amounts)


@st.composite
def with_carry(draw: st.DrawFn, fixed: Written) -> Written:
    """A line of money, perhaps with 上年结转."""
    line = {**fixed, **draw(sources)}
    return {**line, "上年结转": draw(sources)} if draw(st.booleans()) else line


@st.composite
def lines(draw: st.DrawFn, units: tuple[str, ...]) -> Written:
    """The lists of a budget, with or without units on their lines."""

    def of_unit(line: Written) -> Written:
        unit = draw(st.sampled_from(("", *units)))
        return {**line, "单位": unit} if unit else line

    def several(most: int) -> range:
        return range(draw(st.integers(0, most)))

    coded = draw(st.booleans())
    found: Written = {"支出": [], "基本支出": [], "政府性基金收入": [], "机关运行经费": [], "项目": []}
    for _ in several(4):
        nature = draw(st.sampled_from(("基本支出", "项目支出")))
        fixed = {"科目": draw(st.sampled_from(SUBJECTS)), "性质": nature}
        found["支出"].append(of_unit(draw(with_carry(fixed))))
    for _ in several(4):
        line = {"经济科目": draw(st.sampled_from(ECONOMIC)), "金额": draw(amounts)}
        line |= {"政府经济科目": "50101"} if draw(st.booleans()) else {}
        found["基本支出"].append(of_unit(line))
    for _ in several(2):
        found["政府性基金收入"].append(of_unit({"科目": "1030148", "金额": draw(amounts)}))
    for _ in several(2):
        found["机关运行经费"].append(of_unit(draw(sources)))
    for _ in several(4):
        fixed = {
            "名称": draw(st.sampled_from(NAMES)),
            "类别": draw(st.sampled_from(("特定目标类", "其他运转类"))),
        }
        fixed |= {"科目": draw(st.sampled_from(SUBJECTS))} if coded or draw(st.booleans()) else {}
        found["项目"].append(of_unit(draw(with_carry(fixed))))
    return {key: value for key, value in found.items() if value or draw(st.booleans())}


@st.composite
def indicators(draw: st.DrawFn) -> list[Written]:
    """A list of 三级指标."""
    found = []
    for _ in range(draw(st.integers(0, 2))):
        one = {"名称": draw(words), "值": draw(words)}
        one |= {key: draw(words) for key in ("符号", "单位", "年度") if draw(st.booleans())}
        found.append(one)
    return found


@st.composite
def performance(draw: st.DrawFn, project: str) -> Written:
    """The performance table of `project`."""
    table: Written = {
        "项目": project,
        "项目属性": draw(words),
        "项目期": draw(words),
        "实施期资金": draw(some(LEVELS, amounts)),
        "年度资金": draw(some(LEVELS, amounts)),
        "总体目标": {"实施期": draw(prose)},
        "指标": {},
    }
    if draw(st.booleans()):
        table["总体目标"]["年度"] = draw(prose)
    for key in ("实施单位", "项目概况", "立项依据", "负责人"):
        table |= {key: draw(words)} if draw(st.booleans()) else {}
    for first in ("产出指标", "效益指标"):
        groups = {}
        for second in ("数量指标", "质量指标")[: draw(st.integers(0, 2))]:
            both = draw(indicators())
            groups[second] = {"实施期": both, "年度": draw(indicators())} if draw(st.booleans()) else both
        table["指标"][first] = groups
    return table


@st.composite
def own(draw: st.DrawFn) -> Written:
    """What a budget and a unit's own file have that is no list."""
    found: Written = {
        "年终结转": draw(sources),
        "三公经费": draw(some(ITEMS, sources)),
        "政府采购": draw(some(("货物", "工程", "服务"), amounts)),
        "整体绩效": {"单位数": draw(counts), "金额": draw(amounts)},
        "上年": draw(some(("收入总计", "支出总计", "一般公共预算支出"), amounts)),
        "说明": draw(some(("收入变动原因", "支出变动原因"), prose)),
        "国有资产": {"截至日期": "2024-01-01", "办公用房面积": draw(amounts)},
    }
    nil = {
        key: "无" for key in ("三公经费", "政府采购", "整体绩效", "国有资产") if not draw(st.integers(0, 5))
    }
    return {key: value for key, value in (found | nil).items() if draw(st.booleans())}


@st.composite
def files(draw: st.DrawFn) -> dict[str, Written]:
    """The files of a budget by name: its own, and one for every unit that has some of its own."""
    units = UNITS[: draw(st.integers(0, 3))]
    budget: Written = {
        "年度": "2024",
        "金额单位": draw(st.sampled_from(("万元", "元"))),
        "部门": {"名称": draw(words), "代码": "001", "性质": draw(st.sampled_from(("行政", "事业")))},
        "收入": draw(sources),
        "支出": [],
        **draw(own()),
        **draw(lines(units)),
    }
    if units:
        budget["单位"] = [{"名称": f"单位{code[-1]}", "代码": code} for code in units]
    if draw(st.booleans()):
        budget["名词解释"] = [{"名称": draw(words), "解释": draw(prose)}]
        budget["其他说明"] = [draw(prose)]
        budget["部门"]["机构"] = {"内设机构": [draw(words)], "编制人数": draw(counts)}
    names = [line["名称"] for line in budget.get("项目", [])]
    budget["绩效目标"] = [draw(performance(name)) for name in dict.fromkeys(names) if draw(st.booleans())]
    found = {"预算.yaml": budget}
    for code in units[1:]:
        if draw(st.booleans()):
            part = {"本单位": code, "收入": draw(sources), **draw(own()), **draw(lines(()))}
            part |= {"绩效目标": draw(st.sampled_from(("无", [])))} if draw(st.booleans()) else {}
            found[f"{draw(st.sampled_from(('1', '预', '预算9')))}{code}.yaml"] = part
    for table in budget["绩效目标"]:
        owners = _owners(found, table["项目"])
        if len(owners) > 1:  # whose project it is has to be said
            table["单位"] = draw(st.sampled_from(owners))
    return found


def _owners(files: dict[str, Written], project: str) -> list[str]:
    """The units that have a project of this name."""
    return list(
        dict.fromkeys(
            line.get("单位", file.get("本单位", UNITS[0]))
            for file in files.values()
            for line in file.get("项目", [])
            if line["名称"] == project
        )
    )


def write(folder: Path, budget: dict[str, Written]) -> Path:
    """`folder`, made, with the files of `budget`; JSON is YAML."""
    folder.mkdir(parents=True)
    for name, written in budget.items():
        text = json.dumps(written, ensure_ascii=False, indent=1)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
