"""Completion (补全): what may be written at the caret of a file, and what is wrong while it is typed."""

from generator.workbench.completing.caret import Caret, caret_in
from generator.workbench.completing.choices import Offer, offer
from generator.workbench.completing.looking import found_in

__all__ = ["Caret", "Offer", "caret_in", "found_in", "offer"]
