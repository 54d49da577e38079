"""The index by which the site is searched: pairs of characters, in shards that a page loads as it needs them.

Chinese has no blanks between words, so that words would have to be guessed; every two characters that stand
beside each other are a key instead, and what has all pairs of a question is looked at itself. A shard is a
script that hands over its data: so it works from a folder, where a page may not read files, as from a server.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any

from generator.web.site.digest import Digest

SHARD = 48_000
"""Bytes that a shard of pairs, or a block of names, has, about."""


def plain(text: str) -> str:
    """`text` as it is compared: one width, small letters, no blanks and signs: people leave them out."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(letter for letter in folded if not _is_sign(unicodedata.category(letter)))


def _is_sign(category: str) -> bool:
    return category[0] in "PZS" or category in ("Cc", "Cf")


def shards(digests: Sequence[Digest]) -> dict[str, bytes]:
    """The files of the index: who publishes, blocks of names with where they stand, shards of pairs."""
    names = _names(digests)
    pairs: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        for gram in dict.fromkeys(_grams(plain(" ".join(name)))):
            pairs.setdefault(gram, []).append(number)
    count = max(1, sum(8 + 4 * len(found) for found in pairs.values()) // SHARD)
    parts: list[dict[str, list[int]]] = [{} for _ in range(count)]
    for gram in sorted(pairs):
        parts[sum(map(ord, gram)) % count][gram] = _steps(pairs[gram])
    who = [[digest.year, digest.name, digest.path] for digest in digests]
    blocks = _blocks([[*name, where] for name, where in names.items()])
    starts = [0, *accumulate(map(len, blocks))][:-1]
    files: dict[str, object] = {"index": {"who": who, "shards": count, "starts": starts}}
    files |= {f"names-{at}": block for at, block in enumerate(blocks)}
    files |= {f"pairs-{at}": part for at, part in enumerate(parts)}
    return {f"search/{name}.js": _script(name, data) for name, data in files.items()}


def _blocks(told: Sequence[list[Any]]) -> list[list[list[Any]]]:
    """Names with where they stand, in blocks: a 科目 that all departments have fills one nearly by itself."""
    blocks: list[list[list[Any]]] = [[]]
    size = 0
    for one in told:
        own = len(_compact(one).encode())
        if blocks[-1] and size + own > SHARD:
            blocks.append([])
            size = 0
        blocks[-1].append(one)
        size += own
    return blocks


def _names(digests: Sequence[Digest]) -> dict[tuple[str, str, str], list[list[Any]]]:
    """(kind, code, name) → where it stands: [which disclosure, id in its page, amount]."""
    found: dict[tuple[str, str, str], list[list[Any]]] = {}
    for number, digest in enumerate(digests):
        kind = "单位" if digest.authority else "部门"
        found.setdefault((kind, digest.code, digest.name), []).append([number, "", ""])
        for unit in digest.units:
            found.setdefault(("单位", "", unit), []).append([number, "", ""])
        for item in digest.items:
            where = [number, item.id, item.printed]
            found.setdefault((item.kind, item.code, item.name), []).append(where)
    return found


def _grams(text: str) -> Iterable[str]:
    """Its pairs of characters, and the characters themselves for questions of one."""
    yield from text
    yield from (a + b for a, b in pairwise(text))


def _steps(numbers: Sequence[int]) -> list[int]:
    """Rising numbers as steps from one to the next: they are shorter."""
    return [number - before for before, number in pairwise([0, *numbers])]


def _script(name: str, data: object) -> bytes:
    return f"gongkai.take({json.dumps(name)},{_compact(data)});\n".encode()


def _compact(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
