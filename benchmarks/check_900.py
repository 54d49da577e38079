"""How long `check` takes, and how much memory, for a department of 900 projects.

Makes a budget of 900 projects, 200 项 and 300 performance tables in one file, reads and checks it, and prints
the processor time, as seconds and as a multiple of what PyYAML needs to load the same file in the same run,
and the peak memory of a process that does nothing else.

    python benchmarks/check_900.py
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from generator.classification import classification_of  # noqa: E402

PROJECTS, SUBJECTS, TABLES = 900, 200, 300
NIL = ("上年: 无", "三公经费: 无", "机关运行经费: []", "政府采购: 无", "国有资产: 无", "名词解释: []")
"""What a budget has to say of itself, if it says nothing else of it."""
SECONDS, MEGABYTES = 3, 300


def budget_text(
    projects: int = PROJECTS,
    subject_count: int = SUBJECTS,
    tables: int = TABLES,
    called: str = "云岭县建设局",
) -> str:
    """The budget: each 项 has projects, a third of them with a performance table as long as a real one."""
    known = classification_of(2024).functional
    subjects = [code for code in known if len(code) == 7][:subject_count]
    own = [f"21499{number:02}" for number in range(subject_count - len(subjects))]
    subjects += own
    amounts = [10 + index % 7 for index in range(projects)]
    by_subject = dict.fromkeys(subjects, 0)
    for index, amount in enumerate(amounts):
        by_subject[subjects[index % subject_count]] += amount
    own_words = "职责: {概述: 负责公共设施的建设和维护。}, 机构: {内设机构: 无}"
    lines = ["年度: 2024", f'部门: {{名称: {called}, 代码: "001", 性质: 事业, {own_words}}}', *NIL]
    named = {code: f"地方增设的第 {number} 项" for number, code in enumerate(own, 1)}
    named |= {code: "地方增设" for code in ("214", "21499") if code not in known}
    lines.append("科目名称: {" + ", ".join(f'"{code}": {name}' for code, name in named.items()) + "}")
    lines += [f"收入: {{一般公共预算: {sum(amounts) + 50}}}", "支出:"]
    lines += ["  - {科目: 2010350, 性质: 基本支出, 一般公共预算: 50}"]
    lines += [
        f"  - {{科目: {code}, 性质: 项目支出, 一般公共预算: {sum_}}}" for code, sum_ in by_subject.items()
    ]
    lines += ["基本支出:", "  - {经济科目: 30101, 金额: 50}", "项目:"]
    for index, amount in enumerate(amounts):
        lines.append(f"  - {{名称: {_name(index)}, 类别: 特定目标类, 一般公共预算: {amount}}}")
    lines.append("绩效目标:")
    for index in range(tables):
        lines.append(_table(_name(index), amounts[index] * 10000))
    return "\n".join(lines) + "\n"


def _name(index: int) -> str:
    return f"第{index % 30 + 1}科—第{index + 1}号公共服务设施运行维护项目"


def _table(name: str, yuan: int) -> str:
    groups = {
        "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
        "效益指标": ("社会效益指标", "可持续影响指标"),
        "满意度指标": ("服务对象满意度指标",),
    }
    lines = [
        f"  - 项目: {name}",
        "    项目属性: 一次性项目（1年结束）",
        "    项目期: 1年",
        f"    实施期资金: {{中央: 0, 省级: 0, 市县: {yuan}, 单位自筹: 0}}",
        f"    年度资金: {{中央: 0, 省级: 0, 市县: {yuan}, 单位自筹: 0}}",
        f"    项目概况: 对{name}涉及的公共服务设施开展日常巡查、维修和保养，更换老化部件，保证设施正常使用。",
        "    立项依据: 有关管理办法和年度工作计划。",
        f"    必要性: {name}的设施长期运行，部件老化，及时维护可以避免停用，保障群众正常使用。",
        "    制度措施: 制定维护标准和考核办法，按合同和考核结果支付费用。",
        f"    实施计划: 上半年完成{name}的招标并开始维护，下半年组织考核，年末支付尾款。",
        f"    总体目标: {{实施期: 完成{name}的全年任务，设施完好，使用正常。}}",
        "    指标:",
    ]
    for first, seconds in groups.items():
        lines.append(f"      {first}:")
        for second in seconds:
            lines.append(f"        {second}:")
            lines += [
                f'          - {{名称: {second[:2]}第{n}项, 符号: "≥", 值: 9{n}, 单位: "%"}}' for n in (1, 2)
            ]
    return "\n".join(lines)


def measure(folder: Path) -> int:
    """Check the budget in `folder` as the command does; print processor time, ratio and peak memory."""
    from generator.cli.checking import checked
    from generator.findings import errors_in

    start = time.process_time()
    _, findings, _ = checked(folder)
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    text = (folder / "预算.yaml").read_text(encoding="utf-8")
    start = time.process_time()
    yaml.load(text, Loader=yaml.CSafeLoader)
    plain = time.process_time() - start
    print(f"{PROJECTS} 个项目，{SUBJECTS} 个项，{TABLES} 张绩效目标表，{text.count(chr(10))} 行")
    print(f"检查：处理器时间 {spent:.2f} 秒，是只读 YAML（{plain:.2f} 秒）的 {spent / plain:.1f} 倍")
    print(f"内存最多 {peak:.0f} MB；错误 {len(errors_in(findings))} 处，共 {len(findings)} 处")
    return 0 if spent < SECONDS and peak < MEGABYTES and not errors_in(findings) else 1


def main() -> int:
    """Make the budget, and measure in a process of its own; 1 when a target is missed."""
    if len(sys.argv) > 1:
        return measure(Path(sys.argv[1]))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "预算.yaml").write_text(budget_text(), encoding="utf-8")
        return subprocess.run([sys.executable, __file__, folder], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
