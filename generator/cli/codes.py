"""gongkai codes: the tables of 科目: look one up, compare two years, read the finance bureau's own."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from generator.classification import classification_of, find_book, subjects_by_code
from generator.classification.book import BOOKS, book_text
from generator.classification.initials import begins_with
from generator.classification.subjects import FIRST_YEAR, LAST_YEAR, TABLES, Subject
from generator.cli.options import add_home, year
from generator.errors import UsageError
from generator.findings import some_of
from generator.source.nearest import close_matches

_CONFIDENCE = {
    "official": "财政部门的科目表",
    "high": "两处以上的文件",
    "medium": "一处文件",
    "old": "只有 2020 年以前的文件",
    "low": "没有找到文件，请与正式的科目表核对",
    "unsure": "没有找到文件，年度或名称不能确定，请与正式的科目表核对",
}
_MOST = 20


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = (
        "find 水利：按名称、代码的开头或拼音的首字母（sl）找；show 2130306：各年度的名称和来历；"
        "diff 2024 2026：两年的不同；"
        "import FILE.xlsx --year 2026：读入财政部门的科目表，以后以它为准。"
    )
    parser.add_argument(
        "action",
        metavar="ACTION",
        choices=("find", "show", "diff", "import"),
        help="find 查找，show 说明一个，diff 比较两年，import 读入",
    )
    parser.add_argument("words", metavar="WORD", nargs="+", help="名称里的字、拼音首字母、代码、年度，或文件")
    parser.add_argument("--year", metavar="YEAR", type=year, help="哪一年的科目表，例如 2026")
    parser.add_argument("--all", action="store_true", help="全部列出，不省略")
    add_home(parser)


def run(options: argparse.Namespace) -> int:
    """Do what `action` says. Raises UsageError for codes, years and files that are none."""
    actions = {"find": _find, "show": _show, "diff": _diff, "import": _import}
    return actions[options.action](options)


def _year(text: str) -> int:
    with suppress(ValueError):
        if 2000 <= (wanted := year(text)) <= 2099:
            return wanted
    raise UsageError(f"年度“{text}”不对，应是四位数，例如 {LAST_YEAR}。")


def _names(options: argparse.Namespace, year: int) -> dict[str, str]:
    """All codes and names of `year`, with the official book beside the budgets."""
    tables = classification_of(year, find_book(options.budgets, year))
    economic = {code: subject.name for code, subject in tables.economic.items()}
    return tables.revenue | tables.functional | economic | tables.government


def _find(options: argparse.Namespace) -> int:
    """List the codes whose names have all the words, in the year that is asked for."""
    words = _words(options)
    names = _names(options, options.year or LAST_YEAR)
    found = [
        code for code in sorted(names, key=_order) if all(_fits(word, code, names[code]) for word in words)
    ]
    for code in found if options.all else found[:_MOST]:
        print(f"{code}  {_path(code, names)}")
    if not found:
        print(f"没有名称、代码或拼音首字母是“{' '.join(words)}”的科目。{_nearest(words, names)}")
        return 1
    if len(found) > _MOST and not options.all:
        print(f"共 {len(found)} 个，这里列出 {_MOST} 个；加 --all 全部列出。")
    return 0


def _words(options: argparse.Namespace) -> list[str]:
    """The words that were given, codes and names apart (30201办公费), without quotes."""
    plain = _half_width(" ".join(options.words)).translate(dict.fromkeys(map(ord, "“”\"'《》「」")))
    return re.sub(r"(?<=\d)(?=[^\d\s])|(?<=[^\d\s])(?=\d)", " ", plain).split()


def _nearest(words: Iterable[str], names: dict[str, str]) -> str:
    """What they may have meant."""
    known = dict.fromkeys(names.values())
    close = [one for word in words for one in close_matches(word, known, n=3, cutoff=0.5)]
    return f"是否想找：{'、'.join(close)}？" if close else ""


def _meant(options: argparse.Namespace, names: dict[str, str]) -> list[str]:
    """The codes that are given, or else those of the names. Raises UsageError for a name of many or none."""
    words = _words(options)
    if codes := [word for word in words if word.isdecimal()]:
        return codes
    found = [
        code for code in sorted(names, key=_order) if all(word == _half_width(names[code]) for word in words)
    ]
    found = found or [c for c in sorted(names, key=_order) if all(_fits(word, c, names[c]) for word in words)]
    said = " ".join(words)
    if not found:
        close = _nearest(words, names) or "按名称找：gongkai codes find 水利"
        raise UsageError(f"科目表里没有“{said}”。{close}")
    if len(found) > 1:
        raise UsageError(f"叫“{said}”的科目不只一个：{some_of(found)}。请写代码。")
    return found


def _half_width(word: str) -> str:
    """`word` as codes and letters are written: a Chinese keyboard gives wide digits."""
    return unicodedata.normalize("NFKC", word).strip()


def _fits(word: str, code: str, name: str) -> bool:
    """Whether `word` is of the name, is how the code begins, or the letters with which its characters do."""
    if word in _half_width(name) or code.startswith(word):
        return True
    return word.isascii() and word.isalpha() and begins_with(word.lower(), name)


def _order(code: str) -> tuple[int, str]:
    """Expenditure first: that is what people look for."""
    return "2351".index(code[0]), code


def _show(options: argparse.Namespace) -> int:
    """Say of each code what it is called, in which years, and what that rests on."""
    names = _names(options, options.year or LAST_YEAR)
    for code in _meant(options, names):
        known = subjects_by_code().get(code, [])
        if not known and code not in names:
            raise UsageError(f"科目表里没有“{code}”。按名称找：gongkai codes find 水利")
        print(f"{code}  {_path(code, names) or known[-1].name}（{TABLES[code[0]]}）")
        official = find_book(options.budgets, options.year or LAST_YEAR)
        if official and code in names and names[code] not in {subject.name for subject in known}:
            print(f"  {names[code]}：{_CONFIDENCE['official']}（{official.path}）")
        for subject in known:
            print(f"  {subject.name}{_when(subject)}：{_CONFIDENCE[subject.confidence]}")
            if subject.origin:
                print(f"    见于 {subject.origin}")
    return 0


def _when(subject: Subject) -> str:
    return f"（{subject.years}）" if subject.years else ""


def _diff(options: argparse.Namespace) -> int:
    """What was added, ended and renamed between two years. 1 when there is a difference, as `diff` has it."""
    if len(options.words) != 2:
        raise UsageError("写两个年度，例如：gongkai codes diff 2024 2026")
    first, second = (_names(options, _year(word)) for word in options.words)
    lines = list(_differences(first, second))
    print("\n".join(lines) or "没有不同。")
    _tell_years(map(_year, options.words))
    return 1 if lines else 0


def _differences(first: dict[str, str], second: dict[str, str]) -> Iterator[str]:
    for code in sorted(first.keys() | second.keys()):
        old, new = first.get(code), second.get(code)
        if old is None:
            yield f"新增 {code}  {_path(code, second)}"
        elif new is None:
            yield f"停用 {code}  {_path(code, first)}"
        elif old != new:
            yield f"改名 {code}  {old} → {new}"


def _tell_years(years: Iterable[int]) -> None:
    outside = [str(one) for one in years if not FIRST_YEAR <= one <= LAST_YEAR]
    if outside:
        print(f"程序里有 {FIRST_YEAR} 年到 {LAST_YEAR} 年的科目表，{'、'.join(outside)} 年用最近一年的。")


def _path(code: str, names: dict[str, str]) -> str:
    return " › ".join(
        names[code[:size]] for size in (3, 5, 7, 9) if size <= len(code) and code[:size] in names
    )


def _import(options: argparse.Namespace) -> int:
    """Read the finance bureau's own table into 科目表/<year>.csv beside the budgets."""
    from generator.exchange.files import write_whole
    from generator.exchange.subject_book import read_subject_book

    if len(options.words) != 1 or not options.year:
        raise UsageError("写一个文件和年度，例如：gongkai codes import 科目表.xlsx --year 2026")
    book = read_subject_book(Path(options.words[0]))
    target = options.budgets / BOOKS / f"{_year(str(options.year))}.csv"
    before = _names(options, options.year)
    write_whole(target, book_text(book.names.items()).encode())
    counts = {name: sum(code[0] == digit for code in book.names) for digit, name in TABLES.items()}
    told = "，".join(f"{name} {count} 个" for name, count in counts.items() if count)
    print(f"已生成 {target}：{told}。{options.budgets} 里 {options.year} 年的预算都以它为准。")
    renamed = [f"{c}  {before[c]} → {n}" for c, n in sorted(book.names.items()) if before.get(c, n) != n]
    added = [f"{c}  {n}" for c, n in sorted(book.names.items()) if c not in before]
    for what, lines in (
        ("名称与程序里的不同", renamed),
        ("程序里没有的", added),
        ("写了两遍、名称不同的，用前一个", book.twice),
        ("没有读懂的行", book.unread),
    ):
        _list(what, lines, everything=options.all)
    return 0


def _list(what: str, lines: list[str], *, everything: bool) -> None:
    if lines:
        print(f"{what}：{len(lines)} 个")
        for line in lines if everything else lines[:_MOST]:
            print(f"  {line}")
        if len(lines) > _MOST and not everything:
            print(f"  ……还有 {len(lines) - _MOST} 个，加 --all 全部列出")
