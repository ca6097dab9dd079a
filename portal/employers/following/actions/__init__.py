"""What is done about a company that is followed."""
