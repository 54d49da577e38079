"""The command as the tests of it run it."""

from tests.cli.conftest import gongkai

__all__ = ["gongkai"]
