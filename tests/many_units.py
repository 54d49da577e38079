"""A department of three 预算单位, each in a file of its own: one 行政 with 机关运行经费, two 事业."""

from __future__ import annotations

from pathlib import Path

DEPARTMENT = """\
年度: 2024
部门:
  名称: 云岭县某局
  代码: "101"
  性质: 行政
  职责: {概述: 某局负责某项工作。}
  机构: {内设机构: [办公室, 业务科], 所属单位: [某中心, 某站]}
单位:
  - 名称: 云岭县某局本级
    代码: "101001"
    职责: {概述: 本级负责本级的工作。}
    机构: {内设机构: [办公室, 业务科], 所属单位: 无, 编制人数: 10, 在职人数: 9}
  - 名称: 云岭县某中心
    代码: "101002"
    性质: 事业
    职责: {概述: 某中心提供某项服务。}
    机构: {内设机构: 无, 所属单位: 无, 编制人数: 6, 在职人数: 6}
  - 名称: 云岭县某站
    代码: "101003"
    性质: 事业
    职责: {概述: 某站提供另一项服务。}
    机构: {内设机构: [办公室], 编制人数: 4, 在职人数: 3}
说明: {收入变动原因: 部门的原因。}
名词解释: [{名称: 基本支出, 解释: 日常开支。}]
"""

UNIT = """\
本单位: "{code}"
收入: {{一般公共预算: {general}, 政府性基金: {fund}}}
支出:
  - {{科目: {subject}, 性质: 基本支出, 一般公共预算: {basic}}}
  - {{科目: 2080505, 性质: 基本支出, 一般公共预算: 10}}
  - {{科目: 2010399, 性质: 项目支出, 一般公共预算: {project}, 上年结转: {{一般公共预算: 1.5}}}}
  - {{科目: 2120801, 性质: 项目支出, 政府性基金: {fund}}}
基本支出:
  - {{经济科目: 30101, 金额: {pay}}}
  - {{经济科目: 30108, 金额: 10}}
  - {{经济科目: 30201, 金额: {office}}}
政府性基金收入: [{{科目: 1030148, 金额: {fund}}}]
三公经费:
  因公出国（境）费: 0
  公务接待费: {{一般公共预算: {reception}}}
  公务用车购置费: 0
  公务用车运行维护费: 0
机关运行经费: {running}
项目:
  - {{名称: {name}—甲, 类别: 特定目标类, 一般公共预算: {project}, 上年结转: {{一般公共预算: 1.5}}}}
  - {{名称: {name}—乙, 类别: 特定目标类, 政府性基金: {fund}}}
绩效目标:
  - 项目: {name}—甲
    项目属性: 跨年度项目
    项目期: 2年
    实施期资金: {{市县: {yuan}}}
    年度资金: {{市县: {yuan}}}
    总体目标: {{实施期: {name}完成项目。}}
    指标: {{产出指标: {{数量指标: [{{名称: 数量, 值: 1, 单位: 项}}]}}}}
政府采购: {{货物: {reception}, 工程: 0, 服务: 0}}
国有资产:
  截至日期: 2024-01-01
  车辆: {{编制: 2, 领导用车: 0, 机要通信用车: 0, 应急保障用车: 0, 执法执勤用车: 0, 特种专业技术用车: 0,
    事业单位业务用车: 0, 其他公务用车: 1}}
  办公用房面积: {office}
  五十万元以上通用设备: 0
  一百万元以上专用设备: 0
整体绩效: {{单位数: 1, 金额: {basic}}}
上年: {{收入总计: {general}, 支出总计: {general}, 一般公共预算支出: {general}}}
说明: {{收入变动原因: {name}的原因。}}
"""

CODES = ("101001", "101002", "101003")
NAMES = ("本级", "中心", "站")


def unit_text(index: int) -> str:
    """What the file of unit `index` says; every amount differs from unit to unit."""
    office, pay, project = 7 + index, 50.25 + index, 30.33 * (index + 1)
    return UNIT.format(
        code=CODES[index],
        name=NAMES[index],
        subject=(2010301, 2010350, 2010350)[index],
        fund=20 + index,
        project=f"{project:.2f}",
        yuan=f"{project * 10000:.0f}",
        pay=f"{pay:.2f}",
        office=office,
        basic=f"{pay + office:.2f}",
        general=f"{pay + office + 10 + project:.2f}",
        reception=index + 1,
        running="[{一般公共预算: 7}]" if index == 0 else "[]",
    )


def many_units(folder: Path) -> Path:
    """`folder`, made, with the department's file and one for each unit."""
    (folder / "单位").mkdir(parents=True)
    (folder / "部门.yaml").write_text(DEPARTMENT, encoding="utf-8")
    for index, name in enumerate(NAMES):
        (folder / "单位" / f"{index}-{name}.yaml").write_text(unit_text(index), encoding="utf-8")
    return folder
