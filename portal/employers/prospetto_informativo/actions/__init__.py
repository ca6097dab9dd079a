"""Writes: lock, ask the rule, save, record."""
