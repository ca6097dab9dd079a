"""The table of the fairness attributes: one sealed cell, so that no query can select or order by them."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.people.tables import Person
from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class FairnessAttributes(Table, tablename="fairness_attributes"):
    """One row a person. Age band and kind of area are computed from birth and comune, not kept twice."""

    id = columns.key()
    person = columns.refers_to(Person)
    attributes_sealed = columns.octets()
    recorded_by = columns.refers_to(_ACCOUNT, index=False)
    recorded_at = columns.moment()
