"""What the pages of commitments and accommodations receive."""
