"""The kinds of records (记录) that a profile may measure: their properties, and the rows made from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.vocabulary import Topic, Vocabulary

EVERYWHERE = ("单位",)
"""Properties of every kind."""


@dataclass(frozen=True, slots=True)
class RecordKind:
    """`name` is the key of the YAML that the records come from, `rows` the values of 每 that suit them."""

    name: str
    properties: tuple[str, ...]
    rows: tuple[str, ...] = ()


KINDS = {
    kind.name: kind
    for kind in (
        RecordKind("收入", ("资金", "期")),
        RecordKind("年终结转", ("资金",)),
        RecordKind("支出", ("科目", "性质", "组别", "资金", "期"), ("类", "科目", "单位和科目")),
        RecordKind("上年支出", ("科目", "性质", "组别", "资金", "期"), ("类", "科目", "单位和科目")),
        RecordKind("项目", ("项目", "类别", "资金", "期"), ("单位和项目", "项目")),
        RecordKind("基本支出", ("科目", "政府经济科目", "组别", "资金"), ("经济科目",)),
        RecordKind("政府性基金收入", ("科目",), ("收入科目",)),
        RecordKind("国有资本经营收入", ("科目",), ("收入科目",)),
        RecordKind("三公经费", ("事项", "资金", "期")),
        RecordKind("机关运行经费", ("资金",)),
        RecordKind("采购", ("品目", "采购类别", "数量", "采购项目", "资金"), ("品目",)),
    )
}

_TOPICS: dict[str, Topic] = {"资金": "资金", "性质": "性质", "事项": "三公经费", "类别": "项目类别"}
"""Properties whose values are words of the profile."""
_FIXED = {"采购类别": ("货物", "工程", "服务"), "期": ("本年", "上年结转"), "组别": ("人员经费", "公用经费")}
"""Properties whose values are the same everywhere."""

PROPERTIES = tuple(
    dict.fromkeys((*EVERYWHERE, *(name for kind in KINDS.values() for name in kind.properties)))
)
"""What rows and columns may select records by."""
ROWS = ("单位", *dict.fromkeys(row for kind in KINDS.values() for row in kind.rows))
"""The values of 每."""


def values_of(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The values that the property `name` can have; none when they are the author's own (科目, 项目)."""
    if name in _TOPICS:
        return tuple(vocabulary.words(_TOPICS[name]))
    return _FIXED.get(name, ())


def never_matched(
    kinds: tuple[str, ...], name: str, wanted: str | list[str], vocabulary: Vocabulary
) -> Iterator[str]:
    """Why records of none of these `kinds` have what is `wanted` of the property `name`."""
    if not any(name in (*EVERYWHERE, *KINDS[kind].properties) for kind in kinds):
        known = "、".join(dict.fromkeys(p for kind in kinds for p in (*KINDS[kind].properties, *EVERYWHERE)))
        yield f"“{'”“'.join(kinds)}”没有“{name}”，可以写：{known}"
        return
    known_values = values_of(name, vocabulary)
    for value in [wanted] if isinstance(wanted, str) else wanted:
        if known_values and value and value not in known_values:
            yield f"“{name}”里没有“{value}”，可以写：{'、'.join(known_values)}"
