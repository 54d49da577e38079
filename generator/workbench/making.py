"""Making (生成): the finished files of a budget, the same bytes that `gongkai build` makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.document import compose
from generator.errors import FindingsError, GongkaiError, RuleError
from generator.exchange import to_json, to_xlsx
from generator.exchange.files import write_all
from generator.figures import Disclosure, disclose_folder
from generator.findings import errors_in
from generator.press.workshop import Progress, Workshop
from generator.proof.publish import materials, publish_steps
from generator.proof.receipt import path_beside, receipt_beside
from generator.rules import apply_rules
from generator.web import beside, to_html

KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}


FORMATS = ("pdf", "json", "xlsx")
"""What the page for browsers leads to."""


@dataclass(frozen=True, slots=True)
class Made:
    """How it ended, in a sentence: what was made, or why nothing was."""

    good: bool
    said: str


def path_of_pdf(output: Path, year: int | str, folder: Path) -> Path:
    """Where the PDF of the budget in `folder` stands."""
    return output / str(year) / f"{folder.name}.pdf"


def make(folder: Path, output: Path, workshop: Workshop, progress: Progress) -> Made:
    """Check the budget in `folder` and make its PDF, page for browsers, JSON and Excel, all or none."""
    try:
        paths = _make(folder, output, workshop, progress)
    except FindingsError as error:
        return Made(False, f"有 {len(errors_in(error.findings))} 处错误，没有生成。改好以后再生成。")
    except GongkaiError as error:
        return Made(False, str(error))
    return Made(True, f"已生成 {'、'.join(path.name for path in paths)}。")


def _make(folder: Path, output: Path, workshop: Workshop, progress: Progress) -> list[Path]:
    disclosure = disclose_folder(folder)
    findings = apply_rules(disclosure, folder)
    if errors_in(findings):
        raise RuleError(findings)
    material = materials(disclosure, folder)
    printed = workshop.run(publish_steps(disclosure, material, findings), progress)
    pdf = path_of_pdf(output, disclosure.budget.year, folder)
    document = compose(disclosure)
    made = {
        pdf: printed.data,
        path_beside(pdf): receipt_beside(printed.receipt, printed.data),
        pdf.with_suffix(".xlsx"): to_xlsx(disclosure),
        pdf.with_suffix(".json"): to_json(document),
        pdf.with_suffix(".html"): to_html(document, beside(pdf, FORMATS)),
    }
    write_all(made)
    return list(made)


def data_of(disclosure: Disclosure, kind: str) -> bytes:
    """The Excel workbook, the JSON or the page for browsers of what is shown."""
    if kind == "xlsx":
        return to_xlsx(disclosure)
    document = compose(disclosure)
    return to_html(document) if kind == "html" else to_json(document)
