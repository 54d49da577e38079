"""docs/键一览.md: every key an author may write, made from the schema.

`python -m generator.model.reference` makes it anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from generator.classification import latest_year
from generator.model.schema import budget_schema

DOCUMENT = Path(__file__).parents[2] / "docs" / "键一览.md"

_HEAD = """\
<!-- 由 python -m generator.model.reference 生成，不要直接修改 -->

# 键一览

预算文件里可以写的每一个键：写什么、什么形式、一个例子。编辑器里把光标停在键上，看到的也是这些话。
一个键写在哪个文件里都可以；“必写”是说用到它的上一层时不能缺。形式是“列表”的，每项以“- ”开头。

"""
_COLUMNS = "| 键 | 写什么 | 形式 | 例 |\n|---|---|---|---|\n"


def reference(year: int) -> str:
    """The whole document in Markdown."""
    properties = budget_schema(year)["properties"]
    known: dict[str, str] = {}
    contents = "".join(f"- [{key}](#{key})：{schema['description']}\n" for key, schema in properties.items())
    parts = [
        f"\n## {key}\n\n{_COLUMNS}{''.join(_rows(key, schema, known))}" for key, schema in properties.items()
    ]
    return _HEAD + contents + "".join(parts)


def _rows(path: str, schema: dict[str, Any], known: dict[str, str], required: bool = False) -> Iterator[str]:
    below = _keys_below(schema)
    same = known.setdefault(json.dumps(below), path) if below else path
    form = _form(schema) + (f"，各键同“{same}”" if same != path else "") + ("；必写" if required else "")
    example = f"{path.rpartition('.')[2]}: {_flow(schema['examples'][0])}"
    yield f"| {path} | {schema['description']} | {form} | `{example}` |\n"
    if same == path:
        names = _item(schema).get("required", [])
        for key, own in below.items():
            yield from _rows(f"{path}.{key}", own, known, key in names)


def _item(schema: dict[str, Any]) -> dict[str, Any]:
    """What a list holds, or a free mapping, or the schema itself; the fuller of two ways to write it."""
    while True:
        inner = schema.get("items") or schema.get("additionalProperties")
        if "anyOf" in schema:
            schema = schema["anyOf"][-1]
        elif "properties" not in schema and isinstance(inner, dict):
            schema = inner
        else:
            return schema


def _keys_below(schema: dict[str, Any]) -> dict[str, Any]:
    below = _item(schema).get("properties", {})
    return {key: own for key, own in below.items() if "examples" in own}


def _form(schema: dict[str, Any]) -> str:
    if schema.get("enum") == []:
        return "样式的词"
    if "enum" in schema:
        return "、".join(schema["enum"]) + " 之一"
    if "anyOf" in schema:
        word, written = schema["anyOf"][0], _form(schema["anyOf"][-1])
        if written == "文字":
            return written
        return f"{written}，或“{word['enum'][0]}”" if "enum" in word else f"{written}，或一句话"
    if "allOf" in schema:
        return str(schema["allOf"][0]["$ref"]).rpartition("/")[2] + "代码"
    return str(schema.get("$comment") or {"array": "列表", "object": "一组键"}[schema["type"]])


def _flow(example: object) -> str:
    """The example as it is written within one line of YAML."""
    text = yaml.safe_dump(
        example, default_flow_style=True, allow_unicode=True, sort_keys=False, width=float("inf")
    )
    return text.removesuffix("...\n").strip().replace("|", "\\|")


if __name__ == "__main__":
    DOCUMENT.write_text(reference(latest_year()), encoding="utf-8")
