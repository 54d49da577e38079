"""审核.yaml: read as strictly as a budget."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic_core import PydanticCustomError

from generator.errors import InputError
from generator.findings import Finding
from generator.model.load import BAD_NUMBER, read_model
from generator.model.number import parse_number
from generator.model.sign_off import ROW_NAME, SignOff, SignOffs
from generator.source import Mapping, read_yaml
from generator.source.workspace import NOT_A_MAPPING, SIGN_OFFS, display_name

_PRINTED = re.compile(r"(-?\d+(\.\d+)?)?")


def read_sign_offs(folder: Path) -> list[SignOff]:
    """What has been signed of the budget in `folder`; nothing where there is no file or an empty one.

    Raises InputError with everything that is wrong in it.
    """
    path = folder / SIGN_OFFS
    if not os.path.lexists(path):
        return []
    value, findings = read_yaml(path, display_name(path), folder)
    if value is None and not findings:
        return []
    if not isinstance(value, Mapping):
        wrong = [NOT_A_MAPPING.at(value.place, "文件最外层应是键值", "第一行应是“审核:”")] if value else []
        raise InputError([*findings, *wrong])
    made, wrong = read_model(SignOffs, value)
    findings += wrong
    if made is not None:
        findings += [finding for one in made.sign_offs for finding in _no_numbers(one)]
    if made is None or findings:
        raise InputError(findings)
    return made.sign_offs


def _no_numbers(signed: SignOff) -> Iterator[Finding]:
    """Signed values that no table could have printed."""
    for row, cells in signed.figures.items():
        for column, printed in cells.items():
            if column == ROW_NAME or _PRINTED.fullmatch(printed):
                continue
            try:
                parse_number(printed)
            except PydanticCustomError as error:
                place = signed.place("数", row, column)
                name = column or row or "数"
                yield BAD_NUMBER.at(place, f"“{name}”{error.message()}", "写审核时印出来的数，例如 1234.56")
