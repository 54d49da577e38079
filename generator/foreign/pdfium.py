"""PDFium, the library that reads and paints PDFs, crashes when several threads of a process call it."""

from __future__ import annotations

import threading

ALONE = threading.RLock()
"""Held by whoever calls PDFium in a process with other threads."""
