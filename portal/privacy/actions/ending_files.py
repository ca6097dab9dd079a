"""A file whose case closed two years ago is erased: told thirty days before, to her and to who followed her.

A case that opens again, or a plan that is not over, spares the file; the warning is forgotten and starts anew.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation import clock, db, mail, notifications
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import SYSTEM
from portal.privacy.actions.erasing import erase
from portal.privacy.actions.retaining import record
from portal.privacy.parameters import figure, warning
from portal.privacy.queries.officers import officers_of
from portal.privacy.rules import months_later
from portal.privacy.vocabulary import ErasureWhy

RULE = "files"


@dataclass(frozen=True, slots=True)
class Ending:
    person_id: UUID
    service_id: UUID
    closed_on: date
    warned_on: date | None
    due_on: date | None

    @property
    def term(self) -> date:
        """The day on which its two years are over."""
        return months_later(self.closed_on, figure("retention.file_months", self.closed_on))


_CLOSED = """
SELECT p.id, p.service, max(c.closed_on) AS closed_on, n.warned_on, n.due_on
FROM person p JOIN case_ c ON c.person = p.id LEFT JOIN retention_notice n ON n.person = p.id
WHERE p.erased_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM plan x WHERE x.person = p.id AND x.state NOT IN ('ended', 'interrupted'))
GROUP BY p.id, p.service, n.warned_on, n.due_on
HAVING bool_and(c.closed_on IS NOT NULL) AND max(c.closed_on) <= $1
ORDER BY max(c.closed_on), p.id
"""


async def ending_soon(today: date) -> list[Ending]:
    """Files whose two years are over within the days of the warning, or already."""
    # a month has at least 28 days: nothing that may be over is left out
    latest = today + warning(today) - timedelta(days=figure("retention.file_months", today) * 28)
    rows = await db.fetch(_CLOSED, latest)
    found = [Ending(*row.values()) for row in rows]
    return [one for one in found if one.term <= today + warning(today)]


async def warn_and_erase(today: date | None = None) -> tuple[int, int]:
    """Answers how many were warned and how many erased. Each file is settled by itself."""
    day = today or clock.today()
    found = await ending_soon(day)
    await db.execute(
        "DELETE FROM retention_notice WHERE NOT (person = ANY($1))", [one.person_id for one in found]
    )
    warned = erased = 0
    for one in found:
        if one.due_on is None:
            await _warn(one, max(one.term, day + warning(day)), day)
            warned += 1
        elif one.due_on <= day and await _erase(one.person_id):
            erased += 1
    if erased:
        await record(RULE, {"person": erased})
    return warned, erased


async def _erase(person_id: UUID) -> bool:
    try:
        await erase(person_id, why=ErasureWhy.RETENTION, by=SYSTEM)
    except (NotThere, Refused):
        # something began in the meantime: the next night looks again
        return False
    return True


async def _warn(one: Ending, due_on: date, today: date) -> None:
    async with db.unit_of_work():
        await db.execute(
            "INSERT INTO retention_notice (id, person, service, due_on, warned_on) VALUES ($1, $2, $3, $4, $5)",
            new_id(),
            one.person_id,
            one.service_id,
            due_on,
            today,
        )
        words = f"Una scheda chiusa da due anni si cancella {day_it(due_on, 'il')}. Se il percorso riprende, resta."
        step = due_on.isoformat()
        await accounts.tell_coordinators(
            Kind.RETENTION_DUE,
            one.service_id,
            object_id=one.person_id,
            step=step,
            words=words,
            href="/people",
        )
        for officer in await officers_of(one.service_id):
            await notifications.notify(
                Kind.RETENTION_DUE,
                account_ids=[officer.account_id],
                organisation_id=officer.organisation_id,
                object_id=one.person_id,
                step=step,
                words=words,
                href="/data-requests/retention",
            )
        holder = await candidates.holder_of(one.person_id)
        if holder is not None:
            await notifications.notify(
                Kind.RETENTION_DUE,
                account_ids=[holder],
                organisation_id=one.service_id,
                object_id=one.person_id,
                step=step,
                words=words,
                href="/people",
            )
        address = await candidates.mail_address(one.person_id)
        service = await accounts.organisation(one.service_id)
        if address is not None and service is not None:
            text = mail.compose("retention_warning.txt", service=service.name, due_on=due_on)
            await mail.send(
                to=address, subject="La tua scheda si cancella tra un mese", text=text, kind="retention"
            )
