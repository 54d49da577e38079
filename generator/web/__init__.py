"""A disclosure for the public's browser: one page of HTML that needs nothing else, and a site of many."""

from generator.web.page import Download, to_html

__all__ = ["Download", "to_html"]
