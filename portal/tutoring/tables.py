"""Tables of the plan. Checks and partial indexes stand in the migrations."""

from piccolo.columns import Time
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.foundation import columns

ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")
ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")
VACANCY = LazyTableReference("Vacancy", module_path="portal.employers.vacancies.tables")
PERSON = LazyTableReference("Person", module_path="portal.candidates.people.tables")
EDITION = LazyTableReference("CourseEdition", module_path="portal.network.tables")
PROPOSAL = LazyTableReference("Proposal", module_path="portal.matching.tables")


class Plan(Table, tablename="plan"):
    """One person at one company. ``title`` is the vacancy's at the time; groups are what she ticked.

    A retention plan has no proposal and no vacancy, and where the company must not know of it no company either:
    then ``employer_name`` says where she works. ``rules_region`` is the region whose rules are followed (Istat
    code), ``region_told_on`` the day the region of the workplace was told of another one. ``indemnity`` is in
    euro a month, ``payer`` who pays it where it is not the usual one; ``weekdays`` are those she comes, Monday is «1».
    ``project_action``: the action of her individual project that the plan hangs from.
    """

    id = columns.key()
    code = columns.text(unique=True)
    kind = columns.text()
    title = columns.text()
    proposal = columns.refers_to(PROPOSAL, null=True, index=False)
    person = columns.refers_to(PERSON)
    company = columns.refers_to(ORGANISATION, null=True)
    employer_name = columns.text(null=True)
    service = columns.refers_to(ORGANISATION)
    counsellor = columns.refers_to(ACCOUNT, index=False)
    tutor = columns.refers_to(ACCOUNT, null=True)
    vacancy = columns.refers_to(VACANCY, null=True, index=False)
    groups = columns.words()
    starts_on = columns.day(null=True)
    ends_on = columns.day(null=True)
    weekly_hours = columns.small(null=True)
    day_starts_at = Time(default=None, null=True)
    day_ends_at = Time(default=None, null=True)
    weekdays = columns.words(null=True)
    rules_region = columns.text(null=True)
    region_told_on = columns.day(null=True)
    category_sealed = columns.octets(null=True)
    counts_for_host = columns.yes_no(default=False)
    indemnity = columns.small(null=True)
    payer = columns.text(null=True)
    meals = columns.yes_no(default=False)
    service_in_charge = columns.text(null=True)
    project_action = columns.loose_id(null=True)
    state = columns.text()
    state_since = columns.moment()
    created_at = columns.moment()
    version = columns.whole(default=1)
    sintetico = columns.yes_no(default=False)


class PlanStep(Table, tablename="plan_step"):
    """The chronicle: one row a move, with who and why. Pauses are read from it."""

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    position = columns.small()
    move = columns.text()
    state = columns.text()
    actor = columns.text()
    account = columns.refers_to(ACCOUNT, null=True, index=False)
    note_sealed = columns.octets(null=True)
    at = columns.moment()


class PlanParty(Table, tablename="plan_party"):
    """Who of the company finds the plan: those the proposal named, and the tutor."""

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    account = columns.refers_to(ACCOUNT)
    role = columns.text()


class Goal(Table, tablename="plan_goal"):
    id = columns.key()
    plan = columns.refers_to(Plan)
    position = columns.small()
    text = columns.text()
    indicator = columns.text()
    target = columns.small()


class GoalRating(Table, tablename="goal_rating"):
    """A level with the fact it rests on."""

    id = columns.key()
    goal = columns.refers_to(Goal)
    rated_on = columns.day()
    level = columns.small()
    fact_sealed = columns.octets()
    rated_by = columns.refers_to(ACCOUNT, index=False)


class PlanDocument(Table, tablename="plan_document"):
    """That a document exists and until when it is valid (None: as long as the plan), who checked it and when.

    Of the communication to the employment office, ``reference`` is the protocol, ``recorded_on`` the day it was
    sent, ``category_code`` the code of the category it was sent with.
    """

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    kind = columns.text()
    reference = columns.text()
    recorded_on = columns.day()
    valid_until = columns.day(null=True)
    category_code = columns.text(null=True)
    recorded_by = columns.refers_to(ACCOUNT, index=False)


class Paper(Table, tablename="plan_paper"):
    """A version of a document the portal draws: what it says, sealed, as it was put to the parties.

    ``signers`` are those who sign it; a version is never changed, another one replaces it. ``affected`` are those
    of them whose part the version changed: the others' signatures under the version before still hold.
    """

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    kind = columns.text()
    version = columns.small()
    signers = columns.words()
    affected = columns.words()
    content_sealed = columns.octets()
    amendment = columns.loose_id(null=True)
    drawn_at = columns.moment()
    drawn_by = columns.refers_to(ACCOUNT, null=True, index=False)


class Signature(Table, tablename="plan_signature"):
    """One for each party and version of a document, dated by the act and never back-dated.

    On paper ``recorded_by`` checked the copy that lies in the files, sealed for ``copy_id``; by link nobody else
    had a hand in it. Without ``paper`` it was given before documents were drawn here.
    """

    id = columns.key()
    plan = columns.refers_to(Plan)
    paper = columns.refers_to(Paper, null=True, index=False)
    signer = columns.text()
    how = columns.text()
    signed_at = columns.moment()
    recorded_by = columns.refers_to(ACCOUNT, null=True, index=False)
    copy_file_key = columns.text(null=True)
    copy_id = columns.loose_id(null=True)
    copy_name = columns.text(null=True)


class SignatureLink(Table, tablename="signature_link"):
    """A party's single-use link to the documents she signs; the secret stays sealed while it may have to be sent."""

    id = columns.key()
    plan = columns.refers_to(Plan)
    signer = columns.text()
    token_hash = columns.octets(unique=True)
    token_sealed = columns.octets(null=True)
    created_at = columns.moment()
    expires_at = columns.moment()
    used_at = columns.moment(null=True)


class Amendment(Table, tablename="plan_amendment"):
    """A change of a plan that runs: proposed, signed by the parties it touches, then in force."""

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    number = columns.small()
    kind = columns.text()
    state = columns.text()
    changes_sealed = columns.octets()
    reason_sealed = columns.octets()
    proposed_by = columns.refers_to(ACCOUNT, index=False)
    proposed_at = columns.moment()
    decided_at = columns.moment(null=True)


class HostDeclaration(Table, tablename="host_declaration"):
    """What the host declares of the last months on the same tasks; the latest of a plan holds.

    ``other_tasks``: suspensions and people who left, as its registers hold them, concern other tasks.
    """

    id = columns.key()
    plan = columns.refers_to(Plan)
    cases = columns.words()
    other_tasks = columns.yes_no(default=False)
    declared_by = columns.refers_to(ACCOUNT, index=False)
    declared_at = columns.moment()


class RuleAct(Table, tablename="rule_act"):
    """What a coordinator did with a figure of the rule packs: entered, ended or withdrawn it. The table only grows.

    ``value`` is an exact fraction; ``valid_to`` of an end is the last day it sets.
    """

    number = columns.counted_key()
    act_id = columns.loose_id()
    figure_id = columns.loose_id(index=True)
    kind = columns.text()
    key = columns.text(null=True)
    value = columns.text(null=True)
    valid_from = columns.day(null=True)
    valid_to = columns.day(null=True)
    source = columns.text(null=True)
    evidence = columns.text(null=True)
    reason = columns.text(null=True)
    by_account = columns.refers_to(ACCOUNT, index=False)
    at = columns.moment()


class Activity(Table, tablename="plan_activity"):
    """What the person does there, in a row a task."""

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    position = columns.small()
    text = columns.text()


class Measure(Table, tablename="plan_measure"):
    """An accommodation of one of the five axes, from the match or agreed since; asked and answered with its reason."""

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    axis = columns.text()
    code = columns.text()
    state = columns.text()
    asked_on = columns.day(null=True)
    answered_on = columns.day(null=True)
    reason_sealed = columns.octets(null=True)


class Course(Table, tablename="plan_course"):
    """A course or module of the plan: base (work skills) or specific (for these tasks); if any, the edition."""

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    kind = columns.text()
    title = columns.text()
    edition = columns.refers_to(EDITION, null=True)
    hours = columns.small()
    starts_on = columns.day(null=True)
    hours_done = columns.small(null=True)
    completed_on = columns.day(null=True)


class Visit(Table, tablename="plan_visit"):
    """A visit or a review of the service at the company: when it is due, when it was held, what was agreed."""

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    kind = columns.text()
    due_on = columns.day()
    held_on = columns.day(null=True)
    mode = columns.text(null=True)
    minutes = columns.small(null=True)
    agreed_sealed = columns.octets(null=True)
    recorded_by = columns.refers_to(ACCOUNT, null=True, index=False)


class Retention(Table, tablename="retention_plan"):
    """What only a retention plan says (services.md §9). ``company_signs``: the company knows of it and agrees."""

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    tasks = columns.text()
    company_signs = columns.yes_no()
    requested_in_writing_on = columns.day(null=True)


class ReturnStep(Table, tablename="return_step"):
    """A step of the phased return: from that day so many hours, which tasks, at home or there."""

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    starts_on = columns.day()
    weekly_hours = columns.small()
    tasks = columns.text(null=True)
    remote = columns.yes_no(default=False)


class Attendance(Table, tablename="attendance"):
    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    day = columns.day()
    starts_at = Time(default=None, null=True)
    ends_at = Time(default=None, null=True)
    absence = columns.text(null=True)
    entered_by = columns.refers_to(ACCOUNT, index=False)
    entered_at = columns.moment()


class MonthClosing(Table, tablename="plan_month"):
    """A month of the register as the tutor closed it; the person says whether it is right.

    ``month`` is its first day; ``minutes``, ``present`` and ``expected`` are what both confirm. A correction that
    waits is a later ``version`` with its ``amendment``. The link is hers, once; its secret stays sealed while it may
    have to be sent by hand.
    """

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    month = columns.day()
    version = columns.small()
    minutes = columns.whole()
    present = columns.small()
    expected = columns.small()
    amendment = columns.loose_id(null=True)
    closed_by = columns.refers_to(ACCOUNT, index=False)
    closed_at = columns.moment()
    token_hash = columns.octets(null=True, unique=True)
    token_sealed = columns.octets(null=True)
    expires_at = columns.moment(null=True)
    answer = columns.text(null=True)
    answered_at = columns.moment(null=True)
    how = columns.text(null=True)
    objection_sealed = columns.octets(null=True)


class SentForm(Table, tablename="sent_form"):
    """A form that was accepted, by the key its page gave it: sent again it changes nothing. Kept for some days.

    ``drawn_at`` is when its page was drawn.
    """

    id = columns.key()
    account = columns.refers_to(ACCOUNT, index=False)
    plan = columns.refers_to(Plan)
    drawn_at = columns.moment(null=True)
    at = columns.moment()


class DiaryEntry(Table, tablename="diary_entry"):
    """``for_service``: nobody of the company reads it, its author excepted.

    A difficulty waits until whoever follows the person takes it up: ``handled_at``, ``handled_by``.
    """

    id = columns.key()
    plan = columns.refers_to(Plan)
    goal = columns.refers_to(Goal, null=True, index=False)
    kind = columns.text()
    title = columns.text()
    text_sealed = columns.octets()
    happened_on = columns.day()
    for_service = columns.yes_no(default=False)
    author = columns.refers_to(ACCOUNT, index=False)
    written_at = columns.moment()
    handled_at = columns.moment(null=True)
    handled_by = columns.refers_to(ACCOUNT, null=True, index=False)


class PlanMessage(Table, tablename="plan_message"):
    """Between the tutor and whoever follows the person."""

    id = columns.key()
    plan = columns.refers_to(Plan)
    author = columns.refers_to(ACCOUNT, index=False)
    text_sealed = columns.octets()
    at = columns.moment()


class PlanReminder(Table, tablename="plan_reminder"):
    """A reminder that went out, once per plan, kind and period."""

    id = columns.counted_key()
    plan = columns.refers_to(Plan, index=False)
    kind = columns.text()
    period = columns.text()
    due_on = columns.day()
    sent_at = columns.moment()


class PlanSignal(Table, tablename="plan_signal"):
    """An early warning to whoever follows the person, raised once a plan, kind and ``period``, until it is answered.

    ``measured`` of ``out_of`` since ``since`` is the reason; ``threshold`` an exact fraction, ``source`` the rule's.
    """

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    kind = columns.text()
    period = columns.text()
    since = columns.day()
    measured = columns.small()
    out_of = columns.small(null=True)
    threshold = columns.text(null=True)
    source = columns.text(null=True)
    raised_at = columns.moment()
    answer = columns.text(null=True)
    note_sealed = columns.octets(null=True)
    answered_by = columns.refers_to(ACCOUNT, null=True, index=False)
    answered_at = columns.moment(null=True)


class PlanIndemnity(Table, tablename="plan_indemnity"):
    """What a month of a tirocinio earned, by the rules in force then; amounts in cents, ``month`` its first day.

    Of ``whole`` minutes of the month ``counted`` are expected (period, no suspension), ``done`` were there. ``base``
    is the part of ``agreed`` for the minutes that count, ``due`` what the rules leave of it. ``settled``: tutor and
    person have confirmed the month, it is not counted again unless they correct it.
    """

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    month = columns.day()
    agreed = columns.whole()
    base = columns.whole()
    due = columns.whole()
    whole = columns.whole()
    counted = columns.whole()
    done = columns.whole()
    threshold = columns.text(null=True)
    proportional = columns.yes_no(default=False)
    source = columns.text()
    evidence = columns.text()
    settled = columns.yes_no(default=False)
    computed_at = columns.moment()
    paid_on = columns.day(null=True)
    paid = columns.whole(null=True)
    payer = columns.text(null=True)
    paid_by = columns.refers_to(ACCOUNT, null=True, index=False)


class PlanJudgement(Table, tablename="plan_judgement"):
    """The final judgement: filled by the counsellor, confirmed by tutor and person. What it says is one sealed cell.

    ``no_show``: she never came; the tutor alone confirms. The person's link is hers, once; its secret stays sealed
    while it may have to be sent by hand. ``version`` counts the fillings: another one asks both again.
    """

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    version = columns.small()
    no_show = columns.yes_no()
    content_sealed = columns.octets()
    filled_by = columns.refers_to(ACCOUNT, index=False)
    filled_at = columns.moment()
    tutor = columns.refers_to(ACCOUNT, null=True, index=False)
    tutor_at = columns.moment(null=True)
    tutor_words_sealed = columns.octets(null=True)
    person_at = columns.moment(null=True)
    person_words_sealed = columns.octets(null=True)
    token_hash = columns.octets(null=True, unique=True)
    token_sealed = columns.octets(null=True)
    expires_at = columns.moment(null=True)


class PlanOutcome(Table, tablename="plan_outcome"):
    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    outcome = columns.text()
    ended_on = columns.day()
    words_sealed = columns.octets(null=True)
    recorded_by = columns.refers_to(ACCOUNT, index=False)


class FollowUp(Table, tablename="follow_up"):
    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    months = columns.small()
    due_on = columns.day()
    done_on = columns.day(null=True)
    still_there = columns.text(null=True)
    words_sealed = columns.octets(null=True)
    recorded_by = columns.refers_to(ACCOUNT, null=True, index=False)


class TutorModule(Table, tablename="tutor_module"):
    """How far somebody is with a module of the tutors' training.

    ``read_on``: the text was read to its end; ``completed_on``: the questions were answered, last time; ``tries`` are
    those of ``tried_on``, ``score`` the right answers of the last one.
    """

    id = columns.key()
    account = columns.refers_to(ACCOUNT, index=False)
    module = columns.text()
    read_on = columns.day(null=True)
    completed_on = columns.day(null=True)
    tries = columns.small(default=0)
    tried_on = columns.day(null=True)
    score = columns.small(null=True)
