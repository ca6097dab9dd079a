"""What services share beside cases: today the training of their operators (services.md §11) and what
a service costs (§10)."""
