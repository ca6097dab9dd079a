"""What the phases produce: interviews, the note of the first evaluation, the decision, the final review."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.cases.tables import Case
from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class Interview(Table, tablename="interview"):
    """A talk that took place. All that was said is sealed; a draft is its author's alone."""

    id = columns.key()
    case = columns.refers_to(Case)
    kind = columns.text()
    held_on = columns.day()
    minutes = columns.small()
    mode = columns.text()
    place = columns.text(null=True)
    state = columns.text(default="closed")
    present = columns.words()
    wishes_sealed = columns.octets(null=True)
    facts_sealed = columns.octets(null=True)
    resources_sealed = columns.octets(null=True)
    difficulties_sealed = columns.octets(null=True)
    agreed_sealed = columns.octets()
    next_step_sealed = columns.octets()
    next_on = columns.day(null=True)
    shared_note_sealed = columns.octets(null=True)
    reserved_note_sealed = columns.octets(null=True)
    recorded_by = columns.refers_to(_ACCOUNT)
    recorded_at = columns.moment()


class InterviewPlan(Table, tablename="interview_plan"):
    """A talk to come: day and place only. Afterwards, whether it took place or she did not come."""

    id = columns.key()
    case = columns.refers_to(Case)
    kind = columns.text()
    planned_for = columns.day()
    place = columns.text(null=True)
    planned_by = columns.refers_to(_ACCOUNT)
    planned_at = columns.moment()
    outcome = columns.text(null=True)
    told_on = columns.day(null=True)


class FirstEvaluation(Table, tablename="first_evaluation"):
    """Output of phase 2: workstations seen, load of the service, how solid the network is."""

    id = columns.key()
    case = columns.refers_to(Case)
    workstations_sealed = columns.octets()
    load_sealed = columns.octets()
    network = columns.text()
    noted_on = columns.day()
    noted_by = columns.refers_to(_ACCOUNT, index=False)


class CaseDecision(Table, tablename="case_decision"):
    """Output of phase 5, or a refusal in an earlier phase. ``weight`` and ``track`` are those decided on."""

    id = columns.key()
    case = columns.refers_to(Case)
    outcome = columns.text()
    weight = columns.text(null=True)
    track = columns.text(null=True)
    reason_sealed = columns.octets()
    decided_by = columns.refers_to(_ACCOUNT, index=False)
    decided_on = columns.day()
    notice_on = columns.day()


class ReviewCall(Table, tablename="review_call"):
    """All active services are asked to the final review: done without one only after some days' notice."""

    id = columns.key()
    case = columns.refers_to(Case)
    called_on = columns.day()
    meets_on = columns.day()
    called_by = columns.refers_to(_ACCOUNT, index=False)


class FinalReview(Table, tablename="final_review"):
    """Output of phase 8: the case read again with the person and the network.

    ``present``: «person» and the ids of services; ``aims_sealed``: result and fact of each aim.
    """

    id = columns.key()
    case = columns.refers_to(Case)
    words_sealed = columns.octets()
    present = columns.words(null=True)
    absent_sealed = columns.octets(null=True)
    aims_sealed = columns.octets(null=True)
    helped_sealed = columns.octets(null=True)
    hindered_sealed = columns.octets(null=True)
    network_sealed = columns.octets(null=True)
    decision = columns.text(null=True)
    reviewed_on = columns.day()
    reviewed_by = columns.refers_to(_ACCOUNT, index=False)


class EvaluationPlan(Table, tablename="evaluation_plan"):
    """One a case, made as phase 2 begins; ``template`` names the questions of the service."""

    id = columns.key()
    case = columns.refers_to(Case)
    template = columns.text()
    made_on = columns.day()


class EvaluationCheck(Table, tablename="evaluation_check"):
    """A question of the plan answered: once a phase, again at each review of phase 7."""

    id = columns.key()
    plan = columns.refers_to(EvaluationPlan)
    phase = columns.small()
    due_on = columns.day()
    done_on = columns.day()
    done_by = columns.refers_to(_ACCOUNT, index=False)
    result = columns.text()
    fact_sealed = columns.octets()
    consequence = columns.text()
