"""All that is held about a person, gathered once for her pages, her PDF and her JSON."""

from dataclasses import dataclass
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation import clock
from portal.kernel.refusals import NotThere
from portal.matching import public as matching
from portal.privacy.queries.requests import RequestRow, requests_of
from portal.privacy.queries.seen import Seen, seen
from portal.tutoring import public as tutoring


@dataclass(frozen=True, slots=True)
class OwnConsent:
    kind: candidates.ConsentKind
    in_force: bool
    row: candidates.ConsentRow

    @property
    def label(self) -> str:
        return candidates.CONSENT_LABELS[self.kind]

    @property
    def meaning(self) -> str:
        return candidates.CONSENT_MEANINGS[self.kind]

    @property
    def how(self) -> str:
        return candidates.COLLECTED_LABELS[candidates.CollectedHow(self.row.how)]


@dataclass(frozen=True, slots=True)
class OwnData:
    file: candidates.OwnFile
    service_name: str
    consents: tuple[OwnConsent, ...]
    sharing: tuple[candidates.HerSharing, ...]
    disclosures: tuple[matching.Consented, ...]
    cards: tuple[candidates.CardVersion, ...]
    seen: Seen
    proposals: tuple[matching.HerProposal, ...]
    plans: tuple[tutoring.HerPlan, ...]
    requests: tuple[RequestRow, ...]


async def own_file(person_id: UUID) -> candidates.OwnFile:
    found = await candidates.own_file(person_id)
    if found is None:
        raise NotThere
    return found


async def own_consents(person_id: UUID) -> tuple[OwnConsent, ...]:
    """Every consent she ever gave, latest first."""
    today = clock.today()
    return tuple(
        OwnConsent(row.kind, row.in_force(today), row) for row in await candidates.consents(person_id)
    )


async def own_data(person_id: UUID) -> OwnData:
    """Raises NotThere for a file that is gone."""
    file = await own_file(person_id)
    service = await accounts.organisation(file.service_id)
    return OwnData(
        file,
        service.name if service else "–",
        await own_consents(person_id),
        tuple(await candidates.her_sharing(person_id)),
        tuple(await matching.consents_of_person(person_id)),
        tuple(await candidates.card_versions(person_id)),
        await seen(person_id),
        tuple(await matching.proposals_of_person(person_id)),
        tuple(await tutoring.plans_of_person(person_id)),
        tuple(await requests_of(person_id)),
    )
