"""What the templates of the company receive."""
