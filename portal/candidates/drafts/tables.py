"""The table of drafts: one an account, person and form, gone after its last day."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.people.tables import Person
from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class Draft(Table, tablename="draft"):
    """``typed_sealed``: the fields by name, as typed. Read by who typed them and nobody else."""

    id = columns.key()
    person = columns.refers_to(Person)
    account = columns.refers_to(_ACCOUNT)
    form = columns.text()
    typed_sealed = columns.octets()
    saved_at = columns.moment()
    expires_at = columns.moment(index=True)
