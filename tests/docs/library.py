"""The library's budget, copied out of the manual block by block, and the slips of its section 九."""

from __future__ import annotations

import re
from pathlib import Path

FILE = Path(__file__).parents[2] / "docs" / "使用手册.md"
MANUAL = FILE.read_text(encoding="utf-8")
WRITING = MANUAL[MANUAL.index("## 五、逐个文件填写") : MANUAL.index("## 六、")]
MISTAKES = MANUAL[MANUAL.index("## 九、") : MANUAL.index("## 十、")]
NAME = "budgets/2024/云岭县图书馆"
FILES = {
    "部门.yaml": ("年度: 2024",),
    "收支.yaml": ("收入: {一般公共预算: 326.50}", "科目名称:", "基本支出:", "政府性基金收入: []"),
    "项目.yaml": ("项目:",),
    "绩效目标/技术部.yaml": ("绩效目标:",),
    "说明.yaml": ("说明:", "其他说明:"),
}
"""The blocks of each file; the others of its section show how a thing is written."""

SLIPS = (
    ("部门.yaml", "年度: 2024", "年度：2024"),
    ("部门.yaml", "年度: 2024", "年度:2024"),
    ("部门.yaml", '  代码: "127"', ' 代码: "127"'),
    ("部门.yaml", '  代码: "127"', '\t代码: "127"'),
    ("收支.yaml", "公务接待费:", "公务招待费:"),
    ("收支.yaml", "金额: 92.40", "金额: 92.40万元"),
    ("收支.yaml", "一般公共预算: 326.50", "一般公共预算: 1,326.50"),
    ("收支.yaml", "政府性基金收入: []", "政府性基金收入:"),
    ("收支.yaml", "  公务用车购置费: 0\n", ""),
    ("收支.yaml", "科目: 2080505", "科目: 2080550"),
    ("收支.yaml", "科目: 2080505", "科目: 20805"),
    ("绩效目标/技术部.yaml", "技术部—数字", "技术部-数字"),
    ("说明.yaml", "", ""),
    ("收支.yaml", "一般公共预算: 326.50", "一般公共预算: 325.60"),
    ("绩效目标/技术部.yaml", "年度资金: {市县: 300000}", "年度资金: {市县: 30}"),
)
"""What is done to which file, in the order of the messages in section 九; nothing: saved as GBK."""


def write_library(folder: Path) -> None:
    """The files, made of the manual's blocks."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", WRITING, flags=re.MULTILINE | re.DOTALL)
    for name, beginnings in FILES.items():
        own = [next(block for block in blocks if block.startswith(beginning)) for beginning in beginnings]
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(own), encoding="utf-8")


def slip(folder: Path, name: str, old: str, new: str) -> None:
    """Make one of the slips in the budget in `folder`."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    if not old:
        path.write_bytes(text.encode("gbk"))
        return
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
