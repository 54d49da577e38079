"""What people get wrong in a declaration is told like a mistake in a budget: where, why, what to do."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.figures import load_profile

HERE = Path(__file__).parent
NAME = "秦省-2025"
DECLARED = (HERE / "样式" / NAME / "profile.yaml").read_text(encoding="utf-8")
FUND = "取: {资金: 政府性基金}, 表头: [财政拨款, 政府性/基金拨款]"

WRONG = [
    ("小数: 6,", "小数: 六,", "“小数”应是一个整数，现在是“六”", "写数字"),
    ("小数: 6,", "小数: 9,", "“小数”应不大于 6", "写不大于 6 的数"),
    ('零: "0"', "零: 零", "“零”不能是“零”", "只能写：空、0、0.00、-、—、/"),
    ("千分位: 否", "千分位: 不", "“千分位”不能是“不”", "只能写：是、否"),
    ("单位: 元, 小数: 0", "单位: 亿元", "“单位”不能是“亿元”", "只能写：万元、元"),
    (FUND, "取: {资金: {基金: 是}}, 表头: [甲]", "“资金”应是一句话或一个词", "直接写内容"),
    (FUND, "取: 政府性基金, 表头: [甲]", "“取”应是一组“键: 值”", "换行"),
    (FUND, "取: {来源: 政府性基金}, 表头: [甲]", "没有“来源”", "可以写：资金、期"),
    (FUND, "取: {资金: 基金}, 表头: [甲]", "“资金”里没有“基金”", "可以写：一般公共预算、政府性基金"),
    ("每: 单位和科目, 层: [类, 项]", "每: 单位, 层: [类, 项]", "“单位”没有这一层", "删去“层”"),
    (
        "每: 单位和科目, 层: [类, 项]",
        "每: 单位和经济科目",
        "“支出”的记录不能按“经济科目”分行",
        "可以写：类、科目",
    ),
    ("每: 单位和科目, 层: [类, 项]", "每: 单位和单位", "“单位”写了两次", "可以写：单位"),
    ("每: 单位和科目, 层: [类, 项]", "每: 类和单位", "“类”下面不能再分", "可以写：单位和类"),
    ("基于: shanxi-2024", f"基于: {NAME}", "“基于”转了一圈", "最底下的一个不写"),
    ("基于: shanxi-2024", "基于: shanxi-2023", "没有样式“shanxi-2023”", "现有的样式：.*shanxi-2024"),
    ("基于: shanxi-2024\n", "", "没有“cover.html.j2”这个模板", "写上“基于”"),
    ("模板: explain.html.j2", "模板: explian.html.j2", "没有“explian.html.j2”", "是否想写“explain.html.j2”"),
    ("版式: 目录}", "版式: 目录页}", "“版式”不能是“目录页”", "只能写：封面、目录、图解、表、正文"),
    ("内容: 报表", "内容: 表格", "“内容”不能是“表格”", "只能写：报表、.*附件$"),
    ("差: [本年, 上年]", "差: [本年, 去年]", "没有“去年”这一栏金额", "可以写：上年、本年"),
    ("差: [本年, 上年]", "差: 本年", "“差”应是一个列表", r"只有一项的，写“\[本年\]”"),
    ("差: [本年, 上年]", "差: [本年]", "“差”要有两栏", "写两栏的键"),
    ("和: [本年收入合计, 上年结转]", "和: [本年收入合计, 结转]", "要加上“结转”", "前面的行：部门预算、拨款"),
    ("样: 合计", "样: 总计", "“样”不能是“总计”", "只能写：合计$"),
    ("级: 2", "级: 二", "“级”应是一个整数", "写数字"),
    ("记录: 政府性基金收入", "记录: 基金收入", "“记录”不能是“基金收入”", "只能写：收入、年终结转"),
    ("    标识: 表2\n", "    标示: 表2\n", "应有的“标识”没有写", "是否想写“标识”"),
    ("词汇:\n", "词汇:\n  颜色: [红]\n", "不认识的键“颜色”", "《样式》"),
    ("车辆: [应急保障用车,", "车辆: 应急保障用车 #", "“车辆”应是一个列表", r"写“\[应急保障用车\]”"),
    ("资金: [一般公共预算, 政府性基金,", "资金: [一般公共预算,", "词汇里的“资金”缺少“政府性基金”", "补上"),
    ("不印: [绩效目标,", "不印: [绩效,", "不能是“绩效”", "只能写：职责"),
    ("不用表: [表一,", "不用表: [表一百,", "没有“表一百”这张表", "可以写：表一、表二"),
    ("是: 序号, 表头", "合并: 是, 表头", "只有文字的栏可以合并", "写上“是”"),
    ("是: 一级项目", "是: 二级项目", "不能是“二级项目”", "可以写：.*一级项目"),
    ("样: 合计, 名在: 单位}", "样: 合计, 名在: 序号}", "没有“序号”这一栏文字", "可以写：单位、一级"),
    ("号: 表12", "号: 表11", "号“表11”写了两次", "换一个号"),
    ("{单位: 元, 小数: 0}", "{单位: 元, 小数: 0", "“{”没有收住", "补上“}”"),
]


@pytest.mark.parametrize(("old", "new", "said", "hint"), WRONG, ids=[said for _, _, said, _ in WRONG])
def test_it_is_told_where_it_stands_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str, hint: str
) -> None:
    assert old in DECLARED
    shutil.copytree(HERE / "样式" / NAME, tmp_path / "样式" / NAME)
    changed = DECLARED.replace(old, new, 1)
    (tmp_path / "样式" / NAME / "profile.yaml").write_text(changed, encoding="utf-8")
    assert main(["profile", "check", NAME, "--budgets", str(tmp_path)]) == 2
    told = "".join(capsys.readouterr())
    found = re.findall(rf"^样式/{NAME}/profile\.yaml:(\d+):\d+: 错误 S\d+ (.*)$", told, re.MULTILINE)
    [line, *_] = [int(line) for line, message in found if said in message]
    lines = zip(changed.splitlines(), DECLARED.splitlines(), strict=False)
    first = next(number for number, (a, b) in enumerate(lines, 1) if a != b)
    assert abs(line - first) <= 2 or said.startswith(("没有“cover", "号“"))
    hints = re.findall(r"^ +提示：(.*?)。?$", told, re.MULTILINE)
    assert len(hints) == len(found)
    assert any(re.search(hint, one) for one in hints)


def test_all_of_it_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As in a budget; whoever checks a budget is told the first, and how many there are."""
    shutil.copytree(HERE / "样式" / NAME, tmp_path / "样式" / NAME)
    shutil.copytree(HERE / "2025" / "教育厅", tmp_path / "2025" / "教育厅")
    changed = DECLARED.replace("取: {资金: 教育收费}", "取: {资金: 学费}").replace(
        "是: 一级项目", "是: 二级项目"
    )
    (tmp_path / "样式" / NAME / "profile.yaml").write_text(changed, encoding="utf-8")
    assert main(["profile", "check", NAME, "--budgets", str(tmp_path)]) == 2
    assert "共 3 处错误。" in "".join(capsys.readouterr())
    assert main(["check", str(tmp_path / "2025" / "教育厅")]) == 2
    assert "里没有“学费”，可以写：一般公共预算" in (told := "".join(capsys.readouterr()))
    assert "（另有 2 处）" in told


BLOCK = "{{记录: 支出, 取: {{资金: 一般公共预算}}, 列: [{columns}], 行: [{rows}]}}"
TABLE = f"表: [{{{{号: 表十四, 标题: {{title}}, 标识: 甲, {{more}}栏: [{BLOCK}]}}}}]"
COLUMNS = "{键: 项目, 是: 名称, 表头: [项目]}, {键: 金额, 表头: [金额]}"
ROWS = "{每: 科目}, {名: 合计, 样: 合计}"


def _table(title: str = "乙", more: str = "", columns: str = "", rows: str = "") -> str:
    return TABLE.format(title=title, more=more, columns=COLUMNS + columns, rows=ROWS + rows)


WHOLE = {
    "这一栏的资金取 “单位资金”，而整块只取 “一般公共预算”": (
        _table(columns=", {键: 单, 表头: [单], 取: {资金: 单位资金}}"),
        "两处要有相同的词",
    ),
    "这一行的资金取 “政府性基金”": (_table(rows=", {名: 甲, 取: {资金: 政府性基金}}"), "两处要有相同的词"),
    "“单位”是元，“格式”里又是万元": (_table(more="单位: 元, 格式: {单位: 万元}, "), "只写一处"),
    "“{年份}”不会换成别的": (_table(title='"{年份}年"'), "可以写：{年度}、{部门}、{主体}"),
    "已经有一行叫“合计”": (_table(rows=", {名: 甲, 键: 合计, 取: {性质: 基本支出}}"), "写一个不同的“键”"),
    "“表头”是空的": (_table(columns=", {键: 单, 表头: []}"), "至少写一项"),
    "“级”应不小于 0": (_table(rows=", {名: 甲, 级: -1}"), "写不小于 0 的数"),
    "“车辆”里的“轿车”写了两次": ("词汇: {车辆: [轿车, 客车, 轿车]}", "删去一个"),
    "“口号”不能是“一句”": ("词汇: {文字: {口号: 一句}}", "只能写：标题、一段、按科目、按项目"),
    "“上年”里不能写“收入合计”": ("上年: {收入合计: 表一/收入总计/金额}", "可以写：收入总计"),
    "“cover.html.j2”在“章节”里写了两次": ("章节: [{模板: cover.html.j2}, {模板: cover.html.j2}]", "删去一个"),
    "一节写“模板”或“内容”": ("章节: [{模板: cover.html.j2, 内容: 附件}]", "《样式》"),
    "“名”在这里没有用：有“每: 科目”的": (_table(rows=", {每: 科目, 名: 各科目}"), "合计、小计另写一行"),
    "“样”在这里没有用：有“每: 科目”的": (_table(rows=", {每: 科目, 样: 合计}"), "合计、小计另写一行"),
    "“层”在这里没有用": (_table(rows=", {名: 甲, 键: 乙, 层: [项]}"), "写上“每”"),
    "“序号”在这里没有用": (_table(rows=", {每: 科目, 序号: 无}"), "是: 序号"),
    "“取”在这里没有用：“和”加的": (_table(rows=", {名: 甲, 和: [合计], 取: {期: 本年}}"), "只留一种"),
    "“名在”在这里没有用": (
        _table(columns=", {键: 码, 是: 编码, 表头: [码]}", rows=", {名: 甲, 名在: 码}"),
        "样: 合计",
    ),
    "“印”在这里没有用": (_table(rows=", {名: 其中, 数: 否, 印: 有数}"), "删去“数”"),
    "“格式”在这里没有用": (_table(columns=", {键: 码, 是: 编码, 表头: [码], 格式: {小数: 0}}"), "不写“是”"),
    "“空行”在这里没有用": (_table(more="空行: 否, ").replace("{每: 科目}, ", ""), "先写“每”"),
    "“行取”在这里没有用": (
        _table().replace("{每: 科目}, ", "").replace("列:", "行取: {期: 本年}, 列:"),
        "写进“取”",
    ),
    "“角色”在这里没有用": ("章节: [{内容: 报表, 角色: 概况}]", "给“模板”用"),
    "名称是“某乡”，文件夹是“某县”": ("名称: 某乡", "两处写成一样"),
}


@pytest.mark.parametrize(("said", "written"), WHOLE.items())
def test_what_contradicts_or_stands_twice_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], said: str, written: tuple[str, str]
) -> None:
    """Nothing is left blank, or printed as nobody meant it, without a word."""
    more, hint = written
    (tmp_path / "样式" / "某县").mkdir(parents=True)
    own = f"基于: shanxi-2024\n{more}\n" + ("" if more.startswith("名称") else "名称: 某县\n")
    (tmp_path / "样式" / "某县" / "profile.yaml").write_text(own, encoding="utf-8")
    assert main(["profile", "check", "某县", "--budgets", str(tmp_path)]) == 2
    told = "".join(capsys.readouterr())
    assert re.search(rf"^样式/某县/profile\.yaml:2:\d+: 错误 S\d+ {re.escape(said)}", told, re.MULTILINE)
    assert hint in told


def test_a_template_in_another_encoding_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its words would be printed as boxes."""
    folder = tmp_path / "样式" / "某县"
    folder.mkdir(parents=True)
    (folder / "profile.yaml").write_text("名称: 某县\n基于: shanxi-2024\n", encoding="utf-8")
    (folder / "cover.html.j2").write_bytes("<p>预算公开</p>".encode("gbk"))
    assert main(["profile", "check", "某县", "--budgets", str(tmp_path)]) == 2
    assert "样式/某县/cover.html.j2:1:1: 错误 S02" in "".join(capsys.readouterr())


def test_all_tables_of_the_other_are_left_out_with_a_word(tmp_path: Path) -> None:
    """Whoever has tables of its own need not name thirteen."""
    folder = tmp_path / "样式" / "某县"
    folder.mkdir(parents=True)
    own = f"名称: 某县\n基于: shanxi-2024\n不用表: 全部\n{_table()}\n"
    (folder / "profile.yaml").write_text(own, encoding="utf-8")
    assert [table.number for table in load_profile("某县", tmp_path).tables] == ["表十四"]
