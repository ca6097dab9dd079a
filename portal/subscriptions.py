"""ONE table: what follows from which fact. And every sweep, which follows from time."""

from portal.foundation import housekeeping, mail
from portal.foundation.jobs import Job, Sweep
from portal.kernel.events import Event

SUBSCRIPTIONS: dict[type[Event], tuple[Job, ...]] = {
    # foundation
    mail.MailQueued: (mail.deliver,),
}
"""A fact without followers has an empty line: facts.record refuses one that is not here."""

SWEEPS: tuple[Sweep, ...] = (*housekeeping.SWEEPS,)
