"""Figures, the book they stand in, and tables made of them."""
