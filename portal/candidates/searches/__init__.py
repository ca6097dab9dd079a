"""Searches that somebody of a company keeps, and the news about them."""
