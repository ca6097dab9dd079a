"""Forms of the plan."""

from portal.foundation.web.forms import (
    Choice,
    Choices,
    Day,
    Form,
    Hidden,
    Integer,
    LongText,
    Text,
    Tick,
    TimeOfDay,
)
from portal.tutoring.actions.ending import Hire
from portal.tutoring.actions.preparing import Followed, GoalLine
from portal.tutoring.packs.vocabulary import CATEGORY_LABELS, Category
from portal.tutoring.papers.forms import WEEKDAY_CHOICES
from portal.tutoring.vocabulary import (
    FOLLOW_UP_MONTHS,
    INTERRUPTED_LABELS,
    KEEPING_OUTCOMES,
    KINDS,
    OUTCOME_LABELS,
    STILL_THERE_LABELS,
    InterruptedBy,
    Outcome,
    PlanKind,
    StillThere,
)

NO_HEALTH = "Racconta fatti osservabili. Non scrivere dati sulla salute."
GOALS = 4
"""Goals of one plan; few are looked at, many are not."""
USUAL_TARGET = 4
FULL_TIME = 40
"""Weekly hours most contracts call full time; the company's may say otherwise."""


def _goal(number: int) -> Text:
    missing = "Scrivi almeno il primo obiettivo."
    return Text(f"Obiettivo {number}", required=number == 1, max_length=160, missing=missing)


def _indicator(number: int) -> Text:
    return Text(
        f"Da che cosa si vede l’obiettivo {number}",
        required=False,
        max_length=200,
        hint="Un fatto che due persone descriverebbero allo stesso modo." if number == 1 else None,
    )


def _target(number: int) -> Choice:
    levels = [(str(n), str(n)) for n in range(2, 6)]
    return Choice(
        f"Traguardo dell’obiettivo {number}",
        choices=levels,
        required=False,
        hint="Da 1, con guida continua, a 5, in autonomia." if number == 1 else None,
    )


class PreparationForm(Form):
    starts_on = Day("Inizio", missing="Scrivi la data di inizio.")
    ends_on = Day("Fine", missing="Scrivi la data di fine.")
    weekly_hours = Integer(
        "Ore alla settimana",
        minimum=1,
        maximum=40,
        missing="Scrivi le ore alla settimana.",
        wrong="Le ore settimanali vanno da 1 a 40.",
    )
    day_starts_at = TimeOfDay("Entrata prevista", required=False)
    day_ends_at = TimeOfDay("Uscita prevista", required=False)
    weekdays = Choices("Giorni", choices=WEEKDAY_CHOICES, required=False)
    tutor = Choice("Tutor aziendale", missing="Scegli il tutor aziendale.")
    kind = Choice(
        "Tipo di tirocinio",
        choices=[(one.value, row.label) for one, row in KINDS.items() if row.rules is not None],
        required=False,
    )
    region = Choice("Regole di", required=False)
    region_told_on = Day(
        "Regione del luogo di lavoro informata il",
        required=False,
        hint="Solo se segui le regole della sede legale, in un’altra regione.",
    )
    category = Choice(
        "Per le regole, la persona è",
        choices=[(one.value, label) for one, label in CATEGORY_LABELS.items()],
        required=False,
        hint="Lo leggono solo gli operatori. Da qui durata massima e limiti.",
    )
    indemnity = Integer(
        "Indennità al mese, in euro",
        required=False,
        minimum=0,
        maximum=3000,
        hint="Se lasci vuoto, il minimo delle regole.",
        wrong="L’indennità va da 0 a 3000 €.",
    )
    meals = Tick("Con mensa o buoni pasto", required=False)
    service_in_charge = Text(
        "Servizio che ha in carico la persona",
        required=False,
        max_length=160,
        hint="Solo se non siete voi: firma anche quello.",
    )
    goal_1, indicator_1, target_1 = _goal(1), _indicator(1), _target(1)
    goal_2, indicator_2, target_2 = _goal(2), _indicator(2), _target(2)
    goal_3, indicator_3, target_3 = _goal(3), _indicator(3), _target(3)
    goal_4, indicator_4, target_4 = _goal(4), _indicator(4), _target(4)
    version = Hidden(required=False)

    def check(self) -> None:
        for number in range(1, GOALS + 1):
            if self.values.get(f"goal_{number}") and not self.values.get(f"indicator_{number}"):
                self.fail(f"indicator_{number}", f"Scrivi da che cosa si vede l’obiettivo {number}.")

    def goals(self) -> list[GoalLine]:
        return [
            GoalLine(self[f"goal_{n}"], self[f"indicator_{n}"], int(self[f"target_{n}"] or USUAL_TARGET))
            for n in range(1, GOALS + 1)
            if self[f"goal_{n}"]
        ]

    def followed(self) -> Followed:
        return Followed(
            PlanKind(self["kind"]) if self["kind"] else None,
            self["region"] or None,
            self["region_told_on"],
            Category(self["category"]) if self["category"] else None,
            self["service_in_charge"] or None,
        )

    def drawn_with(self) -> int | None:
        """The version the page was drawn with."""
        typed = self.values.get("version") or ""
        return int(typed) if typed.isdigit() and len(typed) < 10 else None


class WithoutTutorForm(PreparationForm):
    """Of a plan in which nobody keeps a register."""

    tutor = Choice("Tutor aziendale", required=False)


class SuspensionForm(Form):
    reason = LongText("Motivo", max_length=500, missing="Scrivi il motivo.")


class EndForm(Form):
    outcome = Choice("Come si conclude", missing="Scegli come si conclude il percorso.")
    ended_on = Day("Ultimo giorno", missing="Scrivi l’ultimo giorno.")
    words = LongText("Che cosa lascia questo percorso", required=False, max_length=1000)
    hire_from = Day("Assunzione dal", required=False, hint="Solo se si conclude con un’assunzione.")
    hire_weekly_hours = Integer(
        "Ore alla settimana del contratto",
        required=False,
        minimum=1,
        maximum=48,
        wrong="Le ore del contratto vanno da 1 a 48.",
    )
    full_time_hours = Integer(
        "Ore alla settimana del tempo pieno",
        required=False,
        minimum=20,
        maximum=48,
        hint="Quelle del contratto collettivo dell’azienda. Se lasci vuoto, 40.",
        wrong="Il tempo pieno va da 20 a 48 ore.",
    )
    to_evaluation = Tick("Il caso passa a «Valutazione finale»", required=False)

    def check(self) -> None:
        if self.values.get("outcome") == Outcome.HIRE.value:
            if not self.values.get("hire_from") and self.error("hire_from") is None:
                self.fail("hire_from", "Scrivi da quando comincia l’assunzione.")
            if not self.values.get("hire_weekly_hours") and self.error("hire_weekly_hours") is None:
                self.fail("hire_weekly_hours", "Scrivi le ore alla settimana del contratto.")

    def hire(self) -> Hire | None:
        if self["outcome"] != Outcome.HIRE.value:
            return None
        return Hire(self["hire_from"], self["hire_weekly_hours"], self["full_time_hours"] or FULL_TIME)


def outcome_choices(kind: PlanKind) -> dict[str, list[tuple[str, str]]]:
    keeping = kind is PlanKind.RETENTION
    return {
        "outcome": [
            (one.value, OUTCOME_LABELS[one]) for one in Outcome if (one in KEEPING_OUTCOMES) == keeping
        ]
    }


class InterruptionForm(Form):
    interrupted_by = Choice(
        "Chi interrompe",
        choices=[(one.value, INTERRUPTED_LABELS[one]) for one in InterruptedBy],
        missing="Scegli chi interrompe il percorso.",
    )
    reason = LongText("Motivo", max_length=500, missing="Scrivi il motivo.")
    to_evaluation = Tick("Il caso passa a «Valutazione finale»", required=False)


class FollowUpForm(Form):
    months = Choice(
        "Quale verifica",
        choices=[(str(n), "1 mese" if n == 1 else f"{n} mesi") for n in FOLLOW_UP_MONTHS],
        missing="Scegli la verifica.",
    )
    still_there = Choice(
        "Lavora ancora lì",
        choices=[(one.value, STILL_THERE_LABELS[one]) for one in StillThere],
        missing="Scegli una risposta.",
    )
    words = LongText("Che cosa racconta", required=False, max_length=600, hint=NO_HEALTH)
