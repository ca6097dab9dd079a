"""Versions of the individual project with their aims and actions, and who agreed to them."""

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
    situation_sealed = columns.octets(null=True)
    starts_on = columns.day(null=True)
    redesign_reason_sealed = columns.octets(null=True)
    next_review_on = columns.day()
    agreed_on = columns.day(null=True)
    remarks_sealed = columns.octets(null=True)
    written_by = columns.refers_to(_ACCOUNT, index=False)
    written_on = columns.day()
    version = columns.whole(default=1)


class ProjectAim(Table, tablename="project_aim"):
    """What is to change, and from what one sees it; ``reached`` is told at each review."""

    id = columns.key()
    project = columns.refers_to(Project)
    place = columns.small()
    text_sealed = columns.octets()
    product_area = columns.text()
    indicator_sealed = columns.octets()
    reached = columns.text()
    fact_sealed = columns.octets(null=True)
    told_on = columns.day(null=True)


class ProjectAction(Table, tablename="project_action"):
    """Who does what by when. ``owner`` empty: the person herself."""

    id = columns.key()
    aim = columns.refers_to(ProjectAim)
    place = columns.small()
    text_sealed = columns.octets()
    kind = columns.text()
    owner = columns.refers_to(_ACCOUNT, null=True)
    due_on = columns.day()
    state = columns.text()
    state_on = columns.day(null=True)
    dropped_why_sealed = columns.octets(null=True)
    suggested_by = columns.text()


class ProjectAgreement(Table, tablename="project_agreement"):
    """A party's yes to one version, and how it was given."""

    id = columns.key()
    project = columns.refers_to(Project)
    party = columns.text()
    how = columns.text()
    given_on = columns.day()
    recorded_by = columns.refers_to(_ACCOUNT, null=True, index=False)
    remarks_sealed = columns.octets(null=True)
