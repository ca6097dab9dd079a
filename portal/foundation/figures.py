"""A book of dated figures: those delivered with the portal, and over them what coordinators entered.

What people do with a figure is written by ``figure_acts``: a row an act, none ever rewritten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from portal.foundation import db
from portal.kernel.overlay import Act, ActKind, entered, laid_over
from portal.kernel.parameters import Evidence, Parameter, Parameters


@dataclass(frozen=True)
class Book:
    """``table`` holds the acts, ``delivered`` answers what came with the portal."""

    table: str
    delivered: Callable[[], Parameters]

    async def acts(self) -> tuple[Act, ...]:
        rows = await db.fetch(
            "SELECT number, figure_id, kind, key, value, valid_from, valid_to, source, evidence"
            f" FROM {self.table} ORDER BY number"
        )
        return tuple(_act(row) for row in rows)

    async def in_force(self) -> Parameters:
        """Entered figures hold on their days, delivered ones on the rest."""
        return self.known_at(await self.acts(), None)

    def known_at(self, acts: tuple[Act, ...], number: int | None) -> Parameters:
        """As they were after the act of that number; None for now."""
        return self._laid(tuple(act for act in acts if number is None or act.number <= number))

    @cached_property
    def _laid(self) -> Callable[[tuple[Act, ...]], Parameters]:
        @lru_cache(maxsize=16)
        def laid(acts: tuple[Act, ...]) -> Parameters:
            over = [one.parameter for one in entered(acts) if not one.withdrawn]
            return Parameters(laid_over(self.delivered(), over)) if over else self.delivered()

        return laid


def _act(row: Any) -> Act:
    kind = ActKind(row["kind"])
    if kind is not ActKind.ENTERED:
        return Act(row["number"], row["figure_id"], kind, last_day=row["valid_to"])
    parameter = Parameter(
        row["key"],
        Fraction(row["value"]),
        row["valid_from"],
        row["valid_to"],
        row["source"],
        Evidence(row["evidence"]),
    )
    return Act(row["number"], row["figure_id"], kind, parameter)
