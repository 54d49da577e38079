"""Prose that is in order, made at random, is not found fault with; a slip put into it is."""

from __future__ import annotations

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.texts import codes_in

SUBJECTS = st.sampled_from(["本部门", "办公室", "各预算单位", "业务科", "全县林业系统"])
TIMES = st.sampled_from(["", "2024年", "本年", "比2023年", "上半年", "2024年12月底前", "截至2023年底"])
VERBS = st.sampled_from(["按照批复安排", "压减一般性支出", "组织造林绿化", "落实防火责任", "支付工程尾款"])
OBJECTS = st.sampled_from(
    [
        "，资金用于造林和管护",
        "，执行晋财预〔2024〕5号文件",
        "，包括《森林法》规定的事项",
        "，支出{{ 表三.合计.合计 }}",
        "，收入2,000.50万元",
        "（含上年结转）",
        "，“三公”经费不增加",
        "",
    ]
)
SENTENCES = st.builds(lambda a, b, c, d: f"{b}{a}{c}{d}。", SUBJECTS, TIMES, VERBS, OBJECTS)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=4, unique=True).map("".join)
KEYS = ("政府采购说明", "国有资产说明", "项目绩效说明", "整体绩效说明")
SLIPS = (
    ("。", "。。", "X04"),
    ("。", "，", "X05"),
    ("。", "，其中XX万元。", "X02"),
    ("。", "，2023年。", "X01"),
)


def _budget(texts: list[str], terms: list[str]) -> str:
    words = {
        "说明": dict(zip(KEYS, texts, strict=False)),
        "政府采购": {"货物": 5, "工程": 0, "服务": 0},
        "国有资产": {"车辆": {"编制": 2, "特种专业技术用车": 2}},
        "其他说明": texts,
        "部门": {"职责": {"概述": texts[0], "条目": texts}},
        "名词解释": [{"名称": f"第{index}项", "解释": text} for index, text in enumerate(terms)],
    }
    return yaml.safe_dump(words, allow_unicode=True, width=10**6)


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=4, unique=True), terms=st.lists(TEXTS, min_size=1, max_size=3)
)
def test_clean_prose_passes(texts: list[str], terms: list[str]) -> None:
    """Sentences in order, wherever they stand, give no finding at all."""
    assert codes_in(_budget(texts, terms)) == set()


@settings(max_examples=40, deadline=None)
@given(text=TEXTS, slip=st.sampled_from(SLIPS))
def test_a_slip_is_found(text: str, slip: tuple[str, str, str]) -> None:
    """One slip at the end of any text is found by its rule."""
    old, new, code = slip
    assert code in codes_in(_budget([text.removesuffix(old) + new], ["按照批复安排。"]))
