"""Tables of the proposal. Checks and partial indexes that Piccolo cannot say stand in the migrations."""

from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.foundation import columns

ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")
ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")
VACANCY = LazyTableReference("Vacancy", module_path="portal.employers.vacancies.tables")
PERSON = LazyTableReference("Person", module_path="portal.candidates.people.tables")


class Proposal(Table, tablename="proposal"):
    """One person for one vacancy. ``terms`` is the stored explanation, ``waiting_since`` drives the silence clock,
    ``sent_at`` is when it first reached the company: before, only who asked for the contact finds it."""

    id = columns.key()
    code = columns.text(unique=True)
    person = columns.refers_to(PERSON)
    vacancy = columns.refers_to(VACANCY)
    company = columns.refers_to(ORGANISATION)
    service = columns.refers_to(ORGANISATION)
    card_id = columns.loose_id(null=True)
    state = columns.text()
    state_since = columns.moment()
    waiting_since = columns.day(null=True)
    origin = columns.text()
    created_at = columns.moment()
    created_by = columns.refers_to(ACCOUNT, index=False)
    counsellor = columns.refers_to(ACCOUNT, index=False)
    sent_at = columns.moment(null=True)
    answer_due_on = columns.day(null=True)
    company_words_sealed = columns.octets(null=True)
    service_words_sealed = columns.octets(null=True)
    score = columns.exact(4, 1)
    terms = columns.document()
    model_version = columns.text()
    interview_at = columns.moment(null=True)
    interview_place = columns.text(null=True)
    close_reason = columns.text(null=True)
    version = columns.whole(default=1)
    sintetico = columns.yes_no(default=False)


class ProposalStep(Table, tablename="proposal_step"):
    """The chronicle: one row a move. ``actor`` is a word (company, counsellor, person, system)."""

    id = columns.key()
    proposal = columns.refers_to(Proposal, index=False)
    position = columns.small()
    move = columns.text()
    state = columns.text()
    actor = columns.text()
    account = columns.refers_to(ACCOUNT, null=True, index=False)
    reason = columns.text(null=True)
    note_sealed = columns.octets(null=True)
    at = columns.moment()


class ProposalReader(Table, tablename="proposal_reader"):
    """The company's named users: nobody else of the company finds the proposal."""

    id = columns.key()
    proposal = columns.refers_to(Proposal, index=False)
    account = columns.refers_to(ACCOUNT)


class ConsentLink(Table, tablename="consent_link"):
    """The person's single-use link. The secret is kept sealed only while the counsellor may have to send it."""

    id = columns.key()
    proposal = columns.refers_to(Proposal)
    kind = columns.text()
    token_hash = columns.octets(unique=True)
    token_sealed = columns.octets(null=True)
    created_at = columns.moment()
    expires_at = columns.moment()
    used_at = columns.moment(null=True)


class DisclosureConsent(Table, tablename="disclosure_consent"):
    """The record of anonymisation.md §7: to this company, for this vacancy, these groups, until then.

    ``revoked_at`` is the person's act; ``closed_at`` says that what it was given for is over, or that it was renewed.
    """

    id = columns.key()
    proposal = columns.refers_to(Proposal)
    person = columns.refers_to(PERSON)
    company = columns.refers_to(ORGANISATION, index=False)
    vacancy = columns.refers_to(VACANCY, index=False)
    purpose = columns.text()
    groups = columns.words()
    notice_version = columns.text()
    notice_hash = columns.octets()
    channel = columns.text()
    collected_by = columns.refers_to(ACCOUNT, null=True, index=False)
    given_at = columns.moment()
    expires_at = columns.moment()
    revoked_at = columns.moment(null=True)
    closed_at = columns.moment(null=True)


class IdentityView(Table, tablename="identity_view"):
    """Every reading of an identity, for the person to see."""

    id = columns.counted_key()
    proposal = columns.refers_to(Proposal)
    account = columns.refers_to(ACCOUNT, index=False)
    at = columns.moment()


class ProposalReminder(Table, tablename="proposal_reminder"):
    """A step of the silence clock that was taken, once per wait (``since``)."""

    id = columns.counted_key()
    proposal = columns.refers_to(Proposal, index=False)
    step = columns.text()
    since = columns.day()
    due_on = columns.day()
    taken_at = columns.moment()


class ProposalMessage(Table, tablename="proposal_message"):
    id = columns.key()
    proposal = columns.refers_to(Proposal)
    author = columns.refers_to(ACCOUNT, index=False)
    text_sealed = columns.octets()
    at = columns.moment()
