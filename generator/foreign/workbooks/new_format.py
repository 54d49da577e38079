"""Workbooks of the new format (.xlsx): values by calamine, how they are shown from the XML."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

from generator.foreign.workbooks.package_xml import sheet_facts
from generator.foreign.workbooks.raw_sheet import LockedError, RawSheet


def sheets_of(archive: zipfile.ZipFile, data: bytes, cells: int, sheets: int) -> Iterator[RawSheet]:
    """The sheets of a workbook, at most so many `cells` and `sheets` in all.

    Raises TooMuchError and LockedError, and anything for a damaged file.
    """
    if archive.testzip() is not None:  # calamine reads on over what a copy has spoiled
        raise zipfile.BadZipFile
    facts = sheet_facts(archive, cells, sheets)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            for metadata in workbook.sheets_metadata:
                if metadata.name in facts:
                    sheet = workbook.get_sheet_by_name(metadata.name)
                    known = facts[metadata.name]
                    yield RawSheet(
                        name=metadata.name,
                        rows=sheet.to_python(skip_empty_area=False),
                        merged=sheet.merged_cell_ranges or [],
                        broken=[(*cell, said) for cell, said in known.broken.items()],
                        scaled=[(*cell, factor) for cell, factor in known.scaled.items()],
                        hidden=metadata.visible != SheetVisibleEnum.Visible,
                        hidden_rows=known.hidden_rows,
                        hidden_columns=sorted(known.hidden_columns),
                        notes=known.notes,
                    )
    except PasswordError:
        raise LockedError from None
