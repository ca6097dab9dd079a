"""Reads: only of the company the viewer may see, as dataclasses."""
