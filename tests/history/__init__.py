"""Tests of the past of a budget."""
