"""Tables of the shared case: services, their members in the team, hand-overs."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.cases.tables import Case
from portal.candidates.people.tables import SharingConsent
from portal.foundation import columns

_ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")
_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class CaseService(Table, tablename="case_service"):
    """A service that works on a case: the one that leads, or a further one within its mandate and her agreement.

    ``parts``: of the file, as agreed with that service; of the one that leads, all of them.
    """

    id = columns.key()
    case = columns.refers_to(Case)
    organisation = columns.refers_to(_ORGANISATION)
    position = columns.text()
    state = columns.text()
    purpose_sealed = columns.octets(null=True)
    referent = columns.refers_to(_ACCOUNT)
    mandate_from = columns.day()
    mandate_until = columns.day(null=True)
    parts = columns.words()
    consent = columns.refers_to(SharingConsent, null=True)
    invited_by = columns.refers_to(_ACCOUNT, null=True, index=False)
    invited_on = columns.day()
    answered_on = columns.day(null=True)
    ended_on = columns.day(null=True)
    ended_why = columns.text(null=True)
    ended_words_sealed = columns.octets(null=True)
    version = columns.whole(default=1)


class Involvement(Table, tablename="involvement"):
    """A member of a service in the team of a case, in one role; ``ends_on`` is the first day without it."""

    id = columns.key()
    case_service = columns.refers_to(CaseService)
    member = columns.refers_to(_ACCOUNT)
    role = columns.text()
    starts_on = columns.day()
    ends_on = columns.day(null=True)
    ended_why = columns.text(null=True)
    recorded_by = columns.refers_to(_ACCOUNT, null=True, index=False)
    recorded_at = columns.moment()


class Handover(Table, tablename="handover"):
    """A case passed on with its words: until it is accepted the sender answers for it."""

    id = columns.key()
    case = columns.refers_to(Case)
    state = columns.text()
    sender = columns.refers_to(_ACCOUNT)
    sender_service = columns.refers_to(_ORGANISATION, index=False)
    receiver = columns.refers_to(_ACCOUNT)
    receiver_service = columns.refers_to(_ORGANISATION)
    reason_sealed = columns.octets()
    progress_sealed = columns.octets(null=True)
    actions_sealed = columns.octets(null=True)
    helps_sealed = columns.octets(null=True)
    contacts_sealed = columns.octets(null=True)
    documents = columns.words()
    agreed_on = columns.day(null=True)
    prepared_on = columns.day()
    offered_on = columns.day(null=True)
    answered_on = columns.day(null=True)
    refusal_sealed = columns.octets(null=True)
    version = columns.whole(default=1)
