"""The text of a person's profile, sealed, and who read it. What a rule found stands nowhere: only that one fired."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.people.tables import Person
from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class ProfileText(Table, tablename="profile_text"):
    """One a person. ``changed_at`` is when it last became what a card may show, or stopped being it."""

    id = columns.key()
    person = columns.refers_to(Person)
    state = columns.text()
    text_sealed = columns.octets(null=True)
    rule_fired = columns.yes_no()
    written_by = columns.refers_to(_ACCOUNT, index=False)
    written_at = columns.moment()
    asked_by = columns.refers_to(_ACCOUNT, null=True, index=False)
    asked_at = columns.moment(null=True)
    changed_at = columns.moment()
    version = columns.whole(default=1)


class TextReading(Table, tablename="text_reading"):
    """A second person's answer on one version of the text."""

    id = columns.key()
    text = columns.refers_to(ProfileText)
    version = columns.whole()
    outcome = columns.text()
    why = columns.text(null=True)
    read_by = columns.refers_to(_ACCOUNT, index=False)
    read_at = columns.moment()
