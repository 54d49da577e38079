"""The real budget of 2024, from YAML to pages, against what was published."""
