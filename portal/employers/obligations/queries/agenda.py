"""The terms that run for a company: of its workforce and quota, of its measures and conventions."""

from datetime import date

from portal.employers.measures.rules.written import Written
from portal.employers.measures.vocabulary import (
    CONVENZIONE_ARTICLES,
    CONVENZIONE_LABELS,
    MEASURE_ARTICLES,
    MEASURE_LABELS,
    MeasureKind,
    MeasureState,
)
from portal.employers.obligations.rules.deadlines import (
    Deadline,
    end_of,
    esonero_decision_deadline,
    sixty_permille_payment,
)
from portal.kernel.parameters import Parameters


def terms_of_measures(written: Written, parameters: Parameters, on: date) -> list[Deadline]:
    """Answers awaited, last days, commitments to keep; those already over are left out."""
    found: list[Deadline] = []
    for one in written.measures:
        if not one.live:
            continue
        if one.kind is MeasureKind.ESONERO_60_PERMILLE and one.holds_on(on):
            found.append(sixty_permille_payment(one.starts_on, on, parameters))
        if one.state is MeasureState.REQUESTED and one.requested_on is not None:
            if one.kind is MeasureKind.ESONERO_PARZIALE:
                found.append(esonero_decision_deadline(one.requested_on, parameters))
        elif one.ends_on is not None and one.kind is not MeasureKind.RICHIESTA_DI_AVVIAMENTO:
            label = f"Fine: {MEASURE_LABELS[one.kind].lower()}"
            found.append(
                end_of(one.kind.value, label, one.starts_on, one.ends_on, MEASURE_ARTICLES[one.kind])
            )
    for agreement in written.conventions:
        if not agreement.in_force_on(on):
            continue
        label, article = CONVENZIONE_LABELS[agreement.kind], CONVENZIONE_ARTICLES[agreement.kind]
        for step in agreement.commitments:
            found.append(
                Deadline(
                    "commitment",
                    f"Assunzioni programmate. {label}",
                    agreement.starts_on,
                    step.due_on,
                    article,
                    step.people,
                    rule="Giorno scritto nella convenzione",
                )
            )
        found.append(end_of("convention", f"Fine. {label}", agreement.starts_on, agreement.last_day, article))
    return [one for one in found if one.due_on >= on]
