"""What the templates receive."""
