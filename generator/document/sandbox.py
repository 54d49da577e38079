"""Where templates are written out. A profile may have come with a budget, or in a PDF: templates are data.

They see values and call what is given to them, nothing else: no type, and no method that a library defines
(those of pydantic's models read files, and unpickle). What they do is counted, so that none goes on for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import BuiltinMethodType, CodeType, MethodType
from typing import Any

import jinja2
from jinja2 import nodes, pass_eval_context
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError
from jinja2.filters import sync_do_join
from jinja2.runtime import Macro, markup_join
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from generator.model.base import Written
from generator.source import limits

_OURS, _JINJA = "generator.", "jinja2.runtime"
_TEXT = (
    *("count", "endswith", "index", "isdecimal", "lstrip", "partition", "removeprefix", "removesuffix"),
    *("rpartition", "rstrip", "split", "splitlines", "startswith", "strip", "lower", "upper"),
)
_METHODS: dict[type, tuple[str, ...]] = {
    str: _TEXT,
    Markup: _TEXT,
    dict: ("get", "items", "keys", "values"),
    list: ("append",),
}
"""The methods of Python's own types that may be called."""
_FILTERS = ("abs", "default", "first", "int", "last", "length", "list", "lower", "safe", "trim", "upper")
_MOST_BITS = 1_000
_CALL = 5
"""Rounds of a loop that take as long as a call."""


_MOST_KEPT = 256
"""Compiled templates of a process."""


class Compiled(BytecodeCache):
    """The templates that this process has compiled, by name and text: documents differ, templates seldom."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket of a template that is known."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if len(self.codes) >= _MOST_KEPT:
            self.codes.clear()
        if bucket.code is not None:
            self.codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = Compiled()


class TooMuchError(jinja2.TemplateRuntimeError):
    """A template would go on for too long, or write too much."""


@cache
def _fields(model: type[Written]) -> dict[str, str]:
    """The names of a model's fields by their keys."""
    return {field.alias: name for name, field in model.model_fields.items() if field.alias}


class Sandbox(SandboxedEnvironment):
    """Templates from `files`, which see what is `given` and change texts by `filters`."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(
        self, files: Mapping[str, bytes], given: Mapping[str, Any], filters: Mapping[str, Any], **options: Any
    ) -> None:
        super().__init__(
            loader=jinja2.FunctionLoader(lambda name: _text(files, name)),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            optimized=False,
            bytecode_cache=_COMPILED,
            trim_blocks=True,
            lstrip_blocks=True,
            **options,
        )
        self.steps = self._before = 0
        self._safe: dict[tuple[type, str, bool], bool] = {}
        self.globals = {"range": self.globals["range"], **given}
        self._given = {id(value) for value in self.globals.values()}
        own = {"_counted": self._counted, "_together": self._together, "join": self._joined}
        self.filters = {name: self.filters[name] for name in _FILTERS} | own | dict(filters)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may see it: what values hold, and what our own classes say of them."""
        asked = type(obj), attr, callable(value)
        if asked not in self._safe:
            self._safe[asked] = self._is_safe(obj, attr, value)
        return self._safe[asked]

    def _is_safe(self, obj: Any, attr: str, value: Any) -> bool:
        """The same for all objects of a type, but for whether `value` can be called."""
        if not super().is_safe_attribute(obj, attr, value) or isinstance(obj, type):
            return False
        if (methods := _METHODS.get(type(obj))) is not None:
            return attr in methods
        for kind in type(obj).__mro__:
            if attr in vars(kind):
                return not callable(value) or kind.__module__.startswith((_OURS, _JINJA))
        return True

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call it: what it was given, macros, and methods of ours."""
        if id(obj) in self._given or isinstance(obj, Macro):
            return True
        if isinstance(obj, BuiltinMethodType):
            return obj.__name__ in _METHODS.get(type(obj.__self__), ())
        if isinstance(obj, MethodType):
            return not isinstance(obj.__self__, type) and obj.__func__.__module__.startswith((_OURS, _JINJA))
        return type(obj).__module__ == _JINJA

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What an object has; what a budget says goes by its own keys, too: budget.部门.名称."""
        return super().getattr(
            obj, _fields(type(obj)).get(attribute, attribute) if isinstance(obj, Written) else attribute
        )

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same for keys that are no names of Jinja's: budget["更正"]."""
        return self.getattr(obj, argument) if isinstance(obj, Written) else super().getitem(obj, argument)

    def unsafe_undefined(self, obj: Any, attribute: str) -> jinja2.Undefined:
        """What a template gets that asks for more: an error, as soon as it is used."""
        said = f"模板里不能用 {type(obj).__name__} 的“{attribute}”"
        return self.undefined(said, name=attribute, obj=obj, exc=SecurityError)

    def call(self, context: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call it, and count that. Raises TooMuchError."""
        self._step(_CALL)
        return self._short(super().call(context, obj, *args, **kwargs))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Sums of all that can be added up; products of numbers only."""
        if operator == "**" or (operator != "+" and (hasattr(left, "__len__") or hasattr(right, "__len__"))):
            raise SecurityError(f"不能用“{operator}”")
        return self._short(super().call_binop(context, operator, left, right))

    def concat(self, parts: Iterable[str]) -> str:
        """All that a template or a macro writes. Raises TooMuchError."""
        written, letters, most = [], 0, limits.TEMPLATE_TEXT.most
        for part in parts:
            letters += len(part)
            if letters > most:
                self._measured(letters)
            written.append(part)
        return "".join(written)

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        """Loops count their rounds; texts are put together while they are short."""
        for loop in list(source.find_all(nodes.For)):
            loop.iter = _filtered(loop.iter, "_counted")
        for node in list(source.find_all(nodes.Concat)):
            node.nodes = [_filtered(nodes.List(node.nodes), "_together")]
        return super()._generate(source, *args, **kwargs)

    def begin(self) -> None:
        """Another section is begun, whose steps are counted anew."""
        self._before += self.steps
        self.steps = 0

    def _compile(self, source: str, filename: str) -> CodeType:
        """Python counts parentheses, and the template's expressions are many within one another."""
        try:
            return super()._compile(source, filename)
        except SyntaxError:
            raise TooMuchError("有一处套得太深，拆成几个") from None

    def _step(self, count: int = 1) -> None:
        self.steps += count
        if self.steps > limits.TEMPLATE_STEPS.most:
            raise TooMuchError(f"要做的事超过 {limits.TEMPLATE_STEPS.said}")
        if self._before + self.steps > limits.TEMPLATES_STEPS.most:
            raise TooMuchError(f"各节一共要做的事超过 {limits.TEMPLATES_STEPS.said}")

    def _counted(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self._step()
            yield value

    def _short(self, value: Any) -> Any:
        """`value`, which is counted. Raises TooMuchError where it is large."""
        if isinstance(value, str | list | tuple):
            self._measured(len(value))
        if isinstance(value, int) and value.bit_length() > _MOST_BITS:
            raise TooMuchError("算出的数太大")
        return value

    def _measured(self, length: int) -> None:
        self._step(length // 1_000)
        if length > limits.TEMPLATE_TEXT.most:
            raise TooMuchError(f"写出的内容超过 {limits.TEMPLATE_TEXT.said}")

    def _together(self, parts: list[Any]) -> str:
        self._measured(sum(len(part) for part in parts if isinstance(part, str)))
        return markup_join(parts)

    @pass_eval_context
    def _joined(self, context: Any, values: Iterable[Any], between: str = "") -> str:
        parts = list(self._counted(values))
        self._measured(sum(len(between) + (len(part) if isinstance(part, str) else 0) for part in parts))
        return sync_do_join(context, parts, between)


def _text(files: Mapping[str, bytes], name: str) -> tuple[str, str, Any] | None:
    return (files[name].decode("utf-8", "replace"), name, lambda: True) if name in files else None


def _filtered(node: nodes.Node, name: str) -> nodes.Expr:
    made = nodes.Filter(node, name, [], [], None, None)
    made.environment = node.environment
    return made
