"""Profiles, cards and releases. A card holds the fields of ``CARD_FIELDS`` and ids, nothing else."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.people.tables import Person
from portal.foundation import columns

_ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")
_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class Profile(Table, tablename="profile"):
    """A person's profile on its way to the companies. One at a time that is not over."""

    id = columns.key()
    person = columns.refers_to(Person)
    state = columns.text()
    profession_code = columns.text()
    region_code = columns.text()
    submitted_by = columns.refers_to(_ACCOUNT, null=True, index=False)
    waiting_since = columns.day(null=True)
    published_on = columns.day(null=True)
    expires_on = columns.day(null=True)
    ended_on = columns.day(null=True)
    ended_why = columns.text(null=True)
    version = columns.whole(default=1)


class Release(Table, tablename="release"):
    """One computation of a scope's cards. ``kind``: run (cards may join and open) or withdrawal (only coarser)."""

    id = columns.key()
    scope = columns.text(index=True)
    kind = columns.text()
    k = columns.small()
    published = columns.whole()
    waiting = columns.whole()
    made_at = columns.moment()
    made_by = columns.text()


class Scope(Table, tablename="scope"):
    """A region whose cards are hidden until its next good release, and why."""

    code = columns.text_key()
    hidden_since = columns.moment(null=True)
    hidden_why = columns.text(null=True)


class Card(Table, tablename="card"):
    """What companies see. ``id`` is random and leaves the server only inside a company's own code.

    ``release`` is the one that last changed it. Withdrawn means deleted.
    """

    id = columns.key()
    profile = columns.refers_to(Profile)
    scope = columns.text(index=True)
    area = columns.text()
    profession_group = columns.text(null=True)
    families = columns.words()
    release = columns.refers_to(Release)


class CardHistory(Table, tablename="card_history"):
    """What a profile's card showed, and when: for the person who asks, and for the reports on lookalikes."""

    id = columns.counted_key()
    profile = columns.refers_to(Profile)
    area = columns.text()
    profession_group = columns.text(null=True)
    families = columns.words()
    shown_from = columns.moment()
    shown_until = columns.moment(null=True)


class CardView(Table, tablename="card_view"):
    """Which cards a company was shown on a day, for the daily limit. A withdrawn card's id means nothing.

    ``place`` counts from 1: two requests at once that claim one place cannot both have it, so the limit is exact.
    """

    id = columns.counted_key()
    company = columns.refers_to(_ORGANISATION, index=False)
    card = columns.loose_id()
    seen_on = columns.day(index=True)
    place = columns.small()


class CardStop(Table, tablename="card_stop"):
    """While one stands no card is seen anywhere. ``role`` says whose act it was: only the same role undoes it."""

    id = columns.key()
    role = columns.text()
    why = columns.text()
    stopped_at = columns.moment()
    stopped_by = columns.refers_to(_ACCOUNT, null=True, index=False)
    lifted_at = columns.moment(null=True)
    lifted_by = columns.refers_to(_ACCOUNT, null=True, index=False)
