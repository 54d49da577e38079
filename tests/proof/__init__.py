"""Tests of the proof that a published PDF carries."""
