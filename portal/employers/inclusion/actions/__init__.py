"""Acts on commitments and accommodations."""
