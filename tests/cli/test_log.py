"""gongkai log: the history of a budget, read from git without checking anything out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.budgets import CONSISTENT, spoiled, written_to
from tests.cli.conftest import Gongkai
from tests.repository import commit, git

FOLDER = "budgets/2024/某局"


def _save(top: Path, text: str, subject: str, day: str, folder: str = FOLDER) -> None:
    file = top / folder / "预算.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    commit(top, subject, day)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with three revisions of a budget, the second of which cannot be read."""
    _save(tmp_path, CONSISTENT, "建立预算", "2024-01-05")
    _save(tmp_path, spoiled("年度: 2024", "年度：2024"), "改坏了", "2024-01-06")
    (tmp_path / "无关.txt").write_text("与预算无关", encoding="utf-8")
    commit(tmp_path, "别的事", "2024-01-07")
    _save(tmp_path, spoiled("金额: 7.00", "金额: 7.01"), "改正办公费", "2024-01-08")
    return tmp_path


def test_revisions_are_listed_newest_first(gongkai: Gongkai, top: Path) -> None:
    """Date, hash, author and subject; totals and errors; what changed. Commits that touch others are not."""
    said = gongkai("log", FOLDER)
    assert (said.code, said.err) == (0, "")
    short = git(top, "log", "--format=%h", "--", FOLDER).split()
    totals = "收入总计 137.00  支出总计 137.00  基本支出 70.00  项目支出 67.00  三公经费 3.00"
    assert said.out == (
        f"2024-01-08  {short[0]}  张三  改正办公费\n"
        f"    {totals}  错误 1\n"
        "    上一个版本或这个版本读不出来，不能比较\n"
        f"2024-01-06  {short[1]}  张三  改坏了\n"
        "    读不出来：预算.yaml:1 S52 键后面的冒号“：”是全角的\n"
        "    上一个版本或这个版本读不出来，不能比较\n"
        f"2024-01-05  {short[2]}  张三  建立预算\n"
        f"    {totals}  错误 0\n"
        "    第一个版本\n"
    )


def test_what_is_not_committed_comes_first(gongkai: Gongkai, top: Path) -> None:
    """The working folder is a row of its own, compared with the last revision; -n counts it."""
    file = top / FOLDER / "预算.yaml"
    text = spoiled("金额: 7.00", "金额: 8.01")
    file.write_text(
        spoiled(
            "2010350, 性质: 基本支出, 一般公共预算: 60.00",
            "2010350, 性质: 基本支出, 一般公共预算: 61.00",
            text,
        ),
        encoding="utf-8",
    )
    said = gongkai("log", FOLDER, "-n", "1")
    assert said.out.splitlines() == [
        "未提交",
        "    收入总计 137.00  支出总计 138.00（+1）  基本支出 71.00（+1）  项目支出 67.00  三公经费 3.00"
        "  错误 2",
        "    改 支出/2010350·基本支出/一般公共预算：60 → 61",
        "    改 基本支出/30201/金额：7.01 → 8.01",
    ]
    rows = json.loads(gongkai("log", FOLDER, "--format", "json").out)
    assert [row["revision"] is None for row in rows] == [True, False, False, False]
    assert git(top, "stash", "list") == ""


def test_json_has_everything(gongkai: Gongkai, top: Path) -> None:
    """Whole hashes, exact totals, and changes with both values; null where something is not known."""
    newest, broken, first = json.loads(gongkai("log", FOLDER, "--format", "json").out)
    assert newest["revision"] == git(top, "rev-parse", "HEAD").strip()
    assert newest["date"] == "2024-01-08T09:00:00+08:00"
    assert newest["totals"]["基本支出"] == "70.00"
    assert (newest["errors"], newest["changes"], newest["unreadable"]) == (1, None, None)
    assert (broken["totals"], broken["errors"]) == (None, None)
    assert broken["unreadable"].startswith("预算.yaml:1 S52 ")
    assert first["folder"] == FOLDER


def test_a_renamed_folder_keeps_its_history(gongkai: Gongkai, top: Path) -> None:
    """The revisions from before the move are listed, and the move itself changed nothing."""
    git(top, "mv", FOLDER, "budgets/2024/新局")
    commit(top, "改名", "2024-01-09")
    rows = json.loads(gongkai("log", "budgets/2024/新局", "--format", "json").out)
    assert [row["subject"] for row in rows] == ["改名", "改正办公费", "改坏了", "建立预算"]
    assert rows[0]["changes"] == []
    assert {row["folder"] for row in rows[1:]} == {FOLDER}
    assert "内容没有变化" in gongkai("log", "budgets/2024/新局").out


def test_a_branch_is_compared_with_what_it_was_made_from(gongkai: Gongkai, tmp_path: Path) -> None:
    """Two branches at one time: each revision is compared with its own parent, and not with the row below."""
    _save(tmp_path, CONSISTENT, "建立", "2024-01-05")
    git(tmp_path, "switch", "-q", "-c", "另一支")
    _save(tmp_path, spoiled("名称: 甲, 类别: 特定", "名称: 甲, 类别: 特别"), "甲", "2024-01-06")
    git(tmp_path, "switch", "-q", "main")
    _save(tmp_path, spoiled("项目期: 2年", "项目期: 3年"), "乙", "2024-01-07")
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "合并", "另一支", day="2024-01-08")
    rows = json.loads(gongkai("log", FOLDER, "--format", "json").out)
    changed = {row["subject"]: row["changes"] and [c["fact"] for c in row["changes"]] for row in rows}
    assert changed == {
        "合并": ["项目/甲/类别"],
        "乙": ["绩效目标/甲/项目期"],
        "甲": ["项目/甲/类别"],
        "建立": None,
    }


def test_long_lists_and_texts_are_cut(gongkai: Gongkai, tmp_path: Path) -> None:
    """In the terminal: the first changes, and a long text from where it differs. JSON has all."""
    long = "一" * 100
    text = spoiled("实施期: 完成项目。", f"实施期: {long}完成。")
    _save(tmp_path, text, "建立", "2024-01-05")
    projects = "".join(f"  - {{名称: 新{i}, 类别: 特定目标类, 一般公共预算: 0}}\n" for i in range(20))
    _save(
        tmp_path,
        spoiled("项目:\n  - {名称: 甲", f"项目:\n{projects}  - {{名称: 甲", text).replace("完成。", "好。"),
        "多",
        "2024-01-06",
    )
    said = gongkai("log", FOLDER, "-n", "1").out
    assert "    增 项目/新0\n" in said
    assert "    ……另有 13 处（--format json 列出全部）\n" in said
    assert len(json.loads(gongkai("log", FOLDER, "--format", "json").out)[0]["changes"]) == 21
    _save(tmp_path, text, "少", "2024-01-07")
    _save(tmp_path, text.replace("完成。", "好。"), "改", "2024-01-08")
    assert (
        "改 绩效目标/甲/总体目标/实施期：……一一一一一一一一完成。 → ……一一一一一一一一好。"
        in gongkai("log", FOLDER, "-n", "1").out
    )


def test_last_years_budget_and_odd_names_are_found(gongkai: Gongkai, tmp_path: Path) -> None:
    """A folder with the letters of a pattern in its name, and last year's beside it as it was then."""
    folder = "budgets/2024/某[1]局*"
    last = spoiled("年度: 2024", "年度: 2023")
    _save(tmp_path, last, "去年", "2023-01-05", "budgets/2023/某[1]局*")
    _save(tmp_path, CONSISTENT, "今年", "2024-01-05", folder)
    [row] = json.loads(gongkai("log", folder, "--format", "json").out)
    assert (row["errors"], row["changes"], row["subject"]) == (0, None, "今年")


def test_a_budget_at_the_top_of_a_repository(gongkai: Gongkai, tmp_path: Path) -> None:
    """The whole repository may be one budget."""
    _save(tmp_path, CONSISTENT, "建立", "2024-01-05", ".")
    [row] = json.loads(gongkai("log", ".", "--format", "json").out)
    assert row["totals"]["收入总计"] == "137.00"


@pytest.mark.parametrize("case", ["no repository", "no git", "no commit", "other commits"])
def test_no_history_is_a_sentence(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    """Exit 2 and why; nothing on the standard output."""
    if case == "no commit":
        git(tmp_path, "init", "-q")
    if case == "other commits":
        commit(tmp_path, "空的")
    written_to(tmp_path / FOLDER)
    if case == "no git":
        monkeypatch.setenv("PATH", str(tmp_path))
    said = gongkai("log", FOLDER)
    assert (said.code, said.out) == (2, "")
    words = {"no repository": "不在 git 仓库里", "no git": "没有安装 git"}
    assert words.get(case, "还没有在 git 里提交过") in said.err


@pytest.mark.parametrize(("value", "said"), [("0", "-n 应是 1 或更大的整数"), ("多", "-n 应是整数")])
def test_a_wrong_number_is_told(gongkai: Gongkai, top: Path, value: str, said: str) -> None:
    """-n takes a whole number from 1 on."""
    answer = gongkai("log", str(top / FOLDER), "-n", value)
    assert answer.code == 2
    assert answer.err.startswith(f"错误：{said}")


def test_what_reviewers_sign_is_no_revision(gongkai: Gongkai, top: Path) -> None:
    """审核.yaml is no part of the budget: neither its commits nor its changes are rows."""
    before = gongkai("log", FOLDER).out
    (top / FOLDER / "审核.yaml").write_text("审核: []\n", encoding="utf-8")
    assert gongkai("log", FOLDER).out == before
    commit(top, "审核", "2024-01-09")
    assert gongkai("log", FOLDER).out == before


def test_what_git_sets_for_its_hooks_does_not_count(
    gongkai: Gongkai, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a hook of another repository, the folder's own repository is asked."""
    monkeypatch.setenv("GIT_DIR", str(top / "没有"))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/没有")
    assert gongkai("log", FOLDER, "-n", "1").out.count("改正办公费") == 1


def test_links_are_followed_within_a_revision_only(gongkai: Gongkai, top: Path) -> None:
    """A file that is a link to another of the budget is read; what lies outside is left where it is."""
    (file,) = (top / FOLDER).glob("*.yaml")
    outside = top / "外面.yaml"
    outside.write_text("不认识的键: 1\n", encoding="utf-8")
    (top / FOLDER / "外面.yaml").symlink_to(outside)
    file.rename(file.with_suffix(".txt"))
    file.symlink_to(file.with_suffix(".txt").name)
    commit(top, "链接", "2024-01-09")
    said = gongkai("log", FOLDER, "-n", "1")
    assert (said.code, said.err) == (0, "")
    assert "收入总计 137.00" in said.out


def test_the_repository_stays_as_it_is(gongkai: Gongkai, top: Path) -> None:
    """Reading history writes nothing below the folder, the index of git included."""
    before = {path: path.stat().st_mtime_ns for path in top.rglob("*")}
    assert gongkai("log", FOLDER).code == 0
    assert {path: path.stat().st_mtime_ns for path in top.rglob("*")} == before


def test_a_subject_may_have_any_characters(gongkai: Gongkai, top: Path) -> None:
    """Also the one that stands between the fields of git's answer."""
    _save(top, spoiled("金额: 7.00", "金额: 7.02"), "改正\x1f办公费", "2024-01-09")
    said = gongkai("log", FOLDER, "-n", "1", "--format", "json")
    assert (said.code, json.loads(said.out)[0]["subject"]) == (0, "改正\x1f办公费")
