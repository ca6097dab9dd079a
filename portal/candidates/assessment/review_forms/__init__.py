"""Skills balance and evaluation of potential: six sections written with the person (services.md §5)."""
