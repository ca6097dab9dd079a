"""Law 68/1999 and the commitments on diversity and inclusion."""
