"""The documents of a plan: drawn from what was prepared, in versions, signed by each party."""
