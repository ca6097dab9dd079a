"""Training of operators, and whether a service asks for it before a signature."""

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
