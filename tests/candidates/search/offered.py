"""Codes that cards of the tests may show, by field of the index; three basins among the places."""

from portal.candidates.profiles.card_words import family_of, options
from portal.candidates.profiles.vocabulary import CardField
from portal.reference import skills

BASINS = ("LC:Centro per l’impiego di Merate", "LC:Centro per l’impiego di Lecco", "MI:Milano «Est»")
FAMILIES = tuple(family.code for family in skills.families())
SINGLE = tuple(sorted(family_of()))
OFFERED: dict[str, tuple[str, ...]] = {
    **{of.value: options(of) for of in CardField},
    "area": ("03", "LC", "MI", "CO", "01", "TO", *BASINS),
    "families": FAMILIES,
    "skills": SINGLE[:12],
}
