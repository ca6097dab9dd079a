"""The page of one plan: the tutor's (screen 04), the company's, the counsellor's, from the same parts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation import clock
from portal.foundation.web.charts import BarChart
from portal.foundation.web.italian import date_it, money_it, time_it
from portal.kernel.viewer import Viewer
from portal.reference import regions
from portal.tutoring import rules
from portal.tutoring.actions.reading import read_contacts
from portal.tutoring.pages import keeping, leading
from portal.tutoring.pages.ahead import Ahead, ahead_view
from portal.tutoring.pages.contents import ContentsView, contents_view
from portal.tutoring.pages.gate import declaration_words, start_blocks
from portal.tutoring.pages.lists import TAGS, heading
from portal.tutoring.pages.months import month_links
from portal.tutoring.pages.papers import PaperLine, paper_lines, signature_rows
from portal.tutoring.papers import queries as papers
from portal.tutoring.papers.rules import missing as missing_signers
from portal.tutoring.queries import detail as details
from portal.tutoring.queries import months, training
from portal.tutoring.queries import register as registers
from portal.tutoring.queries.detail import Detail
from portal.tutoring.transitions import TRANSITIONS
from portal.tutoring.vocabulary import (
    KEPT,
    KINDS,
    NOT_STARTED,
    STATE_LABELS,
    Actor,
    PartyRole,
    PlanState,
    Signer,
)

DIARY_SHOWN = 10
WHOLE_DIARY = 500


@dataclass(frozen=True, slots=True)
class PlanPage:
    id: UUID
    code: str
    title: str
    lead: str
    state: str
    kind: str
    review_on: date | None
    side: str
    """tutor, company or counsellor: decides the parts that are drawn."""
    kept: bool
    today: keeping.Today | None
    default_start: str | None
    default_end: str | None
    progress: keeping.Progress | None
    goals: list[keeping.GoalView]
    ratings: list[tuple[str, int, int]]
    """The figures of the sparklines: goal and day, level, target."""
    hours_chart: BarChart | None
    register: keeping.Register | None
    diary: list[keeping.DiaryView]
    diary_total: int
    may_write_diary: bool
    next_steps: list[leading.NextStep]
    training: list[leading.CheckRow]
    training_done: int
    people: list[tuple[str, str]]
    documents: list[leading.CheckRow]
    signatures: list[leading.CheckRow]
    unsigned: list[str]
    may_sign: bool
    moves: list[str]
    missing: str | None
    outcome: str | None
    outcome_words: str | None
    follow_ups: list[leading.CheckRow]
    contacts: list[tuple[str, str]]
    month_links: list[tuple[str, str, str]]
    """Name and key of each month that waits for the person's word, and the link to hand her; for the counsellor."""
    has_tutor: bool
    brief: list[tuple[str, str]]
    """What is signed: period, hours, tutor."""
    may_declare: bool
    declared: str | None
    blocks: list[str]
    """Why it may not start, each with its rule and what to do; on the counsellor's page."""
    papers: list[PaperLine]
    contents: ContentsView
    ahead: Ahead


async def plan_page(
    detail: Detail,
    viewer: Viewer,
    side: PartyRole,
    *,
    month: rules.Month | None = None,
    whole_diary: bool = False,
) -> PlanPage:
    """Everything in a constant number of queries. Contacts that are shown leave an audit entry."""
    today = clock.today()
    days = await registers.attendance(detail.id)
    goals = await registers.goals(detail.id)
    counsellor, closed = side is PartyRole.COUNSELLOR, detail.state in TRANSITIONS.closed
    entries, total = await registers.diary(
        detail.id, viewer, whole=counsellor, limit=WHOLE_DIARY if whole_diary else DIARY_SHOWN
    )
    versions, signed = await papers.versions(detail.id), await papers.signatures(detail.id)
    end = await details.outcome(detail.id) if closed else None
    closed_months = await months.latest(detail.id) if detail.starts_on is not None else {}
    trained = await training.standing(detail.tutor_id) if detail.tutor_id is not None else None
    follows = await candidates.holder_of(detail.person_id) or detail.counsellor_id
    names = await accounts.names(
        [
            follows,
            *([detail.tutor_id] if detail.tutor_id else []),
            *(entry.author_id for entry in entries),
        ]
    )
    person = (await candidates.names([detail.person_id])).get(detail.person_id, "Persona")
    started = detail.state not in NOT_STARTED
    documents = leading.document_rows(detail, await details.documents(detail.id), today)
    signatures, modules = signature_rows(versions, signed), leading.training_rows(trained)
    steps = leading.next_steps(detail, today)
    shown = month or rules.month_of(min(today, detail.ends_on or today))
    return PlanPage(
        id=detail.id,
        code=detail.code,
        title=heading(detail.kind, detail.title),
        lead=f"{person}, {detail.company_name}. {_period(detail)}",
        state=STATE_LABELS[detail.state],
        kind=TAGS[detail.state],
        review_on=next((step.day for step in steps if step.title == "Verifica intermedia"), None),
        side=side.value,
        kept=detail.state in KEPT,
        today=keeping.today_card(detail, days, today) if side is PartyRole.TUTOR else None,
        default_start=detail.day_starts_at.isoformat() if detail.day_starts_at else None,
        default_end=detail.day_ends_at.isoformat() if detail.day_ends_at else None,
        progress=keeping.progress(detail, days, goals, today) if started else None,
        goals=[keeping.goal_view(goal) for goal in goals],
        ratings=keeping.rating_rows(goals),
        hours_chart=keeping.hours_chart(detail, days, today) if started else None,
        register=keeping.register(detail, days, shown, today, closed_months)
        if started and detail.starts_on
        else None,
        diary=[keeping.diary_view(entry, names) for entry in entries],
        diary_total=total,
        may_write_diary=(side is PartyRole.TUTOR and detail.state in KEPT) or (counsellor and started),
        next_steps=steps,
        training=modules if side is not PartyRole.COMPANY else [],
        training_done=len(trained.completed) if trained else 0,
        people=_people(detail, follows, names, viewer),
        documents=documents,
        signatures=signatures,
        unsigned=[signer.value for signer in missing_signers(versions)] if not closed else [],
        may_sign=PartyRole.COMPANY in detail.roles
        and detail.state not in (*TRANSITIONS.closed, PlanState.DRAFTED)
        and Signer.COMPANY in missing_signers(versions),
        may_declare=PartyRole.COMPANY in detail.roles
        and detail.state in NOT_STARTED
        and KINDS[detail.kind].rules is not None,
        declared=await declaration_words(detail.id),
        blocks=await start_blocks(detail, viewer) if counsellor and detail.state in NOT_STARTED else [],
        papers=paper_lines(detail, versions, started=started, over=detail.state is PlanState.ENDED),
        contents=await contents_view(detail, whole=counsellor),
        ahead=await ahead_view(detail, side),
        moves=[row.name for row in TRANSITIONS.available(detail.state, [Actor.COUNSELLOR])]
        if counsellor
        else [],
        missing=leading.missing(documents, signatures, modules)
        if detail.state is PlanState.TO_SIGN
        else None,
        outcome=leading.outcome_words(end) if end else None,
        outcome_words=end.words if end and counsellor else None,
        follow_ups=leading.follow_up_rows(await details.follow_ups(detail.id)) if end and counsellor else [],
        contacts=await read_contacts(detail, side, by=viewer),
        month_links=await month_links(detail.id, closed_months) if counsellor else [],
        has_tutor=detail.tutor_id is not None,
        brief=_brief(detail, names),
    )


def _brief(detail: Detail, names: dict[UUID, str]) -> list[tuple[str, str]]:
    rows = [("Periodo", _period(detail).rstrip("."))]
    if detail.weekly_hours is not None:
        rows.append(("Ore alla settimana", str(detail.weekly_hours)))
    if detail.day_starts_at is not None and detail.day_ends_at is not None:
        rows.append(("Orario previsto", f"{time_it(detail.day_starts_at)}–{time_it(detail.day_ends_at)}"))
    if detail.tutor_id is not None and detail.tutor_id in names:
        rows.append(("Tutor aziendale", names[detail.tutor_id]))
    if detail.indemnity is not None and KINDS[detail.kind].rules is not None:
        rows.append(
            ("Indennità al mese", money_it(detail.indemnity) + (", e i pasti" if detail.meals else ""))
        )
    if detail.rules_region is not None and KINDS[detail.kind].rules is not None:
        rows.append(("Regole", regions.name(detail.rules_region)))
    return rows


def _period(detail: Detail) -> str:
    if detail.starts_on is None or detail.ends_on is None:
        return "Date da definire."
    return f"{date_it(detail.starts_on, 'Dal')} {date_it(detail.ends_on, 'al')}."


def _people(detail: Detail, follows: UUID, names: dict[UUID, str], viewer: Viewer) -> list[tuple[str, str]]:
    rows = []
    if detail.tutor_id is not None and detail.tutor_id in names:
        you = ", sei tu" if detail.tutor_id == viewer.account_id else ""
        rows.append((names[detail.tutor_id], f"Tutor aziendale{you}"))
    rows.append((names.get(follows, "Operatore"), "Operatore"))
    return rows
