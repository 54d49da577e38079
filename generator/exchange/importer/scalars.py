"""Texts and numbers as YAML scalars that say exactly that, to our reader and to any other."""

from __future__ import annotations

import json
import re
from decimal import Decimal

from generator.exchange.importer.cells import plain_number
from generator.exchange.tree import Leaf, Path, is_money
from generator.source.slips import reads_as_slip

_PLAIN = re.compile(r"[\w“”‘’《〈（(【①-⑳≥≤＝·][^\n]*")
_NUMBER_LIKE = re.compile(r"[-+]?[0-9.][0-9.,:_+\-eExXobOB]*")
_SAFE_NUMBER = re.compile(r"0|[1-9]\d*(\.\d+)?")
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_FLOW = frozenset(",[]{}:")


def scalar(text: str, *, flow: bool = False) -> str:
    """`text` as YAML in one line, within braces when `flow`."""
    safe = (
        bool(_PLAIN.fullmatch(text))
        and text == text.strip()
        and text.isprintable()
        and ": " not in text
        and " #" not in text
        and not reads_as_slip(text, flow=flow)
        and not text.endswith((":", '"', "'"))
        and text.lower() not in _WORDS
        and not (flow and _FLOW & set(text))
        and (not _NUMBER_LIKE.fullmatch(text) or bool(_SAFE_NUMBER.fullmatch(text)))
    )
    return text if safe else quoted(text)


def key_text(text: str) -> str:
    """A key; codes are quoted, which other readers would take for numbers."""
    return quoted(text) if text.isdigit() else scalar(text, flow=True)


def quoted(text: str) -> str:
    """`text` in double quotes, what cannot be seen as an escape."""
    return "".join(c if c.isprintable() else _escaped(c) for c in json.dumps(text, ensure_ascii=False))


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def number(value: Decimal, path: Path, unit: str) -> str:
    """A number as it is written at `path` of a budget in `unit`; money in `value` is in 万元."""
    if not value:
        return "0"
    if not is_money(path):
        return plain_number(value)
    return plain_number(value * 10000) if unit == "元" else plain_number(value, 2)


def leaf_text(leaf: Leaf, path: Path, unit: str, *, flow: bool = False) -> str:
    """A leaf in one line; codes of units are quoted, so that no editor drops their zeros."""
    if isinstance(leaf.value, Decimal):
        return number(leaf.value, path, unit)
    if path[-1] == "代码" and leaf.value.isdigit():
        return quoted(leaf.value)
    return scalar(leaf.value, flow=flow)
