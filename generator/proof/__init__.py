"""核验: a budget made into a PDF that carries its own proof, read back, and told from one made anew."""
