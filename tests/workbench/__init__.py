"""Tests of the workbench: what may be asked, what is written, what is seen in a real browser."""
