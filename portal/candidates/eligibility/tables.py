"""The table of the eligibility: one standing row a person. Everything that tells of health is one sealed cell."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.documents.tables import Document
from portal.candidates.people.tables import Person
from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class QuotaEligibilityRow(Table, tablename="quota_eligibility"):
    """``facts_sealed``: JSON, the categories of L. 68/1999, the percentage, which paper proves it, of which day.

    ``document``: that paper, where the file holds it; ``checked_by`` saw it. A new row replaces the old one.
    """

    id = columns.key()
    person = columns.refers_to(Person)
    facts_sealed = columns.octets()
    document = columns.refers_to(Document, null=True)
    valid_from = columns.day()
    review_on = columns.day(null=True)
    valid_until = columns.day(null=True)
    checked_by = columns.refers_to(_ACCOUNT, index=False)
    checked_on = columns.day()
    recorded_at = columns.moment()
    ended_on = columns.day(null=True)
    ended_why = columns.text(null=True)
    ended_by = columns.refers_to(_ACCOUNT, null=True, index=False)
