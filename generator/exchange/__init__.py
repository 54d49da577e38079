"""Data out of a disclosure: JSON, Excel."""

from generator.exchange.files import write_whole
from generator.exchange.json_export import to_json
from generator.exchange.xlsx_export import to_xlsx

__all__ = ["to_json", "to_xlsx", "write_whole"]
