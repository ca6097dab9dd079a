"""Profiles, cards and releases. A card holds the fields of ``CARD_FIELDS`` and ids, nothing else."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.people.tables import Person
from portal.foundation import columns

_ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")
_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class Profile(Table, tablename="profile"):
    """A person's profile on its way to the companies. One at a time that is not over.

    ``admitted_values`` and ``admitted_skills``: what the run that admitted it read in the file (a value for each
    step of the ladder, none of the sealed ones); a later change of the file, noticed on ``edited_on``, waits.
    """

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
    admitted_values = columns.words(null=True)
    admitted_skills = columns.words(null=True)
    edited_on = columns.day(null=True)
    version = columns.whole(default=1)


class Release(Table, tablename="release"):
    """One computation of a scope's cards. ``kind``: run (cards may join), withdrawal (only coarser) or text.

    ``epoch``: nodes could open. ``indexed``: the search index has what it changed; else a job is still to write it.
    """

    id = columns.key()
    scope = columns.text(index=True)
    kind = columns.text()
    k = columns.small()
    epoch = columns.yes_no(default=False)
    indexed = columns.yes_no(default=True)
    published = columns.whole()
    waiting = columns.whole()
    made_at = columns.moment()
    made_by = columns.text()


class Scope(Table, tablename="scope"):
    """A region: its own k where one was set, when nodes last opened, and whether its cards are hidden, and why.

    ``shows_age`` and ``shows_reserved_quota`` are off until the data-protection officer decides otherwise.
    """

    code = columns.text_key()
    k = columns.small(null=True)
    shows_age = columns.yes_no(default=False)
    shows_reserved_quota = columns.yes_no(default=False)
    epoch_on = columns.day(null=True)
    hidden_since = columns.moment(null=True)
    hidden_why = columns.text(null=True)


class ScopeDecision(Table, tablename="scope_decision"):
    """Who changed what a scope asks, and why. ``decided_by`` is empty for the operator's command."""

    id = columns.key()
    scope = columns.text(index=True)
    role = columns.text()
    k_before = columns.small()
    k_after = columns.small()
    shows_age = columns.yes_no()
    shows_reserved_quota = columns.yes_no()
    why = columns.text()
    decided_by = columns.refers_to(_ACCOUNT, null=True, index=False)
    decided_at = columns.moment()


class OpenNode(Table, tablename="open_node"):
    """A value that is open on a path of the ladder now; ``release`` opened it."""

    id = columns.counted_key()
    scope = columns.text()
    path = columns.text()
    step = columns.text()
    value = columns.text()
    release = columns.refers_to(Release)


class Card(Table, tablename="card"):
    """What companies see. ``id`` is random and leaves the server only inside a company's own code.

    A field that is empty is not shown; each code tells its level. ``families`` are shown without a single skill of
    theirs. ``text_words``: those words of the text that are on k cards, for the search. ``release`` is the one that
    last changed it; since ``shown_from`` it has shown what it shows. Withdrawn means deleted.
    """

    id = columns.key()
    profile = columns.refers_to(Profile, index=False)
    scope = columns.text()
    area = columns.text(null=True)
    profession = columns.text(null=True)
    working_time = columns.text(null=True)
    education = columns.text(null=True)
    licence = columns.text(null=True)
    experience = columns.text(null=True)
    age = columns.text(null=True)
    reserved_quota = columns.text(null=True)
    families = columns.words()
    skills = columns.words()
    text_sealed = columns.octets(null=True)
    text_words = columns.words(null=True)
    release = columns.refers_to(Release, index=False)
    shown_from = columns.moment()


class CardHistory(Table, tablename="card_history"):
    """What a card showed once, from when until when: for the person who asks, for the guard, for the report on
    lookalikes. What it shows now stands on the card alone.

    Members of one class are those who show the same fields, so with the cards this is the class of everybody over
    time. ``text_sealed`` is sealed for the profile, which stays when the card goes.
    """

    id = columns.counted_key()
    profile = columns.refers_to(Profile)
    scope = columns.text()
    area = columns.text(null=True)
    profession = columns.text(null=True)
    working_time = columns.text(null=True)
    education = columns.text(null=True)
    licence = columns.text(null=True)
    experience = columns.text(null=True)
    age = columns.text(null=True)
    reserved_quota = columns.text(null=True)
    families = columns.words()
    skills = columns.words()
    text_sealed = columns.octets(null=True)
    shown_from = columns.moment()
    shown_until = columns.moment()


class LookalikeReport(Table, tablename="lookalike_report"):
    """How many people of a scope thirty days of releases left with fewer than k lookalikes, and alone. Counts only."""

    id = columns.counted_key()
    scope = columns.text()
    counted_on = columns.day()
    k = columns.small()
    people = columns.whole()
    under_k = columns.whole()
    alone = columns.whole()


class Basin(Table, tablename="basin"):
    """A job-centre basin that may stand on cards: its comuni, and residents enough."""

    code = columns.text_key()
    name = columns.text()
    province = columns.text()
    comuni = columns.words()
    residents = columns.whole()
    imported_at = columns.moment()


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
