"""Tables of the plan. Checks and partial indexes stand in the migrations."""

from piccolo.columns import Time
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.foundation import columns

ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")
ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")
VACANCY = LazyTableReference("Vacancy", module_path="portal.employers.vacancies.tables")
PERSON = LazyTableReference("Person", module_path="portal.candidates.people.tables")
PROPOSAL = LazyTableReference("Proposal", module_path="portal.matching.tables")


class Plan(Table, tablename="plan"):
    """One person at one company. ``title`` is the vacancy's at the time; groups are what she ticked."""

    id = columns.key()
    code = columns.text(unique=True)
    kind = columns.text()
    title = columns.text()
    proposal = columns.refers_to(PROPOSAL, null=True, index=False)
    person = columns.refers_to(PERSON)
    company = columns.refers_to(ORGANISATION)
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
    """That a document exists and until when it is valid (None: as long as the plan), who checked it and when."""

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    kind = columns.text()
    reference = columns.text()
    recorded_on = columns.day()
    valid_until = columns.day(null=True)
    recorded_by = columns.refers_to(ACCOUNT, index=False)


class Signature(Table, tablename="plan_signature"):
    """One for each party and version of the plan; never back-dated."""

    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    version = columns.whole()
    signer = columns.text()
    how = columns.text()
    signed_at = columns.moment()
    recorded_by = columns.refers_to(ACCOUNT, index=False)


class Attendance(Table, tablename="attendance"):
    id = columns.key()
    plan = columns.refers_to(Plan, index=False)
    day = columns.day()
    starts_at = Time(default=None, null=True)
    ends_at = Time(default=None, null=True)
    absence = columns.text(null=True)
    entered_by = columns.refers_to(ACCOUNT, index=False)
    entered_at = columns.moment()


class DiaryEntry(Table, tablename="diary_entry"):
    """``for_service``: nobody of the company reads it, its author excepted."""

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
    recorded_by = columns.refers_to(ACCOUNT, null=True, index=False)


class TutorModule(Table, tablename="tutor_module"):
    """A module of the tutors' training that somebody completed."""

    id = columns.key()
    account = columns.refers_to(ACCOUNT, index=False)
    module = columns.text()
    completed_on = columns.day()
