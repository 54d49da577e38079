"""What processes do with what they made in passing."""

from __future__ import annotations

import subprocess
import sys

LEAVES_CIRCLES = """
import gc, weakref
from generator.source.processes import all_collected, collected, uncollected

class Circle:
    def __init__(self):
        self.own = self

circles = weakref.WeakSet()

def work():
    made = [Circle() for _ in range(3000)]
    circles.update(made)
    with uncollected():
        collected(lambda: None)

gc.disable()
gc.freeze()
most = 0
for _ in range(60):
    all_collected(work)
    most = max(most, len(circles))
    assert gc.get_freeze_count() > 0
    assert not gc.isenabled()
print(most)
"""


def test_what_work_leaves_in_circles_is_freed_in_time() -> None:
    """Work that has others collected in its midst leaves garbage that nobody looks through; there is never
    as much of it as of sixty pieces of work.
    """
    done = subprocess.run(
        [sys.executable, "-c", LEAVES_CIRCLES], capture_output=True, text=True, check=True, timeout=120
    )
    assert 3000 <= int(done.stdout) < 60 * 3000 / 2
