"""Training of operators, whether a service asks for it before a signature, and what a service costs."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")
_ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")


class OperatorTraining(Table, tablename="operator_training"):
    """What a member of a service completed, and until when it is valid."""

    id = columns.key()
    member = columns.refers_to(_ACCOUNT)
    organisation = columns.refers_to(_ORGANISATION)
    topic = columns.text()
    hours = columns.small()
    completed_on = columns.day()
    valid_until = columns.day()
    recorded_by = columns.refers_to(_ACCOUNT, index=False)
    recorded_at = columns.moment()


class TrainingRequirement(Table, tablename="training_requirement"):
    """A recorded decision; the newest of a service counts. Without any, the training is required."""

    id = columns.key()
    organisation = columns.refers_to(_ORGANISATION)
    required = columns.yes_no()
    reason = columns.text()
    decided_by = columns.refers_to(_ACCOUNT, index=False)
    decided_at = columns.moment()


class ServiceCost(Table, tablename="service_cost"):
    """What a service cost in a period, both days included, in euro: by its hours of direct work, the cost of one."""

    id = columns.key()
    organisation = columns.refers_to(_ORGANISATION)
    starts_on = columns.day()
    ends_on = columns.day()
    amount = columns.exact(12, 2)
    recorded_by = columns.refers_to(_ACCOUNT, index=False)
    recorded_at = columns.moment()


class CourseEdition(Table, tablename="course_edition"):
    """An edition of a course («edizione») that a service knows of: who holds it, when, for how many hours and people.

    ``threshold_pct``: the part of the hours, 0–100, from which it ends with an attestato.
    """

    id = columns.key()
    organisation = columns.refers_to(_ORGANISATION)
    module = columns.text()
    title = columns.text()
    provider = columns.text()
    starts_on = columns.day()
    ends_on = columns.day()
    hours = columns.small()
    seats = columns.small()
    threshold_pct = columns.small()
    recorded_by = columns.refers_to(_ACCOUNT, index=False)
    recorded_at = columns.moment()
    sintetico = columns.yes_no(default=False)
