"""Keep the pages as they look now: python -m tests.golden.renew. Look at what has changed before."""

from __future__ import annotations

import sys

from generator.figures import disclose_folder
from generator.proof.publish import publish
from generator.rules import apply_rules
from tests.built_sample import BUDGET
from tests.golden.kept import keep
from tests.golden.kinds import pictures


def main() -> int:
    """Print the names of the pages that changed."""
    disclosure = disclose_folder(BUDGET)
    printed, _ = publish(disclosure, BUDGET, apply_rules(disclosure, BUDGET))
    changed = keep(pictures(printed))
    print("\n".join(changed) if changed else "nothing has changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
