"""The past of a budget: revisions of git, facts by key, words of PDFs for its diffs."""
