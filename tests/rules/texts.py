"""A budget whose words are in order, and what the text rules (X) find when some of them are replaced."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import yaml

from generator.findings import Finding, Level
from generator.rules.text import text_rules
from tests.budgets import disclosed
from tests.written import text_from

CLEAN = """\
年度: 2024
部门:
  名称: 云岭县林业局
  代码: "001"
  性质: 事业
  职责: {概述: 负责全县林业和草原工作。}
  机构: {内设机构: [办公室, 业务科], 编制人数: 10, 在职人数: 9}
收入: {一般公共预算: 2000.50}
支出:
  - {科目: 2010350, 性质: 基本支出, 一般公共预算: 1234.50}
  - {科目: 2010399, 性质: 项目支出, 一般公共预算: 766.00}
基本支出:
  - {经济科目: 30101, 金额: 1234.50}
三公经费: {公务接待费: {一般公共预算: 3.00}}
上年: {收入总计: 1999.25, 支出总计: 1999.25, 一般公共预算支出: 1999.25, 三公经费: {公务接待费: 3.00}}
项目:
  - {名称: 甲, 类别: 特定目标类, 一般公共预算: 700.00}
  - {名称: 乙（2023年续建）, 类别: 特定目标类, 一般公共预算: 66.00}
绩效目标:
  - &table
    项目: 甲
    项目属性: 一次性项目（1年结束）
    项目期: 1年
    实施期资金: {市县: 7000000}
    年度资金: {市县: 7000000}
    总体目标: {实施期: 完成甲。}
    立项依据: 《森林法》。
    指标: {产出指标: {数量指标: [{名称: 数量, 值: 1, 单位: 项}]}}
    负责人: 张
    经办人: 李
    联系电话: "1"
    填报日期: 2024-01-31
  - <<: *table
    项目: 乙（2023年续建）
    实施期资金: {市县: 660000}
    年度资金: {市县: 660000}
    总体目标: {实施期: 完成乙。}
说明: {收入变动原因: 按照批复安排。, 支出变动原因: 按照批复安排。, 三公经费变动原因: 按照规定安排。}
名词解释:
  - {名称: 基本支出, 解释: 为保障机构正常运转而安排的支出。}
"""


class _Texts(yaml.SafeLoader):
    """Every scalar is its text, as in a budget; aliases and merge keys only shorten this file."""


_Texts.yaml_implicit_resolvers = {first: yaml.SafeLoader.yaml_implicit_resolvers[first] for first in "<~"}


def clean_with(words: str) -> str:
    """The clean budget with the keys of `words` over its own, also in 项目 and 绩效目标; ~ takes one away."""
    value = _over(yaml.load(CLEAN, _Texts), yaml.load(words, _Texts) or {})
    return yaml.dump(value, Dumper=_Plain, allow_unicode=True, width=10**6, sort_keys=False)


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _over(below: Any, above: Any, key: str = "") -> Any:
    if isinstance(below, dict) and isinstance(above, dict) and key != "指标":
        return {
            name: _over(below[name], above[name], name) if name in below and name in above else value
            for name, value in {**below, **above}.items()
            if value is not None
        }
    if key in ("项目", "绩效目标") and isinstance(below, list) and isinstance(above, list):
        own = [_over(below[min(i, len(below) - 1)], item) for i, item in enumerate(above)]
        return own + below[len(above) :]
    return deepcopy(above)


def found_in(words: str) -> list[Finding]:
    """What the text rules find in the clean budget with `words`."""
    return list(text_rules(disclosed(clean_with(words))))


def codes_in(words: str) -> set[str]:
    """The codes of what is found, without 未检查."""
    return {finding.code for finding in found_in(words) if finding.level is not Level.UNCHECKED}


def marked(words: str, code: str) -> list[str]:
    """For each finding of `code`: the five characters from its place on."""
    places = [finding.place for finding in found_in(words) if finding.code == code]
    assert all(places)
    return [text_from(place)[:5] for place in places if place]


def remark(text: str) -> str:
    """其他说明 with one remark."""
    return yaml.dump({"其他说明": [text]}, allow_unicode=True, width=10**6)


def indicators(*rows: str, group: str = "数量指标") -> str:
    """绩效目标 of the first project with `rows` as the only indicators."""
    listed = ", ".join(f"{{{row}}}" for row in rows)
    return f"绩效目标: [{{指标: {{产出指标: {{{group}: [{listed}]}}}}}}]"
