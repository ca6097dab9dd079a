"""Who may be hired on a reserved place, on what evidence, and when that is looked at again (services.md §7)."""
