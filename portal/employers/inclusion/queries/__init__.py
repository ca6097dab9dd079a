"""Reads of commitments and accommodations."""
