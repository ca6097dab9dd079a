"""How far tutors are with their training, and until when it is valid; a plan starts only with a trained tutor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from portal.foundation import clock, db
from portal.tutoring.modules import MODULES, TRAINING
from portal.tutoring.rules import add_months


@dataclass(frozen=True, slots=True)
class ModuleState:
    """``tries`` are today's."""

    key: str
    read_on: date | None
    completed_on: date | None
    tries: int
    score: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The training of one tutor."""

    modules: dict[str, ModuleState]
    today: date

    def module(self, key: str) -> ModuleState:
        return self.modules.get(key) or ModuleState(key, None, None, 0, None)

    @property
    def completed(self) -> set[str]:
        """Completed and still valid."""
        return {key for key, one in self.modules.items() if one.completed_on and not self.is_over(key)}

    def is_over(self, key: str) -> bool:
        on = self.module(key).completed_on
        return on is not None and self.today >= ends_on(on)

    def is_renewable(self, key: str) -> bool:
        """It may be done again: never done, over, or about to end."""
        on = self.module(key).completed_on
        return on is None or self.today >= ends_on(on) - timedelta(days=TRAINING.renewable_days)

    @property
    def valid_until(self) -> date | None:
        """The last day on which it is valid; None before all modules are done. May have passed."""
        days = [self.module(module.key).completed_on for module in MODULES]
        known = [day for day in days if day is not None]
        if len(known) < len(MODULES):
            return None
        return ends_on(min(known)) - timedelta(days=1)

    @property
    def is_trained(self) -> bool:
        return self.valid_until is not None and self.today <= self.valid_until

    @property
    def ended_on(self) -> date | None:
        """The last day of a training that was whole and is over."""
        return self.valid_until if self.valid_until is not None and not self.is_trained else None


def ends_on(completed_on: date) -> date:
    """The first day on which a module is valid no more."""
    return add_months(completed_on, TRAINING.valid_months)


async def standing(account_id: UUID) -> Standing:
    return (await standings([account_id]))[account_id]


async def standings(account_ids: Sequence[UUID]) -> dict[UUID, Standing]:
    """Of every account asked for, in one query."""
    today = clock.today()
    rows = await db.fetch("SELECT * FROM tutor_module WHERE account = ANY($1)", list(account_ids))
    found: dict[UUID, dict[str, ModuleState]] = {id: {} for id in account_ids}
    for row in rows:
        found[row["account"]][row["module"]] = _state(row, today)
    return {id: Standing(modules, today) for id, modules in found.items()}


def _state(row: Any, today: date) -> ModuleState:
    tries = row["tries"] if row["tried_on"] == today else 0
    return ModuleState(row["module"], row["read_on"], row["completed_on"], tries, row["score"])


async def completed(account_id: UUID) -> set[str]:
    return (await standing(account_id)).completed


async def is_trained(account_id: UUID) -> bool:
    return (await standing(account_id)).is_trained
