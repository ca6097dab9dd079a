"""Tables of the proposal. Checks and partial indexes that Piccolo cannot say stand in the migrations."""

from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.foundation import columns

ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")
ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")
VACANCY = LazyTableReference("Vacancy", module_path="portal.employers.vacancies.tables")
PERSON = LazyTableReference("Person", module_path="portal.candidates.people.tables")


class Proposal(Table, tablename="proposal"):
    """One person for one vacancy. ``terms_sealed`` is the stored explanation (it tells of levels), ``model_version``
    the weights it was computed with; ``waiting_since`` drives the silence clock; ``sent_at`` is when it first reached
    the company: before, only who asked for the contact finds it; ``interview_at`` is the day that was chosen."""

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
    terms_sealed = columns.octets(null=True)
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


class InterviewDate(Table, tablename="interview_date"):
    """A day the company proposes for the interview; one of them is chosen. ``needs_sealed``: what makes it accessible
    to the person, read by the company only while she shows the conditions that help her. ``outcome``: how it went."""

    id = columns.key()
    proposal = columns.refers_to(Proposal)
    asked_at = columns.moment()
    starts_at = columns.moment()
    minutes = columns.small()
    place = columns.text()
    state = columns.text()
    decided_by = columns.refers_to(ACCOUNT, null=True, index=False)
    decided_at = columns.moment(null=True)
    needs_sealed = columns.octets(null=True)
    outcome = columns.text(null=True)
    recorded_by = columns.refers_to(ACCOUNT, null=True, index=False)
    recorded_at = columns.moment(null=True)


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
    """Between a company's named users and the counsellor; ``from_company`` says which side wrote."""

    id = columns.key()
    proposal = columns.refers_to(Proposal)
    author = columns.refers_to(ACCOUNT, index=False)
    from_company = columns.yes_no(default=False)
    text_sealed = columns.octets()
    at = columns.moment()


class ProposalMessageRead(Table, tablename="proposal_message_read"):
    """Up to which message somebody has read those of a proposal: what comes after is counted as new."""

    id = columns.counted_key()
    proposal = columns.refers_to(Proposal, index=False)
    account = columns.refers_to(ACCOUNT)
    read_until = columns.moment()


class MatchPerson(Table, tablename="match_person"):
    """Somebody who may be proposed, as the model reads her (matching.md §10). ``id`` is opaque and breaks ties.

    ``side_sealed``: everything of her side, one blob. In clear only what the first sieve asks: hours, masks of slots,
    licences and contracts, place and reach in ten-thousandths of a degree. ``fingerprint`` is that of the side.
    """

    id = columns.key()
    person = columns.refers_to(PERSON)
    since = columns.day(null=True)
    until = columns.day(null=True)
    hours_min = columns.small()
    hours_max = columns.small()
    slots = columns.large()
    licences = columns.large()
    contracts = columns.large()
    lat = columns.whole()
    lon = columns.whole()
    reach_lat = columns.whole()
    reach_lon = columns.whole()
    fingerprint = columns.text()
    side_sealed = columns.octets()
    version = columns.large()
    built_at = columns.moment()


class MatchVacancy(Table, tablename="match_vacancy"):
    """An open vacancy, as the model reads it. ``contract`` is the mask of its one contract."""

    id = columns.key()
    vacancy = columns.refers_to(VACANCY)
    since = columns.day()
    hours_min = columns.small()
    hours_max = columns.small()
    slots = columns.large()
    licences = columns.large()
    contract = columns.large()
    lat = columns.whole()
    lon = columns.whole()
    remote = columns.yes_no()
    fingerprint = columns.text()
    side = columns.document()
    version = columns.large()
    built_at = columns.moment()


class MatchOverride(Table, tablename="match_override"):
    """A counsellor's own judgement of a pair, over the model's. ``terms_sealed``: what the model said then."""

    id = columns.key()
    person = columns.refers_to(PERSON)
    vacancy = columns.refers_to(VACANCY)
    verdict = columns.text()
    reason_sealed = columns.octets()
    terms_sealed = columns.octets()
    made_by = columns.refers_to(ACCOUNT, index=False)
    made_at = columns.moment()
    ended_at = columns.moment(null=True)


class MatchShown(Table, tablename="match_shown"):
    """The first night on which somebody stood in the top ten of a vacancy (matching.md §8, exposure)."""

    id = columns.counted_key()
    person = columns.refers_to(PERSON)
    vacancy = columns.refers_to(VACANCY)
    first_on = columns.day()


class FairnessAudit(Table, tablename="fairness_audit"):
    """One night's audit of the shortlists of a region: figures of groups, of nobody. ``report``: JSON."""

    id = columns.key()
    region = columns.text()
    run_on = columns.day()
    weights = columns.text()
    people = columns.whole()
    vacancies = columns.whole()
    report = columns.document()
    alerts = columns.small()


class FairnessReview(Table, tablename="fairness_review"):
    """What an alert opens: somebody looks and writes what was found. It never reweights."""

    id = columns.key()
    audit = columns.refers_to(FairnessAudit)
    region = columns.text()
    attribute = columns.text()
    group_code = columns.text()
    opened_on = columns.day()
    closed_on = columns.day(null=True)
    closed_by = columns.refers_to(ACCOUNT, null=True, index=False)
    outcome = columns.text(null=True)
