"""The draft of the statement of art. 17, with the figures the portal computed: never a certificate."""

from datetime import date
from typing import Any

from portal.employers.obligations.rules.ottemperanza import ARTICLE
from portal.employers.obligations.rules.scopertura import Scopertura
from portal.employers.obligations.vocabulary import COMPANY_CLASS_LABELS, Subject
from portal.employers.prospetto_informativo.queries.ottemperanza import Declaration
from portal.foundation import pdf
from portal.foundation.web.italian import date_it

TEMPLATE = "ottemperanza.typ"


def figures(made: Declaration) -> list[tuple[str, str, str]]:
    """Label, figure of art. 3, figure of art. 18."""
    art3, art18 = made.standing.position.art3, made.standing.position.art18
    return [
        ("Base di computo", str(made.standing.position.base3), str(made.standing.position.base18)),
        ("Quota di riserva", str(art3.quota), str(art18.quota)),
        ("Persone in forza", str(art3.in_force), str(art18.in_force)),
        ("Esoneri", str(art3.exempted), "–"),
        ("Posti sospesi", str(art3.suspended), "–"),
        ("Posti programmati in convenzione", str(art3.in_convention), "–"),
        *_seldom(art3, art18),
        ("Posti scoperti", str(art3.gap), str(art18.gap)),
        ("Posti scoperti già richiesti", _asked_for(made, Subject.ART3), _asked_for(made, Subject.ART18)),
    ]


def _seldom(art3: Scopertura, art18: Scopertura) -> list[tuple[str, str, str]]:
    """What few companies have: told where it is, so that the figures add up."""
    rows = [
        ("Posti compensati con il gruppo", art3.compensated, str(art18.compensated)),
        ("Posti coperti dall’eccedenza art. 18", art3.transitional, "–"),
        ("Posti non ancora dovuti per la gradualità", art3.gradual, "–"),
    ]
    return [(label, str(here), there) for label, here, there in rows if here or there not in ("–", "0")]


def _asked_for(made: Declaration, subject: Subject) -> str:
    """Places for which a request was presented, or an esonero asked for."""
    asked = [place for place in made.standing.places if place.answered_on is not None]
    return str(sum(place.subject is subject for place in asked))


def prospetto_words(made: Declaration) -> str:
    one = made.prospetto
    if one is None or one.sent_on is None:
        return "nessuno registrato nel portale" if made.prospetto_due else "non dovuto"
    return f"al 31 dicembre {one.year}, inviato {date_it(one.sent_on, 'il')}, codice {one.communication_code}"


def data(
    made: Declaration, on: date, *, signer: str, tender: str | None, place: str | None
) -> dict[str, Any]:
    company = made.standing.company
    return {
        "title": "Dichiarazione di ottemperanza alla legge 68/1999 (bozza)",
        "name": company.name,
        "tax_code": company.tax_code,
        "article": ARTICLE,
        "signer": signer,
        "tender": tender or "",
        "place": place or "",
        "on": date_it(on),
        "obliged": made.standing.position.obliged,
        "class": COMPANY_CLASS_LABELS[made.standing.position.company_class],
        "in_order": made.found.in_order,
        "reasons": list(made.found.reasons),
        "conditions": list(made.found.conditions),
        "figures": [list(row) for row in figures(made)],
        "prospetto": prospetto_words(made),
    }


async def render(made: Declaration, on: date, *, signer: str, tender: str | None, place: str | None) -> bytes:
    return await pdf.drawn(TEMPLATE, data(made, on, signer=signer, tender=tender, place=place))
