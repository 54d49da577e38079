"""All budgets on one page: what is in the way of one keeps nobody from the others, and is told."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from generator.source import limits
from generator.workbench import office as offices
from generator.workbench.listening import Listener
from tests.workbench.asked import ask, post
from tests.workbench.conftest import KEY, Bench, bench_in

ROWS = "/-/budgets"
PENDING = "正在检查……"
NAMES = (
    *("😀财政局", "引号\"双\"'单'", "<b>粗<i>", "长" * 80, " 空 格 ", "CON", "aux.txt", "abc", "ABC"),
    *("a&b=c?d#e", "百分%2e%2e", r"反\斜", "加+号", "$(x)`x`", "{{ 7*7 }}", "@单位", "甲@乙", "--help"),
)


def _all_looked_at(bench: Bench) -> str:
    """The rows when all budgets have been summed up, as the office's threads do it."""
    ask(bench.app, ROWS)
    for key, folder in bench.office.shelf.budgets().items():
        bench.office._sum_up(key, folder)
    return ask(bench.app, ROWS).text


@pytest.mark.parametrize("name", ["制表\t符", "换\n行", "反\u202e写"])
def test_a_name_that_cannot_stand_hides_no_other_budget(bench: Bench, name: str) -> None:
    """It is told beside the others, on one line."""
    shutil.copytree(bench.folder, bench.folder.parent / name)
    text = _all_looked_at(bench)
    assert "云岭县档案馆" in text
    assert text.count("的名称里有看不见的字符") == 1
    assert name not in text


def test_what_cannot_be_looked_into_hides_no_other_budget(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one folder that another user keeps to himself, or thousands of them."""
    from generator.source import workspace

    (bench.folder.parents[1] / "2023" / "锁着").mkdir(parents=True)
    scan = workspace.os.scandir

    def locked(path: object) -> object:
        if str(path).endswith("锁着"):
            raise PermissionError(13, "", str(path))
        return scan(path)  # type: ignore[call-overload]

    monkeypatch.setattr(workspace.os, "scandir", locked)
    text = _all_looked_at(bench)
    assert "云岭县档案馆" in text
    assert "锁着”读不了" in text
    monkeypatch.undo()
    monkeypatch.setattr(limits, "YAML_FOLDERS", limits.YAML_FOLDERS._replace(most=1))
    assert "超过 1 个" in ask(bench.app, ROWS).text


def test_nothing_is_in_the_way_of_what_is_only_empty(bench: Bench) -> None:
    """The first budget is made there, and no command is spoken of."""
    shutil.rmtree(bench.folder)
    text = ask(bench.app, ROWS).text
    assert "这里还没有预算" in text
    assert "gongkai" not in text
    shutil.rmtree(bench.folder.parents[1])
    assert "找不到文件夹" in ask(bench.app, ROWS).text


def test_every_name_of_a_folder_leads_to_its_budget(bench: Bench) -> None:
    """Whatever addresses, markup, shells or Windows make of its letters; links lead nowhere else."""
    for name in NAMES:
        shutil.copytree(bench.folder, bench.folder.parent / name)
    outside = bench.folder.parents[2] / "外面"
    shutil.copytree(bench.folder, outside)
    (bench.folder.parent / "链接").symlink_to(outside)
    (bench.folder.parent / "圈").symlink_to(bench.folder.parents[1])
    text = _all_looked_at(bench)
    assert PENDING not in text
    assert text.count("<tr>") == len(NAMES) + 2
    assert "<b>粗" not in text
    assert set(bench.office.shelf.budgets()) == {KEY, *(f"2024/{name}" for name in NAMES)}
    for name in NAMES:
        assert ask(bench.app, f"/b/2024/{name}/").status == 200
        assert ask(bench.app, f"/b/2024/{name}/-/file", "name=预算.yaml").data["name"] == "预算.yaml"


def test_a_budget_with_too_many_files_is_not_looked_at_for_ever(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has an error, and a time, like any other."""
    for number in range(3):
        (bench.folder / f"{number}.yaml").write_text("", encoding="utf-8")
    monkeypatch.setattr(limits, "YAML_FILES", limits.YAML_FILES._replace(most=2))
    text = _all_looked_at(bench)
    assert PENDING not in text
    assert "1 处错误" in text
    assert "<time" in text


def test_an_error_of_ours_is_not_come_upon_again_and_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told once; the budget is looked at again when its files change."""
    monkeypatch.setattr(offices, "summary_of", lambda *_: 1 / 0)
    ask(bench.app, ROWS)
    with pytest.raises(ZeroDivisionError):
        bench.office._sum_up(KEY, bench.folder)
    assert "1 处错误" in ask(bench.app, ROWS).text
    file = Path(bench.folder / "预算.yaml")
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert PENDING in ask(bench.app, ROWS).text


def test_a_budget_is_put_aside_whole_and_makes_room(bench: Bench) -> None:
    """Not while somebody sees it or its files are made; again and again; and nothing that is no budget."""
    new = {"year": "2024", "name": bench.folder.name, "profile": "shanxi-2024"}
    before = {path.name: path.read_bytes() for path in bench.folder.glob("*.yaml")}
    loop = asyncio.new_event_loop()
    loop.close()
    for number in (1, 2):
        refused = post(bench.app, "/-/new", new)
        assert (refused.status, refused.data["taken"]) == (422, KEY)
        bench.desk.listeners.add(Listener(loop))
        assert "正在别的窗口" in post(bench.app, "/-/aside", {"key": KEY}).text
        bench.desk.listeners.clear()
        bench.desk.making = True
        assert "正在生成" in post(bench.app, "/-/aside", {"key": KEY}).text
        bench.desk.making = False
        desk = bench.desk
        told = post(bench.app, "/-/aside", {"key": KEY})
        assert f"{KEY}（移开的{number}）~" in told.text, told.text
        assert not bench.folder.exists()
        assert list(bench.office.shelf.budgets()) == []
        assert post(bench.app, "/-/new", new).status == 200
        assert bench.desk is not desk
    aside = bench.folder.with_name(f"{bench.folder.name}（移开的1）~")
    assert {path.name: path.read_bytes() for path in aside.glob("*.yaml")} == before
    for key in ("2024", "..", "../budgets/2024", f"{KEY}（移开的1）~", "/", ""):
        assert post(bench.app, "/-/aside", {"key": key}).status == 422
    (bench.folder.parent / "空的").mkdir()
    refused = post(bench.app, "/-/new", {**new, "name": "空的"})
    assert refused.data["taken"] == ""
    assert "里面不是预算" in refused.text


def test_a_read_only_workbench_puts_nothing_aside(tmp_path: Path) -> None:
    """And no address that is only looked at does."""
    bench = bench_in(tmp_path / "budgets", read_only=True)
    assert post(bench.app, "/-/aside", {"key": KEY}).status == 403
    assert ask(bench.app, "/-/aside", f"key={KEY}").status in (404, 405)
    assert bench.folder.is_dir()
