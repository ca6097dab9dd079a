"""Reads across slices."""
