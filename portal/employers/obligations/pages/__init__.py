"""What the pages of the duties receive."""
