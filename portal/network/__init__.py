"""What services share: training of operators and editions of courses (services.md §11), what they cost (§10)."""
