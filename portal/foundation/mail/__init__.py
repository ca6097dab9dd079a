"""Mail: composed from templates, stored sealed, delivered by a job."""

from portal.foundation.mail.delivery import configure, deliver, kept
from portal.foundation.mail.letters import compose
from portal.foundation.mail.post import (
    MailQueued,
    Message,
    forget_old,
    forgetting,
    is_forgotten,
    kept_for,
    recent,
    send,
)

__all__ = [
    "MailQueued",
    "Message",
    "compose",
    "configure",
    "deliver",
    "forget_old",
    "forgetting",
    "is_forgotten",
    "kept",
    "kept_for",
    "recent",
    "send",
]
