"""What passes with time: the portal's own sweeps, on the nights that matter."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from portal.demo.lived.past import Past
from portal.employers.vacancies.rules import NOTICE_BEFORE, STALE_AFTER, UNPUBLISHED_AFTER
from portal.employers.vacancies.vocabulary import VacancyState
from portal.subscriptions import SWEEPS

SELDOM, OFTEN, LATELY = timedelta(days=30), timedelta(days=7), timedelta(days=120)
_NEVER = frozenset({"candidates.count_cards_again"})
"""It compares the cards with an index of another server, which knows nothing before this transaction's end."""
_AT_LAST = frozenset(
    {"employers.recount_due", "matching.rows", "matching.fairness", "candidates.remind_of_cases"}
)
"""They bring figures up to date that the next night would bring up to date again."""
_RELEASES = "candidates.release_due"
"""Cards show since ``LATELY`` only: a region of a handful would have opened other fields than one of some dozens."""
LAST_NIGHTS = 5
HOUR = 0.1
_AGED = (VacancyState.STALE, VacancyState.UNPUBLISHED)
_AGES = (STALE_AFTER, UNPUBLISHED_AFTER - NOTICE_BEFORE, UNPUBLISHED_AFTER)


def tell(past: Past) -> None:
    """Now and then, every week of the last months, every night of the last days, and when a vacancy ages."""
    day = past.world.day
    nights = {day - timedelta(days=back) for back in range(LAST_NIGHTS)}
    night = _begun(past)
    while night < day:
        nights.add(night)
        night += OFTEN if day - night < LATELY else SELDOM
    for vacancy in past.world.vacancy_outlines:
        if vacancy.state in _AGED and vacancy.published_on is not None:
            nights |= {vacancy.published_on + after for after in _AGES}
    for one in sorted(nights):
        if one <= day:
            past.plan(one, HOUR, partial(_sweep, last=one == day, releases=day - one <= LATELY))


def _begun(past: Past) -> date:
    return min(person.life.opened_on for person in past.world.person_outlines)


async def _sweep(*, last: bool, releases: bool) -> None:
    for one in SWEEPS:
        if one.name in _NEVER or (one.name == _RELEASES and not releases):
            continue
        if last or one.name not in _AT_LAST:
            await one.run()
