"""What is read about a company that is followed."""
