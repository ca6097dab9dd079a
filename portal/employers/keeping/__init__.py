"""What companies' papers and registers are kept for: a term, and no longer."""
