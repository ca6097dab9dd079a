"""Pure rules of commitments and accommodations."""
