"""Making (生成): the finished files of a budget, the same bytes that `gongkai build` makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.document import compose
from generator.errors import FindingsError, GongkaiError, RuleError
from generator.exchange import to_json, to_xlsx
from generator.exchange.files import write_all
from generator.figures import Disclosure, disclose_folder
from generator.findings import errors_in
from generator.press.workshop import Progress, Workshop, untold
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
    """How it ended, in a sentence: what was made, or why nothing was; of several, which are not, and why.

    `failed` are the codes of units ("" for the department), how they are called, and a sentence.
    """

    good: bool
    said: str
    failed: tuple[tuple[str, str, str], ...] = ()


def path_of_pdf(output: Path, year: int | str, folder: Path, unit: str = "") -> Path:
    """Where the PDF of the budget in `folder`, or of its `unit`, stands."""
    name = f"{folder.name}-{unit}" if unit else folder.name
    return output / str(year) / f"{name}.pdf"


def make_all(
    folder: Path, units: Mapping[str, str], output: Path, workshop: Workshop, progress: Progress
) -> Made:
    """Make the files of the `units`, called as they are by their codes, "" being the department.

    One that fails keeps no other from it. Of several, the progress is how many are made.
    """
    if len(units) == 1:
        return make(folder, output, workshop, progress, next(iter(units)))
    made: dict[str, Made] = {}
    for unit, called in units.items():
        progress(len(made), len(units), called)
        made[unit] = make(folder, output, workshop, untold, unit)
    failed = tuple((unit, units[unit], one.said) for unit, one in made.items() if not one.good)
    return Made(not failed, f"部门和各单位的公开文件，{len(made) - len(failed)} 份已生成。", failed)


def make(folder: Path, output: Path, workshop: Workshop, progress: Progress, unit: str = "") -> Made:
    """Check the budget in `folder`, or its `unit`, and make its PDF, page, JSON and Excel, all or none."""
    try:
        paths = _make(folder, output, workshop, progress, unit)
    except FindingsError as error:
        return Made(False, f"有 {len(errors_in(error.findings))} 处错误，没有生成。改好以后再生成。")
    except GongkaiError as error:
        return Made(False, str(error))
    return Made(True, f"已生成 {'、'.join(path.name for path in paths)}。")


def _make(folder: Path, output: Path, workshop: Workshop, progress: Progress, unit: str) -> list[Path]:
    disclosure = disclose_folder(folder, unit)
    findings = apply_rules(disclosure, folder)
    if errors_in(findings):
        raise RuleError(findings)
    material = materials(disclosure, folder, unit)
    printed = workshop.run(publish_steps(disclosure, material, findings), progress)
    pdf = path_of_pdf(output, disclosure.budget.year, folder, unit)
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
