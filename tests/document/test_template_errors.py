"""A wrong template is told in Chinese, where it is wrong; no page has words of Python."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.document import compose
from generator.document.sandbox import Sandbox
from generator.errors import ProfileError
from generator.figures import Disclosure, disclose_folder
from generator.model.vocabulary import fields_of
from tests.budgets import CONSISTENT, disclosed

PROFILE = "名称: 某县-2024\n基于: shanxi-2024\n章节:\n  - {模板: contact.html.j2}\n"
EQUIPMENT = "五十万元以上通用设备: 0, 一百万元以上专用设备: 0"
ASSETS = f"国有资产: {{截至日期: 2024-01-01, 车辆: 无, 办公用房面积: 12.5, {EQUIPMENT}}}"
TOTAL = 'fig("表一/支出总计/合计")'
WRONG = {
    f"{{{{ {TOTAL} }}}}": "数要写明怎样印",
    '{{ change("表一/支出总计/合计", "上年/支出总计") }}': '写 fig("表一/支出总计/合计")',
    '{{ "表一/支出总计/合计" | money }}': '写 fig("表一/支出总计/合计")',
    f'{{{{ change({TOTAL}, "上年/支出总计") }}}}': "没有上年数",
    '{% for name, amount in lines("表二", "合计") %}{{ name }}{% endfor %}': "现在写了 2 个",
    '{{ lines("表二", "合计") }}': "一项一项印",
    "{{ budget.国有资产.办公用房面积 }}": "才有来历",
    "{{ budget.国有资产.截至日期 }}": "| day",
    "{{ budget.部门 }}": "接着用“.”写",
    "{{ budget.部门.名字 }}": "（名字）",
    "{{ budget.年度 == 2024 }}": "不是一句话",
}


def _made(folder: Path, template: str) -> Disclosure:
    own = folder / "样式" / "某县-2024"
    own.mkdir(parents=True)
    (own / "profile.yaml").write_text(PROFILE, "utf-8")
    (own / "contact.html.j2").write_text(f"<p>甲</p>\n{template}\n", "utf-8")
    text = CONSISTENT.replace("国有资产: 无", ASSETS)
    (folder / "预算.yaml").write_text(f"样式: 某县-2024\n{text}", "utf-8")
    return disclose_folder(folder)


@pytest.mark.parametrize(("template", "said"), WRONG.items())
def test_what_is_no_text_is_not_printed(tmp_path: Path, template: str, said: str) -> None:
    """The template and its line are told, and what to write."""
    with pytest.raises(ProfileError) as caught:
        compose(_made(tmp_path, template))
    assert re.search(r"某县-2024/contact\.html\.j2:2(:\d+)? 有误：", str(caught.value))
    assert said in str(caught.value)


def test_a_budget_is_read_by_its_own_keys(tmp_path: Path) -> None:
    """As they stand in the YAML, with a dot or in brackets."""
    units = '{% for 单位 in budget["单位"] %}{{ 单位.名称 }}{{ 单位["代码"] }}{% endfor %}'
    template = f"{{{{ budget.部门.名称 }}}}、{units}"
    [section] = compose(_made(tmp_path, template)).sections
    assert "某某局、某某局本级001001" in section.html


def test_every_key_is_known() -> None:
    """Of a budget and of what stands below it."""
    budget = disclosed(CONSISTENT).budget
    sandbox = Sandbox({}, {}, {})
    for owner in (budget, budget.department, *budget.projects, *budget.performance):
        for name, field in type(owner).model_fields.items():
            assert sandbox.getitem(owner, field.alias) == getattr(owner, name)
        assert fields_of(type(owner))


UNREAD = {
    "{{ 一 | moneys }}": "没有“moneys”这个过滤器",
    "{% for 一 in budget.项目 %}": "少了一个 {% endfor %}",
    "{% endif %}": "多了一个 {% endif %}",
    "{% fro 一 in budget.项目 %}{% endfor %}": "没有“fro”这个标签",
    "{{ fig('表一/收入总计/金额' | money }}": "写到“}”就读不懂了",
    "{% if 一 is nothing %}{% endif %}": "没有“is nothing”这种问法",
}


@pytest.mark.parametrize(("template", "said"), UNREAD.items())
def test_what_cannot_be_read_is_told_by_its_word(tmp_path: Path, template: str, said: str) -> None:
    """Jinja's own are English."""
    with pytest.raises(ProfileError, match=r"contact\.html\.j2:\d+") as caught:
        compose(_made(tmp_path, template))
    assert said in str(caught.value)
