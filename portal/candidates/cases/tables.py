"""Tables of the case. At most one open case a person: an index of the migrations says so."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.people.tables import Person
from portal.foundation import columns

_ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")
_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class Case(Table, tablename="case_"):
    """A person followed by one lead service. ``suspended_from`` is the phase that «resume» goes back to.

    ``days_left``: of the 24 months, while a case that came from placement is on the other track. A closed case has
    its ``closing_reason``.
    """

    id = columns.key()
    person = columns.refers_to(Person)
    track = columns.text()
    weight = columns.text()
    lead_service = columns.refers_to(_ORGANISATION)
    holder = columns.refers_to(_ACCOUNT)
    state = columns.text()
    state_since = columns.day()
    suspended_from = columns.text(null=True)
    suspension_review_on = columns.day(null=True)
    opened_on = columns.day()
    admitted_on = columns.day(null=True)
    due_on = columns.day(null=True)
    days_left = columns.small(null=True)
    closed_on = columns.day(null=True)
    closing_reason = columns.text(null=True)
    destination = columns.text(null=True)
    version = columns.whole(default=1)


class CaseStep(Table, tablename="case_step"):
    """Every move of a case, with the day of the fact and the moment of its entry."""

    id = columns.key()
    case = columns.refers_to(Case)
    move = columns.text()
    from_state = columns.text(null=True)
    to_state = columns.text()
    taken_on = columns.day()
    recorded_at = columns.moment()
    account = columns.loose_id(null=True)
    actor = columns.text()
    reason_sealed = columns.octets(null=True)


class Substitution(Table, tablename="substitution"):
    """A colleague stands in for a holder, for all cases of that holder in the service."""

    id = columns.key()
    service = columns.refers_to(_ORGANISATION)
    holder = columns.refers_to(_ACCOUNT)
    substitute = columns.refers_to(_ACCOUNT)
    starts_on = columns.day()
    ends_on = columns.day()
    reason = columns.text()
    recorded_by = columns.refers_to(_ACCOUNT, index=False)
    recorded_at = columns.moment()


class CaseCommitment(Table, tablename="case_commitment"):
    """A proposal or plan that keeps the case open, written by the slice that owns it; ``ref_id`` is its id there.

    ``until``: the day a plan ended; from then on it only says that something was done.
    """

    id = columns.key()
    case = columns.refers_to(Case)
    kind = columns.text()
    ref_id = columns.loose_id()
    code = columns.text()
    until = columns.day(null=True)
    committed_at = columns.moment()


class CaseExtension(Table, tablename="case_extension"):
    """Asked by the holder with a reason, decided by the coordinator."""

    id = columns.key()
    case = columns.refers_to(Case)
    months = columns.small()
    reason_sealed = columns.octets()
    requested_by = columns.refers_to(_ACCOUNT, index=False)
    requested_on = columns.day()
    granted_months = columns.small(null=True)
    decision_sealed = columns.octets(null=True)
    decided_by = columns.refers_to(_ACCOUNT, null=True, index=False)
    decided_on = columns.day(null=True)
