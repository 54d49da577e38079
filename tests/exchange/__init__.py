"""Data out of a disclosure."""
