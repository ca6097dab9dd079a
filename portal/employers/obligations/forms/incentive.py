"""A hire to be made, as far as the INPS incentive looks at it: a group of the law, never somebody's percentage."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.measures.forms.amounts import amount
from portal.employers.obligations.rules.incentivi import IncentiveContract, IncentiveHire
from portal.foundation.web.forms import Choice, Day, Form, Hidden
from portal.foundation.web.italian import number_it
from portal.kernel.parameters import Parameters


class IncentiveGroup(StrEnum):
    """Whom art. 13 c. 1 and c. 1-bis tell apart."""

    HIGH = "high"
    MIDDLE = "middle"
    MENTAL = "mental"


CONTRACT_LABELS: dict[IncentiveContract, str] = {
    IncentiveContract.PERMANENT: "Tempo indeterminato",
    IncentiveContract.FIXED_TERM: "Tempo determinato",
}


def group_choices(parameters: Parameters, on: date) -> list[tuple[str, str]]:
    """The groups with the thresholds of the day."""

    def figure(key: str) -> str:
        return number_it(parameters.value(f"incentive.{key}", on))

    high, middle, mental = figure("high_above_pct"), figure("middle_from_pct"), figure("mental_above_pct")
    return [
        (IncentiveGroup.HIGH.value, f"Riduzione della capacità oltre il {high} %"),
        (IncentiveGroup.MIDDLE.value, f"Riduzione della capacità dal {middle} al {high} %"),
        (IncentiveGroup.MENTAL.value, f"Disabilità intellettiva o psichica oltre il {mental} %"),
    ]


class IncentiveForm(Form):
    company = Hidden(required=False)
    group = Choice("Chi assumi", missing="Scegli il gruppo della legge.")
    contract = Choice(
        "Contratto",
        choices=[(one.value, label) for one, label in CONTRACT_LABELS.items()],
        missing="Scegli il contratto.",
    )
    hired_on = Day("Primo giorno di lavoro", missing="Scrivi il primo giorno di lavoro.")
    ends_on = Day("Ultimo giorno", required=False, hint="Solo per un contratto a tempo determinato.")
    yearly_pay = amount(
        "Retribuzione lorda di un anno",
        "Scrivi la retribuzione in euro, come 26.000.",
        least=Decimal(1),
        most=Decimal(999_999),
        missing="Scrivi la retribuzione lorda di un anno.",
    )
    asked_on = Day("Domanda a INPS del", required=False, hint="Se c’è, vedi i termini che corrono.")
    answered_on = Day("Risposta di INPS del", required=False)

    def check(self) -> None:
        asked, answered = self.values.get("asked_on"), self.values.get("answered_on")
        if answered and not asked:
            self.fail("asked_on", "Scrivi anche il giorno della domanda.")
        elif answered and asked and answered < asked:
            self.fail("answered_on", "La risposta viene prima della domanda: controlla le due date.")

    @classmethod
    def choices_on(cls, parameters: Parameters, on: date) -> Mapping[str, Sequence[tuple[str, str]]]:
        return {"group": group_choices(parameters, on)}

    def hire(self, employer: EmployerKind, parameters: Parameters) -> IncentiveHire:
        """Somebody at the lowest threshold of the group: the incentive is the same for all of it."""
        on, group = self["hired_on"], IncentiveGroup(self["group"])

        def figure(key: str) -> int:
            return (
                int(parameters.value(f"incentive.{key}", on))
                if parameters.known(f"incentive.{key}", on)
                else 0
            )

        lowest = {
            IncentiveGroup.HIGH: figure("high_above_pct") + 1,
            IncentiveGroup.MIDDLE: figure("middle_from_pct"),
            IncentiveGroup.MENTAL: figure("mental_above_pct") + 1,
        }
        return IncentiveHire(
            on,
            IncentiveContract(self["contract"]),
            Fraction(self["yearly_pay"]),
            lowest[group],
            mental=group is IncentiveGroup.MENTAL,
            ends_on=self["ends_on"],
            employer=employer,
        )
