"""The next year's budget from this year's: the same files, with what must be filled in marked 待填."""

from generator.rolling.files import Rolled, roll_files

__all__ = ["Rolled", "roll_files"]
