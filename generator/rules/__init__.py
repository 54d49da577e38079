"""What a reviewer looks for: findings over a disclosure. A rule is a generator of findings."""

from generator.rules.run import apply_rules, exit_code

__all__ = ["apply_rules", "exit_code"]
