"""Changing the text of YAML files: what is asked for changes, all else stays as it was, comments too.

`layout` knows where in a text things end, `edits` collects changes of any number of files, `places` changes
values that were read and know their place, `nodes` the nodes of a text.
"""
