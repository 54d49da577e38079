"""The commands with their arguments, and what `--help` says of them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from generator import __version__
from generator.cli.parser import Parser


def command_line() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = Parser(
        prog="gongkai",
        description="把部门预算（YAML）变成依法公开的文件（PDF）。",
        epilog="各命令的用法：gongkai 命令 --help",
    )
    parser.add_argument("--version", action="version", version=f"gongkai {__version__}", help="显示版本")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="命令", title="命令", parser_class=Parser
    )
    _making(commands)
    _serving(commands)
    _publishing(commands)
    explain = commands.add_parser(
        "explain",
        help="说明一个数的来历，或一行预算影响到哪里",
        description="把一个印出来的数一直追到预算文件的那一行；给出文件和行号时，列出用到这一行的表格、文字、图和页。",
    )
    explain.add_argument("budget", metavar="BUDGET", help="预算所在的文件夹，或 gongkai 生成的 PDF")
    explain.add_argument(
        "figure",
        metavar="FIGURE",
        nargs="+",
        help="数的名称（表号/行/列，例如 政府采购/合计，也可用空格隔开），印出来的数（5360.79），"
        "文件和行号（收支.yaml:11），或键的路径（三公经费/公务接待费）",
    )
    _unit(explain)
    explain.add_argument("--all", action="store_true", help="全部列出，不省略")
    explain.add_argument("--no-pages", action="store_true", help="不排版，不列出页码（快）")
    explain.add_argument(
        "--format", metavar="FORMAT", default="text", choices=("text", "json"), help="text 或 json"
    )
    verify = commands.add_parser(
        "verify", help="核验公开文件", description="用 PDF 里附的源文件重新生成一遍，逐字节比较。"
    )
    verify.add_argument("file", metavar="FILE.pdf", type=Path, help="gongkai 生成的 PDF")
    _history(commands)
    _reviewing(commands)
    _authoring(commands)
    _supplies(commands)
    return parser


def _making(commands: Any) -> None:
    """The commands that take many budgets."""
    build = commands.add_parser(
        "build", help="检查预算并生成公开文件", description="先检查，没有错误才生成文件。"
    )
    _budgets(build)
    build.add_argument(
        "-o", "--output", metavar="OUT", type=Path, default=Path("out"), help="输出文件夹（默认 out）"
    )
    build.add_argument(
        "--format",
        metavar="FORMATS",
        default="pdf",
        help="要生成的格式，用逗号分开：pdf、html、json、xlsx（默认 pdf）",
    )
    _unit(build)
    build.add_argument(
        "--units",
        metavar="CODES",
        default="",
        help="部门的和各单位自己的公开文件一次生成：all 是全部单位，或用逗号分开的单位代码",
    )
    build.add_argument(
        "--jobs", metavar="N", type=int, help="同时用几个进程排版（默认与处理器一样多）；结果总是一样的"
    )
    build.add_argument(
        "--cluster",
        metavar="URL",
        default="",
        help="由集群排版：Dask 调度程序的地址，例如 tcp://10.0.0.1:8786",
    )
    build.add_argument("--force", action="store_true", help="没有改动、文件已是最新的，也重新生成")
    build.add_argument("--no-cache", action="store_true", help="不用以前排好的页，全部重新排")
    build.add_argument(
        "--report", metavar="FILE", type=Path, help="再写一份 JSON 报告：每一份做成了没有，没有做成的为什么"
    )
    build.add_argument("--draft", action="store_true", help="有错误也生成，每页印上“草稿”")
    build.add_argument(
        "--check", action="store_true", help="不写文件，只看 OUT 里的文件是不是由现在的预算生成的"
    )
    build.add_argument("--no-attachments", action="store_true", help="PDF 里不附预算源文件和数据")
    build.add_argument("--no-formulas", action="store_true", help="网页（html）里不放每个数的来历")
    _all(build)
    check = commands.add_parser(
        "check", help="检查预算", description="检查预算的写法和各表之间的勾稽，不生成文件。"
    )
    _budgets(check)
    _unit(check)
    check.add_argument(
        "--jobs", metavar="N", type=int, help="预算多时，同时用几个进程检查（默认与处理器一样多）"
    )
    check.add_argument(
        "--format",
        metavar="FORMAT",
        default="text",
        choices=("text", "json", "sarif", "junit"),
        help="报告的格式：text、json、sarif、junit（默认 text）",
    )
    _all(check)
    check.add_argument("--explain", metavar="CODE", default="", help="不检查，显示一条规则的说明，例如 T03")


def _publishing(commands: Any) -> None:
    """The site."""
    site = commands.add_parser(
        "site",
        help="把许多份公开文件做成一个网站",
        description="按年度和部门列出，可以查找、比较、下载数据；都是静态文件，放到任何网站或文件夹里就能看。"
        "没有改动的不重新生成。",
    )
    _budgets(site)
    site.add_argument("-o", "--output", metavar="OUT", type=Path, required=True, help="网站所在的文件夹")
    site.add_argument(
        "--title", metavar="TITLE", default="部门预算公开", help="网站的名称（默认 部门预算公开）"
    )
    site.add_argument(
        "--pdfs", metavar="FOLDER", type=Path, help="gongkai build 的输出文件夹：里面相符的 PDF 一并放进去"
    )
    site.add_argument(
        "--units",
        metavar="CODES",
        default="",
        help="各单位自己的也放进去：all 是全部单位，或用逗号分开的单位代码",
    )
    site.set_defaults(unit="")
    site.add_argument("--no-formulas", action="store_true", help="网页里不放每个数的来历")
    site.add_argument("--force", action="store_true", help="没有改动的也重新生成")
    site.add_argument("--no-cache", action="store_true", help="不记下生成过什么，全部重新生成")
    _all(site)


def _serving(commands: Any) -> None:
    """The workbench."""
    serve = commands.add_parser(
        "serve",
        help="在浏览器里打开工作台",
        description="在浏览器里看真实的版面、检查结果和每个数的来历，改预算文件，改了马上看到。只有这台机器能打开，"
        "除非写了 --host。",
    )
    _budgets(serve)
    serve.add_argument(
        "-o", "--output", metavar="OUT", type=Path, default=Path("out"), help="生成的文件所在（默认 out）"
    )
    serve.add_argument("--read-only", action="store_true", help="只能看，不能改，给审核人用")
    serve.add_argument("--no-browser", action="store_true", help="不打开浏览器，只显示地址")
    serve.add_argument(
        "--port", metavar="N", type=int, default=8765, help="端口（默认 8765；有人用时取下一个空着的）"
    )
    serve.add_argument(
        "--host",
        metavar="ADDRESS",
        default="127.0.0.1",
        help="让别的机器也能打开：在哪个地址上听，例如 0.0.0.0",
    )
    serve.add_argument(
        "--name",
        metavar="NAME",
        action="append",
        default=[],
        help="别的机器用什么名称打开，例如 ysgk.example.cn；写了 --host 就要写，可以有多个",
    )
    serve.add_argument("--certificate", metavar="FILE", type=Path, help="HTTPS 的证书（PEM）")
    serve.add_argument("--key", metavar="FILE", type=Path, help="证书的私钥（PEM）")


def _reviewing(commands: Any) -> None:
    """The commands of those who look at what others have written."""
    diff = commands.add_parser(
        "diff", help="比较两份预算", description="列出变了什么、为什么变：按数、行、文字，不按页。"
    )
    for side, words in (("old", "原来的"), ("new", "现在的")):
        diff.add_argument(
            side,
            metavar=side.upper(),
            help=f"{words}：预算文件夹、PDF，或它们在 git 里的版本（HEAD~1:budgets/…）",
        )
    diff.add_argument(
        "--format",
        metavar="FORMAT",
        default="text",
        choices=("text", "json", "markdown"),
        help="text、json、markdown",
    )
    diff.add_argument(
        "--html", metavar="FILE", type=Path, help="再写一份网页报告：新旧页面并排，改动处画框，可搜索"
    )
    _unit(diff)
    sign = commands.add_parser(
        "sign",
        help="记下审核过的表",
        description="审核人记下看过哪些表，以后 check 说出签过以后改了什么。不写内容时，列出已有的审核。",
    )
    sign.add_argument("budget", metavar="BUDGET", type=Path, help="预算所在的文件夹")
    sign.add_argument("names", metavar="NAME", nargs="*", help="表号、绩效目标表的项目名称、政府采购……")
    sign.add_argument("--all", action="store_true", help="所有的表和绩效目标表")
    sign.add_argument("--by", metavar="NAME", default="", help="审核人的姓名")
    sign.add_argument("--date", metavar="DATE", default="", help="审核的日期，例如 2024-03-01（默认今天）")
    sign.add_argument("--note", metavar="TEXT", default="", help="要一起记下的话")
    _unit(sign)


def _authoring(commands: Any) -> None:
    """The commands that make or help to write YAML."""
    new = commands.add_parser(
        "new", help="建立一份新预算", description="建立一份带说明的预算，可以马上生成 PDF。"
    )
    new.add_argument("folder", metavar="DIR", type=Path, help="新建的文件夹，例如 budgets/2025/某局")
    new.add_argument("--year", metavar="YEAR", type=int, required=True, help="预算年度，例如 2025")
    new.add_argument("--name", metavar="NAME", required=True, help="部门名称")
    schema = commands.add_parser(
        "schema", help="写出编辑器用的 JSON Schema", description="写出 JSON Schema：编辑器据此提示键和科目。"
    )
    schema.add_argument("-o", "--output", metavar="FILE", type=Path, help="写到文件里（默认显示在终端）")
    schema.add_argument(
        "--profile", metavar="NAME", default="shanxi-2024", help="用哪一套表样的词（默认 shanxi-2024）"
    )
    schema.add_argument(
        "--budgets", metavar="DIR", type=Path, default=Path("budgets"), help="放预算的文件夹（默认 budgets）"
    )
    roll = commands.add_parser(
        "roll",
        help="建立下一年的预算",
        description="由今年的预算建立下一年的：名称、结构和不变的事实照旧，要填的写成“待填”。",
    )
    roll.add_argument("budget", metavar="BUDGET", type=Path, help="今年的预算所在的文件夹")
    roll.add_argument("--to", metavar="YEAR", type=int, required=True, help="下一年度，例如 2025")
    roll.add_argument(
        "-o", "--output", metavar="DIR", type=Path, help="新建的文件夹（默认 budgets/下一年度/同名）"
    )
    _importing(commands)


def _supplies(commands: Any) -> None:
    """The commands about what the program keeps and knows."""
    cache = commands.add_parser(
        "cache",
        help="排好后留着的页占多少地方，清空",
        description="排好的每一节都留着，没有改动的下次不用再排。放在 GONGKAI_CACHE 所指的文件夹里，"
        "没有时放在用户的缓存文件夹里；最多 GONGKAI_CACHE_LIMIT MB（默认 1024），久不用的先删。",
    )
    cache.add_argument("--clear", action="store_true", help="清空")
    profile = commands.add_parser(
        "profile",
        help="建立自己的样式，试印一个样式",
        description="new 某省-2026 --from shanxi-2024：在预算旁边建立一个样式，只写与原来不同的；"
        "check 某省-2026：用一份什么都有的预算试印，说出印不出来的内容和总是空的栏。",
    )
    profile.add_argument("action", metavar="ACTION", choices=("new", "check"), help="做什么")
    profile.add_argument("name", metavar="NAME", help="样式的名称，例如 某省-2026")
    profile.add_argument(
        "--from",
        dest="base",
        metavar="BASE",
        default="shanxi-2024",
        help="new：照哪一个样式（默认 shanxi-2024）",
    )
    _all(profile)
    profile.add_argument(
        "--budgets", metavar="DIR", type=Path, default=Path("budgets"), help="放预算的文件夹（默认 budgets）"
    )
    codes = commands.add_parser(
        "codes",
        help="查科目，读入财政部门的科目表",
        description="find 水利：按名称找；show 2130306：各年度的名称和来历；diff 2024 2026：两年的不同；"
        "import FILE.xlsx --year 2026：读入财政部门的科目表，以后以它为准。",
    )
    codes.add_argument("action", metavar="ACTION", choices=("find", "show", "diff", "import"), help="做什么")
    codes.add_argument("words", metavar="WORD", nargs="+", help="名称里的字、代码、年度，或文件")
    codes.add_argument("--year", metavar="YEAR", type=int, help="哪一年的科目表，例如 2026")
    codes.add_argument("--all", action="store_true", help="全部列出，不省略")
    codes.add_argument(
        "--budgets", metavar="DIR", type=Path, default=Path("budgets"), help="放预算的文件夹（默认 budgets）"
    )


def _importing(commands: Any) -> None:
    reader = commands.add_parser(
        "import",
        help="由 Excel 表建立预算",
        description="把 Excel 表（gongkai 生成的，或预算管理一体化平台导出的）变成 YAML。"
        "DIR 里已有预算时，只显示有哪些不同，加 --apply 才改。",
    )
    reader.add_argument("file", metavar="FILE", type=Path, help="Excel 工作簿（.xlsx 或 .xls）")
    reader.add_argument("-o", "--output", metavar="DIR", type=Path, required=True, help="预算的文件夹")
    reader.add_argument("--year", metavar="YEAR", type=int, help="预算年度，表里没有写时用，例如 2025")
    reader.add_argument("--name", metavar="NAME", default="", help="部门名称，表里没有写时用")
    reader.add_argument(
        "--mapping",
        metavar="FILE.yaml",
        type=Path,
        help="映射：每张工作表、每一列是什么。还没有这个文件时，把认出来的写在里面，核对、改正后接着用",
    )
    reader.add_argument("--apply", action="store_true", help="把不同之处改进已有的预算")


def _history(commands: Any) -> None:
    """The commands that work with git."""
    log = commands.add_parser(
        "log",
        help="列出一份预算的历次版本",
        description="列出 git 里每个版本的总数、错误数和改动，新的在前。",
    )
    log.add_argument("budget", metavar="BUDGET", type=Path, help="预算所在的文件夹")
    log.add_argument("-n", dest="most", metavar="N", type=int, help="只要最近的 N 个版本")
    log.add_argument(
        "--format", metavar="FORMAT", default="text", choices=("text", "json"), help="text 或 json"
    )
    textconv = commands.add_parser(
        "textconv",
        help="把文件变成文字，供 git diff 用",
        description="写出 PDF 或 YAML 里的数和文字，供 git diff 比较。",
    )
    textconv.add_argument("file", metavar="FILE", type=Path, help="PDF，或预算里的 YAML 文件")


def _budgets(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "budgets",
        metavar="BUDGET",
        nargs="*",
        type=Path,
        default=[Path("budgets")],
        help="预算所在的文件夹或其中的文件，可以有多个；上一级文件夹代表其中所有预算（默认 budgets）",
    )


def _all(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--all", action="store_true", help="同一条规则找到的全部列出；不写时列前几处，说出共有几处"
    )


def _unit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--unit", metavar="CODE", default="", help="只要这个预算单位自己的公开文件，写单位代码，例如 101002"
    )
