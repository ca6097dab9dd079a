"""What a company may declare for a tender on a day (L. 68/1999 art. 17), with the figures behind it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.measures.vocabulary import OWN_HIRES
from portal.employers.obligations.queries.standing import Standing, standing
from portal.employers.obligations.rules.answered import unanswered
from portal.employers.obligations.rules.deadlines import (
    due_on_of,
    prospetto_informativo_deadline,
    prospetto_is_due,
)
from portal.employers.obligations.rules.ottemperanza import Ottemperanza, OttemperanzaFacts, ottemperanza
from portal.employers.prospetto_informativo.queries import archive, gathering
from portal.employers.prospetto_informativo.queries.archive import Filed
from portal.employers.prospetto_informativo.rules.differences import differences
from portal.employers.prospetto_informativo.rules.filing import in_force
from portal.employers.prospetto_informativo.vocabulary import CommunicationKind


@dataclass(frozen=True, slots=True)
class Declaration:
    """``prospetto``: the last communication in force, when there is one; ``year`` is that of the last one due."""

    standing: Standing
    found: Ottemperanza
    prospetto: Filed | None
    year: int
    prospetto_due: bool


async def declaration(company_id: UUID, on: date) -> Declaration:
    """Raises NotThere; Refused for a workforce that makes no sense."""
    there = await standing(company_id, on)
    year = prospetto_informativo_deadline(on).due_on.year - 2
    sent = await _sent_for(company_id, year)
    last = sent or await archive.last_before(company_id, year)
    due = there.position.obliged and (sent is not None or await _is_due(company_id, year, last))
    programmes = [
        one.programme(on) for one in there.written.of_conventions(*OWN_HIRES) if one.in_force_on(on)
    ]
    waiting = unanswered(there.places)
    facts = OttemperanzaFacts(
        there.position.art3.gap,
        there.position.art18.gap,
        min((due_on_of(place, there.parameters) for place in waiting), default=None),
        requested=len(there.places) - len(waiting),
        prospetto_filed=sent is not None,
        prospetto_due=due,
        programme_respected=all(one.respected for one in programmes),
    )
    return Declaration(there, ottemperanza(facts, on), last, year, due)


async def _sent_for(company_id: UUID, year: int) -> Filed | None:
    live = in_force(await archive.of_year(company_id, year))
    return None if live is None else await archive.one(live.id, company_id)


async def _is_due(company_id: UUID, year: int, last: Filed | None) -> bool:
    """Not due again when nothing of the duty changed since the last one (DL 112/2008 art. 40 c. 4)."""
    before = last.document if last else None
    if before is None:
        return prospetto_is_due(True, first=True)
    now, _ = await gathering.counted(company_id, year, CommunicationKind.PROSPETTO)
    return prospetto_is_due(differences(before, now).duty_changed, first=False)
