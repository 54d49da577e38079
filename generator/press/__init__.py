"""Sections of HTML → pages → PDF. All that knows WeasyPrint; import it only where pages are made."""

from generator.press.binding import open_attachments
from generator.press.printer import Printed, print_pdf

__all__ = ["Printed", "open_attachments", "print_pdf"]
