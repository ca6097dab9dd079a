"""A comune as people type it: «Lecco», «Samone (TN)», «reggio emilia»."""

from portal.reference import municipalities
from portal.reference.municipalities import Municipality
from portal.reference.text import words

MOST_SHOWN = 4


def comune(typed: str) -> Municipality:
    """The one comune that is meant. Raises ValueError with a sentence that helps to say it better."""
    wanted = words(typed)
    found = municipalities.find(typed, limit=50)
    exact = [one for one in found if wanted in (words(one.name), words(one.other_name), words(one.label))]
    meant = exact or (list(found) if len(found) == 1 else [])
    if len(meant) == 1:
        return meant[0]
    if meant:
        names = ", ".join(one.label for one in meant)
        raise ValueError(f"Ci sono più comuni con questo nome: {names}. Scrivi anche la provincia.")
    if found:
        names = ", ".join(one.label for one in found[:MOST_SHOWN])
        raise ValueError(f"Non trovo questo comune. Forse cerchi: {names}.")
    raise ValueError("Non trovo questo comune. Controlla come è scritto.")


def comune_code(typed: str) -> str:
    return comune(typed).code
