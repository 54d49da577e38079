"""gongkai new: a commented budget that builds at once, to be filled in."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path, PurePosixPath

from generator.cli.editor import modeline, write_editor_files
from generator.errors import UsageError
from generator.exchange.files import reason
from generator.source.scratch import scratch

_SKELETON = Path(__file__).parent / "skeleton"
_FORBIDDEN = set("\"'\\{}[]:#\n\r\t")


def run(options: argparse.Namespace) -> int:
    """Make the folder. Raises UsageError when it is there already, or a value cannot be used."""
    name = options.name.strip()
    if not name or _FORBIDDEN & set(name):
        raise UsageError(
            f"部门名称“{options.name}”不能用：不能是空的，也不能有引号、冒号、括号 {{}}[] 等符号。"
        )
    if not 2000 <= options.year <= 2099:
        raise UsageError(f"年度“{options.year}”不对，应是 2000 到 2099 之间的四位数。")
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"“{folder}”已经存在而且不是空的。请换一个文件夹名，已有的内容没有改动。")
    _write(folder, options.year, name)
    print(f"已建立 {folder}，共 {sum(1 for _ in folder.rglob('*.yaml'))} 个文件。")
    print("用 VS Code 打开这个文件夹，装上推荐的 YAML 扩展，写的时候有键和科目的提示。")
    print("其中的数都是示例，请换成批复数。下一步：")
    print(f"  gongkai check {folder}")
    print(f"  gongkai build {folder}")
    return 0


def _write(folder: Path, year: int, department: str) -> None:
    """All files at once: made beside `folder`, then moved into place."""
    values = {"{年度}": str(year), "{上年}": str(year - 1), "{名称}": department}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with scratch(folder.parent) as temporary:
            made = temporary / "new"
            for source in sorted(_SKELETON.rglob("*.yaml")):
                text = source.read_text(encoding="utf-8")
                for mark, value in values.items():
                    text = text.replace(mark, value)
                name = PurePosixPath(source.relative_to(_SKELETON).as_posix())
                target = made / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(modeline(name) + text, encoding="utf-8")
            write_editor_files(made, year)
            if folder.exists():
                folder.rmdir()
            shutil.move(made, folder)
    except OSError as error:
        raise UsageError(f"不能建立“{folder}”：{reason(error)}。请换一个位置，或检查权限。") from None
