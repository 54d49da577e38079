"""What can be wrong with a workbook: the kinds of finding of `gongkai import`."""

from __future__ import annotations

from generator.errors import InputError
from generator.findings import Kind, Level

NOT_EXCEL = Kind("E01", "不是能读的 Excel 文件")
LOCKED = Kind("E02", "Excel 文件加了密码")
NO_TABLES = Kind("E03", "工作簿里没有认得的表")
NO_RESULT = Kind("E04", "公式没有计算结果")
BAD_CELL = Kind("E05", "单元格里的数读不出来")
WRONG_TOTAL = Kind("E06", "合计与明细不符")
TABLES_DISAGREE = Kind("E07", "各表之间不符")
UNDECIDED = Kind("E08", "由各表不能确定一个数")
EDITED = Kind("E09", "表里的数与“数据”表不同", Level.WARNING)
NOT_UNDERSTOOD = Kind("E10", "没有看懂的行", Level.WARNING)
ROUNDED = Kind("E11", "数有尾差或小数过多", Level.NOTE)
ASSUMED = Kind("E12", "导入时的假定", Level.NOTE)
NOT_PATCHED = Kind("E13", "不能自动改的地方", Level.WARNING)
BAD_DATA = Kind("E14", "“数据”表读不成预算")
MAPPING = Kind("E15", "映射与工作簿不符")
TOO_MUCH = Kind("E20", "工作簿里的东西太多")

BY_MAPPING = "用映射（浏览器里按“先看怎么认的”）"
"""How a user says what a sheet or a column is."""


def too_much(place: object, what: str, hint: str) -> InputError:
    """That up to `place` there is more than can be read in good time; nothing is imported then."""
    return InputError([TOO_MUCH.at(None, f"{place} 到这里，{what}，没有导入", hint)])
