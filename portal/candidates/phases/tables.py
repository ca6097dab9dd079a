"""What the phases produce: interviews, the note of the first evaluation, the decision, the final review."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.cases.tables import Case
from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class Interview(Table, tablename="interview"):
    """A talk that took place. All that was said is sealed."""

    id = columns.key()
    case = columns.refers_to(Case)
    kind = columns.text()
    held_on = columns.day()
    minutes = columns.small()
    mode = columns.text()
    present = columns.words()
    wishes_sealed = columns.octets(null=True)
    facts_sealed = columns.octets(null=True)
    resources_sealed = columns.octets(null=True)
    difficulties_sealed = columns.octets(null=True)
    agreed_sealed = columns.octets()
    next_step_sealed = columns.octets()
    next_on = columns.day(null=True)
    recorded_by = columns.refers_to(_ACCOUNT)
    recorded_at = columns.moment()


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
    """Output of phase 5, or a refusal in an earlier phase."""

    id = columns.key()
    case = columns.refers_to(Case)
    outcome = columns.text()
    reason_sealed = columns.octets()
    decided_by = columns.refers_to(_ACCOUNT, index=False)
    decided_on = columns.day()
    notice_on = columns.day()


class FinalReview(Table, tablename="final_review"):
    """Output of phase 8: the case read again with the person and the network."""

    id = columns.key()
    case = columns.refers_to(Case)
    words_sealed = columns.octets()
    reviewed_on = columns.day()
    reviewed_by = columns.refers_to(_ACCOUNT, index=False)
