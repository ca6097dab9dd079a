"""Sample data: an invented world, lived through the actions that people use, or copied for the largest size."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from portal.demo.cast import SignIn, sign_ins

if TYPE_CHECKING:
    from rich.progress import Progress

    from portal.demo.sizes import SizeName

__all__ = ["SignIn", "fill", "is_filled", "sign_ins"]


async def is_filled() -> bool:
    """Whether this database holds sample data. Filling is one transaction: there is all of it, or nothing."""
    from portal.foundation import db

    return bool(await db.fetchval("SELECT EXISTS (SELECT FROM organisation WHERE sintetico)"))


async def fill(*, size: SizeName, seed: int, reference_day: date, progress: Progress | None = None) -> None:
    """Sample data as it stands on ``reference_day``. Raises Refused in production, or where there are real data."""
    # Imported here: printing the sign-ins needs none of it.
    from portal.demo.filling import fill as fill_now

    await fill_now(size=size, seed=seed, reference_day=reference_day, progress=progress)
