"""Why a plan may not start yet, in sentences that name the rule and the way out."""

from uuid import UUID

from portal.employers import public as employers
from portal.foundation import clock, db
from portal.foundation.web.italian import date_it, plural
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import for_counsellor
from portal.tutoring.actions.moving import gather
from portal.tutoring.packs.delivered import pack
from portal.tutoring.packs.gathering import declaration, record_of
from portal.tutoring.packs.rules import Scope
from portal.tutoring.packs.vocabulary import FORBIDDEN_LABELS, NATION, RuleKind
from portal.tutoring.queries.detail import Detail
from portal.tutoring.transitions import blocks
from portal.tutoring.vocabulary import KINDS


async def start_blocks(detail: Detail, viewer: Viewer) -> list[str]:
    async with db.unit_of_work():
        return blocks(await gather(await for_counsellor(detail.id, viewer)))


async def declaration_words(plan_id: UUID) -> str | None:
    """What the host last declared; None before it has."""
    found = await declaration(plan_id)
    if found is None:
        return None
    words = ", ".join(FORBIDDEN_LABELS[case].lower() for case in found.cases) or "nessun divieto"
    if found.other_tasks:
        words += ", i registri riguardano altre mansioni"
    return f"{words[:1].upper()}{words[1:]}, {date_it(found.declared_on, 'il')}"


async def host_facts(detail: Detail) -> list[str]:
    """What the company's own registers hold, for whoever declares: suspensions, people who left the same unit."""
    if detail.company_id is None:
        return []
    unit = await employers.host_unit(detail.company_id, detail.vacancy_id, clock.today())
    if unit is None:
        return []
    kind = KINDS[detail.kind].rules or RuleKind.EXTRACURRICULAR
    own = await pack(Scope(detail.rules_region or NATION, kind, detail.category), clock.today())
    held = await record_of(detail.company_id, detail.vacancy_id, unit, own)
    found = [f"{one.label} {date_it(one.starts_on, 'dal')}" for one in held.stops]
    if held.left:
        count = plural(len(held.left), "rapporto di lavoro finito", "rapporti di lavoro finiti")
        found.append(f"{count} in questa sede, nella stessa professione, {date_it(held.left[0], 'dal')}")
    return found
