"""New budgets: a commented example to be written over, or a blank one for forms, whole or not at all."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from generator.errors import UsageError
from generator.rolling.editor_files import modeline, write_editor_files
from generator.source.failures import reason
from generator.source.scratch import new_folder

EXAMPLE, BLANK = "skeleton", "blank"
"""What a new budget holds: amounts to be written over, or 待填 wherever something must be said."""
_FORBIDDEN = set("\"'\\{}[]:#\n\r\t")


def begin(folder: Path, year: int, department: str, profile: str, kind: str = EXAMPLE) -> int:
    """Make the folder; how many YAML files it has.

    Raises UsageError when it is there already, or a value cannot be used.
    """
    name = refuse(year, department)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"“{folder}”已经存在而且不是空的。请换一个文件夹名，已有的内容没有改动。")
    values = {"{年度}": str(year), "{上年}": str(year - 1), "{名称}": name, "{样式}": profile}
    try:
        with new_folder(folder) as made:
            _write(made, Path(__file__).parent / kind, values)
            write_editor_files(made, year)
    except OSError as error:
        raise UsageError(f"不能建立“{folder}”：{reason(error)}。请换一个位置，或检查权限。") from None
    return sum(1 for _ in folder.rglob("*.yaml"))


def refuse(year: int, department: str) -> str:
    """The name of the department as it is written. Raises UsageError for values that cannot be used."""
    name = department.strip()
    if not name or _FORBIDDEN & set(name):
        raise UsageError(
            f"部门名称“{department}”不能用：不能是空的，也不能有引号、冒号、括号 {{}}[] 等符号。"
        )
    if not 2000 <= year <= 2099:
        raise UsageError(f"年度“{year}”不对，应是 2000 到 2099 之间的四位数。")
    return name


def _write(made: Path, skeleton: Path, values: dict[str, str]) -> None:
    for source in sorted(skeleton.rglob("*.yaml")):
        text = source.read_text(encoding="utf-8")
        for mark, value in values.items():
            text = text.replace(mark, value)
        name = PurePosixPath(source.relative_to(skeleton).as_posix())
        target = made / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(modeline(name) + text, encoding="utf-8")
