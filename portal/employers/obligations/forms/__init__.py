"""Input of the duties."""
