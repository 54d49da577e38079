"""The JSON Schema of the exported data, for who reads them: `python -m generator.exchange.json_schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.exchange.json_export import VERSION
from generator.figures import Unit

DOCUMENT = Path(__file__).parents[2] / "docs" / "公开数据.schema.json"
OPERATORS = ("和", "差", "占比", "增减率", "个数", "折合万元")
Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_DECIMAL: Schema = {
    "type": ["string", "null"],
    "pattern": r"^-?\d+(\.\d+)?$",
    "description": "十进制数，写成文字；没有填写的是 null",
}
_ID: Schema = {"type": "string", "description": "数的名称，见 figures"}


def schema() -> Schema:
    """Draft 2020-12; no key is allowed that is not described."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "部门预算公开数据",
        "description": "gongkai build --format json 的输出。新增的键不换版本，删去或改变意思时换。",
        **_object(
            {
                "版本": {"const": VERSION},
                "部门": {**_TEXT, "description": "公开的部门或单位的名称"},
                "代码": {**_TEXT, "description": "部门或单位的代码"},
                "年度": {"type": "integer"},
                "样式": {**_TEXT, "description": "样式的名称，决定有哪些表"},
                "标题": _TEXT,
                "figures": {
                    "type": "object",
                    "description": "全部的数，按名称",
                    "additionalProperties": _figure(),
                },
                "tables": {
                    "type": "object",
                    "description": "各张表，按表号",
                    "additionalProperties": _table(),
                },
                "sections": _list(_section(), "公开文件各节，按次序"),
            }
        ),
    }


def _object(properties: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema, description: str = "") -> Schema:
    return {"type": "array", "items": items, **({"description": description} if description else {})}


def _figure() -> Schema:
    place = _object({"file": _TEXT, "line": {"type": "integer"}, "column": {"type": "integer"}})
    formula = _object({"operator": {"enum": list(OPERATORS)}, "operands": _list(_ID)})
    origin = {
        "anyOf": [place, formula, {"type": "null"}],
        "description": "写在哪里，或怎样算出；null：没有写",
    }
    return _object(
        {
            "value": {**_DECIMAL, "description": "按印出的位数舍入的值；钱都是万元"},
            "exact": {**_DECIMAL, "description": "没有舍入的值，最多十二位小数"},
            "unit": {"enum": [str(unit) for unit in Unit]},
            "origin": origin,
        }
    )


def _table() -> Schema:
    words = _list(_TEXT)
    return _object(
        {
            "title": _TEXT,
            "unit": {**_TEXT, "description": "印出的金额的单位"},
            "header": {**words, "description": "每栏一个名称"},
            "head": _list(words, "每栏从上到下的各层表头；相邻的相同，是合并的；“/”是可以换行的地方"),
            "rows": _list(words, "印出的每一格"),
            "levels": _list({"type": "integer", "minimum": 0}, "每一行的级次，类是 0"),
            "totals": _list({"type": "boolean"}, "每一行是不是合计"),
            "figures": _list(_list({"type": ["string", "null"]}), "每一格的数的名称；不是数的是 null"),
        }
    )


def _section() -> Schema:
    cell = _object(
        {"text": _TEXT},
        {
            "head": {"const": True, "description": "是表头"},
            "colspan": {"type": "integer", "minimum": 2},
            "rowspan": {"type": "integer", "minimum": 2},
            "figures": _list(_ID),
        },
    )
    parts = [
        _object({"heading": _TEXT, "level": {"enum": [1, 2, 3]}}),
        _object({"text": _TEXT, "figures": _list(_ID)}),
        _object({"table": {**_TEXT, "description": "表号，见 tables"}}),
        _object({"form": {**_TEXT, "description": "表单的名称"}, "rows": _list(_list(cell))}),
        _object({"chart": {**_TEXT, "description": "图里的话和数"}}),
    ]
    return _object(
        {
            "key": _TEXT,
            "kind": {**_TEXT, "description": "cover、text、table、performance、catalogue、bound 等"},
            "about": {**_TEXT, "description": "是关于什么的，例如哪个项目；没有的是空的"},
            "parts": _list({"anyOf": parts}, "标题、段落、表、表单、图，按次序"),
        }
    )


def text() -> str:
    """The schema as it is kept in docs."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(text(), encoding="utf-8")
