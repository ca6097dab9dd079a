"""Versions of the individual project and who agreed to them."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.cases.tables import Case
from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class Project(Table, tablename="project"):
    id = columns.key()
    case = columns.refers_to(Case)
    number = columns.small()
    state = columns.text()
    wishes_sealed = columns.octets()
    aim_sealed = columns.octets()
    action_sealed = columns.octets()
    next_review_on = columns.day()
    agreed_on = columns.day(null=True)
    remarks_sealed = columns.octets(null=True)
    written_by = columns.refers_to(_ACCOUNT, index=False)
    written_on = columns.day()
    version = columns.whole(default=1)


class ProjectAgreement(Table, tablename="project_agreement"):
    """A party's yes to one version, and how it was given."""

    id = columns.key()
    project = columns.refers_to(Project)
    party = columns.text()
    how = columns.text()
    given_on = columns.day()
    recorded_by = columns.refers_to(_ACCOUNT, index=False)
