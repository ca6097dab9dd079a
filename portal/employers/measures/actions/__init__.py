"""Writes of measures and conventions."""
