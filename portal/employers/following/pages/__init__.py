"""What the pages of followed companies receive."""
