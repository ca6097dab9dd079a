"""Writes of the proposal, a file for each moment of it."""
