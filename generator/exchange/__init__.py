"""Data out of a disclosure: JSON."""

from generator.exchange.files import write_whole
from generator.exchange.json_export import to_json

__all__ = ["to_json", "write_whole"]
