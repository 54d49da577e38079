"""Sections of HTML → pages → PDF. All that knows WeasyPrint; import it only where pages are made."""

from generator.press.binding import open_attachments
from generator.press.own_fonts import own_font_files
from generator.press.printer import Printed, place, print_pdf
from generator.press.workshop import Workshop

__all__ = ["Printed", "Workshop", "open_attachments", "own_font_files", "place", "print_pdf"]
