"""The code tables of the year."""
