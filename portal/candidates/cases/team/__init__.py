"""Services that share a case: who is involved, what the person agreed to share, hand-overs (services.md §2)."""
