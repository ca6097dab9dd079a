"""Forms about a company that is followed."""
