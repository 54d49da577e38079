"""The press as it was: all pages laid out in two passes and written by the engine itself.

It knows every page's number when it lays it out, and nothing of prints. The press is held against it.
"""
