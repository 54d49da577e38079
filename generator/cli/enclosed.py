"""What goes into the PDF: the YAML sources, the figures, the tables, and what `check` said."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.exchange import to_json, to_xlsx
from generator.figures import Disclosure
from generator.findings import Finding
from generator.press.enclosures import Enclosure
from generator.rules.report import plain_report
from generator.source.workspace import yaml_files


def enclosures(disclosure: Disclosure, folder: Path, findings: Iterable[Finding]) -> tuple[Enclosure, ...]:
    """Everything that the disclosure of the budget in `folder` can be recomputed from."""
    sources = dict.fromkeys(yaml_files(folder), "预算源文件")
    sources |= {folder / item.file: "附件原件" for item in disclosure.budget.attachments}
    return (
        *(
            Enclosure(path.relative_to(folder).as_posix(), path.read_bytes(), what, "Source")
            for path, what in sources.items()
        ),
        Enclosure("数据.json", to_json(disclosure), "全部数据及其来历", "Data"),
        Enclosure("报表.xlsx", to_xlsx(disclosure), "报表（Excel）", "Data"),
        Enclosure("检查报告.txt", plain_report(findings).encode(), "生成时的检查报告", "Supplement"),
    )
