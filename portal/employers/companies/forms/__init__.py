"""Forms of the company: input to typed commands, or every error in Italian."""
