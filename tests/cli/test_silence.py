"""Libraries say nothing: what they warn of, log, end with or write behind Python's back is English."""

from __future__ import annotations

import subprocess
import sys

LOUD = """
import sys
import generator.cli
cli = sys.modules["generator.cli.main"]
def command(*_):
    import logging, os, threading, warnings
    warnings.warn("Sending large graph of size")
    logging.getLogger("distributed.client").error("Failed to reconnect to scheduler")
    logging.getLogger("other").addHandler(logging.StreamHandler())
    logging.getLogger("other").critical("Connection to tcp has been closed")
    os.write(2, b"Pango-WARNING **: failed to create\\n")
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    class Broken:
        def __del__(self):
            raise RuntimeError("while it is taken apart")
    Broken()
    print("说完了", file=sys.stderr)
    return 0
cli._run = command
sys.exit(cli.main())
"""


def test_only_the_program_speaks() -> None:
    """What ended in an error is told in its words."""
    done = subprocess.run([sys.executable, "-c", LOUD], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    told, last = done.stderr.strip().rsplit("\n", 1)
    assert last == "说完了"
    assert told.startswith("错误：程序内部出错（ZeroDivisionError）")
    for word in ("Sending", "Failed", "Connection", "Pango", "Traceback", "taken apart", "Exception"):
        assert word not in done.stderr


def test_who_asks_for_warnings_has_them() -> None:
    """With Python's own option."""
    command = [sys.executable, "-W", "default", "-c", LOUD]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Sending large graph" in done.stderr
