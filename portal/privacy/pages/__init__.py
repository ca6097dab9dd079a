"""What the pages receive."""
