"""The JSON Schema for editors: it takes what we take, refuses what we refuse, and explains every key."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.classification import classification_of
from generator.cli import main
from generator.errors import InputError
from generator.model import load_budget, parse_budget
from generator.model.schema import budget_schema, schema_text
from generator.model.units import spread
from generator.source.workspace import yaml_files
from tests.budgets import CONSISTENT
from tests.written import SMALLEST as TINY
from tests.written import budget, mapping

BUDGETS = Path(__file__).parents[2] / "budgets" / "2024"
SCHEMA = budget_schema(2024)


class Yaml12(yaml.SafeLoader):
    """Reads YAML as editors do: a date is a text, `yes` and `12:30` are texts."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in ("null", "merge")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?:true|false)$"), list("tf"))
Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?\d+$"), list("-+0123456789"))
Yaml12.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?\d+\.\d+$"), list("-+0123456789"))


def complaints(text: str) -> list[str]:
    """What a validator says of a file that holds `text`."""
    validator = jsonschema.Draft7Validator(SCHEMA)
    return [error.message for error in validator.iter_errors(yaml.load(text, Loader=Yaml12))]


def keys(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that the schema knows, with its own schema."""
    for name, below in schema.get("properties", {}).items():
        yield f"{path}{name}", below
        yield from keys(below, f"{path}{name}.")
    for inner in (schema.get("items"), schema.get("additionalProperties"), *schema.get("anyOf", ())):
        if isinstance(inner, dict):
            yield from keys(inner, path)


KEYS = dict(keys(SCHEMA))


def test_the_schema_is_a_schema() -> None:
    """It keeps the rules of its own dialect, and every reference leads somewhere."""
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    references = set(re.findall(r'"#/definitions/([^"]+)"', schema_text(2024)))
    assert references == set(SCHEMA["definitions"])


@pytest.mark.parametrize("name", ["xinzhou-etdz", "yunling-archive", "new"])
def test_budgets_are_valid(name: str, tmp_path: Path) -> None:
    """An independent validator finds nothing in the sample, the tiny budget and a new one."""
    folder = BUDGETS / name
    if name == "new":
        folder = tmp_path / "某局"
        assert main(["new", str(folder), "--year", "2024", "--name", "某局"]) == 0
    files = yaml_files(folder)
    assert files
    schema = tmp_path / "schema.json"
    schema.write_text(schema_text(2024), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_key_has_its_words_and_an_example() -> None:
    """A Chinese title, a Chinese description and an example, for every key there is."""
    assert len(KEYS) > 180
    for path, schema in KEYS.items():
        if not path.startswith("字体."):
            assert schema["title"] == path.rpartition(".")[2]
            assert re.search(r"[\u4e00-\u9fff]", schema["description"]), path
            assert schema["examples"], path


SAYING = [path for path, schema in KEYS.items() if "examples" in schema and schema.get("enum") != []]
"""The keys that say something in this profile: it has words for them."""


@pytest.mark.parametrize("path", SAYING)
def test_every_example_is_right(path: str) -> None:
    """An example is what the key may say."""
    resolver = jsonschema.Draft7Validator({**KEYS[path], "definitions": SCHEMA["definitions"]})
    for example in KEYS[path]["examples"]:
        assert not list(resolver.iter_errors(example)), path


@pytest.mark.parametrize("key", [path for path in KEYS if "." not in path])
def test_the_example_of_a_whole_key_is_read(key: str) -> None:
    """The example of a key at the top is one that we read, too."""
    example = yaml.safe_dump({key: KEYS[key]["examples"][0]}, allow_unicode=True)
    rest = "".join(line for line in TINY.splitlines(keepends=True) if not line.startswith(f"{key}:"))
    file = mapping(rest + example)
    spread(file)
    parse_budget(file)


def test_no_word_is_english() -> None:
    """Nothing that an editor shows comes from the names of classes or their docstrings."""
    words = re.findall(r'"(?:title|description)": "([^"]*)"', schema_text(2024))
    assert len(words) > 500
    assert not [word for word in words if not re.search(r"[\u4e00-\u9fff]", word)]


def test_one_file_may_hold_any_part() -> None:
    """Nothing is required at the top: a budget is made of many files."""
    assert "required" not in SCHEMA
    assert complaints("名词解释: []\n") == []


def test_codes_are_offered_with_their_names() -> None:
    """Every 项 of the year is offered, by code and name; a code that is not known stays allowed."""
    known = {code: name for code, name in classification_of(2024).functional.items() if len(code) == 7}
    offered = SCHEMA["definitions"]["支出功能分类科目"]
    assert {
        str(branch["const"]): branch["title"] for branch in offered["anyOf"] if "const" in branch
    } == known
    assert {snippet["label"] for snippet in offered["defaultSnippets"]} == {
        f"{code} {name}" for code, name in known.items()
    }
    for code in ("2010350", '"2010350"', "2999999", '"0999999"'):
        assert complaints(f"支出: [{{科目: {code}, 性质: 基本支出}}]\n") == []


REFUSED = [
    "不认识: 1",
    "部门: {名称: 某局, 代码: 1, 性质: 行政, 电话: 1}",
    "部门: {名称: 某局, 代码: 1}",
    "部门: {名称: 某局, 代码: 1, 性质: 企业}",
    '部门: {名称: "", 代码: 1, 性质: 行政}',
    "部门: 某局",
    "部门: [某局]",
    "部门:",
    "年度: 今年",
    "年度: 24",
    "年度: 1999",
    "年度: [2024]",
    "金额单位: 美元",
    "金额精度: 角",
    "字体: {花体: a.ttf}",
    "收入: 100",
    "收入: [100]",
    "收入: {一般公共预算: 很多}",
    "收入: {一般公共预算: -1}",
    "收入: {一般公共预算: 1.2.3}",
    "收入: {一般公共预算: '1,23'}",
    "收入: {一般公共预算: 100万元}",
    "收入: {一般公共预算: true}",
    "收入: {一般公共预算: [1]}",
    "收入: {一般公共预算: }",
    "收入: {税收: 1}",
    "支出: {科目: 2010350}",
    "支出: [2010350]",
    "支出: [{科目: 办公费, 性质: 基本支出}]",
    "支出: [{科目: 2010350, 性质: 其他}]",
    "支出: [{科目: 2010350}]",
    "支出: [{性质: 基本支出}]",
    "支出: [{科目: 2010350, 性质: 基本支出, 上年结转: 5}]",
    "基本支出: [{经济科目: 30101}]",
    "基本支出: [{经济科目: 30101, 金额: 待定}]",
    "三公经费: {公务接待费: 3}",
    "三公经费: {招待费: {一般公共预算: 3}}",
    "项目: [{名称: 甲, 类别: 其它}]",
    "项目: 甲",
    "绩效目标: [{项目: 甲}]",
    "国有资产: {截至日期: 年初}",
    "国有资产: {截至日期: 2024-01-01, 车辆: {编制: 1.5}}",
    "科目名称: {大气: 大气}",
    "科目名称: [大气]",
    "名词解释: [{名称: 甲, 解释: }]",
    "名词解释: [{名称: 甲, 解释: [乙]}]",
    "其他说明: 一段话",
]


@pytest.mark.parametrize("written", REFUSED)
def test_what_we_refuse_the_schema_refuses(written: str) -> None:
    """Unknown keys, wrong shapes, words that are not offered, texts for numbers."""
    key = written.partition(":")[0]
    rest = "".join(line for line in TINY.splitlines(keepends=True) if not line.startswith(f"{key}:"))
    with pytest.raises(InputError):
        parse_budget(mapping(f"{rest}{written}\n"))
    assert complaints(f"{written}\n")


@pytest.mark.parametrize(
    "written",
    ["１２.５", "'1,234.56'", "１，２３４", "' 12 '", "0", "0.000001", "'12'", "-0"],
)
def test_a_number_that_we_take_the_schema_takes(written: str) -> None:
    """Full-width digits, thousands separators, quotes."""
    text = f"政府采购: {{货物: {written}}}\n"
    assert budget(text).procurement.goods is not None
    assert complaints(text) == []


@pytest.mark.parametrize("written", ["2024-01-31", "2024年1月31日", "2024.1.31", "'2024/01/31'"])
def test_a_date_that_we_take_the_schema_takes(written: str) -> None:
    """All ways to write a date."""
    text = f"国有资产: {{截至日期: {written}}}\n"
    assert budget(text).assets is not None
    assert complaints(text) == []


def test_both_ways_to_write_indicators_are_taken() -> None:
    """A list stands for both periods; a mapping tells them apart."""
    assert complaints(CONSISTENT) == []
    both = CONSISTENT.replace("[{名称: 数量, 值: 1, 单位: 项}]", "{实施期: [{名称: 数量, 值: 1}], 年度: []}")
    assert complaints(both) == []
    parse_budget(mapping(both))
    assert complaints(both.replace("年度: []", "本年: []"))


def test_the_sample_is_read_as_it_is_validated() -> None:
    """The files that the validator sees are those that we read."""
    assert load_budget(BUDGETS / "xinzhou-etdz").year == 2024


def test_a_correction_is_offered_what_it_mostly_moves() -> None:
    """性质 for 调出 and 调入, while a 科目 or a project may stand there; each way (按) is told once."""
    keys = SCHEMA["properties"]["更正"]["items"]["properties"]
    assert keys["调出"]["anyOf"][0]["enum"] == ["基本支出", "项目支出"]
    assert len(keys["按"]["enum"]) == len(set(keys["按"]["enum"])) > 5
    for moved in ("基本支出", "维修", 2010350):
        jsonschema.validate(moved, keys["调入"])
