"""How names are found by the first letters of their pinyin: sydw for 事业单位.

The table `data/initials.csv` has the letters that each character may begin with, for all names of 科目 and
the first level of GB2312. It was made with pypinyin 0.55 (MIT licence), which is not needed to use it.
"""

from __future__ import annotations

from functools import cache

from generator.classification.subjects import rows


def initials(name: str) -> str:
    """For each character of `name` the letters that it may begin with, parted by blanks: xc z y hx."""
    letters = _letters()
    found = (letters.get(char, char.lower() if char.isascii() and char.isalnum() else "") for char in name)
    return " ".join(filter(None, found))


def begins_with(letters: str, name: str) -> bool:
    """Whether letters that follow each other in `name` begin so: the rule of the workbench, too."""
    each = initials(name).split(" ")
    starts = range(len(each) - len(letters) + 1)
    return any(all(letter in each[start + n] for n, letter in enumerate(letters)) for start in starts)


@cache
def _letters() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("initials.csv"):
        for char in row["characters"]:
            found[char] = found.get(char, "") + row["initial"]
    return found
