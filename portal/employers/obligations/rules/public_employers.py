"""Public employers: same quotas, compensation on authorisation only, someone in charge of the placements."""

from datetime import date

from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.rules.steps import Step
from portal.employers.obligations.rules.thresholds import row_on
from portal.kernel.parameters import Parameters


def placement_officer(
    situation: Situation, dependants: int, parameters: Parameters, on: date
) -> tuple[Step, ...]:
    """The line that says a public employer must name one; none for others and for smaller ones."""
    if not situation.public:
        return ()
    row = row_on(parameters, "public.placement_officer_above", on)
    if dependants <= row.value:
        return ()
    label = "Serve un responsabile dei processi di inserimento"
    operands = (("dipendenti", dependants), ("soglia", row.value))
    return (Step("public.placement_officer", label, row.source, operands, 1, row.evidence),)
