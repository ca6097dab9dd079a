"""The outbox: what must follow from a fact, one row for each follower, written in the fact's own transaction.

Life of a row: due → sent (the relay handed it to the queue) → done; or failed, due again later, given up at last.
"""

from portal.foundation.outbox.handover import (
    RESEND,
    Sent,
    claim,
    forget_done,
    give_back,
    in_flight,
    resend_all,
)
from portal.foundation.outbox.rows import (
    BACKOFF,
    Taken,
    mark_done,
    mark_failed,
    payload_of,
    put,
    read,
    reopen,
    take,
)
from portal.foundation.outbox.subscriptions import (
    NotSubscribed,
    Subscriptions,
    followers_of,
    install,
    installed,
)
from portal.foundation.outbox.watch import Backlog, Failure, backlog, failures

__all__ = [
    "BACKOFF",
    "RESEND",
    "Backlog",
    "Failure",
    "NotSubscribed",
    "Sent",
    "Subscriptions",
    "Taken",
    "backlog",
    "claim",
    "failures",
    "followers_of",
    "forget_done",
    "give_back",
    "in_flight",
    "install",
    "installed",
    "mark_done",
    "mark_failed",
    "payload_of",
    "put",
    "read",
    "reopen",
    "resend_all",
    "take",
]
