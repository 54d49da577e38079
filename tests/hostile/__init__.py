"""Files that others made to break us: where they lie, what they hold, how much work they make."""
