"""Reads: only among what the viewer may see, as dataclasses."""
