"""What is wrong with a template, in Chinese: what Jinja and Python say is English."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError

from generator.document.sandbox import TooMuchError
from generator.figures import Figure
from generator.model.number import Number

WRONG = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    RecursionError,
)
"""What a template that is wrong raises."""
_NAMED = re.compile(
    r"(?:attribute|element|argument|macro|name|template) '([^'\n]+)'|^'([^'\n]+)'(?: is undefined)?$"
)
"""What a template names, in the English words of an error, which name types as well."""
_UNPACKED = re.compile(r"values to unpack \(expected (\d+)")
"""How many names a loop has, in such an error."""


class UnprintableError(jinja2.TemplateRuntimeError):
    """A template prints what is no text."""


_OURS = (TooMuchError, UnprintableError, SecurityError)
"""Errors whose words are ours."""
_PRINTED = (str, int, Decimal, jinja2.Undefined)
"""What a template prints as it is; what is not there says so itself."""


def printable(value: Any) -> Any:
    """`value`, which a page can have. Raises UnprintableError: pages have no words of Python."""
    if isinstance(value, _PRINTED) and not isinstance(value, bool):
        return value
    if value is None:
        raise UnprintableError("这里没有可印的：没有写，或没有上年数；先用 {% if … is not none %} 问过再印")
    if isinstance(value, Figure):
        raise UnprintableError("数要写明怎样印，例如 {{ … | money }}，不带单位的用 number，百分数用 percent")
    if isinstance(value, Number):
        raise UnprintableError('预算里的数用 fig("…") 印，才有来历')
    if isinstance(value, date):
        raise UnprintableError("日期用 {{ … | day }} 印")
    if isinstance(value, list | tuple | dict):
        raise UnprintableError("这是几项，用 {% for … in … %} 一项一项印")
    raise UnprintableError("这里不是一句话，也不是一个数；要印的是其中哪一样，接着用“.”写")


_UNREAD = (
    (re.compile(r"No filter named '([^'\n]+)'"), "没有“{}”这个过滤器；数用 money、number、percent"),
    (re.compile(r"No test named '([^'\n]+)'"), "没有“is {}”这种问法；常用的是 is none、is defined"),
    (re.compile(r"looking for the following tags: '([^'\n]+)'"), "少了一个 {{% {} %}}：开头的标签没有结束"),
    (re.compile(r"unknown tag '(end[^'\n]+|else|elif)'"), "这里多了一个 {{% {} %}}，或它前面少了开头的标签"),
    (re.compile(r"unknown tag '([^'\n]+)'"), "没有“{}”这个标签；常用的是 if、for、set、include"),
    (
        re.compile(r"(?:got|unexpected) '([^'\n]+)'"),
        "写到“{}”就读不懂了：它前面少了引号、括号、逗号，或“}}}}”“%}}”",
    ),
)
"""What Jinja says of what it cannot read, with a word of the template, and the same in Chinese."""


def _unread(said: str) -> str:
    found = ((pattern.search(said), words) for pattern, words in _UNREAD)
    named = next((words.format(match[1]) for match, words in found if match), "")
    return named or "这里的写法读不懂：标签、引号和括号是否配对"


def named_in(error: Exception) -> str:
    """The word of the template that an error names; "" for none."""
    found = _NAMED.search(str(error)) or re.search(r"named '([^'\n]+)'", str(error))
    return next(filter(None, found.groups()), "") if found else ""


def wrong(error: Exception) -> str:
    """What is wrong with a template, in Chinese: Jinja's own words are English."""
    if isinstance(error, jinja2.TemplateNotFound):
        return f"没有“{error.name}”这个文件"
    if isinstance(error, jinja2.TemplateSyntaxError):
        return _unread(str(error.message))
    if isinstance(error, jinja2.TemplateRuntimeError) and str(error).startswith(("No filter", "No test")):
        return _unread(str(error))
    if isinstance(error, _OURS) or type(error) is LookupError:
        return str(error)
    if isinstance(error, RecursionError):
        return "模板互相套用，没有尽头，或套得太深"
    if isinstance(error, AttributeError) and isinstance(error.obj, str) and hasattr(Figure, error.name or ""):
        return f'这里要一个数，写 fig("{error.obj[:40]}")，不要只写名称'
    if isinstance(error, ValueError) and (counted := _UNPACKED.search(str(error))):
        return f"每一项有几个值，“in”前面就写几个名字，用逗号分开；现在写了 {counted[1]} 个"
    named = "、".join(one or other for one, other in _NAMED.findall(str(error)))
    return f"这里用的东西没有，或不能这样用{f'（{named}）' if named else ''}"
