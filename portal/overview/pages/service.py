"""«Oggi» of a counsellor and «Territorio» of a coordinator."""

from dataclasses import dataclass
from datetime import date

from portal.candidates import public as candidates
from portal.candidates.public import CaseToday
from portal.employers import public as employers
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed
from portal.foundation.web.charts import GapRow, gap_bars
from portal.foundation.web.italian import date_it, plural
from portal.kernel.viewer import Viewer
from portal.matching import public as matching
from portal.matching.public import PROPOSAL_STATE_LABELS
from portal.overview.queries import figures
from portal.overview.queries.figures import services_seen
from portal.reference import provinces
from portal.tutoring import public as tutoring
from portal.tutoring.public import PLAN_STATE_LABELS


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    href: str
    note: str
    due_on: date | None = None
    kind: str = "info"


MOST_WAITING = 50
MOST_STEPS = 10
MOST_PEOPLE = 30
"""How much the page draws; the whole caseload is under «Persone»."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A person of the caseload today; ``late`` counts what should have been done before."""

    name: str
    href: str
    state: str
    last_contact: date | None
    waits: str
    late: int


@dataclass(frozen=True, slots=True)
class Today:
    proposals: list[Line]
    people: list[Line]
    plans: list[Line]
    companies: list[Line]
    followed: list[Followed]
    total: int

    @property
    def quiet(self) -> bool:
        return not (self.proposals or self.people or self.plans or self.companies)


async def today_page(viewer: Viewer) -> Today:
    """What waits for the counsellor, each kind in its list, oldest first; then her caseload, the late first.

    The number of queries does not depend on how many people she follows.
    """
    today = clock.today()
    followed = await candidates.followed_by(viewer)
    caseload = await candidates.caseload_today(viewer)
    people = sorted(
        (wait for one in caseload for wait in one.waits), key=lambda one: (one.due_on, one.name, one.kind)
    )
    names = await candidates.names(followed)
    waiting = await matching.waiting_for_counsellor(viewer, followed)
    unread = await matching.unread_messages(viewer, followed)
    return Today(
        proposals=[
            Line(
                f"{one.state_label}: {names.get(one.person_id, 'Persona') if one.person_id else ''}",
                f"/proposals/{one.id}",
                f"{one.title}, {one.company_name}, {date_it(one.since, 'dal')}",
            )
            for one in waiting
        ]
        + (
            [
                Line(
                    f"{plural(unread.count, 'messaggio', 'messaggi')} da leggere",
                    unread.href,
                    "Sulle proposte",
                )
            ]
            if unread is not None
            else []
        ),
        people=[
            *_texts(await candidates.texts_to_read(viewer)),
            *[Line(one.title, one.href, one.note) for one in await candidates.handovers_waiting(viewer)],
            *[
                Line(f"{one.name}: {one.words}", one.href, f"entro {date_it(one.due_on, 'il')}", one.due_on)
                for one in people[:MOST_WAITING]
            ],
        ],
        plans=[
            Line(one.title, f"/plans/{one.plan_id}{one.path}", one.note, one.due_on)
            for one in await tutoring.waiting_for_counsellor(viewer, followed)
        ],
        companies=[
            Line(
                f"{one.company_name}: {one.next_step}",
                f"/companies/{one.company_id}/contacts",
                f"entro {date_it(one.next_on, 'il')}",
                one.next_on,
            )
            for one in await employers.steps_waiting(viewer, MOST_STEPS)
        ]
        + await requests_of(viewer),
        followed=[_followed(one, today) for one in caseload[:MOST_PEOPLE]],
        total=len(caseload),
    )


async def requests_of(viewer: Viewer) -> list[Line]:
    """Services that companies asked for and that wait for the viewer, the oldest first."""
    if not allowed(viewer, P.SERVICES_ANSWER):
        return []
    return [
        Line(
            f"{employers.REQUEST_KIND_LABELS[one.kind]}: {one.organisation}",
            f"/service-requests/{one.id}",
            f"{'da affidare' if one.assigned_to is None else 'da rispondere'}, {date_it(one.requested_at, 'dal')}",
        )
        for one in await employers.requests_waiting(viewer, MOST_STEPS)
    ]


def _texts(count: int) -> list[Line]:
    if count == 0:
        return []
    return [Line(f"Testi da leggere: {count}", "/profile-texts", "Un collega ti chiede di leggerli.")]


def _followed(one: CaseToday, today: date) -> Followed:
    first = one.waits[0].words if one.waits else ""
    more = len(one.waits) - 1
    rest = f" e altre {more} cose" if more > 1 else " e un’altra cosa" if more == 1 else ""
    return Followed(
        one.name,
        f"/people/{one.person_id}",
        one.state_label,
        one.last_contact,
        first + rest,
        len(one.late(today)),
    )


@dataclass(frozen=True, slots=True)
class Territory:
    gaps: list[GapRow]
    gap_rows: list[tuple[str, int, int]]
    missing: int
    due: int
    cards: list[tuple[str, str]]
    proposals: list[tuple[str, int]]
    plans: list[tuple[str, int]]
    retention: list[tuple[str, str]]
    to_verify: int


async def territory_page(viewer: Viewer) -> Territory:
    """Gaps, profiles, proposals, plans and retention of the coordinator's services. No names."""
    gaps = await employers.gaps_by_province(viewer)
    services = await services_seen(viewer)
    proposals = await matching.state_counts(services)
    plans = await tutoring.counts_by_state(services)
    return Territory(
        gaps=gap_bars([(provinces.by_code(one.province).name, one.gap) for one in gaps if one.gap > 0]),
        gap_rows=[(provinces.by_code(one.province).name, one.quota, one.gap) for one in gaps],
        missing=sum(one.gap for one in gaps),
        due=sum(one.quota for one in gaps),
        cards=await figures.cards(services),
        proposals=[(PROPOSAL_STATE_LABELS[state], count) for state, count in proposals.items()],
        plans=[(PLAN_STATE_LABELS[state], count) for state, count in plans.items()],
        retention=await tutoring.retention(services),
        to_verify=await figures.companies_to_verify(),
    )
