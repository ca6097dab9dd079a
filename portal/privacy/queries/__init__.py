"""Reads: what is held about one person, who saw it, what waits for the officer."""
