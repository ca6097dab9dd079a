"""Tables of the services activated for a person. Checks stand in the migrations."""

from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.candidates.people.tables import Person
from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class ActivatedService(Table, tablename="activated_service"):
    """Coaching or peer support for one person, by the member of her team who gives it.

    It may start before any plan and go on inside one. ``words_sealed`` say why it was asked, ``result_sealed``
    what came of it, or why it was refused or interrupted.
    """

    id = columns.key()
    person = columns.refers_to(Person)
    kind = columns.text()
    professional = columns.refers_to(_ACCOUNT)
    state = columns.text()
    requested_by = columns.refers_to(_ACCOUNT, index=False)
    requested_on = columns.day()
    started_on = columns.day(null=True)
    ended_on = columns.day(null=True)
    words_sealed = columns.octets(null=True)
    result_sealed = columns.octets(null=True)
    hours_planned = columns.small(null=True)
    confidentiality_signed_on = columns.day(null=True)
    referent = columns.refers_to(_ACCOUNT, null=True, index=False)


class ServiceMeeting(Table, tablename="service_meeting"):
    """One meeting. Coaching: one goal and how far it is (1–5); peer support: topics from a list, no words."""

    id = columns.key()
    service = columns.refers_to(ActivatedService)
    held_on = columns.day()
    minutes = columns.small()
    mode = columns.text()
    present = columns.text()
    place = columns.text(null=True)
    topics = columns.words()
    goal_sealed = columns.octets(null=True)
    progress = columns.small(null=True)
    talk_to_referent = columns.yes_no(default=False)
    next_on = columns.day(null=True)
    author = columns.refers_to(_ACCOUNT, index=False)
    written_at = columns.moment()
