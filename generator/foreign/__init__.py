"""PDFs that others made: looked at, judged and taken apart, in a process of its own (`source/confined`).

What comes out of it are sentences, sizes and plain pieces. Nothing here knows what a budget is.
"""
