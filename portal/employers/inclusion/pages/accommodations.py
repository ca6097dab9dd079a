"""What the pages of the accommodations receive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.inclusion.queries.accommodations import AccommodationDetail, AccommodationRow
from portal.employers.inclusion.rules.accommodations import status
from portal.employers.inclusion.vocabulary import (
    ACCOMMODATION_STATUS_LABELS,
    ANSWER_LABELS,
    ENDING_LABELS,
    GROUND_LABELS,
    HEARING_LABELS,
    REQUEST_WAY_LABELS,
    AccommodationStatus,
)
from portal.foundation.web.italian import date_it, money_it, number_it, plural
from portal.foundation.web.pagination import Pages
from portal.kernel.parameters import Parameters
from portal.reference import accommodations as measures

Facts = Sequence[tuple[str, object]]
_S = AccommodationStatus
TAGS = {
    _S.TO_HEAR: "info",
    _S.TO_ANSWER: "info",
    _S.LATE: "error",
    _S.TO_PUT_IN_PLACE: "warning",
    _S.IN_PLACE: "ok",
    _S.TO_REVIEW: "warning",
    _S.REFUSED: "neutral",
    _S.ENDED: "neutral",
}


@dataclass(frozen=True, slots=True)
class RowView:
    id: UUID
    code: str
    whom: str
    requested_on: date
    next: str
    measures: str
    status: str
    tag: str


@dataclass(frozen=True, slots=True)
class AccommodationList:
    rows: list[RowView]
    pages: Pages
    helps: list[tuple[str, str]]
    """Who helps to pay, and the law that says so."""


def helps(parameters: Parameters, on: date) -> list[tuple[str, str]]:
    fund, inail = (
        parameters.row("accommodation.fund_above_pct", on),
        parameters.row("accommodation.inail_most", on),
    )
    return [
        (
            f"Il Fondo regionale rimborsa a forfait chi ha una riduzione oltre il {number_it(fund.value)} %.",
            fund.source,
        ),
        (
            f"INAIL rimborsa fino a {money_it(inail.value)} in tutto, per chi ha una disabilità da lavoro.",
            inail.source,
        ),
    ]


def accommodation_list(
    rows: Sequence[AccommodationRow], pages: Pages, today: date, parameters: Parameters
) -> AccommodationList:
    found = []
    for row in rows:
        now = status(row.steps, today)
        found.append(
            RowView(
                row.id,
                row.code,
                row.whom,
                row.steps.requested_on,
                _next_day(row.steps.answer_due_on, row.steps.review_on, now),
                plural(row.measures, "misura", "misure"),
                ACCOMMODATION_STATUS_LABELS[now],
                TAGS[now],
            )
        )
    return AccommodationList(found, pages, helps(parameters, today))


def _next_day(answer_due_on: date, review_on: date | None, now: AccommodationStatus) -> str:
    if now in (_S.TO_HEAR, _S.TO_ANSWER, _S.LATE):
        return f"risposta entro {date_it(answer_due_on, 'il')}"
    if now in (_S.IN_PLACE, _S.TO_REVIEW) and review_on is not None:
        return f"verifica {date_it(review_on, 'il')}"
    return "–"


@dataclass(frozen=True, slots=True)
class AccommodationPage:
    id: UUID
    code: str
    status: str
    tag: str
    request: Facts
    words: str | None
    asked: list[str]
    hearing: Facts
    answer: Facts
    reasons: str | None
    granted: list[str]
    life: Facts
    may_hear: bool
    may_answer: bool
    in_place: bool
    may_put_in_place: bool
    may_end: bool


def accommodation_page(found: AccommodationDetail, today: date) -> AccommodationPage:
    steps, now = found.steps, status(found.steps, today)
    live = steps.ended_on is None
    return AccommodationPage(
        id=found.id,
        code=found.code,
        status=ACCOMMODATION_STATUS_LABELS[now],
        tag=TAGS[now],
        request=[
            ("Per chi", found.whom),
            ("Ricevuta il", date_it(steps.requested_on)),
            ("Come è arrivata", REQUEST_WAY_LABELS[found.way]),
            ("Risposta entro il", date_it(steps.answer_due_on)),
        ],
        words=found.words,
        asked=[measures.name(code) for code in found.asked],
        hearing=[
            ("Sentita il", date_it(steps.heard_on)),
            ("Come ha partecipato", HEARING_LABELS[found.hearing] if found.hearing else "–"),
        ],
        answer=[
            ("Risposta", ANSWER_LABELS[steps.answer] if steps.answer else "–"),
            ("Data il", date_it(steps.answered_on)),
        ]
        + ([("Perché non si può", GROUND_LABELS[found.ground])] if found.ground else [])
        + ([("Rimedi spiegati", "Sì")] if found.remedies_told else []),
        reasons=found.reasons,
        granted=[measures.name(code) for code in found.granted],
        life=[
            ("In atto dal", date_it(steps.in_place_on)),
            ("Da rivedere il", date_it(steps.review_on)),
            ("Chiusa il", date_it(steps.ended_on)),
            ("Perché", ENDING_LABELS[found.ending] if found.ending else "–"),
        ],
        may_hear=live and steps.answer is None,
        may_answer=live and steps.answer is None and steps.heard_on is not None,
        in_place=steps.in_place_on is not None,
        may_put_in_place=live and now in (_S.TO_PUT_IN_PLACE, _S.IN_PLACE, _S.TO_REVIEW),
        may_end=live,
    )
