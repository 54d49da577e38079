"""How much of anything is read. One table: the docs print it, and a test keeps the two the same."""

from __future__ import annotations

from typing import NamedTuple

MB = 1024 * 1024


class Limit(NamedTuple):
    """At most `most` of what people call `what`, counted in `unit`."""

    what: str
    most: int
    unit: str

    @property
    def said(self) -> str:
        """The limit as people read it."""
        number = self.most // MB if self.unit == "MB" else self.most
        return f"{number:,} {self.unit}"


YAML_FILE = Limit("一个 YAML 文件", 8 * MB, "MB")
YAML_BYTES = Limit("一份预算的 YAML 文件一共", 8 * MB, "MB")
YAML_FILES = Limit("一份预算的 YAML 文件", 2_000, "个")
YAML_FOLDERS = Limit("一份预算文件夹里的文件和文件夹", 20_000, "个")
UNITS = Limit("一份预算的预算单位", 500, "个")
PERFORMANCE = Limit("一份预算的绩效目标表", 2_000, "张")
VALUES = Limit("一份预算里的键、值和列表项", 400_000, "个")
DEPTH = Limit("YAML 的嵌套", 40, "层")
ALIASED = Limit("别名展开后的值", 20_000, "个")
LINE = Limit("一个名称，或只占一行的内容", 1_000, "字")
TEXT = Limit("一段文字", 50_000, "字")
ACCEPTED_PATTERNS = Limit("一份预算里事项带 * 的接受", 500, "条")
SUGGESTED = Limit("一种错误里逐处给出“是否想写”的", 10, "处")
SUBJECT_BOOK = Limit("一个科目表文件（CSV）", 4 * MB, "MB")
PROFILE_FILE = Limit("样式的一个文件", 4 * MB, "MB")
PROFILE_PICTURE = Limit("样式的一张图", 40_000_000, "点")
PROFILE_SHAPES = Limit("样式的一张 SVG 里的图形，用几次算几个", 100_000, "个")
PROFILE_SECONDS = Limit("画样式的一张 SVG 用的处理器时间", 4, "秒")
PROFILE_FILES = Limit("一个样式的文件夹里的文件", 1_000, "个")
PROFILE_BYTES = Limit("一个样式的文件夹里的文件一共", 64 * MB, "MB")
TEMPLATE_STEPS = Limit("样式的一个模板写一节时做的事", 2_000_000, "步")
TEMPLATES_STEPS = Limit("样式的模板写一份文件时一共做的事", 6_000_000, "步")
PROFILE_PARTS = Limit("一个样式的章节和表", 200, "个")
SECTION_PAGES = Limit("别人的样式排出的一节", 1_000, "页")
TEMPLATE_TEXT = Limit("样式的一个模板写出的一节", 8_000_000, "字")
PRINT = Limit("存着的一节排好的页解开以后", 256 * MB, "MB")
TABLE_CELLS = Limit("一份预算的各张表一共的格（行数乘列数）", 1_000_000, "格")
TOLD = Limit("写法上的错误逐处列出的", 1_000, "处")
FONT_FILE = Limit("一个字体文件", 64 * MB, "MB")
PDF_FILE = Limit("一个 PDF 文件（附件，或要核验、比较的）", 128 * MB, "MB")
ATTACHED_FILES = Limit("一份预算的附件", 100, "个")
ATTACHED_BYTES = Limit("一份预算的附件一共", 128 * MB, "MB")
ATTACHED_PAGES = Limit("一份预算的附件一共有的页", 1_000, "页")
PDF_PAGES = Limit("一个外来 PDF 的页", 2_000, "页")
PDF_OBJECTS = Limit("一个外来 PDF 的对象", 500_000, "个")
PDF_PICTURE = Limit("外来 PDF 的一张图", 200_000_000, "点")
PDF_ENCLOSED = Limit("PDF 里附的文件解开以后一共", 128 * MB, "MB")
PDF_DATA = Limit("PDF 里附的一个 JSON 文件的值", 3_000_000, "个")
PDF_SECONDS = Limit("看一遍外来 PDF 的各页用的处理器时间，每 MB 多 1 秒", 4, "秒")
PDF_WORDS = Limit("要比较的两份外来 PDF 一共的词（中间没有空白的一串字）", 150_000, "个")
PICTURED = Limit("一份比较报告里画出的页，新旧各", 300, "页")
PDF_SIDE = Limit("外来 PDF 一页的边长", 14_400, "磅")
XLSX_FILE = Limit("一个 Excel 文件", 64 * MB, "MB")
XLSX_UNPACKED = Limit("Excel 文件解开以后", 256 * MB, "MB")
XLSX_SHEETS = Limit("一个工作簿的工作表", 500, "张")
XLSX_CELLS = Limit("一个工作簿用到的格（行数乘列数）", 500_000, "格")
XLSX_TEXT = Limit("一个工作簿的格里的文字一共", 30_000_000, "字")
XLSX_FILLED = Limit("别处来的工作簿里有内容的格", 120_000, "格")
XLSX_TABLES = Limit("一个工作簿的工作表，和上下排列的表", 1_000, "张")
XLSX_TERMS = Limit("别处来的工作簿各表之间要对的数（科目、资金、单位各算各的）", 500_000, "个")
XLSX_DATA = Limit("gongkai 生成的工作簿里“数据”表的行", 60_000, "行")
COMMITTED = Limit("git 里一个版本的预算文件夹", 256 * MB, "MB")
GIT_ANSWER = Limit("git 的一个回答（文件名、各个版本）", 64 * MB, "MB")
REVISIONS = Limit("gongkai log 不写 -n 时列出的版本", 100, "个")
GIT_SECONDS = Limit("等 git 回答一个问题", 20, "秒")
READER_MEMORY = Limit("读外来 Excel 和 PDF 时用的内存", 768 * MB, "MB")
READER_SECONDS = Limit("读外来 Excel 和 PDF 时用的处理器时间", 8, "秒")
PDF_PAGE_SECONDS = Limit("读外来 PDF 的一页用的处理器时间", 2, "秒")
LONGEST_SECONDS = Limit("读、比较外来 PDF 时用的处理器时间，每 MB 多 1 秒", 30, "秒")

ALL: tuple[Limit, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Limit))
