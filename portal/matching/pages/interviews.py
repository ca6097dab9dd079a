"""What the pages of an interview receive."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock
from portal.foundation.web.italian import datetime_it, plural
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.interviews import NEED_LABELS, NO_DATE, OUTCOME_LABELS
from portal.matching.late import way_out
from portal.matching.queries.detail import Detail, detail_for_company, detail_for_service
from portal.matching.queries.interviews import Day, days_of
from portal.matching.transitions import company_label
from portal.matching.vocabulary import STATE_LABELS, Actor, Group, ProposalState


@dataclass(frozen=True, slots=True)
class InterviewCard:
    """``proposed``: days that wait for the person; ``chosen``: when and where; ``to_tell``: how it went is not told."""

    proposed: Sequence[str]
    chosen: Sequence[tuple[str, str]]
    needs: Sequence[str]
    to_tell: bool
    told: Sequence[str]
    ics: str | None
    when: str = ""
    """The chosen day and its place, in the middle of a sentence."""


def interview_card(
    proposal_id: UUID, days: Sequence[Day], *, is_open: bool, shows_needs: bool
) -> InterviewCard | None:
    """``shows_needs``: the reader may know what makes the interview accessible."""
    if not days:
        return None
    waiting = [day for day in days if day.is_proposed] if is_open else []
    chosen = next((day for day in days if day.is_chosen and day.outcome is None), None)
    told = [day for day in days if day.outcome is not None]
    return InterviewCard(
        [_when(day) for day in waiting],
        _facts(chosen) if chosen is not None else (),
        [NEED_LABELS[need] for need in chosen.needs] if chosen is not None and shows_needs else (),
        chosen is not None and is_open and chosen.starts_at <= clock.now(),
        [f"{_when(day)}: {OUTCOME_LABELS[day.outcome]}." for day in told if day.outcome is not None],
        f"/proposals/{proposal_id}/interview.ics" if chosen is not None and is_open else None,
        f"{datetime_it(chosen.starts_at, 'il')}, {chosen.place}" if chosen is not None else "",
    )


def _when(day: Day) -> str:
    return f"{datetime_it(day.starts_at)}, {day.place}"


def _facts(day: Day) -> list[tuple[str, str]]:
    return [
        ("Quando", datetime_it(day.starts_at)),
        ("Durata", plural(day.minutes, "minuto", "minuti")),
        ("Dove", day.place),
    ]


@dataclass(frozen=True, slots=True)
class Choosing:
    """``shows_conditions``: the person shows the conditions that help her, so the needs may be told."""

    proposal_id: UUID
    code: str
    title: str
    choices: list[tuple[str, str]]
    shows_conditions: bool


async def _led(proposal_id: UUID, viewer: Viewer) -> Detail:
    """Raises NotThere for whom the viewer does not follow."""
    detail = await detail_for_service(proposal_id, viewer)
    if not viewer.is_any(Role.JOB_COUNSELLOR) or not await candidates.follows(detail.person_id, viewer):
        raise NotThere
    return detail


async def _title(detail: Detail) -> str:
    vacancy = await employers.vacancy(detail.vacancy_id)
    return vacancy.title if vacancy is not None else detail.code


def _gone(detail: Detail, label: str, actor: Actor, what: str) -> Refused:
    return Refused(
        f"La proposta {detail.code} ora è nello stato «{label}»: {what}"
        f" {way_out(detail.state, actor, was_sent=detail.sent_at is not None)}"
    )


async def choosing(proposal_id: UUID, viewer: Viewer) -> Choosing:
    """Raises Refused when no day waits for the person any more."""
    detail = await _led(proposal_id, viewer)
    days = [day for day in await days_of(proposal_id) if day.is_proposed]
    if detail.state is not ProposalState.INTERVIEW or not days:
        raise _gone(detail, STATE_LABELS[detail.state], Actor.COUNSELLOR, "non ci sono date da scegliere.")
    now = clock.now()
    choices = [(str(day.id), _when(day)) for day in days if day.starts_at > now]
    return Choosing(
        detail.id,
        detail.code,
        await _title(detail),
        [*choices, (NO_DATE, "Nessuna di queste: servono altre date")],
        Group.ACCOMMODATIONS in detail.groups,
    )


@dataclass(frozen=True, slots=True)
class Telling:
    proposal_id: UUID
    code: str
    title: str
    when: str


async def telling(proposal_id: UUID, viewer: Viewer) -> Telling:
    """Raises Refused when no interview waits to be told of."""
    company = viewer.for_company
    detail = await (detail_for_company if company else _led)(proposal_id, viewer)
    days = await days_of(proposal_id)
    chosen = next((day for day in days if day.is_chosen and day.outcome is None), None)
    if detail.state is not ProposalState.INTERVIEW or chosen is None or chosen.starts_at > clock.now():
        was_sent = detail.sent_at is not None
        label = company_label(detail.state, was_sent=was_sent) if company else STATE_LABELS[detail.state]
        actor = Actor.COMPANY if company else Actor.COUNSELLOR
        raise _gone(detail, label, actor, "nessun colloquio aspetta un esito.")
    return Telling(detail.id, detail.code, await _title(detail), _when(chosen))


@dataclass(frozen=True, slots=True)
class Fixed:
    code: str
    day: Day


async def fixed_day(proposal_id: UUID, viewer: Viewer) -> Fixed:
    """The day that was chosen, while the interview is to come. Raises NotThere without one."""
    detail = await (detail_for_company if viewer.for_company else _led)(proposal_id, viewer)
    days = await days_of(proposal_id) if detail.state is ProposalState.INTERVIEW else []
    chosen = next((day for day in days if day.is_chosen and day.outcome is None), None)
    if chosen is None:
        raise NotThere
    return Fixed(detail.code, chosen)
