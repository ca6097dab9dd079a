"""Tables of the services to companies. Checks stand in the migrations."""

from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.foundation import columns

ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")
ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")


class ServiceRequest(Table, tablename="service_request"):
    """What a company or an association asks of a service («richiesta di servizio»), until it is answered or declined.

    Words are sealed: a hard situation is soon a person's. ``asked_by`` says who of the organisation asked, where
    somebody of the service wrote it down. ``minutes`` are those of the answer; those of meetings stand with them.
    ``shown_to_asker``: the organisation reads the answer here, otherwise it was told.
    """

    id = columns.key()
    organisation = columns.refers_to(ORGANISATION)
    service = columns.refers_to(ORGANISATION)
    kind = columns.text()
    text_sealed = columns.octets()
    requested_by = columns.refers_to(ACCOUNT, index=False)
    requested_at = columns.moment()
    asked_by = columns.text(null=True)
    state = columns.text()
    state_since = columns.moment()
    assigned_to = columns.refers_to(ACCOUNT, null=True)
    assigned_at = columns.moment(null=True)
    answer_sealed = columns.octets(null=True)
    answered_on = columns.day(null=True)
    answered_by = columns.refers_to(ACCOUNT, null=True, index=False)
    minutes = columns.small(null=True)
    shown_to_asker = columns.yes_no(default=True)
    declined_sealed = columns.octets(null=True)
    version = columns.whole(default=1)
    sintetico = columns.yes_no(default=False)


class ServiceSession(Table, tablename="service_session"):
    """A meeting held for a request: how long it was, how many were there; never who."""

    id = columns.key()
    request = columns.refers_to(ServiceRequest)
    held_on = columns.day()
    minutes = columns.small()
    present = columns.small()
    held_by = columns.refers_to(ACCOUNT, index=False)
    written_at = columns.moment()
