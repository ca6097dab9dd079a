"""Tables of the company, its sites and its workforce.

Checks, partial and expression indexes stand in the migrations; so does the key of ``company``, which is also
its foreign key to the organisation.
"""

from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.foundation import columns

ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")
ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")


class Company(Table, tablename="company"):
    """An organisation of kind company. ``state_words`` is the reason of a suspension, read by the company.

    ``stated_staff`` is how many employees it says it has in all, beside those it wrote down one by one.
    """

    id = columns.key()
    state = columns.text()
    state_since = columns.moment()
    state_words = columns.text(null=True)
    legal_form = columns.text(null=True)
    ateco_section = columns.text(null=True)
    ccnl = columns.text(null=True)
    full_time_hours = columns.exact(4, 2)
    working_week = columns.small(default=5)
    employer_kind = columns.text(default="private")
    regime = columns.text(default="ordinary")
    hours_basis = columns.text(default="contract")
    stated_staff = columns.whole(null=True)
    registered_at = columns.moment()
    version = columns.whole(default=1)


class Site(Table, tablename="company_site"):
    """A place of work; one of them is the head office."""

    id = columns.key()
    company = columns.refers_to(Company)
    name = columns.text()
    comune_code = columns.text()
    province = columns.text()
    head_office = columns.yes_no(default=False)
    stated_staff = columns.whole(null=True)


class CompanyAccount(Table, tablename="company_account"):
    """Who follows a company for a service, from ``starts_on`` until the day before ``ends_on``; one at a time."""

    id = columns.key()
    company = columns.refers_to(Company, index=False)
    service = columns.refers_to(ORGANISATION, index=False)
    holder = columns.refers_to(ACCOUNT)
    starts_on = columns.day()
    ends_on = columns.day(null=True)
    assigned_by = columns.refers_to(ACCOUNT, null=True, index=False)
    assigned_at = columns.moment()


class Worker(Table, tablename="worker"):
    """One period of one person at one place; a change of hours, contract or place begins another row.

    ``code`` is the company's own staff number: an import finds the period by it and by its first day. Periods of
    one staff number never overlap. ``protection_sealed`` holds category, percentage and what else reveals them as
    JSON, for those of a reserved quota only; ``identity_sealed`` surname, name and what the tax code does not
    tell. ``tax_code_index`` finds a person by her tax code within the company.
    """

    id = columns.key()
    company = columns.refers_to(Company, index=False)
    site = columns.refers_to(Site)
    code = columns.text()
    name_sealed = columns.octets(null=True)
    starts_on = columns.day()
    ends_on = columns.day(null=True)
    contract = columns.text()
    full_time_hours = columns.exact(4, 2)
    weekly_hours = columns.exact(4, 2)
    telework = columns.yes_no(default=False)
    protection = columns.text()
    protection_sealed = columns.octets(null=True)
    coverage_title = columns.text(null=True)
    excluded_as = columns.text(null=True)
    exclusion_scope = columns.text(null=True)
    exclusion_ends_on = columns.day(null=True)
    seasonal_days = columns.small(null=True)
    semester_hours = columns.exact(6, 2, null=True)
    extra_hours = columns.exact(4, 2, null=True)
    contract_starts_on = columns.day(null=True)
    contract_ends_on = columns.day(null=True)
    duties = columns.text(null=True)
    agile_work = columns.yes_no(default=False)
    inail_60_permille = columns.yes_no(default=False)
    profession_code = columns.text(null=True)
    contract_code = columns.text(null=True)
    hire_kind = columns.text(null=True)
    hire_channel = columns.text(null=True)
    identity_sealed = columns.octets(null=True)
    tax_code_sealed = columns.octets(null=True)
    tax_code_index = columns.octets(null=True)
    version = columns.whole(default=1)


class WorkerProposal(Table, tablename="worker_proposal"):
    """A hire that a plan ended with, waiting for the company's word. One a plan."""

    id = columns.key()
    company = columns.refers_to(Company)
    plan_id = columns.loose_id()
    site = columns.refers_to(Site, null=True, index=False)
    name_sealed = columns.octets()
    starts_on = columns.day()
    weekly_hours = columns.exact(4, 2)
    full_time_hours = columns.exact(4, 2)
    contract = columns.text()
    protection = columns.text()
    protection_sealed = columns.octets(null=True)
    state = columns.text()
    proposed_at = columns.moment()
    decided_at = columns.moment(null=True)
    decided_by = columns.refers_to(ACCOUNT, null=True, index=False)
    worker = columns.refers_to(Worker, null=True, index=False)


class WorkforceImport(Table, tablename="workforce_import"):
    """A file on its way in; its bytes lie sealed in the files until it is loaded, refused or thrown away.

    ``report_sealed`` holds what is wrong row by row, what is worth a look, and the header of the file (JSON).
    """

    id = columns.key()
    company = columns.refers_to(Company)
    state = columns.text()
    file_key = columns.text(null=True)
    file_name = columns.text()
    size = columns.whole(default=0)
    wrong_rows = columns.whole(default=0)
    report_sealed = columns.octets(null=True)
    rows_new = columns.whole()
    rows_changed = columns.whole()
    rows_same = columns.whole()
    uploaded_by = columns.refers_to(ACCOUNT, index=False)
    uploaded_at = columns.moment()
    decided_at = columns.moment(null=True)


class WorkforceProgress(Table, tablename="workforce_progress"):
    """How far a file is, told from outside of the transaction that reads or loads it. One a file."""

    id = columns.key()
    step = columns.text()
    done = columns.whole(default=0)
    total = columns.whole(default=0)
    told_at = columns.moment()


class WorkforceMapping(Table, tablename="workforce_mapping"):
    """What a column of the company's own files is called here; empty ``field``: it is left out."""

    id = columns.key()
    company = columns.refers_to(Company, index=False)
    header = columns.text()
    field = columns.text(null=True)
    said_at = columns.moment()
