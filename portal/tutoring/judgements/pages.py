"""The judgement in words, and who has still to confirm it."""

from dataclasses import dataclass
from datetime import date

from portal.foundation.web.italian import date_it
from portal.tutoring.judgements.actions import waiting_link
from portal.tutoring.judgements.queries import JudgementRow, of_plan
from portal.tutoring.judgements.vocabulary import JUDGEMENT_LABELS, NO_SHOW_LABEL
from portal.tutoring.queries.detail import Detail
from portal.tutoring.vocabulary import NOT_STARTED, PartyRole, PlanKind


@dataclass(frozen=True, slots=True)
class JudgementView:
    label: str
    conditions: str | None
    words: str | None
    hands: list[tuple[str, str]]
    """Who, and when, or that it is missing."""
    remarks: list[tuple[str, str]]
    version: int
    complete: bool
    waits_for_tutor: bool


def view(one: JudgementRow) -> JudgementView:
    judged = one.content.judgement
    hands = [("Operatore", date_it(one.filled_on)), _hand("Tutor aziendale", one.tutor_on)]
    if not one.no_show:
        hands.append(_hand("La persona", one.person_on))
    said = [("Il tutor", one.tutor_words), ("La persona", one.person_words)]
    return JudgementView(
        NO_SHOW_LABEL if judged is None else JUDGEMENT_LABELS[judged],
        one.content.conditions,
        one.content.words,
        hands,
        [(who, words) for who, words in said if words],
        one.version,
        one.complete,
        one.tutor_on is None,
    )


def _hand(who: str, on: date | None) -> tuple[str, str]:
    return who, date_it(on) if on is not None else "da confermare"


@dataclass(frozen=True, slots=True)
class JudgementPage:
    detail: Detail
    side: str
    view: JudgementView | None
    link: str | None
    """The person's, to hand over; only for whoever leads the plan."""


async def judgement_page(detail: Detail, side: PartyRole) -> JudgementPage:
    one = await of_plan(detail.id)
    counsellor = side is PartyRole.COUNSELLOR
    return JudgementPage(
        detail,
        side.value,
        view(one) if one is not None else None,
        await waiting_link(detail.id) if one is not None and counsellor else None,
    )


def is_asked(detail: Detail) -> bool:
    """Whether a judgement belongs to this plan in its state."""
    return detail.kind is not PlanKind.RETENTION and detail.state not in NOT_STARTED
