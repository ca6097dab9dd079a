"""What the pages of measures and conventions receive."""
