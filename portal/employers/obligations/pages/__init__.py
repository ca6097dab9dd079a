"""What the pages of duties and commitments receive."""
