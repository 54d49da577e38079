"""The workbench (工作台): budgets in the browser, with their real pages, figures that answer, and an editor.

The folder of YAML stays the truth: what is here reads it, shows it, and writes it as an author would.
"""
