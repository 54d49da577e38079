"""The command `gongkai`: one short module per command, imported when it is called."""

from generator.cli.main import main

__all__ = ["main"]
