"""Lawful ways to meet, move or defer the duty: measures with their dates, conventions with their programme of hires."""
