"""gongkai site: a site of many disclosures; only what is out of date is made again."""

from __future__ import annotations

import argparse
import hashlib
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.cli.checking import checked
from generator.cli.fleet import units_wanted
from generator.cli.options import add_all, add_budgets, add_units
from generator.cli.report import count_in_words, print_findings
from generator.document import compose
from generator.errors import FindingsError, GongkaiError, InputError, RuleError, UsageError
from generator.exchange.files import write_all
from generator.figures import Disclosure
from generator.findings import Finding, errors_in
from generator.press.kept.keys import key_of
from generator.press.kept.store import Store, store_here
from generator.proof.current import build_key, is_current, remember
from generator.proof.publish import Materials, materials
from generator.proof.receipt import path_beside, receipt_beside
from generator.source import find_budgets
from generator.source.failures import sentence
from generator.source.gate import MADE, PDF, RECEIPT, RefusedError, content
from generator.source.scratch import sweep
from generator.web.site.department import DIGEST, files_of, names_of
from generator.web.site.digest import Digest, from_json, own_of
from generator.web.site.portal import portal

SHARED = ("search/*.js", "departments/*.html", "[0-9][0-9][0-9][0-9]/index.html")
"""Files that are of no single disclosure: what is no more goes."""


@dataclass(frozen=True)
class _Made:
    """What the site knows of a disclosure, and whether its files had to be made."""

    digest: Digest
    anew: bool


@dataclass(frozen=True)
class _Maker:
    """Makes the files of one disclosure after the other, into their folders of the site."""

    options: argparse.Namespace
    store: Store | None
    places: dict[str, Path] = field(default_factory=dict)
    """Whose each folder of the site is, as systems see names that know no case."""

    def make(self, folder: Path, unit: str, disclosure: Disclosure, findings: list[Finding]) -> _Made:
        """Make the files of a disclosure, unless they are there already."""
        name = "-".join(filter(None, (folder.resolve().name, unit)))
        material = materials(disclosure, folder, unit)
        pdf = self._pdf(name, disclosure, material)
        target = Path(self.options.output) / str(disclosure.budget.year) / name
        self._claim(f"{disclosure.budget.year}/{name}", folder)
        names = names_of(disclosure, pdf=pdf is not None)
        key = self._key(material, findings, pdf)
        there = [target / one for one in names]
        if self.store and not self.options.force and is_current(self.store, key, there):
            return _Made(from_json(content(target / DIGEST, MADE)), anew=False)
        files = files_of(compose(disclosure), name, pdf, formulas=not self.options.no_formulas)
        gone = _own(target) - set(names)
        write_all({target / one: files[one] for one in names})
        for one in gone:  # what this budget no longer has is not left for people to find
            (target / one).unlink(missing_ok=True)
        if self.store:
            remember(self.store, key, (files[one] for one in names))
        return _Made(from_json(files[DIGEST]), anew=True)

    def _claim(self, place: str, folder: Path) -> None:
        """Let nobody else be written there. Raises UsageError when somebody is, before a file is touched."""
        other = self.places.setdefault(unicodedata.normalize("NFC", place).casefold(), folder)
        if other is not folder:
            raise UsageError(f"和“{other}”同年度、同名，在网站上会互相覆盖。请改文件夹的名称。")

    def _key(self, material: Materials, findings: list[Finding], pdf: bytes | None) -> bytes:
        made_of = ["site", *(["no formulas"] if self.options.no_formulas else [])]
        key = build_key(material, findings, made_of, data_inside=False)
        return key_of(key, "pdf", "" if pdf is None else hashlib.sha256(pdf).hexdigest())

    def _pdf(self, name: str, disclosure: Disclosure, material: Materials) -> bytes | None:
        """The finished PDF, if it is the one that this budget gives; another one is not published."""
        if self.options.pdfs is None:
            return None
        path = self.options.pdfs / str(disclosure.budget.year) / f"{name}.pdf"
        try:
            data, receipt = content(path, PDF), content(path_beside(path), RECEIPT)
        except RefusedError:
            print(f"{path} 没有，或没有收据，网站上没有这份 PDF。", file=sys.stderr)
            return None
        if receipt != receipt_beside(material.made_with, data):
            print(f"{path} 不是由现在的预算生成的，网站上没有这份 PDF。请先重新生成。", file=sys.stderr)
            return None
        return data


def _own(target: Path) -> set[str]:
    """The files that the disclosure which stands in `target` alone has, whichever program made it."""
    try:
        names = own_of(content(target / DIGEST, MADE))
    except (RefusedError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return set()
    return {name for name in names if Path(name).name == name}


def declare(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.description = (
        "按年度和部门列出，可以查找、比较、下载数据；都是静态文件，放到任何网站或文件夹里就能看。"
        "没有改动的不重新生成。"
    )
    add_budgets(parser)
    parser.add_argument("-o", "--output", metavar="OUT", type=Path, required=True, help="网站所在的文件夹")
    parser.add_argument(
        "--title", metavar="TITLE", default="部门预算公开", help="网站的名称（默认 部门预算公开）"
    )
    parser.add_argument(
        "--url", metavar="URL", default="", help="网站的地址（https://…），订阅里的链接由它开头"
    )
    parser.add_argument(
        "--pdfs", metavar="FOLDER", type=Path, help="gongkai build 的输出文件夹：里面相符的 PDF 一并放进去"
    )
    add_units(parser, "各单位自己的也放进去")
    parser.set_defaults(unit="")
    parser.add_argument("--no-formulas", action="store_true", help="网页里不放每个数的来历")
    parser.add_argument("--force", action="store_true", help="没有改动的也重新生成")
    parser.add_argument("--no-cache", action="store_true", help="不记下生成过什么，全部重新生成")
    add_all(parser)


def run(options: argparse.Namespace) -> int:
    """Make the site. One budget with errors keeps it as it was: a site does not leave anyone out unsaid."""
    if options.url and not options.url.startswith(("https://", "http://")):
        raise UsageError(
            f"--url “{options.url}”不是网站的地址，应以 https:// 开头，例如 https://ysgk.example.cn/。"
        )
    maker = _Maker(options, None if options.no_cache else store_here())
    made: dict[str, _Made] = {}
    worst = 0
    for folder in find_budgets(options.budgets):
        for unit in units_wanted(folder, options):
            try:
                one = _one(maker, folder, unit)
            except GongkaiError as error:
                worst = max(worst, _not_made(folder, unit, error, options))
                continue
            made[one.digest.path] = one
            print(f"{'已生成' if one.anew else '已是最新'} {options.output / one.digest.path}")
    if maker.store:
        maker.store.tidy()
    if worst:
        print("有做不成的，首页、查找和比较没有更新。改好以后再生成，或只写要放进去的预算。", file=sys.stderr)
        return worst
    _write_portal(options.output, portal([one.digest for one in made.values()], options.title, options.url))
    new = sum(one.anew for one in made.values())
    print(f"网站：{options.output / 'index.html'}，共 {len(made)} 份，新生成 {new} 份。")
    _tell_others(options.output, made)
    return 0


def _one(maker: _Maker, folder: Path, unit: str) -> _Made:
    """One disclosure; raises FindingsError when it has errors."""
    disclosure, findings, code = checked(folder, unit)
    if disclosure is None or code:
        raise (RuleError if code == 1 else InputError)(findings)
    return maker.make(folder, unit, disclosure, findings)


def _not_made(folder: Path, unit: str, error: GongkaiError, options: argparse.Namespace) -> int:
    """Say what kept a disclosure from being made; its exit code."""
    called = f"{folder}（{unit}）" if unit else str(folder)
    if isinstance(error, FindingsError):
        print_findings(error.findings, sys.stderr, accepted=False, everything=options.all)
        said, code = f"有{count_in_words(errors_in(error.findings))}", error.exit_code
    else:
        said, code = sentence(error)
    print(f"{called}：{said.rstrip('。')}，没有放进网站。", file=sys.stderr)
    return code


def _write_portal(output: Path, files: dict[str, bytes]) -> None:
    """Write those of the shared files that differ; what is no more goes, and what a killed run left."""
    for folder in {(output / path).parent for path in files}:
        sweep(folder)
    changed = {output / path: data for path, data in files.items() if _there(output / path) != data}
    write_all(changed)
    for path in [path for pattern in SHARED for path in sorted(output.glob(pattern))]:
        if path.relative_to(output).as_posix() not in files:
            path.unlink()


def _there(path: Path) -> bytes | None:
    try:
        return content(path, MADE)
    except RefusedError:
        return None


def _tell_others(output: Path, made: Mapping[str, _Made]) -> None:
    """Folders of disclosures that are not among these: the site no longer leads to them, and keeps them."""
    for path in sorted(output.glob(f"*/*/{DIGEST}")):
        if path.parent.relative_to(output).as_posix() not in made:
            print(
                f"提示：{path.parent} 不在这次的预算里，网站不再链接到它；不要的请自己删去。", file=sys.stderr
            )
