"""Writes: each a transaction."""
