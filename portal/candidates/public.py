"""The door of candidates: everything other slices may ask about people and cards stands here.

What goes out is what the caller has a ground for: cards by the card's fields, identity only for who follows the
person, ticked groups only for what she ticked (the caller holds her consent).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates.assessment.grading import judgements
from portal.candidates.assessment.queries import levels_in_force
from portal.candidates.assessment.reminding import propose_after_plan
from portal.candidates.assessment.rules import Level
from portal.candidates.cases import actions as _cases
from portal.candidates.cases.locking import case_of
from portal.candidates.cases.queries import holder_today, service_of
from portal.candidates.cases.rules import proposal_problem
from portal.candidates.cases.vocabulary import CommitmentKind, Weight
from portal.candidates.events import CaseAdvanced, CaseClosed, CaseSuspended, ConsentRevoked
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
from portal.candidates.people.vocabulary import (
    COLLECTED_LABELS,
    CONSENT_LABELS,
    CONSENT_MEANINGS,
    CollectedHow,
    ConsentKind,
)
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
from portal.foundation import db
from portal.kernel.viewer import By, Viewer

__all__ = [
    "COLLECTED_LABELS",
    "CONSENT_LABELS",
    "CONSENT_MEANINGS",
    "FAIRNESS_ATTRIBUTE_LABELS",
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
    "FAIRNESS_ATTRIBUTE_LABELS",
    "FairnessAttribute",
    "FairnessTally",
    "FairnessAttribute",
    "FairnessTally",
    "Happening",
    "Level",
    "OpenFile",
    "OwnFile",
    "OwnPart",
    "Part",
    "PersonForCounsellor",
    "PersonInputs",
    "Released",
    "ScopeChoice",
    "Stop",
    "WaitingCase",
    "WaitingKind",
    "ask_index_check",
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
    "documents",
    "export_cards",
    "fairness_tally",
    "file_to_write",
    "first_name",
    "followed_by",
    "follows",
    "grade_of",
    "happenings",
    "has_consent",
    "holder_of",
    "levels_of",
    "mail_address",
    "may_be_proposed",
    "may_see_cards",
    "names",
    "open_file",
    "own_file",
    "people_for_ranking",
    "person_for_counsellor",
    "person_of_card",
    "person_side",
    "proposable",
    "proposable_ids",
    "propose_after_plan",
    "quota_protection",
    "release",
    "release_commitment",
    "service_of",
    "show_cards_again",
    "standing_stop",
    "stop_cards",
    "stops",
    "take_back_consent",
    "take_card_away",
    "texts_to_read",
    "visible_ids",
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
