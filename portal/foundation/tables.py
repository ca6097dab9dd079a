"""Tables of the foundation. What Piccolo cannot say stands in the migrations: triggers, partial indexes, and
three tables that only SQL touches: ``rate_limit`` (its key is two columns), ``audit_unsealed`` and
``audit_subject`` (triggers fill them; the second is the mapping that dies with an erasure).
"""

from piccolo.columns import OnDelete
from piccolo.table import Table

from portal.foundation import columns


class AuditEntry(Table, tablename="audit_entry"):
    """Who did or saw what. Append-only: a trigger refuses change. Ids and codes, never a word about a person."""

    id = columns.counted_key()
    at = columns.moment()
    actor = columns.text()
    account_id = columns.loose_id(null=True)
    impersonator_id = columns.loose_id(null=True)
    organisation_id = columns.loose_id(null=True)
    roles = columns.words()
    what = columns.text()
    subject_kind = columns.text()
    subject_id = columns.loose_id(null=True)
    data = columns.document()
    request_id = columns.text(null=True)


class AuditSeal(Table, tablename="audit_seal"):
    """The hash chain over the entries, in the order in which they became visible."""

    position = columns.large(primary_key=True)
    entry_id = columns.refers_to(AuditEntry, on_delete=OnDelete.restrict, index=False)
    hash = columns.octets()


class Outbox(Table, tablename="outbox"):
    """One consequence of one fact, written with it, done once.

    ``due_at`` is when the relay hands it over (again); ``sends`` counts how often it did, ``attempts`` how often
    the job failed. ``failed_at`` says that nobody tries any more.
    """

    id = columns.counted_key()
    event = columns.text()
    payload = columns.document()
    job = columns.text()
    request_id = columns.text(null=True)
    created_at = columns.moment()
    due_at = columns.moment()
    sent_at = columns.moment(null=True)
    sends = columns.whole(default=0)
    attempts = columns.whole(default=0)
    failure = columns.text(null=True)
    failed_at = columns.moment(null=True)
    done_at = columns.moment(null=True)


class SweepRun(Table, tablename="sweep_run"):
    """When each sweep last ran, and how that ended: one row a sweep."""

    name = columns.text_key()
    started_at = columns.moment()
    finished_at = columns.moment(null=True)
    failure = columns.text(null=True)


class SearchCheck(Table, tablename="search_check"):
    """A comparison of one part of the search with the rows it copies: how many documents were wrong before they
    were mended, or that it did not answer. Numbers only.
    """

    id = columns.counted_key()
    index_name = columns.text()
    part = columns.text()
    checked_at = columns.moment(index=True)
    documents = columns.whole()
    missing = columns.whole()
    unexpected = columns.whole()
    stale = columns.whole()
    answered = columns.yes_no()


class MailMessage(Table, tablename="mail_message"):
    """A message on its way: address, text and link sealed; found by the blind index of the address."""

    id = columns.key()
    kind = columns.text()
    recipient = columns.octets()
    recipient_index = columns.octets(index=True)
    subject = columns.text()
    body = columns.octets()
    link_secret = columns.octets(null=True)
    unsubscribe = columns.text(null=True)
    created_at = columns.moment(index=True)
    sent_at = columns.moment(null=True)
    kept_at = columns.moment(null=True)


class WebSession(Table, tablename="web_session"):
    """A browser's session, found by the hash of the id in its cookie."""

    id_hash = columns.octets(primary_key=True)
    account_id = columns.loose_id(null=True, index=True)
    organisation_id = columns.loose_id(null=True)
    data = columns.document()
    created_at = columns.moment()
    seen_at = columns.moment()
    expires_at = columns.moment(index=True)


class Notification(Table, tablename="notification"):
    """What somebody is told as a member of an organisation, once for each object and step."""

    id = columns.key()
    account_id = columns.loose_id()
    organisation_id = columns.loose_id()
    kind = columns.text()
    object_id = columns.loose_id()
    step = columns.text()
    words = columns.text()
    href = columns.text()
    created_at = columns.moment(index=True)
    read_at = columns.moment(null=True)
    mailed_at = columns.moment(null=True)


class NotificationPreference(Table, tablename="notification_preference"):
    """How somebody wants a kind; «*» with «portal» refuses every mail about the organisation."""

    id = columns.key()
    account_id = columns.loose_id()
    organisation_id = columns.loose_id()
    kind = columns.text()
    channel = columns.text()
