"""Diversity and inclusion: commitments with their evidence, reasonable accommodations."""
