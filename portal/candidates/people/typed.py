"""What people type of places and occupations, turned into codes; a doubt becomes a sentence that offers choices."""

from portal.reference import municipalities, professions
from portal.reference.municipalities import Municipality
from portal.reference.text import words

OFFERED = 3
"""How many likely answers a sentence names."""


def comune_code(typed: str) -> str:
    """Cadastral code of the comune meant by «Lecco», «Lecco LC», «Lecco (LC)». Raises ValueError with the sentence."""
    wanted = words(typed)
    found = municipalities.find(typed, limit=20)
    exact = [one for one in found if wanted in _spoken(one)]
    if len(exact) == 1:
        return exact[0].code
    if exact:
        raise ValueError(f"Ci sono più comuni con questo nome: scrivi {_or([one.label for one in exact])}.")
    if found:
        raise ValueError(
            f"«{typed[:60]}» non basta a capire il comune. Forse {_or([one.label for one in found[:OFFERED]])}?"
        )
    raise ValueError(f"«{typed[:60]}» non è un comune italiano. Controlla come è scritto.")


def _spoken(one: Municipality) -> set[tuple[str, ...]]:
    named = {words(name) for name in (one.name, one.other_name) if name}
    return named | {(*name, one.province.lower()) for name in named}


def profession_code(typed: str) -> str:
    """CP2021 code of an occupation typed in everyday words. Raises ValueError with the sentence."""
    wanted = words(typed)
    found = professions.find(typed, limit=20)
    for one in found:
        if wanted in {words(name) for name in (one.title, *one.synonyms)}:
            return one.code
    if len(found) == 1:
        return found[0].code
    if found:
        raise ValueError(f"«{typed[:60]}» non basta. Forse {_or([one.title for one in found[:OFFERED]])}?")
    raise ValueError(f"«{typed[:60]}» non è nell’elenco delle professioni. Prova con altre parole.")


def _or(names: list[str]) -> str:
    return " o ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
