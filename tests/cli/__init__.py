"""The command gongkai."""
