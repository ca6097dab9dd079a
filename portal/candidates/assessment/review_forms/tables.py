"""The table of the two forms. The six sections are one sealed cell; a closed one is replaced, never changed."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.cases.tables import Case
from portal.candidates.people.tables import Person
from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class ReviewForm(Table, tablename="review_form"):
    """``sections_sealed``: JSON, six texts in their order. ``number``: of the version, from 1 for each kind."""

    id = columns.key()
    case = columns.refers_to(Case)
    person = columns.refers_to(Person)
    kind = columns.text()
    number = columns.small()
    setting = columns.text()
    state = columns.text()
    sections_sealed = columns.octets()
    author = columns.refers_to(_ACCOUNT, index=False)
    written_on = columns.day()
    discussed_on = columns.day(null=True)
    closed_on = columns.day(null=True)
    version = columns.whole(default=1)
