"""What waits for somebody: told once, listed in the portal, mailed as each person chose."""

from portal.foundation.notifications.kinds import CHANNEL_LABELS, KINDS, About, Channel, Kind, kinds_for
from portal.foundation.notifications.notices import (
    COOL_DOWN,
    UNREAD,
    Letter,
    Notice,
    NoticeToMail,
    count,
    digest_of,
    forget_old,
    letter_for,
    mark_mailed,
    notify,
    page,
    read_all,
    read_one,
    waiting_for_digest,
)
from portal.foundation.notifications.preferences import prefer, preferences, resume_mail, stop_mail
from portal.foundation.notifications.unsubscribing import Scope, read, token

__all__ = [
    "CHANNEL_LABELS",
    "COOL_DOWN",
    "KINDS",
    "UNREAD",
    "About",
    "Channel",
    "Kind",
    "Letter",
    "Notice",
    "NoticeToMail",
    "Scope",
    "count",
    "digest_of",
    "forget_old",
    "kinds_for",
    "letter_for",
    "mark_mailed",
    "notify",
    "page",
    "prefer",
    "preferences",
    "read",
    "read_all",
    "read_one",
    "resume_mail",
    "stop_mail",
    "token",
    "waiting_for_digest",
]
