"""Input of the duties and of the register of commitments."""
