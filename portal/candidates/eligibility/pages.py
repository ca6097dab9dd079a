"""What the page of the eligibility receives."""

from dataclasses import dataclass

from portal.candidates.documents import queries as documents
from portal.candidates.documents.vocabulary import DOCUMENT_LABELS
from portal.candidates.eligibility.queries import Eligibility, eligibilities
from portal.candidates.eligibility.vocabulary import END_LABELS, PAPER_OF, PROOF_LABELS
from portal.candidates.people.reading import OpenFile
from portal.foundation import clock
from portal.foundation.web.italian import date_it
from portal.kernel.viewer import Viewer
from portal.reference import categories

_PAPERS = frozenset().union(*PAPER_OF.values())


@dataclass(frozen=True, slots=True)
class EligibilityPage:
    """``warning``: it is to be looked at again; ``paper``: address of the document behind it."""

    file: OpenFile
    facts: list[tuple[str, str]]
    paper: tuple[str, str] | None
    warning: str | None
    history: list[tuple[str, str]]

    @property
    def url(self) -> str:
        return f"{self.file.url}/data/quota"


def facts_of(one: Eligibility) -> list[tuple[str, str]]:
    claim = one.claim
    rows = [
        (f"Riserva dell’art. {article}", categories.name(code))
        for article, code in ((3, claim.art3), (18, claim.art18))
        if code
    ]
    if claim.percentage is not None:
        rows.append(("Percentuale", f"{claim.percentage} %"))
    rows += [
        ("Lo prova", f"{PROOF_LABELS[claim.proof]} {date_it(claim.proof_on, 'del')}"),
        ("Vale dal", date_it(claim.valid_from)),
        ("Revisione", date_it(claim.review_on)),
        ("Vale fino al", date_it(claim.valid_until)),
        ("Controllato da", f"{one.checked_by}, {date_it(one.checked_on, 'il')}"),
    ]
    return [(term, value) for term, value in rows if value != "–"]


async def eligibility_page(file: OpenFile, viewer: Viewer) -> EligibilityPage:
    found = await eligibilities(file.person_id)
    now = next((one for one in found if one.ended_on is None), None)
    papers = {row.id: row for row in await documents.documents(file.ground, viewer)}
    paper = None
    if now is not None and now.document_id in papers:
        row = papers[now.document_id]
        paper = (row.name, f"{file.url}/documents/{row.id}")
    return EligibilityPage(
        file,
        facts_of(now) if now is not None else [],
        paper,
        None if now is None else _warning(now),
        [_told(one) for one in found if one.ended_on is not None],
    )


def _warning(one: Eligibility) -> str | None:
    day, today = one.looks_again_on, clock.today()
    if day is None or (day - today).days > 90:
        return None
    if day > today:
        return f"Da riguardare {date_it(day, 'il')}. Fino a una tua decisione resta valida."
    return f"Andava riguardata {date_it(day, 'il')}. Resta valida finché non decidi."


def _told(one: Eligibility) -> tuple[str, str]:
    names = [categories.name(code) for code in (one.claim.art3, one.claim.art18) if code]
    why = END_LABELS[one.ended_why].lower() if one.ended_why else ""
    return ", ".join(
        names
    ), f"{date_it(one.claim.valid_from, 'dal')}, finita {date_it(one.ended_on, 'il')}: {why}"


async def paper_choices(file: OpenFile, viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    """Papers of the file that may be the evidence."""
    rows = await documents.documents(file.ground, viewer)
    return {
        "document": [
            (str(row.id), f"{DOCUMENT_LABELS[row.kind]}: {row.name}") for row in rows if row.kind in _PAPERS
        ]
    }
