"""Incontro: companies with places to fill, services with people to place, tutors who make it hold."""
