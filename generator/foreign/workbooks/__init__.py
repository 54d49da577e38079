"""Workbooks that others made: their cells as plain values, read in a process of its own (`source/confined`).

The process loads nothing but this package, so that it begins at once. Nothing here knows what a budget is.
"""
