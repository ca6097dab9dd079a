"""The assessment, sealed as one blob a synthesis: levels are never a column that a query could read."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.cases.tables import Case
from portal.candidates.people.tables import Person
from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class Synthesis(Table, tablename="synthesis"):
    """``levels_sealed``: JSON, dimension -> {"k": 0–4 or null, "s": 0–4 or null, "limit": null}. Unsigned it is a
    draft; a signed one is never changed: the next one supersedes it."""

    id = columns.key()
    case = columns.refers_to(Case)
    person = columns.refers_to(Person)
    levels_sealed = columns.octets()
    words_sealed = columns.octets(null=True)
    written_by = columns.refers_to(_ACCOUNT, index=False)
    written_at = columns.moment()
    signed_by = columns.refers_to(_ACCOUNT, null=True, index=False)
    signed_on = columns.day(null=True)
    superseded_on = columns.day(null=True)
    version = columns.whole(default=1)
