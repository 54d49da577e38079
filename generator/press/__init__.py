"""Sections of HTML → pages → PDF. All that knows WeasyPrint; import it only where pages are made."""

from generator.press.binding import open_attachments
from generator.press.own_fonts import own_font_files
from generator.press.printer import Printed, place, print_pdf

__all__ = ["Printed", "open_attachments", "own_font_files", "place", "print_pdf"]
