"""One budget, or one of its units: checked, and its files made, each written whole or not at all."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from generator.cli.checking import checked, of_profile
from generator.cli.outcome import BUILT, CURRENT, FAILED, SAME, Outcome
from generator.document import Document, compose
from generator.errors import FindingsError, UsageError
from generator.exchange import to_json, to_xlsx
from generator.exchange.files import write_all
from generator.figures import Disclosure
from generator.figures.disclosure import last_years_folder
from generator.findings import Finding
from generator.press.kept.store import Store
from generator.press.steps import Steps
from generator.proof.current import build_key, is_current, remember
from generator.proof.publish import Materials, materials, publish_steps
from generator.proof.receipt import path_beside, receipt_beside
from generator.source.failures import sentence
from generator.web import beside, to_html

NOTHING_MADE = "有错误，没有生成文件。"


def build_steps(
    folder: Path,
    unit: str,
    options: argparse.Namespace,
    formats: Sequence[str],
    store: Store | None,
    claimed: dict[Path, str],
) -> Steps[Outcome]:
    """Make one file, to be written by `finish`; what keeps it from being made is told.

    `claimed` are the files of those with which it may share a name, each with the one that makes it.
    """
    outcome = Outcome(folder, unit)
    try:
        yield from _Building(outcome, options, formats, store, claimed).steps()
    except FindingsError as error:
        outcome.tell(error.findings, everything=options.all)
        outcome.say(f"{outcome.called}：{NOTHING_MADE}", error=True)
        outcome.failed_by(error.findings, error.exit_code)
    except BrokenPipeError:
        raise
    except Exception as error:
        outcome.failed_with(*sentence(error))
    return outcome


def finish(outcome: Outcome, store: Store | None) -> None:
    """Write what was made of a file, whole or not at all: for a process that is not killed meanwhile."""
    made, outcome.made = outcome.made, {}
    if not made:
        return
    try:
        write_all(made)
    except Exception as error:
        outcome.failed_with(*sentence(error))
        return
    outcome.state = BUILT
    for path, size, pages in outcome.files:
        outcome.say(f"已生成 {path}（{f'{pages} 页，' if pages else ''}{size / 1024:,.0f} KB）")
    if store and outcome.key:
        remember(store, outcome.key, made.values())


def name_of(folder: Path, unit: str, *, draft: bool) -> str:
    """The name of the files of a budget or a unit, without their ends."""
    return "-".join(part for part in (folder.resolve().name, unit, "草稿" if draft else "") if part)


class _Building:
    def __init__(
        self,
        outcome: Outcome,
        options: argparse.Namespace,
        formats: Sequence[str],
        store: Store | None,
        claimed: dict[Path, str],
    ) -> None:
        self.claimed = claimed
        self.outcome, self.options, self.formats = outcome, options, formats
        self.store = None if options.check else store

    def steps(self) -> Steps[None]:
        """Check and build. A draft is built in spite of errors, under a name of its own.

        What is found in a unit has been told with the department's findings where both are built.
        """
        outcome, options = self.outcome, self.options
        disclosure, findings, outcome.code = checked(outcome.folder, outcome.unit)
        told = [*findings, *(of_profile(disclosure) if disclosure else ())]
        outcome.found(told)
        if told and not (outcome.unit and options.units):
            outcome.tell(told, accepted=False, everything=options.all)
        if disclosure is None or (outcome.code and not options.draft):
            outcome.say(f"{outcome.called}：{NOTHING_MADE}", error=True)
            outcome.failed_by(findings, outcome.code)
            return
        paths = self._paths(disclosure)
        self._claim(paths)
        if options.check:
            _refuse_uncommitted(outcome.folder, disclosure, paths)
        yield from self._made(disclosure, findings, paths)

    def _made(
        self, disclosure: Disclosure, findings: Sequence[Finding], paths: dict[str, Path]
    ) -> Steps[None]:
        """Make what stands at `paths`, or compare it with what is there."""
        material, key = None, b""
        if "pdf" in paths:
            material = materials(disclosure, self.outcome.folder, self.outcome.unit, draft=self.options.draft)
            inside = not self.options.no_attachments
            made_of = [*paths, *(["no formulas"] if self.options.no_formulas else [])]
            key = build_key(material, findings, made_of, data_inside=inside)
            if self._is_current(key, paths):
                return
        made: dict[Path, tuple[bytes, int]] = {}
        for kind, path in paths.items():
            made |= yield from self._file(kind, path, disclosure, findings, material)
        self.outcome.key = key if self.store else b""
        self.outcome.files = [(path, len(data), pages) for path, (data, pages) in made.items()]
        files = {path: data for path, (data, _) in made.items()}
        if self.options.check:
            self._compare(files)
        else:
            self.outcome.made = files

    def _is_current(self, key: bytes, paths: dict[str, Path]) -> bool:
        """Whether the files need not be made; then that is told."""
        there = [one for path in paths.values() for one in self._beside(path)]
        if self.store is None or self.options.force or not is_current(self.store, key, there):
            return False
        self.outcome.state = CURRENT
        for path in there:
            self.outcome.files.append((path, path.stat().st_size, 0))
            self.outcome.say(f"已是最新 {path}")
        return True

    def _claim(self, paths: dict[str, Path]) -> None:
        """Raises UsageError when another budget or unit of this run has a file of the same name."""
        for path in (file for made in paths.values() for file in self._beside(made)):
            first = self.claimed.setdefault(path, self.outcome.called)
            if first != self.outcome.called:
                raise UsageError(f"和“{first}”会生成同名的文件 {path}。请分两次生成到不同的输出文件夹。")

    def _beside(self, path: Path) -> list[Path]:
        return [path, path_beside(path)] if path.suffix == ".pdf" else [path]

    def _paths(self, disclosure: Disclosure) -> dict[str, Path]:
        """Where each format stands."""
        name = name_of(self.outcome.folder, self.outcome.unit, draft=self.options.draft)
        target: Path = self.options.output / str(disclosure.budget.year) / name
        return {kind: target.with_name(f"{name}.{kind}") for kind in self.formats}

    def _file(
        self,
        kind: str,
        path: Path,
        disclosure: Disclosure,
        findings: Sequence[Finding],
        material: Materials | None,
    ) -> Steps[dict[Path, tuple[bytes, int]]]:
        """What stands at `path`, with its number of pages where it has pages; a PDF with its receipt."""
        if kind != "pdf" or material is None:
            document = compose(disclosure)
            return {path: (self._data(kind, path, document), 0)}
        printed = yield from publish_steps(
            disclosure,
            material,
            findings,
            draft=self.options.draft,
            data_inside=not self.options.no_attachments,
        )
        if material.found:
            self.outcome.tell(material.found, everything=self.options.all)
        receipt = receipt_beside(printed.receipt, printed.data)
        return {path: (printed.data, printed.pages), path_beside(path): (receipt, 0)}

    def _data(self, kind: str, path: Path, document: Document) -> bytes:
        """The page for browsers, with links to what is made beside it, or the data."""
        if kind != "html":
            return to_json(document) if kind == "json" else to_xlsx(document.disclosure)
        downloads = beside(path, self.formats)
        formulas, draft = not self.options.no_formulas, bool(self.options.draft)
        return to_html(document, downloads, formulas=formulas, draft=draft)

    def _compare(self, files: dict[Path, bytes]) -> None:
        from generator.cli.build_check import compare_files

        lines = compare_files(files)
        for line in lines:
            self.outcome.say(line)
        same = all(line.startswith("一致 ") for line in lines)
        self.outcome.state = SAME if same else FAILED
        if not same:
            self.outcome.failed(max(self.outcome.code, 1), "不是由现在的预算生成的，见上面")


def _refuse_uncommitted(folder: Path, disclosure: Disclosure, paths: dict[str, Path]) -> None:
    from generator.history.git import refuse_uncommitted

    before = last_years_folder(folder, disclosure.budget.year)
    sources = [folder, before] if before else [folder]
    beside = [path_beside(paths["pdf"])] if "pdf" in paths else []
    refuse_uncommitted([*sources, *paths.values(), *beside])
