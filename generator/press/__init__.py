"""Sections of HTML → pages → PDF. All that knows WeasyPrint; import it only where pages are made."""

from generator.press.printer import Printed, print_pdf

__all__ = ["Printed", "print_pdf"]
