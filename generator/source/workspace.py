"""Folders of YAML: which folders are budgets, and one value from the many files of one budget."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from generator.errors import InputError, UsageError
from generator.findings import Finding, Kind
from generator.source import limits
from generator.source.gate import YAML, RefusedError, content
from generator.source.hidden import shown_name
from generator.source.parsed import parsed
from generator.source.place import Place, SourceText
from generator.source.twins import KEY_IN_TWO_FILES, copies
from generator.source.values import Mapping, Scalar, Sequence, Value
from generator.source.yaml_reader import TOO_BIG, Allowance, read_source

NO_YAML = Kind("S06", "没有可读的预算文件")
NOT_A_MAPPING = Kind("S07", "文件最外层不是键值")
MISNAMED = Kind("S15", "文件名的结尾不是 .yaml")

_YEAR = re.compile("^(?:\ufeff)?[\"']?年度[\"']?[ \t]*:".encode(), re.MULTILINE)
"""What every budget says once, in a file that stands at its top."""

_ALMOST = re.compile(
    r"(?P<stem>.*\S)\s*(?:\.(?!yaml$)|[．。])(?i:ya?ml|ymal|yalm|yam)(?:\s*|[^a-z].*)"
    r"|(?P<bare>.*[^\x00-\x7f])\s*(?i:yaml)",
    re.DOTALL,
)
"""A file's name that was meant to end in .yaml: 项目.yml, 项目.YAML, 项目.yaml.txt, 项目.yaml (1)."""

MOST_GAPS = 2
"""Folders without YAML that may lie between a file and the top of its budget: 附件/合同/, for instance."""
PROFILES = "样式"
"""The folder, in or beside budgets, in which profiles of their own lie."""
SIGN_OFFS = "审核.yaml"
"""The file in a budget's folder that is its reviewers' and no part of the budget."""


Refuse = Callable[[UsageError], None]
"""What becomes of a folder below that is in the way: it is raised, or told, and the others are found."""


def raised(error: UsageError) -> None:
    """As where one command is for all budgets: none is left out silently."""
    raise error


def find_budgets(paths: list[Path], refuse: Refuse = raised) -> list[Path]:
    """The budget folders that `paths` stand for, each once: in the order of `paths`, below one by name.

    A folder with a YAML file directly in it is a budget; any other folder stands for the budgets below it,
    and a file for the budget that holds it. Raises UsageError for a path that is not there, or has no budget.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"找不到文件夹“{path}”。请检查路径，预算通常放在 budgets/年度/部门/ 下。")
        below = _budgets_below(path, refuse) if path.is_dir() else [_budget_around(path)]
        if not below:
            raise UsageError(f"文件夹“{path}”里没有预算文件（*.yaml）。{_instead(path)}")
        for budget in below:
            if shown_name(budget.name) == budget.name:
                found.setdefault(budget.resolve(), budget)
            else:
                refuse(UsageError(f"文件夹“{display_name(budget)}”的名称里有看不见的字符。请改正名称。"))
    return list(found.values())


def _instead(path: Path) -> str:
    """What to do about a folder without a budget: a file may only have the wrong name."""
    almost = _misnamed(path) if path.is_dir() else []
    if not almost or not almost[0].place:
        return "可以用 gongkai new 建立一份。"
    name = Path(almost[0].place.name)
    return f"“{name.name}”应改名为“{_right_name(name)}”。"


def find_budget(path: Path) -> Path:
    """The one budget folder that `path` stands for. Raises UsageError where there are none or several."""
    found = find_budgets([path])
    if len(found) > 1:
        raise UsageError(f"“{path}”里有 {len(found)} 份预算，请指定其中一份。")
    return found[0]


def _budgets_below(top: Path, refuse: Refuse) -> list[Path]:
    """The budgets in `top`; a folder that was seen under another name, by a link, is passed over.

    So is one that lies elsewhere: what others sent does not lead through the whole disk.
    """
    base = os.path.realpath(top)
    found: list[Path] = []
    seen: set[str] = set()
    waiting = [(top, base)]
    while waiting:
        folder, real = waiting.pop()
        if real in seen:
            continue
        seen.add(real)
        if len(seen) > limits.YAML_FOLDERS.most:
            refuse(_too_many(top))
            break
        if _own_files(folder):
            found.append(folder)
            continue
        try:
            entries = _entries(folder)
        except UsageError as error:
            refuse(error)
            continue
        children = [
            (
                Path(entry.path),
                os.path.realpath(entry.path) if entry.is_symlink() else os.path.join(real, entry.name),
            )
            for entry in entries
            if not is_passed_over(entry.name)
        ]
        inside = (
            child for child in children if os.path.join(child[1], "").startswith(os.path.join(base, ""))
        )
        waiting += sorted((child for child in inside if _is_folder(child[0])), reverse=True)
    return found


def _is_folder(path: Path) -> bool:
    """Whether there is a folder at `path`, or something that one may not look at: that is told later."""
    try:
        return path.is_dir()
    except OSError:
        return True


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in `folder`. Raises UsageError where that cannot be seen: something would be left out."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        raise UsageError(
            f"文件夹“{display_name(folder)}”读不了。请检查它的权限，和路径是不是太长。"
        ) from None


def _too_many(folder: Path) -> UsageError:
    most = limits.YAML_FOLDERS.said
    return UsageError(f"“{display_name(folder)}”里的文件和文件夹超过 {most}。请只给出预算所在的文件夹。")


def files_below(folder: Path, skip: Callable[[str], bool] | None = None) -> list[Path]:
    """Everything below `folder` that is no folder, but for names to `skip` (those that are passed over).

    Raises UsageError for more than can be read. Links to folders are not followed: they are files here.
    """
    found: list[Path] = []
    waiting, count = [folder], 0
    while waiting:
        for entry in _entries(waiting.pop()):
            if (skip or is_passed_over)(entry.name):
                continue
            count += 1
            if count > limits.YAML_FOLDERS.most:
                raise _too_many(folder)
            (waiting if entry.is_dir(follow_symlinks=False) else found).append(Path(entry.path))
    return sorted(found)


def _budget_around(file: Path) -> Path:
    """The nearest folder above `file` where the year stands.

    Where it stands nowhere, perhaps because it is mistyped, the outermost of the folders with YAML in them.
    Why the search ends at the top of a repository and after two folders without YAML: what lies further up
    (a home, a folder of temporary files) is no budget, even with the YAML of one in it.
    """
    chain: list[Path] = []
    gaps = 0
    for folder in file.absolute().parents:
        own = _own_files(folder)
        if any(_says_year(path) for path in own):
            chain = [folder]
            break
        chain += [folder] if own and (not chain or not gaps) else []
        gaps += not own
        if gaps > MOST_GAPS or (folder / ".git").exists():
            break
    if not chain:
        raise UsageError(f"“{file}”不在任何一份预算里。请给出预算所在的文件夹，或其中的文件。")
    return chain[-1] if file.is_absolute() else Path(os.path.relpath(chain[-1]))


def _own_files(folder: Path) -> list[Path]:
    """The YAML files of a budget directly in `folder`; hidden ones are settings of other programs."""
    try:
        found = [path for path in folder.iterdir() if path.suffix == ".yaml" and path.is_file()]
    except OSError:
        return []
    return sorted(path for path in found if not is_passed_over(path.name) and path.name != SIGN_OFFS)


def _says_year(path: Path) -> bool:
    try:
        return bool(_YEAR.search(content(path, YAML)))
    except RefusedError:
        return False


def read_folder(
    folder: Path, prepare: Callable[[Mapping], None] = lambda file: None, called: str = ""
) -> tuple[Mapping, list[Finding]]:
    """All `*.yaml` below `folder` as one mapping, and the keys that were written twice.

    `called` is what stands before the names of the files for people, when the folder is a copy of something.
    The mapping's `sources` are the files, each read once: what is enclosed later is what was parsed.
    Lists of the same key are joined in file-name order, after `prepare` has seen to each file by itself.
    Raises InputError with everything that is wrong in all files when one of them cannot be read, or when all
    are empty.
    """
    findings: list[Finding] = [*_misnamed(folder)]
    complete = True
    files = yaml_files(folder)
    parts: list[Mapping] = []
    sources: list[SourceText] = []
    allowance, size = Allowance(), 0
    for path in files:
        name = f"{called}{path.relative_to(folder).as_posix()}" if called else display_name(path)
        try:
            sources.append(read_source(path, name, folder))
            size += len(sources[-1].data)
            if size > limits.YAML_BYTES.most:
                break
            sources[-1], value, found = parsed(sources[-1], allowance)
        except InputError as error:
            findings += error.findings
            complete = False
            continue
        findings += found
        if isinstance(value, Mapping):
            parts.append(value)
        elif value is not None:
            hint = "第一行应是“键: 值”，例如“年度: 2024”"
            findings.append(NOT_A_MAPPING.at(value.place, "文件最外层应是键值", hint))
            complete = False
    if size > limits.YAML_BYTES.most:
        said = f"读到这个文件，YAML 文件一共超过 {limits.YAML_BYTES.said}"
        hint = "删去用不到的文件；重复的内容只留一份"
        raise InputError([TOO_BIG.at(Place(sources[-1], 1, 1), said, hint)])
    for copy, told in list(copies(parts)):
        findings.append(told)
        parts = [part for part in parts if part is not copy]
    for part in parts:
        prepare(part)
    merged = _merge(parts, findings)
    merged.sources = tuple(sources)
    if not complete:
        raise InputError(findings)
    if not merged:
        place = Place(SourceText(display_name(files[0] if files else folder), ""), 1, 1)
        raise InputError(
            [NO_YAML.at(place, "文件是空的，没有任何内容", "可以用 gongkai new 建立一份样例来参照")]
        )
    return merged, findings


def _misnamed(folder: Path) -> list[Finding]:
    """Files that would be read if they were named .yaml; what editors leave beside a file is none of them."""
    found = []
    for path in files_below(folder):
        if not is_misnamed(path.name) or not path.is_file():
            continue
        place = Place(SourceText(display_name(path), "", path.relative_to(folder).as_posix()), 1, 1)
        hint = f"改名为“{_right_name(path)}”；不要的，移到别的文件夹"
        found.append(MISNAMED.at(place, f"“{place.name}”不会被读取", hint))
    return found


def is_misnamed(name: str) -> bool:
    """Whether a file of this name was meant to end in .yaml."""
    return bool(_ALMOST.fullmatch(name))


def _right_name(path: Path) -> str:
    match = _ALMOST.fullmatch(path.name)
    return shown_name(f"{(match['stem'] or match['bare']).strip()}.yaml" if match else path.name)


def is_passed_over(name: str) -> bool:
    """What is no budget's: hidden files, those that editors make beside an open file, profiles."""
    return (
        name == PROFILES or name.startswith((".", "~$", "#")) or name.endswith(("~", ".swp", ".swo", ".tmp"))
    )


def yaml_files(folder: Path) -> list[Path]:
    """The files of a budget, in name order; hidden files and folders and SIGN_OFFS are not the author's.

    Raises UsageError for more than can be read.
    """
    files = (path for path in files_below(folder) if path.suffix == ".yaml" and not path.is_dir())
    found = [path for path in files if path != folder / SIGN_OFFS]
    if len(found) > limits.YAML_FILES.most:
        raise UsageError(f"“{display_name(folder)}”里的 YAML 文件超过 {limits.YAML_FILES.said}。请合并一些。")
    return found


def display_name(path: Path) -> str:
    """`path` relative to the working directory where it lies below it, with forward slashes."""
    relative = os.path.relpath(path)
    return shown_name((str(path) if relative.startswith("..") else relative).replace(os.sep, "/"))


def _merge(parts: list[Mapping], findings: list[Finding]) -> Mapping:
    if not parts:
        return Mapping(Place(SourceText("", ""), 1, 1))
    merged = Mapping(parts[0].place)
    merged.empty = {own: place for part in parts for own, place in part.empty.items()}
    for part in parts:
        for key, value in part.items():
            place = part.key_places[key]
            if key not in merged:
                merged.put(key, _copy(value), place)
                continue
            present, more = merged[key], value
            if key in part.lists:
                present, more = (_listed(one, part.stand_in) for one in (present, more))
                if not isinstance(more, Sequence):
                    merged[key], merged.key_places[key] = value, place
                if not (isinstance(present, Sequence) and isinstance(more, Sequence)):
                    continue  # what is no list is told of it alone
            if isinstance(present, Sequence) and isinstance(more, Sequence):
                merged[key] = present
                for item, item_place in zip(more, more.places, strict=True):
                    present.put(item, item_place)
            else:
                first = merged.key_places[key]
                message = f"键“{key}”已经写在 {first.name} 第 {first.line} 行"
                findings.append(KEY_IN_TWO_FILES.at(place, message, "除列表外，一个键只能写在一个文件里"))
    return merged


def _listed(value: Value, word: str) -> Value:
    """The `word` that may stand in the place of a list, as its one item."""
    if not isinstance(value, Scalar) or value.strip() != word:
        return value
    listed = Sequence(value.place)
    listed.put(value, value.place)
    return listed


def _copy(value: Value) -> Value:
    """A list that can be extended without touching the file it came from."""
    if not isinstance(value, Sequence):
        return value
    copy = Sequence(value.place)
    for item, place in zip(value, value.places, strict=True):
        copy.put(item, place)
    return copy
