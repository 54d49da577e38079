"""Golden pages: one page of every kind, kept as a hash; any difference is shown and must be meant."""
