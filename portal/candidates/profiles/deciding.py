"""Who decides what a scope asks of its cards: its k, and whether age and the reserved quota may show.

A coordinator raises k at any time, the operator's command too; lowering it back and switching fields on is the
data-protection officer's. Every decision is a row with its reason. What the cards may no longer show goes with it, in
the same transaction; what they may show now comes with the next runs.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates.events import ScopeDecided
from portal.candidates.profiles.release import coarsen
from portal.candidates.profiles.rules import k_problem
from portal.candidates.profiles.scopes import ScopeState, lock_scope, state_of
from portal.foundation import clock, db, facts, threshold
from portal.kernel.refusals import NotAllowed, NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import OPERATOR_COMMAND, By, Viewer
from portal.reference import regions

OFFICER = Role.DATA_PROTECTION_OFFICER.value
COORDINATOR = Role.COORDINATOR.value
COMMAND = OPERATOR_COMMAND.word


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """What is asked for. None: as it is."""

    k: int
    shows_age: bool | None = None
    shows_reserved_quota: bool | None = None


def _role(by: By) -> str:
    if isinstance(by, Viewer) and by.is_any(Role.DATA_PROTECTION_OFFICER):
        return OFFICER
    if isinstance(by, Viewer) and by.is_any(Role.COORDINATOR):
        return COORDINATOR
    if by is OPERATOR_COMMAND:
        return COMMAND
    raise NotAllowed


async def scopes_of(viewer: Viewer) -> list[str]:
    """The regions a coordinator or an officer answers for: those of her organisation's territories, or all."""
    if viewer.organisation_id is None:
        return []
    known = {one.code for one in regions.entries()}
    found = {one.region_code for one in await accounts.territories_of(viewer.organisation_id)}
    return sorted(found & known or known)


async def decide(*, id: UUID, scope: str, choice: ScopeChoice, why: str, by: By) -> None:
    """Records the decision and applies it; pressed twice it is made once.

    Raises Refused for a k under 5, under the installation's, or lowered by anyone but the officer; NotThere for a
    region that is not the viewer's.
    """
    role = _role(by)
    if scope not in regions.register():
        raise NotThere
    if isinstance(by, Viewer) and scope not in await scopes_of(by):
        raise NotThere
    async with db.unit_of_work():
        await lock_scope(scope)
        if await db.fetchval("SELECT count(*) FROM scope_decision WHERE id = $1", id):
            return
        now = await state_of(scope)
        problem = k_problem(choice.k, now=now.k, least=threshold.k(), may_lower=role == OFFICER)
        if problem is not None:
            raise Refused(problem, field="k")
        age, quota = _fields(now, choice, role)
        if (choice.k, age, quota) == (now.k, now.shows_age, now.shows_reserved_quota):
            raise Refused("È già così: cambia qualcosa, oppure torna indietro.", field="k")
        if not why.strip():
            raise Refused("Scrivi il motivo della decisione.", field="why")
        await db.execute(
            "INSERT INTO scope (code, k, shows_age, shows_reserved_quota) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (code) DO UPDATE SET k = $2, shows_age = $3, shows_reserved_quota = $4",
            scope,
            choice.k,
            age,
            quota,
        )
        await db.execute(
            "INSERT INTO scope_decision (id, scope, role, k_before, k_after, shows_age, shows_reserved_quota, why,"
            " decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            id,
            scope,
            role,
            now.k,
            choice.k,
            age,
            quota,
            why.strip(),
            by.account_id,
            clock.now(),
        )
        await facts.record(ScopeDecided(scope_decision_id=id, scope=scope, k=choice.k), by=by)
        hides = choice.k > now.k or (now.shows_age and not age) or (now.shows_reserved_quota and not quota)
        if hides and await db.fetchval("SELECT EXISTS (SELECT 1 FROM card WHERE scope = $1)", scope):
            await coarsen(scope, by=by)


def _fields(now: ScopeState, choice: ScopeChoice, role: str) -> tuple[bool, bool]:
    asked = (
        now.shows_age if choice.shows_age is None else choice.shows_age,
        now.shows_reserved_quota if choice.shows_reserved_quota is None else choice.shows_reserved_quota,
    )
    if role != OFFICER and asked != (now.shows_age, now.shows_reserved_quota):
        raise Refused("Età e riserva le decide il responsabile della protezione dei dati.", field="shows")
    return asked


@dataclass(frozen=True, slots=True)
class Decision:
    role: str
    k_before: int
    k_after: int
    shows_age: bool
    shows_reserved_quota: bool
    why: str
    decided_by: UUID | None
    decided_at: datetime


async def decisions(scope: str) -> list[Decision]:
    """Latest first."""
    rows = await db.fetch(
        "SELECT role, k_before, k_after, shows_age, shows_reserved_quota, why, decided_by, decided_at"
        " FROM scope_decision WHERE scope = $1 ORDER BY decided_at DESC, id DESC LIMIT 50",
        scope,
    )
    return [Decision(*row.values()) for row in rows]
