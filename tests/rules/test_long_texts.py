"""A text of tens of thousands of characters takes the rules as long as many short ones."""

from __future__ import annotations

import gc
from pathlib import Path
from time import process_time

from generator.rules import apply_rules
from tests.budgets import CONSISTENT, disclosed

FEW, TIMES = 200, 8
MOST = 3 * TIMES
"""What looks through all that stands before each number takes 64 times as long."""


def _seconds(count: int) -> float:
    words = "".join(f"与上年相比增加{number}.5万元，" for number in range(count))
    disclosure = disclosed(f"{CONSISTENT}其他说明: [{words}。]\n")
    gc.disable()
    begun = process_time()
    try:
        apply_rules(disclosure, Path("没有的文件夹"))
        return process_time() - begun
    finally:
        gc.enable()


def test_a_long_text_takes_as_long_as_there_is_text() -> None:
    """Whatever is in it, and wherever it is told."""
    few = min(_seconds(FEW) for _ in range(3))
    assert min(_seconds(FEW * TIMES) for _ in range(2)) < MOST * few
