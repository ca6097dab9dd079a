"""The table of documents. The bytes lie sealed in the data folder, under ``file_key``."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.people.tables import Person
from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class Document(Table, tablename="document"):
    """A paper of the file. Its name may tell of health, so it is sealed too; ``size`` in bytes, before sealing."""

    id = columns.key()
    person = columns.refers_to(Person)
    kind = columns.text()
    name_sealed = columns.octets()
    dated_on = columns.day(null=True)
    file_key = columns.text(unique=True)
    media_type = columns.text()
    size = columns.whole()
    uploaded_by = columns.refers_to(_ACCOUNT, index=False)
    uploaded_at = columns.moment()
