"""A disclosure for the public's browser: one page of HTML that needs nothing else, and a site of many."""

from generator.web.page import Download, beside, to_html

__all__ = ["Download", "beside", "to_html"]
