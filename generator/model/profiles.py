"""Profiles (样式) as folders: where they lie, and what their `profile.yaml` says.

A profile lies in a folder 样式 in the budget's folder, beside it, or beside the folders of the years; or in
the package. One that is 基于 another says only what differs: its tables take the place of those of the same
号 (new ones follow), or change them where they have no 栏 of their own, and 不用表 leaves some out, its
mappings (格式, 词汇, 上年) are laid over, of 格式 what is in them too, every other key replaces. Files that
it lacks are the other's.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from generator.errors import InputError, ProfileError
from generator.findings import Finding, Kind, in_reading_order
from generator.model.vocabulary import DEFAULT, Vocabulary
from generator.shipped import shipped
from generator.source import Mapping, Place, Scalar, Sequence, Value, limits
from generator.source.gate import PROFILE_FILE, RefusedError, content_within, path_within
from generator.source.workspace import PROFILES
from generator.source.yaml_reader import parse_yaml, source_of

TEMPLATES = shipped("templates")
DECLARATION = "profile.yaml"
EVERY = "全部"
"""What 不用表 says of all tables."""
UNKNOWN_PROFILE = Kind("S27", "样式不能用")
BASED_ON, WORDS, WITHOUT, FORMAT = "基于", "词汇", "不用表", "格式"


@dataclass(frozen=True, slots=True)
class ProfileFolder:
    """A profile's folder, and the files that lie in it, by name: read once, for all that comes of them."""

    path: Path
    files: tuple[tuple[str, bytes], ...]

    @property
    def own(self) -> bool:
        """Whether it is not one of the package's: others may have written it."""
        return self.path.parent != TEMPLATES


def profile_folders(folder: Path | None) -> Iterator[tuple[Path, str]]:
    """Where a profile for the budget in `folder` may lie, the nearest first: folders, and what is in them."""
    if folder is not None:
        own = folder.resolve()
        yield from ((place, f"{PROFILES}/") for place in (own, *own.parents[:2]))
    yield TEMPLATES, ""


def profile_names(folder: Path | None) -> list[str]:
    """The profiles that there are for the budget in `folder`."""
    places = [place / within for place, within in profile_folders(folder)]
    return sorted({path.parent.name for place in places for path in place.glob(f"*/{DECLARATION}")})


def find_profile(name: str, folder: Path | None) -> Path:
    """The folder of the profile `name`. Raises ProfileError when there is none, or a link leads elsewhere."""
    for place, within in profile_folders(folder):
        here = place / within / name
        if (here / DECLARATION).is_file() and Path(name).name == name:
            return _inside(place, f"{within}{name}")
    raise ProfileError(f"没有样式“{name}”", hint=f"现有的样式：{'、'.join(profile_names(folder))}")


def read_profile(name: str, folder: Path | None) -> ProfileFolder:
    """The profile `name` as files. Raises ProfileError, also for what is no regular file, or too large."""
    path = find_profile(name, folder)
    try:
        return ProfileFolder(path, _files_in(path))
    except RefusedError as error:
        raise ProfileError(f"样式“{name}”的{error.of('文件')}", hint=error.hint) from None
    except OSError:
        message, hint = f"样式“{name}”的文件夹里有读不了的文件", "检查权限，和有没有指向自己的链接"
        raise ProfileError(message, hint=hint) from None


def _files_in(path: Path) -> tuple[tuple[str, bytes], ...]:
    with os.scandir(path) as entries:
        files = (_known(entry) for entry in entries if not Path(entry.path).is_dir())
        found = list(islice(files, limits.PROFILE_FILES.most + 1))
    if len(found) > limits.PROFILE_FILES.most:
        message, hint = f"样式“{path.name}”里的文件超过 {limits.PROFILE_FILES.said}", "删去用不到的文件"
        raise ProfileError(message, hint=hint)
    if sum(size for *_, size in found) > limits.PROFILE_BYTES.most:
        message, hint = f"样式“{path.name}”里的文件一共超过 {limits.PROFILE_BYTES.said}", "换成较小的图片"
        raise ProfileError(message, hint=hint)
    return _read(path, tuple(sorted(found)))


def _known(entry: os.DirEntry[str]) -> tuple[str, int, int]:
    try:
        stat = entry.stat()
    except OSError:  # a link to itself: whoever reads it says so
        return entry.name, 0, 0
    return entry.name, stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=16)
def _read(path: Path, known: tuple[tuple[str, int, int], ...]) -> tuple[tuple[str, bytes], ...]:
    """Kept while no file was changed: every unit of a department asks for the same."""
    return tuple((name, content_within(path, name, PROFILE_FILE)) for name, *_ in known)


def refuse_changed(folders: Iterable[ProfileFolder]) -> None:
    """Raise ProfileError when files of `folders` are not as they were read: pages were set from both."""
    for folder in folders:
        if folder.own and _files_in(folder.path) != folder.files:
            raise ProfileError(f"样式“{folder.path.name}”的文件在生成的过程中被改动了。请再生成一次。")


def _inside(place: Path, name: str) -> Path:
    try:
        path_within(place, name)
    except RefusedError as error:
        raise ProfileError(f"样式的文件夹“{name}”{error.why}", hint="换成文件夹本身") from None
    return place / name


def declared(name: str, folder: Path | None) -> tuple[Mapping, list[ProfileFolder]]:
    """What the profile `name` declares, and its folder with those of what it is based on.

    Raises ProfileError when there is none, when one cannot be read, or when they go in a circle.
    """
    found: list[tuple[Mapping, ProfileFolder]] = []
    while name:
        here = _based_on(name, folder, found)
        value = _parsed(name, _called(here), dict(here.files)[DECLARATION])
        if not isinstance(value, Mapping):
            raise ProfileError(f"样式“{name}”的 {DECLARATION} 是空的，或最外层不是“键: 值”。")
        found.append((value, here))
        name = str(value.get(BASED_ON) or "")
    whole = Mapping(found[0][0].place)
    for value, here in reversed(found):
        _leave_out(here.path.name, whole, value)
        _lay_over(whole, value)
    return whole, [here for _, here in found]


def _based_on(name: str, folder: Path | None, found: list[tuple[Mapping, ProfileFolder]]) -> ProfileFolder:
    """The folder of what the last of those `found` is based on; that it is none is told where it says so."""
    said, last = (found[-1][0], found[-1][1].path.name) if found else (None, "")
    try:
        here = read_profile(name, folder)
    except ProfileError as error:
        if said is None:
            raise
        wrong = UNKNOWN_PROFILE.at(said.key_places[BASED_ON], error.message, error.hint)
    else:
        if said is None or here.path not in (other.path for _, other in found):
            return here
        message = f"“{BASED_ON}”转了一圈，又回到它自己"
        hint = "最底下的一个不写“基于”，或写程序带的，例如 基于: shanxi-2024"
        wrong = UNKNOWN_PROFILE.at(said.key_places[BASED_ON], message, hint)
    raise wrong_profile(last, [wrong]) from None


def wrong_profile(name: str, findings: Iterable[Finding]) -> ProfileError:
    """What to raise where a declaration has `findings`: it says the first of them, and has all.

    First those in its own file: what a profile that it is based on has is wrong only for what it says.
    """
    ordered, own = in_reading_order(findings), f"{PROFILES}/{name}/"
    found = sorted(ordered, key=lambda one: not (one.place and one.place.name.startswith(own)))
    first, more = found[0], f"（另有 {len(found) - 1} 处）" if len(found) > 1 else ""
    hint = f"，{first.hint}" if first.hint else ""
    return ProfileError(f"样式“{name}”的声明有误：{first.place} {first.message}{hint}{more}。", found)


def own_files(folders: Iterable[ProfileFolder]) -> dict[str, bytes]:
    """The files of those `folders` that are not the package's, by their names below 样式."""
    return {
        f"{PROFILES}/{folder.path.name}/{name}": data
        for folder in folders
        if folder.own
        for name, data in folder.files
    }


def vocabulary_of(name: str, folder: Path | None) -> Vocabulary:
    """The words of the profile `name`; ours where they are wrong, which is said when it is loaded.

    Raises ProfileError as `declared` does.
    """
    try:
        return Vocabulary.model_validate(declared(name, folder)[0].get(WORDS, {}))
    except ValidationError:
        return DEFAULT


@lru_cache(maxsize=16)
def _parsed(name: str, called: str, data: bytes) -> Value:
    """Kept: many budgets have the same. Nobody changes it."""
    try:
        value, findings = parse_yaml(source_of(data, called))
    except InputError as error:
        value, findings = None, list(error.findings)
    if findings:
        raise wrong_profile(name, findings)
    return value


def _called(folder: ProfileFolder) -> str:
    return f"{PROFILES if folder.own else 'templates'}/{folder.path.name}/{DECLARATION}"


def _lay_over(whole: Mapping, value: Mapping) -> None:
    for key, own in value.items():
        before = whole.get(key)
        if isinstance(before, Mapping) and isinstance(own, Mapping):
            own = _joined(before, own, deep=key == FORMAT)
        elif key == "表" and isinstance(before, Sequence) and isinstance(own, Sequence):
            own = _tables(before, own)
        whole.put(key, own, value.key_places[key])


def _leave_out(name: str, whole: Mapping, value: Mapping) -> None:
    """Take the tables that the profile `name` leaves out, as its `value` says, out of `whole`, its base."""
    tables, unused = whole.get("表"), value.get(WITHOUT)
    if not isinstance(tables, Sequence):
        return
    if unused == EVERY:
        whole.put("表", Sequence(tables.place), whole.key_places["表"])
    if not isinstance(unused, Sequence):
        return
    numbers = [_number(table) for table in tables]
    for number in unused:
        if number not in numbers:
            known = "、".join(str(one) for one in numbers)
            message = f"“{value.get(BASED_ON)}”没有“{number}”这张表"
            place = number.place if isinstance(number, Scalar) else unused.place
            raise wrong_profile(name, [UNKNOWN_PROFILE.at(place, message, f"可以写：{known}")])
    kept = Sequence(tables.place)
    for table, place in zip(tables, tables.places, strict=True):
        if _number(table) not in unused:
            kept.put(table, place)
    whole.put("表", kept, whole.key_places["表"])


def _joined(before: Mapping, own: Mapping, *, deep: bool = False) -> Mapping:
    """`own` laid over `before`: of 格式, and of what is `deep`, each key in them for itself."""
    result = Mapping(own.place)
    for part in (before, own):
        for key, value in part.items():
            there = result.get(key)
            if (deep or key == FORMAT) and isinstance(there, Mapping) and isinstance(value, Mapping):
                value = _joined(there, value)
            result.put(key, value, part.key_places[key])
    return result


def _tables(before: Sequence, own: Sequence) -> Sequence:
    """The tables of `before`, those of the same 号 replaced by `own`, and what else there is of `own`.

    One without 栏 says only what is otherwise in the table that it names.
    """
    mine: dict[object, tuple[Value, Place]] = {}
    more: list[tuple[Value, Place]] = []
    for item, place in zip(own, own.places, strict=True):
        if mine.setdefault(_number(item), (item, place))[0] is not item:
            more.append((item, place))
    result = Sequence(own.place)
    for item, place in zip(before, before.places, strict=True):
        table, where = mine.pop(_number(item), (item, place))
        if isinstance(table, Mapping) and isinstance(item, Mapping) and "栏" not in table:
            table = _joined(item, table)
        result.put(table, where)
    for item, place in (*mine.values(), *more):
        result.put(item, place)
    return result


def _number(table: Value) -> object:
    return table.get("号", id(table)) if isinstance(table, Mapping) else id(table)
