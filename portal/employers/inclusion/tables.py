"""Tables of commitments, with their evidence, and of accommodations."""

from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.employers.companies.tables import Company
from portal.foundation import columns

ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class Commitment(Table, tablename="commitment"):
    """A commitment on diversity and inclusion. Its status is computed from the days.

    ``item`` is the code of the template it was made from; ``owner_account`` who is reminded, when she has access;
    ``every`` how often it comes back (None: once); ``follows`` the time before, of one that does.
    """

    id = columns.key()
    company = columns.refers_to(Company)
    item = columns.text(null=True)
    title = columns.text()
    kind = columns.text()
    legal_ref = columns.text(null=True)
    trigger = columns.text(null=True)
    document = columns.text(null=True)
    owner = columns.text()
    owner_account = columns.refers_to(ACCOUNT, null=True)
    starts_on = columns.day()
    due_on = columns.day()
    done_on = columns.day(null=True)
    every = columns.text(null=True)
    follows = columns.refers_to("self", null=True, index=False)
    version = columns.whole(default=1)


class Kpi(Table, tablename="commitment_kpi"):
    """What a commitment is measured by: a name, a unit, what is aimed at, what was reached and when."""

    id = columns.key()
    commitment = columns.refers_to(Commitment)
    position = columns.small()
    name = columns.text()
    unit = columns.text(null=True)
    target = columns.exact(12, 2, null=True)
    value = columns.exact(12, 2, null=True)
    measured_on = columns.day(null=True)


class Evidence(Table, tablename="commitment_evidence"):
    """A file that shows a commitment was kept."""

    id = columns.key()
    commitment = columns.refers_to(Commitment)
    file_key = columns.text()
    name = columns.text()
    media_type = columns.text()
    size = columns.whole()
    uploaded_by = columns.refers_to(ACCOUNT, index=False)
    uploaded_at = columns.moment()


class AccommodationFile(Table, tablename="accommodation"):
    """A request of reasonable accommodation and what came of it. No cause, no diagnosis: there is no place for them.

    For whom it is and every word about it are sealed, because being in this register already says something.
    """

    id = columns.key()
    company = columns.refers_to(Company, index=False)
    number = columns.whole()
    whom_sealed = columns.octets()
    words_sealed = columns.octets(null=True)
    requested_on = columns.day()
    request_way = columns.text()
    answer_due_on = columns.day()
    heard_on = columns.day(null=True)
    hearing = columns.text(null=True)
    answered_on = columns.day(null=True)
    answer = columns.text(null=True)
    ground = columns.text(null=True)
    reasons_sealed = columns.octets(null=True)
    remedies_told = columns.yes_no(default=False)
    in_place_on = columns.day(null=True)
    review_on = columns.day(null=True)
    ended_on = columns.day(null=True)
    ending = columns.text(null=True)
    version = columns.whole(default=1)


class AccommodationMeasure(Table, tablename="accommodation_measure"):
    """A measure of the reference list: asked for by the person, granted by the company, or both."""

    id = columns.key()
    accommodation = columns.refers_to(AccommodationFile, index=False)
    code = columns.text()
    asked = columns.yes_no()
    granted = columns.yes_no(default=False)
