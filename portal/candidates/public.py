"""The door of candidates: everything other slices may ask about people and cards stands here.

What goes out is what the caller has a ground for: cards by the card's fields, identity only for who follows the
person, ticked groups only for what she ticked (the caller holds her consent).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates.assessment.grading import judgements
from portal.candidates.assessment.queries import levels_in_force
from portal.candidates.assessment.reminding import propose_after_plan
from portal.candidates.assessment.rules import Level
from portal.candidates.cases import actions as _cases
from portal.candidates.cases.locking import case_of
from portal.candidates.cases.queries import Holder, commitments, holder_today, holders_today, service_of
from portal.candidates.cases.rules import proposal_problem
from portal.candidates.cases.team import sharing as _sharing
from portal.candidates.cases.team.handover_queries import waiting_handovers
from portal.candidates.cases.team.queries import mandates, sharing_asked
from portal.candidates.cases.team.rules import parts_words
from portal.candidates.cases.team.sharing_queries import sharing_of
from portal.candidates.cases.team.vocabulary import ServiceState
from portal.candidates.cases.vocabulary import CaseState, CommitmentKind, Weight
from portal.candidates.documents.queries import OwnDocument, own_documents
from portal.candidates.eligibility.queries import degree_of as quota_degree
from portal.candidates.events import (
    CaseAdvanced,
    CaseClosed,
    CaseSuspended,
    ConsentRevoked,
    HandoverAccepted,
)
from portal.candidates.fairness.tally import ATTRIBUTE_LABELS as FAIRNESS_ATTRIBUTE_LABELS
from portal.candidates.fairness.tally import Attribute as FairnessAttribute
from portal.candidates.fairness.tally import Tally as FairnessTally
from portal.candidates.fairness.tally import tally as fairness_tally
from portal.candidates.people.card_keeper import ground_lost
from portal.candidates.people.consents import take_back as take_back_consent
from portal.candidates.people.disclosure import (
    condition_codes,
    contact_groups,
    first_name,
    mail_address,
    quota_protection,
)
from portal.candidates.people.file_access import Column, Part
from portal.candidates.people.grounds import ground
from portal.candidates.people.queries import ConsentRow, consents, has_consent, names
from portal.candidates.people.ranking import (
    PersonInputs,
    followed_by,
    people_for_ranking,
    person_side,
    proposable,
    proposable_ids,
)
from portal.candidates.people.reading import OpenFile, file_to_write, open_file
from portal.candidates.people.representatives import of_person as representative_of
from portal.candidates.people.vocabulary import (
    COLLECTED_LABELS,
    CONSENT_LABELS,
    CONSENT_MEANINGS,
    REPRESENTATIVE_LABELS,
    CollectedHow,
    ConsentKind,
)
from portal.candidates.phases import moves as _moves
from portal.candidates.phases.direct_work import direct_work
from portal.candidates.profiles import company as _company
from portal.candidates.profiles.actions import release
from portal.candidates.profiles.company import may_see_cards
from portal.candidates.profiles.counting import count_cards
from portal.candidates.profiles.deciding import ScopeChoice
from portal.candidates.profiles.deciding import decide as decide_scope
from portal.candidates.profiles.export import export as export_cards
from portal.candidates.profiles.happenings import Happening, happenings
from portal.candidates.profiles.indexing import ask_check as ask_index_check
from portal.candidates.profiles.own_file import OwnFile, OwnPart, own_file
from portal.candidates.profiles.pages import CardForCompany, card_for
from portal.candidates.profiles.release import Released
from portal.candidates.profiles.rules import Count
from portal.candidates.profiles.search import cards_index, documents, visible_ids
from portal.candidates.profiles.stopping import Stop, show_cards_again, standing_stop, stop_cards, stops
from portal.candidates.profiles.texts.queries import texts_to_read
from portal.candidates.profiles.versions import CardVersion, card_versions, companies_that_saw
from portal.candidates.profiles.vocabulary import WithdrawnWhy
from portal.candidates.profiles.waiting import CaseToday, WaitingCase, WaitingKind, caseload_today
from portal.candidates.projects import agreeing as _agreeing
from portal.candidates.projects.plans import PlanAim, aim_of, hang_plan, plan_moves
from portal.candidates.projects.queries import actions_of
from portal.candidates.projects.queries import versions as project_versions
from portal.candidates.projects.vocabulary import ProjectState
from portal.candidates.searches.actions import forget_naming as forget_searches_naming
from portal.candidates.services.queries import Support, supports_of
from portal.foundation import clock, db
from portal.kernel.italian_days import day_it
from portal.kernel.viewer import Actor, By, Viewer

__all__ = [
    "COLLECTED_LABELS",
    "CONSENT_LABELS",
    "CONSENT_MEANINGS",
    "FAIRNESS_ATTRIBUTE_LABELS",
    "REPRESENTATIVE_LABELS",
    "CardForCompany",
    "CardRef",
    "CardVersion",
    "CaseAdvanced",
    "CaseClosed",
    "CaseSuspended",
    "CaseToday",
    "CollectedHow",
    "ConsentKind",
    "ConsentRevoked",
    "ConsentRow",
    "Count",
    "FairnessAttribute",
    "FairnessTally",
    "HandoverAccepted",
    "Happening",
    "HerProject",
    "HerSharing",
    "Holder",
    "Level",
    "OpenFile",
    "OwnDocument",
    "OwnFile",
    "OwnPart",
    "Part",
    "PersonForCounsellor",
    "PersonInputs",
    "PlanAim",
    "Released",
    "ScopeChoice",
    "SharingAsked",
    "Stop",
    "Support",
    "TeamWork",
    "WaitingCase",
    "WaitingKind",
    "agree_to_project",
    "aim_of",
    "ask_index_check",
    "awaits_final_evaluation",
    "card_for_company",
    "card_versions",
    "cards_index",
    "case_allows_proposals",
    "caseload_today",
    "commit",
    "companies_that_saw",
    "condition_codes",
    "consents",
    "contact_groups",
    "count_cards",
    "decide_scope",
    "direct_work",
    "documents",
    "end_commitment",
    "export_cards",
    "fairness_tally",
    "file_to_write",
    "first_name",
    "followed_by",
    "follows",
    "forget_searches_naming",
    "grade_of",
    "handovers_waiting",
    "hang_plan",
    "happenings",
    "has_consent",
    "her_project",
    "her_sharing",
    "holder_of",
    "holders_of",
    "levels_of",
    "mail_address",
    "may_be_proposed",
    "may_see_cards",
    "names",
    "open_file",
    "own_documents",
    "own_file",
    "people_for_ranking",
    "person_for_counsellor",
    "person_of_card",
    "person_side",
    "plan_moves",
    "proposable",
    "proposable_ids",
    "propose_after_plan",
    "quota_degree",
    "quota_protection",
    "refuse_project",
    "release",
    "release_commitment",
    "representative_of",
    "service_of",
    "share",
    "sharing_waiting",
    "show_cards_again",
    "standing_stop",
    "start_final_evaluation",
    "stop_cards",
    "stop_sharing",
    "stops",
    "supports_of",
    "take_back_consent",
    "take_card_away",
    "texts_to_read",
    "visible_ids",
    "work_in_teams",
]


@dataclass(frozen=True, slots=True)
class CardRef:
    """A card a company may see now, with whom it stands for. Only ``card_id`` may be compared with a company's."""

    card_id: UUID
    profile_id: UUID
    person_id: UUID


async def person_of_card(code: str, company_id: UUID) -> CardRef | None:
    """None alike for an unknown, withdrawn, foreign or old code, and for a company that is not verified."""
    if not await may_see_cards(company_id):
        return None
    card = await _company.by_code(code, company_id)
    if card is None:
        return None
    row = await db.fetchrow(
        "SELECT c.profile, p.person FROM card c JOIN profile p ON p.id = c.profile WHERE c.id = $1", card.id
    )
    return None if row is None else CardRef(card.id, row["profile"], row["person"])


async def card_for_company(card_id: UUID, company_id: UUID) -> CardForCompany | None:
    """The card as that company sees it; None once it is withdrawn."""
    card = await _company.visible(card_id)
    return None if card is None else card_for(card, company_id)


@dataclass(frozen=True, slots=True)
class PersonForCounsellor:
    person_id: UUID
    name: str
    href: str


async def person_for_counsellor(person_id: UUID, viewer: Viewer) -> PersonForCounsellor | None:
    """Name and page of a person the viewer follows; None for anyone else. The caller's page audits its read."""
    if not await follows(person_id, viewer):
        return None
    found = await names([person_id])
    name = found.get(person_id)
    return None if name is None else PersonForCounsellor(person_id, name, f"/people/{person_id}")


async def take_card_away(person_id: UUID, *, by: By) -> None:
    """Before an erasure: profile and card end and the others become coarser, in the caller's transaction."""
    async with db.unit_of_work():
        await ground_lost(person_id, why=WithdrawnWhy.PERSON.value, by=by)


async def follows(person_id: UUID, viewer: Viewer) -> bool:
    """Whether the viewer holds the person's case or stands in today."""
    opened = await ground(person_id, viewer)
    return opened is not None and opened.holds and opened.column is Column.COUNSELLOR


async def holder_of(person_id: UUID) -> UUID | None:
    """The account that answers for the person today, substitutes counted in."""
    return await holder_today(person_id)


async def holders_of(person_ids: Collection[UUID]) -> dict[UUID, Holder]:
    """``holder_of`` of many people with the services that lead, in one query; for sweeps."""
    return await holders_today(person_ids)


async def may_be_proposed(person_id: UUID, on: date) -> str | None:
    """Why no proposal may be opened for the person, as a sentence; None when one may."""
    case = await case_of(person_id)
    consented = await has_consent(person_id, ConsentKind.PROPOSALS, on)
    if case is not None and case.weight is Weight.LIGHT:
        return "Questo è un accompagnamento: per proporre la persona serve una presa in carico."
    return proposal_problem(case.state if case else None, case.due_on if case else None, consented, on)


async def case_allows_proposals(person_id: UUID, on: date) -> bool:
    """Whether phase and term of the person's case allow proposals, whatever she agreed to."""
    case = await case_of(person_id)
    if case is not None and case.weight is Weight.LIGHT:
        return False
    return proposal_problem(case.state if case else None, case.due_on if case else None, True, on) is None


@dataclass(frozen=True, slots=True)
class HerSharing:
    """An agreement of hers with a service, in words."""

    id: UUID
    recipient: str
    purpose: str
    parts: str
    given_on: date
    expires_on: date
    revoked_on: date | None
    how: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class SharingAsked:
    """A service that would work with her: it reads nothing until she says yes."""

    id: UUID
    recipient: str
    purpose: str
    parts: str
    until: date | None


async def her_sharing(person_id: UUID) -> list[HerSharing]:
    """All she ever gave, those in force first. The caller has shown that it is she."""
    today = clock.today()
    return [
        HerSharing(
            one.id,
            one.recipient,
            one.purpose,
            parts_words(one.parts),
            one.given_on,
            one.expires_on,
            one.revoked_on,
            COLLECTED_LABELS[CollectedHow(one.how)],
            one.in_force(today),
        )
        for one in await sharing_of(person_id)
    ]


async def sharing_waiting(person_id: UUID) -> list[SharingAsked]:
    return [
        SharingAsked(one.id, one.organisation, one.purpose or "–", parts_words(one.parts), one.mandate_until)
        for one in await sharing_asked(person_id)
    ]


@dataclass(frozen=True, slots=True)
class TeamWork:
    """What waits for somebody who works in teams: a title, where it leads, a note, the day it is due."""

    title: str
    href: str
    note: str
    due_on: date | None = None


async def handovers_waiting(viewer: Viewer) -> list[TeamWork]:
    """On the page of both sides: a case offered to the viewer, or by her, that waits for an answer."""
    found = []
    for one in await waiting_handovers(viewer):
        mine = one.receiver_id == viewer.account_id
        href = f"/handovers/{one.id}" if mine else f"/people/{one.person_id}/team"
        title = f"Caso offerto a te: {one.person}" if mine else f"Caso che hai offerto: {one.person}"
        other = f"{one.sender}, {one.sender_service}" if mine else f"{one.receiver}, {one.receiver_service}"
        found.append(TeamWork(title, href, f"{other}, {day_it(one.offered_on or clock.today(), 'dal')}"))
    return found


async def work_in_teams(viewer: Viewer) -> list[TeamWork]:
    """Mandates asked of the viewer, cases offered to her, actions of projects given to her, the nearest first."""
    today = clock.today()
    found = await handovers_waiting(viewer)
    for mandate in await mandates(viewer):
        if mandate.state is ServiceState.INVITED:
            found.append(
                TeamWork(
                    f"Invito di {mandate.asked_by_service}", f"/mandates/{mandate.id}", mandate.purpose, None
                )
            )
    for action in await actions_of(viewer):
        found.append(
            TeamWork(
                action.text, f"/people/{action.person_id}/project", "Azione affidata a te", action.due_on
            )
        )
    return sorted(found, key=lambda one: (one.due_on or today, one.title))


async def stop_sharing(person_id: UUID, consent_id: UUID, *, by: Actor) -> None:
    await _sharing.take_back(person_id, consent_id, by=by)


async def share(person_id: UUID, case_service_id: UUID, *, by: Actor) -> None:
    await _sharing.agree_herself(person_id, case_service_id, by=by)


@dataclass(frozen=True, slots=True)
class HerProject:
    """The version that waits for her word, or the one in force; ``aims``: text, how it is seen, what is done."""

    id: UUID
    title: str
    to_agree: bool
    words: list[tuple[str, str]]
    aims: list[tuple[str, str, list[str]]]
    next_review_on: date


async def her_project(person_id: UUID) -> HerProject | None:
    """None where there is neither. The caller has shown that it is she."""
    case = await case_of(person_id)
    rows = await project_versions(case.id, in_full=True) if case is not None else []
    chosen = next((row for row in rows if row.state is ProjectState.TO_AGREE), None)
    chosen = chosen or next((row for row in rows if row.state is ProjectState.IN_FORCE), None)
    if chosen is None:
        return None
    said = (("Che cosa desidero", chosen.wishes), ("Da dove parto", chosen.situation))
    return HerProject(
        chosen.id,
        f"Versione {chosen.number}",
        chosen.state is ProjectState.TO_AGREE,
        [(title, words) for title, words in said if words],
        [
            (
                aim.text,
                aim.indicator,
                [
                    f"{one.text} {one.owner or 'La fai tu'}, entro {day_it(one.due_on, 'il')}."
                    for one in aim.actions
                ],
            )
            for aim in chosen.aims
        ],
        chosen.next_review_on,
    )


async def agree_to_project(person_id: UUID, project_id: UUID, *, by: Actor) -> None:
    await _agreeing.agree_herself(person_id, project_id, by=by)


async def refuse_project(person_id: UUID, project_id: UUID, *, remarks: str, by: Actor) -> None:
    await _agreeing.refuse_herself(person_id, project_id, remarks=remarks, by=by)


async def levels_of(person_ids: Sequence[UUID]) -> dict[UUID, dict[str, Level]]:
    """Levels of the signed syntheses, by dimension. Counsellor's side only."""
    return await levels_in_force(person_ids)


async def grade_of(person_id: UUID) -> str | None:
    """The employability grade a rater confirmed, in force now: low, medium, high. Counsellor's side only."""
    found = await judgements(person_id)
    return found[0].judged.value if found and found[0].superseded_on is None else None


async def commit(person_id: UUID, *, kind: str, ref: UUID, code: str = "", until: date | None = None) -> None:
    """A proposal or plan keeps the person's case from closing; in the transaction that opens it."""
    await _cases.commit(person_id, kind=CommitmentKind(kind), ref_id=ref, code=code, until=until)


async def release_commitment(ref: UUID) -> None:
    await _cases.release_commitment(ref)


async def end_commitment(ref: UUID) -> None:
    """A plan that had begun is over; that it was there counts for the final evaluation."""
    await _cases.end_commitment(ref)


async def awaits_final_evaluation(person_id: UUID) -> bool:
    """Her case is in development and nothing runs any more: it may go on to its final evaluation (services.md §4)."""
    case = await case_of(person_id)
    if case is None or case.weight is Weight.LIGHT or case.state is not CaseState.DEVELOPMENT:
        return False
    return not await commitments(case.id)


async def start_final_evaluation(person_id: UUID, *, by: Viewer) -> None:
    """In the caller's transaction. Raises Refused where phase or work done do not allow it yet."""
    await _moves.move(person_id, "start_final_evaluation", by=by)
