"""Reads of proposals: only among what the viewer may see. Sealed words are opened here and nowhere else."""
