"""Tables of the rights of the person. What refers to her by key goes with her; registers hold a loose id or none."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")
_ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")
_PERSON = LazyTableReference("Person", module_path="portal.candidates.people.tables")


class AreaLink(Table, tablename="area_link"):
    """A single-use link to the person's own area. Its secret stands nowhere, only its hash."""

    id = columns.key()
    person = columns.refers_to(_PERSON)
    token_hash = columns.octets(unique=True)
    channel = columns.text()
    made_at = columns.moment()
    made_by = columns.refers_to(_ACCOUNT, index=False)
    expires_at = columns.moment()
    used_at = columns.moment(null=True)


class AreaSession(Table, tablename="area_session"):
    """A session of the person's own kind: no account, no organisation, no role. Found by the hash of its cookie."""

    id_hash = columns.octets(primary_key=True)
    person = columns.refers_to(_PERSON)
    opened_at = columns.moment()
    seen_at = columns.moment()
    expires_at = columns.moment(index=True)


class DataRequest(Table, tablename="data_request"):
    """What a person asked of her data. The row outlives her erasure, without her: ``person`` is emptied then."""

    id = columns.key()
    code = columns.text(unique=True)
    person = columns.loose_id(null=True, index=True)
    service = columns.refers_to(_ORGANISATION)
    kind = columns.text()
    channel = columns.text()
    words_sealed = columns.octets(null=True)
    received_on = columns.day()
    recorded_by = columns.refers_to(_ACCOUNT, null=True, index=False)
    recorded_at = columns.moment()
    due_on = columns.day()
    state = columns.text()
    extended_on = columns.day(null=True)
    answered_on = columns.day(null=True)
    answered_by = columns.refers_to(_ACCOUNT, null=True, index=False)
    ground = columns.text(null=True)
    answer_sealed = columns.octets(null=True)
    copy_until = columns.day(null=True)
    version = columns.whole(default=1)


class Erasure(Table, tablename="erasure"):
    """One erasure: what went, what the law makes others keep, and what is still to be cleaned outside the database.

    ``person_was`` is the id that a restored backup would bring back; it is emptied on ``forget_on``.
    """

    id = columns.key()
    person_was = columns.loose_id(null=True, index=True)
    service = columns.refers_to(_ORGANISATION)
    why = columns.text()
    request = columns.refers_to(DataRequest, null=True, index=False)
    erased_at = columns.moment()
    counts = columns.document()
    kept = columns.document()
    card_ids = columns.words()
    file_keys = columns.words()
    other_ids = columns.words()
    addresses = columns.words()
    listed_at = columns.moment(null=True)
    files_gone_at = columns.moment(null=True)
    index_clean_at = columns.moment(null=True)
    traces_gone_at = columns.moment(null=True)
    finished_at = columns.moment(null=True)
    forget_on = columns.day()


class KeptRecord(Table, tablename="kept_record"):
    """A plan whose papers the law makes keep after the file is gone: whose they are, sealed, until when."""

    id = columns.key()
    erasure = columns.refers_to(Erasure)
    plan = columns.loose_id(index=True)
    plan_code = columns.text()
    company = columns.refers_to(_ORGANISATION, index=False)
    service = columns.refers_to(_ORGANISATION, index=False)
    name_sealed = columns.octets()
    keep_until = columns.day(index=True)


class RetentionNotice(Table, tablename="retention_notice"):
    """A file near the end of its term: told on a day, taken away not before thirty days later, or spared."""

    id = columns.key()
    person = columns.refers_to(_PERSON)
    service = columns.refers_to(_ORGANISATION, index=False)
    due_on = columns.day()
    warned_on = columns.day()


class PaperNotice(Table, tablename="paper_notice"):
    """A paper of a company near the end of its term: told on a day, taken away not before thirty days later."""

    id = columns.key()
    kind = columns.text()
    paper = columns.loose_id()
    company = columns.refers_to(_ORGANISATION)
    due_on = columns.day()
    warned_on = columns.day()


class RetentionRun(Table, tablename="retention_run"):
    """What a rule of keeping took away on a day: how many rows of which tables."""

    id = columns.key()
    rule = columns.text()
    ran_at = columns.moment(index=True)
    rows = columns.whole()
    parts = columns.document()
