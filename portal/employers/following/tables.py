"""Tables of what a service keeps about a company it follows. Checks and partial indexes stand in the migrations."""

from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.employers.companies.tables import Company
from portal.foundation import columns

ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")
ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")


class CompanyContact(Table, tablename="company_contact"):
    """One contact with a company. It has a next step and its day, or the reason why none is needed.

    ``met`` are the people met at the company; ``step_done_on`` is when the next step was taken.
    """

    id = columns.key()
    company = columns.refers_to(Company, index=False)
    service = columns.refers_to(ORGANISATION, index=False)
    held_on = columns.day()
    kind = columns.text()
    met = columns.text(null=True)
    summary = columns.text()
    minutes = columns.small()
    next_step = columns.text(null=True)
    next_on = columns.day(null=True)
    no_step_reason = columns.text(null=True)
    step_done_on = columns.day(null=True)
    late_told_at = columns.moment(null=True)
    written_by = columns.refers_to(ACCOUNT)
    written_at = columns.moment()


class LetterOfAdherence(Table, tablename="letter_of_adherence"):
    """What a company commits itself to towards a service; it gives the company access to nobody."""

    id = columns.key()
    company = columns.refers_to(Company, index=False)
    service = columns.refers_to(ORGANISATION, index=False)
    text_version = columns.text()
    commitments = columns.words()
    state = columns.text()
    state_since = columns.moment()
    drafted_by = columns.refers_to(ACCOUNT, index=False)
    drafted_at = columns.moment()
    sent_at = columns.moment(null=True)
    signatory_name = columns.text(null=True)
    signatory_office = columns.text(null=True)
    signed_on = columns.day(null=True)
    file_key = columns.text(null=True)
    file_name = columns.text(null=True)
    valid_until = columns.day(null=True)
    ended_on = columns.day(null=True)
    end_reason = columns.text(null=True)
    warned_at = columns.moment(null=True)
    version = columns.whole(default=1)


class ProposalCap(Table, tablename="proposal_cap"):
    """How many proposals may be open at a company at one time, where it is not the portal's usual number."""

    id = columns.key()
    company = columns.refers_to(Company, index=False)
    most = columns.small()
    set_by = columns.refers_to(ACCOUNT, index=False)
    set_at = columns.moment()
