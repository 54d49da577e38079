"""Figures and text → sections of HTML. Knows Jinja2; knows nothing of pages."""

from generator.document.compose import Document, compose
from generator.document.section import Heading, Section

__all__ = ["Document", "Heading", "Section", "compose"]
