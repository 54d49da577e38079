"""Not written is not nil: proofs over whole budgets."""
