"""What the documents show of the terminal: the blocks, what is done before each, and what is run."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generator.exchange import to_xlsx
from generator.figures import disclose_folder
from tests.docs.library import NAME, write_library
from tests.repository import commit, git

DOCS = Path(__file__).parents[2] / "docs"
BUDGETS = Path(__file__).parents[2] / "budgets"
ARCHIVE, COPIED, EDITED = "budgets/2024/yunling-archive", "budgets/2024/档案馆", "改过的档案馆"
MANUAL, CI = "使用手册.md", "持续集成.md"
CHECK = f"gongkai check {NAME}"
CHECK_BUILT = f"gongkai build --check {ARCHIVE} -o 公开文件"


class Block(NamedTuple):
    """Output that is shown, and the shell directly above it; "" where none is."""

    shell: str
    shown: str


def blocks(page: str) -> dict[str, list[Block]]:
    """All output that a page shows, by the number of its chapter."""
    found: dict[str, list[Block]] = {}
    for chapter in re.split(r"^## ", (DOCS / page).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        shell, end = "", 0
        for fence in re.finditer(r"^```(\w+)\n(.*?)^```$", chapter, re.MULTILINE | re.DOTALL):
            above = shell if not chapter[end : fence.start()].strip() else ""
            shell, end = (fence[2] if fence[1] == "sh" else ""), fence.end()
            if fence[1] == "text":
                found.setdefault(chapter.partition("、")[0], []).append(Block(above, fence[2]))
    return found


class Step(NamedTuple):
    """Before a block: what is done in the folder; the command where none stands above."""

    before: Callable[[Path], object] = lambda folder: None
    command: str = ""


def edit(name: str, *changes: tuple[str, str]) -> Callable[[Path], None]:
    """Each change in the file `name`."""

    def edited(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, encoding="utf-8")

    return edited


def _all(*done: Callable[[Path], object]) -> Callable[[Path], None]:
    def all_done(folder: Path) -> None:
        for one in done:
            one(folder)

    return all_done


def _library(folder: Path) -> None:
    write_library(folder / NAME)


def _archive(*names: str) -> Callable[[Path], None]:
    def copied(folder: Path) -> None:
        for name in names:
            shutil.copytree(BUDGETS.parent / ARCHIVE, folder / name)

    return copied


def _committed(subject: str, day: str = "2024-03-01") -> Callable[[Path], None]:
    return lambda folder: commit(folder, subject, day)


def _workbook(folder: Path) -> None:
    (folder / "档案馆.xlsx").write_bytes(to_xlsx(disclose_folder(BUDGETS.parent / ARCHIVE)))


def _facts_shown(folder: Path) -> None:
    """git's settings as the page says them, with the program as the tests have it."""
    (folder / ".gitattributes").write_text("budgets/**/*.yaml diff=gongkai\n", encoding="utf-8")
    program = shlex.quote(str(Path(sys.executable).with_name("gongkai")))
    git(folder, "config", "diff.gongkai.textconv", f"{program} textconv")
    git(folder, "config", "core.quotePath", "false")


def _profile(folder: Path) -> None:
    """The lines that the chapter writes into the new profile."""
    chapter = (DOCS / MANUAL).read_text(encoding="utf-8").partition("## 二十、")[2]
    written = re.findall(r"^```yaml\n(.*?)^```", chapter, re.MULTILINE | re.DOTALL)[0]
    with (folder / "budgets" / "样式" / "某县-2025" / "profile.yaml").open("a", encoding="utf-8") as file:
        file.write(written)


_MOVED = edit(f"{ARCHIVE}/预算.yaml", ("金额: 34.60", "金额: 34.70"), ("金额: 6.15", "金额: 6.05"))
_LOWERED = edit(f"{ARCHIVE}/预算.yaml", ("金额: 1.30", "金额: 1.20"))
_HISTORY = _all(
    _archive(ARCHIVE),
    _committed("建立预算", "2024-01-15"),
    _MOVED,
    _committed("调整基本工资和津贴补贴", "2024-01-20"),
    _LOWERED,
)
_BACK = edit(f"{ARCHIVE}/预算.yaml", ("金额: 34.70", "金额: 34.60"), ("金额: 6.05", "金额: 6.15"))
_OFFICE = "金额: 8.50", "金额: 5.80"

SCENES: dict[tuple[str, str], tuple[Step | None, ...]] = {
    (MANUAL, "一"): (None, None, Step()),
    (MANUAL, "二"): (None,),
    (MANUAL, "三"): (Step(),),
    (MANUAL, "五"): (
        Step(
            _all(
                _library,
                edit(
                    f"{NAME}/收支.yaml", ("2070104", "2070150"), ('科目名称: {"2070150": 县图书馆专项}\n', "")
                ),
            ),
            CHECK,
        ),
        Step(_all(_library, edit(f"{NAME}/说明.yaml", ("表三.合计", "表三.总计"))), CHECK),
    ),
    (MANUAL, "七"): (
        Step(_library),
        Step(edit(f"{NAME}/部门.yaml", ("性质: 事业", "性质: 事业单位")), CHECK),
    ),
    (MANUAL, "八"): (Step(_library), Step()),
    (MANUAL, "十"): (
        Step(_all(_library, edit(f"{NAME}/收支.yaml", _OFFICE))),
        Step(edit(f"{NAME}/收支.yaml", _OFFICE[::-1])),
        Step(),
    ),
    (MANUAL, "十一"): (Step(_library), Step(), Step(), Step(_archive(COPIED))),
    (MANUAL, "十二"): (Step(_workbook),),
    (MANUAL, "十四"): (None,),
    (MANUAL, "十五"): (
        Step(
            _all(
                _archive(COPIED, EDITED),
                edit(
                    f"{EDITED}/预算.yaml",
                    ("30201, 金额: 4.20", "30201, 金额: 4.30"),
                    ("30206, 金额: 2.60", "30206, 金额: 2.50"),
                    ("在职人员工资正常晋级晋档", "在职人员工资正常晋级晋档，并补缴社会保险费"),
                ),
            )
        ),
        None,
    ),
    (MANUAL, "十七"): (
        Step(_archive(COPIED)),
        Step(edit(f"{COPIED}/预算.yaml", ("30201, 金额: 4.20", "30201, 金额: 4.30"))),
        Step(),
    ),
    (MANUAL, "十八"): (Step(_HISTORY),),
    (MANUAL, "十九"): (None,),
    (MANUAL, "二十"): (Step(), Step(_profile)),
    (MANUAL, "二十一"): (Step(lambda folder: shutil.copytree(BUDGETS, folder / "budgets")),),
    (CI, "三"): (
        Step(_archive(ARCHIVE)),
        Step(_committed("公开 2024 年预算")),
        Step(_all(_MOVED, _committed("改")), CHECK_BUILT),
        Step(_BACK, CHECK_BUILT),
    ),
    (CI, "五"): (
        None,
        Step(_all(_archive(ARCHIVE), _committed("建立预算"), _facts_shown, _LOWERED)),
    ),
}
