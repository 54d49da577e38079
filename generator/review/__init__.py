"""Comparison of disclosures (what changed, and why), its reports, and what depends on a line."""
