"""Skills balances of the sample data: what the first people wrote with who follows them."""

from portal.demo.world.models import Person
from portal.reference import professions, skills

FIRST = 24
"""Only the first people have one, as with papers."""

_OUTSIDE = (
    "Cura l’orto di famiglia e il banco del mercatino del quartiere.",
    "Ha tenuto i conti della società sportiva del paese.",
    "Accompagna gli anziani del cortile con le commissioni.",
)
_WISHES = (
    "Un gruppo piccolo, compiti chiari, lo stesso orario ogni giorno.",
    "Un posto vicino ai mezzi pubblici, con un collega a cui chiedere.",
    "Un lavoro dove si vede la fine di ogni compito.",
)
_STEPS = (
    "Aggiornare il curriculum, provare due giornate in azienda, ripassare il computer.",
    "Un corso breve sulla sicurezza, poi tre candidature al mese.",
    "Una visita in due aziende della zona e un colloquio di prova.",
)


def sections(number: int, person: Person) -> list[str]:
    """The six parts, by the number of the person: both ways of filling say the same."""
    done = [professions.name(one.profession_code).lower() for one in person.experiences]
    able = [skills.name(code).lower() for code in person.skills]
    wished = [professions.name(code).lower() for code in person.available.wished_professions]
    return [
        f"Ha lavorato come {'; '.join(done)}." if done else "Ha studiato e non ha ancora lavorato.",
        _OUTSIDE[number % len(_OUTSIDE)],
        f"Sa {'; '.join(able)}." if able else "Da guardare insieme.",
        _WISHES[number % len(_WISHES)],
        f"Vorrebbe lavorare come {wished[0]}." if wished else "Da scegliere insieme.",
        _STEPS[number % len(_STEPS)],
    ]
