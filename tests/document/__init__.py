"""Sections of HTML."""
