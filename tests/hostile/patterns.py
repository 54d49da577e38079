"""All regular expressions of the package, and texts that are hard for them."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import generator

TOP = Path(generator.__file__).parent
MOST_FOLLOWED = 4
_FUNCTIONS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}


def patterns() -> Iterator[tuple[str, str | bytes, int, bool]]:
    """(where, pattern, flags, whole) of every call of `re` in the package; `whole` for anchored ones.

    What is put together from names is worked out in its module; where only a call knows them, a letter does.
    """
    for path in sorted(TOP.rglob("*.py")):
        name = ".".join(path.relative_to(TOP.parent).with_suffix("").parts).removesuffix(".__init__")
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        anchored = {
            id(node.value) for node in tree.body if isinstance(node, ast.Assign) and _anchored(node, text)
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr in _FUNCTIONS
            ):
                where = f"{path.relative_to(TOP).as_posix()}:{node.lineno}"
                flags = 0
                for argument in [*node.args[1:], *(keyword.value for keyword in node.keywords)]:
                    said = ast.unparse(argument)
                    if re.fullmatch(r"re\.[A-Z]+( \| re\.[A-Z]+)*", said):
                        flags = int(eval(said))
                whole = node.func.attr in ("match", "fullmatch") or id(node) in anchored
                for pattern in _evaluated(node.args[0], name):
                    yield where, pattern, flags, whole


def _anchored(node: ast.Assign, text: str) -> bool:
    """Whether a constant of a module is only used from the beginning of texts."""
    name = ast.unparse(node.targets[0])
    used = set(re.findall(rf"\b{name}\.(\w+)\(", text))
    return bool(used) and used <= {"match", "fullmatch"}


def _evaluated(node: ast.expr, module: str) -> list[str | bytes]:
    """What the expression is in its module: one pattern, or those of a table of patterns."""
    space = vars(importlib.import_module(module))
    try:
        found = eval(compile(ast.Expression(node), module, "eval"), dict(space))
    except NameError:
        if isinstance(node, ast.Name):  # a loop over a table of patterns: all texts of the module's tables
            return sorted({text for value in space.values() for text in _texts(value)})
        found = "".join(
            part.value if isinstance(part, ast.Constant) else _part(part, space) for part in _parts(node)
        )
    return [found] if isinstance(found, str | bytes) else []


def _parts(node: ast.expr) -> list[Any]:
    return list(node.values) if isinstance(node, ast.JoinedStr) else []


def _part(part: Any, space: dict[str, Any]) -> str:
    try:
        return str(eval(ast.unparse(part.value), dict(space)))
    except NameError:
        return "a"


def _texts(value: object) -> Iterator[str]:
    """The texts of a module's own constant that holds patterns, which are known by being first of a pair."""
    if isinstance(value, tuple | list):
        for item in value:
            if isinstance(item, tuple) and item and isinstance(item[0], str):
                yield item[0]
    elif isinstance(value, dict):
        yield from (key for key in value if isinstance(key, str))


def hard_texts(pattern: str | bytes, flags: int, length: int) -> Iterator[str]:
    """Texts of about `length`: up to a repetition as the pattern wants it, it very many times, and no end."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    tree = parser.parse(text, flags & ~re.UNICODE)
    for before, after in _followed(list(tree), ""):
        yield before + after * (length // len(after)) + "\0"
    for before, body in _repetitions(list(tree), ""):
        unit = "".join(body) or "a"
        times = length // len(unit)
        yield before + unit * times + "\0"
        yield (before + unit) * (length // (len(before + unit)))
        yield unit * times + "\0"
        yield before + "".join(chr(0x4E00 + number % 9_000) for number in range(length)) + "\0"
        yield (before + unit * 20 + "\0") * (length // (len(before) + 20 * len(unit) + 1))


def _followed(tree: list[Any], before: str) -> Iterator[tuple[str, str]]:
    """(a text that leads there, what comes next but for its end) for every repetition that more may follow.

    `.*表(\\(.*\\))?` goes back to every 表 with a bracket behind it, and on to an end that never comes.
    """
    for number, (code, argument) in enumerate(tree):
        if code in (op.MAX_REPEAT, op.MIN_REPEAT) and argument[1] > 100:
            parts = list(_atoms(tree[number + 1 :]))
            for end in range(1, min(len(parts), MOST_FOLLOWED)):
                yield before, "".join(parts[:end])
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT):
            yield from _followed([*argument[2], *tree[number + 1 :]], before)
        elif code == op.SUBPATTERN:
            yield from _followed([*argument[3], *tree[number + 1 :]], before)
        before += _sample([(code, argument)], 0)


def _atoms(tree: list[Any]) -> Iterator[str]:
    """A text for each thing that is to match, those that may be missing too."""
    for code, argument in tree:
        if code == op.SUBPATTERN:
            yield from _atoms(list(argument[3]))
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT):
            yield from _atoms(list(argument[2]))
        elif text := _of_node(code, argument, 0):
            yield text


def _repetitions(tree: list[Any], before: str) -> Iterator[tuple[str, str]]:
    """(a text that leads there, a text that matches once) for every repetition without end."""
    for code, argument in tree:
        if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            _, most, inner = argument
            if most > 100:
                for choice in range(3):
                    yield before, _sample(list(inner), choice)
                yield before, "".join(_sample(list(inner), choice) for choice in range(3))
            yield from _repetitions(list(inner), before)
        elif code == op.SUBPATTERN:
            yield from _repetitions(list(argument[3]), before)
        elif code == op.BRANCH:
            for branch in argument[1]:
                yield from _repetitions(list(branch), before)
        elif code in (op.ASSERT, op.ASSERT_NOT):
            yield from _repetitions(list(argument[1]), before)
        elif code == op.ATOMIC_GROUP:
            yield from _repetitions(list(argument), before)
        before += _sample([(code, argument)], 0)


def _sample(tree: list[Any], choice: int) -> str:
    """A text that the nodes match; other `choice`s give other texts where there are several."""
    return "".join(_of_node(code, argument, choice) for code, argument in tree)


def _of_node(code: Any, argument: Any, choice: int) -> str:
    if code == op.LITERAL:
        return chr(argument)
    if code == op.NOT_LITERAL:
        return "b" if argument == ord("a") else "a"
    if code == op.ANY:
        return " 0a"[choice % 3]
    if code == op.IN:
        return _of_set(argument, choice)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _sample(list(argument[2]), choice) * max(argument[0], 1 if argument[0] else 0)
    if code == op.SUBPATTERN:
        return _sample(list(argument[3]), choice)
    if code == op.ATOMIC_GROUP:
        return _sample(list(argument), choice)
    if code == op.BRANCH:
        return _sample(list(argument[1][choice % len(argument[1])]), choice)
    return ""


_CLASSES = {
    op.CATEGORY_DIGIT: "0",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_WORD: "a",
    op.CATEGORY_NOT_DIGIT: "a",
    op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_NOT_WORD: " ",
}


def _of_set(items: list[Any], choice: int) -> str:
    negated = bool(items) and items[0][0] == op.NEGATE
    if negated:
        wrong = re.compile("x")
        candidates = [
            char
            for char in " a0云\n，{<"
            if not any(_in(char, code, argument) for code, argument in items[1:])
        ]
        return candidates[choice % len(candidates)] if candidates else wrong.pattern
    code, argument = items[choice % len(items)]
    if code == op.LITERAL:
        return chr(argument)
    if code == op.RANGE:
        return chr(argument[0])
    return _CLASSES.get(argument, "a")


def _in(char: str, code: Any, argument: Any) -> bool:
    if code == op.LITERAL:
        return ord(char) == argument
    if code == op.RANGE:
        return bool(argument[0] <= ord(char) <= argument[1])
    return {
        op.CATEGORY_DIGIT: char.isdigit(),
        op.CATEGORY_SPACE: char.isspace(),
        op.CATEGORY_WORD: char.isalnum(),
        op.CATEGORY_NOT_DIGIT: not char.isdigit(),
        op.CATEGORY_NOT_SPACE: not char.isspace(),
        op.CATEGORY_NOT_WORD: not char.isalnum(),
    }.get(argument, False)
