"""One proposal, as whoever has a ground on it may read it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.candidates import public as candidates
from portal.candidates.public import ConsentKind
from portal.foundation import clock, crypto, db
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.matching.queries.lists import NAMES_VIEWER, REACHED_COMPANY
from portal.matching.rules import Consent
from portal.matching.stored import open_result
from portal.matching.suitability import Terms
from portal.matching.vocabulary import WITH_COMPANY, Group, Origin, ProposalState

GROUNDS = (ConsentKind.PROPOSALS, ConsentKind.SERVICE)
"""Consents of the person's file without which nothing may be proposed (matching.md §3, X01)."""


@dataclass(frozen=True, slots=True)
class Detail:
    id: UUID
    code: str
    person_id: UUID
    vacancy_id: UUID
    company_id: UUID
    service_id: UUID
    counsellor_id: UUID
    card_id: UUID | None
    state: ProposalState
    state_since: datetime
    origin: Origin
    created_at: datetime
    sent_at: datetime | None
    answer_due_on: date | None
    company_words: str | None
    service_words: str | None
    terms: Terms | None
    """None once a closed proposal's words were forgotten."""
    interview_at: datetime | None
    interview_place: str | None
    close_reason: str | None
    version: int
    reader_ids: tuple[UUID, ...]
    groups: tuple[Group, ...]
    """Ticked, and in force now; empty when no consent is."""
    consent_expires_at: datetime | None
    """Of the consent in force."""
    grounds: bool
    """The consents of her file stand, and the viewer reads for herself; asked for a company."""
    taken_back: bool
    """She withdrew her consent: of an accepted proposal too the data is closed."""

    @property
    def told(self) -> bool:
        """Whether the company may read what comes from her file: sent to it, and resting on a consent that stands.

        Of an accepted proposal the plan is the ground, whatever the days of the consent; taken back, it closes.
        """
        if self.sent_at is None or self.taken_back or not self.grounds:
            return False
        return self.state is ProposalState.ACCEPTED or (
            self.state in WITH_COMPANY and self.consent_expires_at is not None
        )


_DETAIL = (
    "SELECT p.*, c.groups AS ticked, c.given_at, c.expires_at,"
    " ARRAY(SELECT r.account FROM proposal_reader r JOIN account a ON a.id = r.account WHERE r.proposal = p.id"
    " ORDER BY a.name, a.id) AS readers,"
    " EXISTS (SELECT FROM disclosure_consent r WHERE r.proposal = p.id AND r.revoked_at IS NOT NULL) AS taken_back"
    " FROM proposal p LEFT JOIN disclosure_consent c ON c.proposal = p.id AND c.revoked_at IS NULL"
    " AND c.closed_at IS NULL WHERE p.id = $1"
)


def _open(row: Any, column: str) -> str | None:
    sealed = row[column]
    return crypto.open_(sealed, table="proposal", column=column, row=row["id"]) if sealed else None


def _terms(row: Any) -> Terms | None:
    sealed = row["terms_sealed"]
    return open_result(sealed, table="proposal", row=row["id"]).terms if sealed else None


def _detail(row: Any | None, *, for_company: bool = False, grounds: bool = True) -> Detail:
    """For a company, what comes from the person's file stays sealed unless her consent stands (``Detail.told``)."""
    if row is None:
        raise NotThere
    standing = (
        grounds
        and row["given_at"] is not None
        and Consent(row["given_at"], row["expires_at"]).in_force(clock.now())
    )
    found = Detail(
        id=row["id"],
        code=row["code"],
        person_id=row["person"],
        vacancy_id=row["vacancy"],
        company_id=row["company"],
        service_id=row["service"],
        counsellor_id=row["counsellor"],
        card_id=row["card_id"],
        state=ProposalState(row["state"]),
        state_since=row["state_since"],
        origin=Origin(row["origin"]),
        created_at=row["created_at"],
        sent_at=row["sent_at"],
        answer_due_on=row["answer_due_on"],
        company_words=_open(row, "company_words_sealed"),
        service_words=None,
        terms=None,
        interview_at=row["interview_at"],
        interview_place=row["interview_place"],
        close_reason=row["close_reason"],
        version=row["version"],
        reader_ids=tuple(row["readers"]),
        groups=tuple(Group(word) for word in row["ticked"]) if standing else (),
        consent_expires_at=row["expires_at"] if standing else None,
        grounds=grounds,
        taken_back=row["taken_back"],
    )
    if for_company and not found.told:
        return found
    return replace(found, service_words=_open(row, "service_words_sealed"), terms=_terms(row))


async def detail_for_company(proposal_id: UUID, viewer: Viewer) -> Detail:
    """Raises NotThere unless the proposal reached the viewer's company and names the viewer.

    The consents of her file count too: whoever may not be proposed any more is not read any more, from the commit
    of her word, though the job that closes her proposals comes a moment later.
    """
    row = await db.fetchrow(
        f"{_DETAIL} AND p.company = $2 AND {REACHED_COMPANY} AND {NAMES_VIEWER.format(account='$3')}",
        proposal_id,
        viewer.organisation_id,
        viewer.account_id,
    )
    return _detail(row, for_company=True, grounds=row is None or await _grounds(row, viewer))


async def _grounds(row: Any, viewer: Viewer) -> bool:
    """Whoever acts in somebody's place for a repair reads nobody (architecture, §5)."""
    if viewer.impersonator_id is not None:
        return False
    if ProposalState(row["state"]) not in WITH_COMPANY:
        return True
    return all([await candidates.has_consent(row["person"], ground) for ground in GROUNDS])


async def detail_for_service(proposal_id: UUID, viewer: Viewer) -> Detail:
    """Raises NotThere unless the viewer's service leads; the caller asks whether the viewer follows the person."""
    return _detail(await db.fetchrow(f"{_DETAIL} AND p.service = $2", proposal_id, viewer.organisation_id))


async def detail(proposal_id: UUID) -> Detail:
    """For the person's link, which is its own ground."""
    return _detail(await db.fetchrow(_DETAIL, proposal_id))


async def exists_for(proposal_id: UUID, viewer: Viewer) -> bool:
    """Whether this viewer has already made this proposal: a form pressed twice."""
    found: bool = await db.fetchval(
        "SELECT EXISTS (SELECT 1 FROM proposal WHERE id = $1 AND created_by = $2 AND (company = $3 OR service = $3))",
        proposal_id,
        viewer.account_id,
        viewer.organisation_id,
    )
    return found
