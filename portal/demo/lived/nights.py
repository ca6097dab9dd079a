"""What passes with time: the portal's own sweeps, on the nights that matter."""

from __future__ import annotations

from datetime import date, timedelta

from portal.demo.lived.past import Past
from portal.employers.vacancies.rules import NOTICE_BEFORE, STALE_AFTER, UNPUBLISHED_AFTER
from portal.subscriptions import SWEEPS

EVERY = timedelta(days=7)
LAST_NIGHTS = 7
HOUR = 5.0


def tell(past: Past) -> None:
    """Every week, on the days on which a vacancy ages, and each of the last nights."""
    day = past.world.day
    nights = {day - timedelta(days=back) for back in range(LAST_NIGHTS)}
    night = past.world.territories[0].since
    while night < day:
        nights.add(night)
        night += EVERY
    for vacancy in past.world.vacancy_outlines:
        confirmed_on = (vacancy.published_on, *vacancy.confirmed_on)[-1]
        if confirmed_on is not None:
            nights |= {
                confirmed_on + after
                for after in (STALE_AFTER, UNPUBLISHED_AFTER - NOTICE_BEFORE, UNPUBLISHED_AFTER)
            }
    for one in sorted(nights):
        if _begun(past) <= one <= day:
            past.plan(one, HOUR, _sweep)


def _begun(past: Past) -> date:
    return min(person.life.opened_on for person in past.world.person_outlines)


async def _sweep() -> None:
    for one in SWEEPS:
        await one.run()
