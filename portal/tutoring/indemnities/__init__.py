"""The indemnity of tirocini: what each month earns by the rules of its region, and who paid it."""
