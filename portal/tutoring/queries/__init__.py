"""Reads of plans, on the ground each viewer stands on. Sealed words are opened here."""
