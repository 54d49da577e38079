"""The JSON Schema by which editors complete, explain and check what an author writes.

Made from the models: their keys, forms, descriptions and examples. One file holds only a part of a budget,
so that no key is required at the top. Draft 7, which editors know best; every model stands where it is used,
because draft 7 ignores the words beside a reference.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import NullableSchema, WithDefaultSchema

from generator.classification import classification_of
from generator.classification.subjects import NARROWEST
from generator.model.budget import Budget
from generator.model.units import OWN_UNIT
from generator.model.vocabulary import DEFAULT, Vocabulary, made_for

DIALECT = "http://json-schema.org/draft-07/schema#"
Schema = dict[str, Any]

_OWN_UNIT: Schema = {
    "title": OWN_UNIT,
    "description": "这个文件是哪个预算单位的，写单位代码：各行不写“单位”也是它的，收入、三公经费等也是",
    "type": ["string", "integer"],
    "pattern": r"\S",
    "$comment": "文字",
    "examples": ["101002"],
}
"""The one key that belongs to a file, not to the budget."""


class _Generator(GenerateJsonSchema):
    """Without what only Python sees: defaults, and None for a key that is not there."""

    def nullable_schema(self, schema: NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        return value


def budget_schema(year: int, vocabulary: Vocabulary = DEFAULT) -> Schema:
    """The schema of one file of a budget: the words of a profile, the 科目 of `year` and any other code."""
    with made_for(vocabulary):
        made = Budget.model_json_schema(by_alias=True, schema_generator=_Generator)
    whole = _plain(made, made.get("$defs", {}))
    return {
        "$schema": DIALECT,
        "title": "部门预算",
        "description": "一个部门一年的预算。可以写在一个文件里，也可以分成几个文件，每个文件写其中几个键。",
        "type": "object",
        "additionalProperties": False,
        "properties": {OWN_UNIT: _OWN_UNIT, **whole["properties"]},
        "definitions": _subjects(year),
    }


def schema_text(year: int, vocabulary: Vocabulary = DEFAULT) -> str:
    """The schema as a file."""
    return json.dumps(budget_schema(year, vocabulary), ensure_ascii=False, indent=1) + "\n"


def _plain(schema: Mapping[str, Any], models: Mapping[str, Any], key: str = "") -> Schema:
    """`schema` with its references replaced by what they mean, and Chinese words only."""
    if "$ref" in schema:
        target = models[schema["$ref"].rpartition("/")[2]]
        return _plain({**target, "description": "", **_without(schema, "$ref")}, models, key)
    if "科目表" in schema:
        used = {"allOf": [{"$ref": f"#/definitions/{schema['科目表']}"}]}
        own = _without(schema, "科目表", "type", "pattern", "patternErrorMessage", "minimum")
        return _titled(used | own, key)
    result: Schema = {}
    for word, value in schema.items():
        if word == "properties":
            result[word] = {name: _plain(below, models, name) for name, below in value.items()}
        elif word == "patternProperties":
            result[word] = {pattern: _plain(below, models) for pattern, below in value.items()}
        elif word in ("items", "additionalProperties") and isinstance(value, dict):
            result[word] = _plain(value, models)
        elif word == "anyOf":
            result[word] = [_plain(branch, models) for branch in value]
        elif word != "$defs":
            result[word] = value
    return _titled(_closed(result), key)


def _without(schema: Mapping[str, Any], *words: str) -> Schema:
    return {word: value for word, value in schema.items() if word not in words}


def _titled(schema: Schema, key: str) -> Schema:
    """`schema` with the key as its title; names and docstrings of classes are not for authors."""
    words = {"title": key, "description": schema.get("description", "") if key else ""}
    return {word: text for word, text in words.items() if text} | _without(schema, "title", "description")


def _closed(schema: Schema) -> Schema:
    """A free mapping whose keys are limited, said so that editors offer the keys."""
    names = schema.get("propertyNames", {}).get("enum")
    if names:
        value = schema["additionalProperties"]
        schema = _without(schema, "propertyNames") | {
            "properties": {name: {"title": name, **value} for name in names}
        }
    if names or "patternProperties" in schema:
        schema["additionalProperties"] = False
    return schema


def _subjects(year: int) -> Schema:
    """The code tables of `year`, each offering its most detailed codes."""
    tables = classification_of(year)
    economic = {code: subject.name for code, subject in tables.economic.items()}
    return {
        name: _codes(name, NARROWEST[name], known)
        for name, known in (
            ("支出功能分类科目", tables.functional),
            ("部门预算支出经济分类科目", economic),
            ("政府预算支出经济分类科目", tables.government),
            ("收入分类科目", tables.revenue),
        )
    }


def _codes(name: str, length: int, known: Mapping[str, str]) -> Schema:
    """Codes with their names. YAML reads a code without quotes as a number, so that is what is offered."""
    offered = sorted(code for code in known if len(code) == length)
    named: list[Schema] = [
        {"const": int(code), "title": known[code], "description": _within(code, known)} for code in offered
    ]
    snippets = [
        {"label": f"{code} {known[code]}", "description": _within(code, known), "body": code}
        for code in offered
    ]
    other = {
        "title": f"其他{name}",
        "description": f"{length} 位代码；科目表里没有的，在“科目名称”里写明名称",
        "type": ["integer", "string"],
        "minimum": 0,
        "pattern": r"^\s*[0-9]+\s*$",
    }
    return {"anyOf": [*named, other], "defaultSnippets": snippets}


def _within(code: str, known: Mapping[str, str]) -> str:
    """The name of the 项 with those of its 类 and 款 before it."""
    above = [known[code[:size]] for size in (3, 5, 7) if size <= len(code) and code[:size] in known]
    return f"{code} {' › '.join(above)}"
