"""The vectorised twin of suitability: many people for one vacancy, many vacancies for one person, in columns.

The numbers are those of ``suitability.judge`` (matching.md §10); explanations are made by it, for what is shown.
"""
