"""Workstations («postazioni»): what is done at a place of work and what it asks, whether a vacancy is open or not."""
