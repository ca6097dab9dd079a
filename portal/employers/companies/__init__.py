"""The company, its sites, its workforce."""
