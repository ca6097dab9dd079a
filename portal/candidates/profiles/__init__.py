"""The card: what companies see of a person before she agrees to be named."""
