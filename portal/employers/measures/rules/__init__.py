"""Rules about what a company writes of its measures and conventions, and the situation they make. Pure."""
