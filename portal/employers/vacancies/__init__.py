"""Vacancies: the places a company offers, from the first draft to the last day."""
