"""Tests of what the documents tell people to type and to copy."""
