"""Who was trained in the method of assessment, and when: at the opening, and again before it runs out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from portal.demo.world.models import Account, Organisation
from portal.kernel.roles import Role

HOURS = 16
_AGAIN_AFTER = timedelta(days=1000)


def trainings(service: Organisation) -> Iterator[tuple[Account, date]]:
    """Every counsellor and psychologist of the service, twice."""
    for on in (service.since, service.since + _AGAIN_AFTER):
        for one in (*service.having(Role.JOB_COUNSELLOR), *service.having(Role.PSYCHOLOGIST)):
            yield one, on
