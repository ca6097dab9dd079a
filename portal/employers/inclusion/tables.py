"""Tables of commitments, with their evidence."""

from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.employers.companies.tables import Company
from portal.foundation import columns

ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class Commitment(Table, tablename="commitment"):
    """A commitment on diversity and inclusion. Its status is computed from the days."""

    id = columns.key()
    company = columns.refers_to(Company)
    title = columns.text()
    kind = columns.text()
    legal_ref = columns.text(null=True)
    owner = columns.text()
    starts_on = columns.day()
    due_on = columns.day()
    done_on = columns.day(null=True)
    version = columns.whole(default=1)


class Evidence(Table, tablename="commitment_evidence"):
    """A file that shows a commitment was kept."""

    id = columns.key()
    commitment = columns.refers_to(Commitment)
    file_key = columns.text()
    name = columns.text()
    media_type = columns.text()
    size = columns.whole()
    uploaded_by = columns.refers_to(ACCOUNT, index=False)
    uploaded_at = columns.moment()
