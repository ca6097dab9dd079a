"""Reads of measures and conventions."""
