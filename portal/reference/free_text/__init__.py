"""The gate that free text passes before anybody outside a service reads it (anonymisation.md §6).

``judge`` answers a verdict, ``check`` the findings alone. Pure: it keeps nothing and asks no database. Whoever saves
a text stores the verdict's text, never the words that were found.
"""

from portal.reference.free_text.findings import Finding, Verdict
from portal.reference.free_text.gate import check, judge
from portal.reference.free_text.vocabulary import ABOUT_PEOPLE, Rule

__all__ = ["ABOUT_PEOPLE", "Finding", "Rule", "Verdict", "check", "judge"]
