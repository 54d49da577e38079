"""Data out of a disclosure: JSON, Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.exchange.files import write_whole
from generator.exchange.json_export import to_json

if TYPE_CHECKING:
    from generator.figures import Disclosure

__all__ = ["to_json", "to_xlsx", "write_whole"]


def to_xlsx(disclosure: Disclosure) -> bytes:
    """See `xlsx_export`: only what makes a workbook waits for what writes them."""
    from generator.exchange import xlsx_export

    return xlsx_export.to_xlsx(disclosure)
