"""gongkai schema: the JSON Schema by which editors complete and check a budget."""

from __future__ import annotations

import argparse
import sys

from generator.classification import latest_year
from generator.exchange.files import write_whole
from generator.model.profiles import vocabulary_of
from generator.model.schema import schema_text


def run(options: argparse.Namespace) -> int:
    """Print the schema, or write it to a file.

    Raises UsageError when it cannot be written, ProfileError for a profile that cannot be read.
    """
    text = schema_text(latest_year(), vocabulary_of(options.profile, options.budgets))
    if options.output is None:
        sys.stdout.write(text)
        return 0
    write_whole(options.output, text.encode())
    print(f"已生成 {options.output}")
    return 0
