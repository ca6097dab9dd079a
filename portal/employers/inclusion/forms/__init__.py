"""Input of commitments and accommodations."""
