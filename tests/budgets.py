"""A small budget in which everything that must agree does, to be spoiled one line at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.figures import Disclosure, disclose
from generator.findings import Finding, Level
from generator.model import parse_budget
from generator.rules import apply_rules
from tests.written import NAME, mapping

SMALLEST = Path(__file__).parents[1] / "budgets" / "2024" / "yunling-archive"
SHANGHAI = SMALLEST.parents[1] / "2025" / "putuo-czj"

CONSISTENT = """\
年度: 2024
部门: {职责: {概述: 负责某项工作。}, 机构: {内设机构: 无}, 名称: 某某局, 代码: "001", 性质: 事业}
单位: [{名称: 某某局本级, 代码: "001001"}]
收入:
  一般公共预算: 100.00
  政府性基金: 20.00
  国有资本经营预算: 5.00
  财政专户管理资金: 2.00
  单位资金: 3.00
支出:
  - {科目: 2010350, 性质: 基本支出, 一般公共预算: 60.00}
  - {科目: 2080505, 性质: 基本支出, 一般公共预算: 10.00}
  - {科目: 2010399, 性质: 项目支出, 一般公共预算: 30.00, 上年结转: {一般公共预算: 3.00}}
  - {科目: 2120801, 性质: 项目支出, 政府性基金: 20.00, 上年结转: {政府性基金: 4.00}}
  - {科目: 2230105, 性质: 项目支出, 国有资本经营预算: 5.00}
  - {科目: 2010399, 性质: 项目支出, 财政专户管理资金: 2.00, 单位资金: 3.00}
基本支出:
  - {经济科目: 30101, 金额: 50.00}
  - {经济科目: 30108, 金额: 10.00}
  - {经济科目: 30201, 金额: 7.00}
  - {经济科目: 30217, 金额: 3.00}
政府性基金收入: [{科目: 1030148, 金额: 20.00}]
国有资本经营收入: [{科目: 1030601, 金额: 5.00}]
三公经费:
  公务接待费: {一般公共预算: 3.00}
  因公出国（境）费: 0
  公务用车购置费: 0
  公务用车运行维护费: 0
项目:
  - {名称: 甲, 类别: 特定目标类, 一般公共预算: 30.00, 上年结转: {一般公共预算: 3.00}}
  - {名称: 乙, 类别: 特定目标类, 政府性基金: 20.00, 上年结转: {政府性基金: 4.00}}
  - {名称: 丙, 类别: 其他运转类, 国有资本经营预算: 5.00}
  - {名称: 丁, 类别: 其他运转类, 财政专户管理资金: 2.00, 单位资金: 3.00}
机关运行经费: []
政府采购: 无
国有资产: 无
名词解释: []
绩效目标:
  - 项目: 甲
    项目属性: 跨年度项目
    项目期: 2年
    实施期资金: {市县: 400000}
    年度资金: {市县: 200000, 省级: 100000}
    总体目标: {实施期: 完成项目。}
    指标:
      产出指标:
        数量指标: [{名称: 数量, 值: 1, 单位: 项}]
        质量指标: []
"""

TWO_TABLES = CONSISTENT + CONSISTENT.partition("绩效目标:\n")[2].replace("项目: 甲", "项目: 乙")
"""With two performance tables."""

NIL = ("三公经费: 无", "机关运行经费: []", "政府采购: 无", "国有资产: 无", "绩效目标: []", "名词解释: []")
"""What a budget has to say of itself, if it says nothing else of it."""


DESCRIBED = {"职责": ", 职责: {概述: 负责某项工作。}", "机构": ", 机构: {内设机构: 无}"}


def once(text: str) -> str:
    """`text` without the lines of NIL for keys that it gives once more."""
    lines = text.splitlines(keepends=True)
    given = [line.partition(":")[0] for line in lines]
    return "".join(
        line
        for line, key in zip(lines, given, strict=True)
        if line.strip() not in NIL or given.count(key) == 1
    )


def whole(text: str) -> str:
    """`text` with NIL for the keys that it leaves out, and a 部门 of one line described."""
    text = once(text)
    lines = text.splitlines()
    for line in lines:
        if line.startswith("部门: {") and line.endswith("}"):
            more = "".join(words for key, words in DESCRIBED.items() if f"{key}:" not in line)
            text = text.replace(line, f"{line[:-1]}{more}}}")
    return text + "".join(
        f"{nil}\n" for nil in NIL if not any(one.startswith(nil.partition(" ")[0]) for one in lines)
    )


def spoiled(old: str, new: str, text: str = CONSISTENT) -> str:
    """`text` with the one place that says `old` changed to `new`."""
    assert text.count(old) == 1, f"{text.count(old)} places say {old!r}"
    return text.replace(old, new)


def disclosed(text: str = CONSISTENT) -> Disclosure:
    """The disclosure of the budget that `text` says."""
    return disclose(parse_budget(mapping(whole(text))))


def errors_of(text: str, folder: Path = Path("没有的文件夹")) -> list[Finding]:
    """The 错误 that the rules find in the budget that `text` says."""
    return [finding for finding in apply_rules(disclosed(text), folder) if finding.level is Level.ERROR]


def written_to(folder: Path, text: str = CONSISTENT) -> Path:
    """`folder`, made, with `text` as its only file."""
    folder.mkdir(parents=True)
    (folder / NAME).write_text(once(text), encoding="utf-8")
    return folder


def copied_to(folder: Path) -> Path:
    """`folder`, made, with a copy of the smallest budget of the repository."""
    return Path(shutil.copytree(SMALLEST, folder))
