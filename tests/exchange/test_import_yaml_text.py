"""Texts as YAML: whatever a cell says, the file says the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.exchange.importer.scalars import number, scalar
from generator.exchange.importer.yaml_text import YamlWriter
from generator.exchange.tree import Leaf, Node
from generator.source import Mapping, Sequence
from generator.source.hidden import HIDDEN
from tests.written import mapping

TEXTS = st.text(
    st.characters(codec="utf-8").filter(lambda char: not HIDDEN.search(char))
    | st.sampled_from(list(":：#＃,，、[]{}-－•·●\"'“”‘’＇＂「」『』｜&*!%@ \n0甲"))
)


def writer() -> YamlWriter:
    """A writer without names."""
    return YamlWriter("万元", lambda key, node: "")


@example("“”")
@example("“甲”")
@example("甲 ＃乙")
@example("·甲")
@given(TEXTS)
def test_a_scalar_says_its_text(text: str) -> None:
    """In a block, in braces and in a list, as itself or in quotes."""
    assert mapping(f"键: {scalar(text)}\n")["键"] == text
    assert mapping(f"列: {{键: {scalar(text, flow=True)}}}\n")["列"] == {"键": text}
    assert mapping(f"列: [{scalar(text, flow=True)}]\n")["列"] == [text]


@given(st.dictionaries(TEXTS.filter(lambda key: bool(key.strip()) and key != "<<"), TEXTS, min_size=1))
def test_mappings_and_lists_say_their_texts(texts: dict[str, str]) -> None:
    """Keys and values of any kind, in lines of their own and in a list."""
    node: Node = {key: Leaf(text) for key, text in texts.items()}
    found = mapping(writer().document({"说明": node, "其他": [node]}, ["说明", "其他"], "头"))
    listed = found["其他"]
    assert isinstance(found["说明"], Mapping)
    assert isinstance(listed, Sequence)
    assert dict(found["说明"]) == texts
    assert isinstance(listed[0], Mapping)
    assert dict(listed[0]) == texts


@pytest.mark.parametrize(
    ("value", "wan", "yuan"),
    [("12", "12.00", "120000"), ("0.5", "0.50", "5000"), ("0.000050", "0.00005", "0.5"), ("0", "0", "0")],
)
def test_money_has_cents_in_wan_yuan_only(value: str, wan: str, yuan: str) -> None:
    """At least two decimals in 万元, none that say nothing in 元; all that are there are kept."""
    path = ("支出", 0, "一般公共预算")
    assert (number(Decimal(value), path, "万元"), number(Decimal(value), path, "元")) == (wan, yuan)
