"""Forms of the plan."""

from portal.foundation.web.forms import Choice, Day, Form, Integer, LongText, Once, Text, Tick, TimeOfDay
from portal.tutoring.actions.preparing import GoalLine
from portal.tutoring.vocabulary import (
    ABSENCE_LABELS,
    DIARY_LABELS,
    DOCUMENT_LABELS,
    INTERRUPTED_LABELS,
    OUTCOME_LABELS,
    Absence,
    DiaryKind,
    DocumentKind,
    InterruptedBy,
    Outcome,
)

NO_HEALTH = "Racconta fatti osservabili. Non scrivere dati sulla salute."
GOALS = 4


def _goal(number: int) -> Text:
    missing = "Scrivi almeno il primo obiettivo."
    return Text(f"Obiettivo {number}", required=number == 1, max_length=160, missing=missing)


def _indicator(number: int) -> Text:
    return Text(
        f"Da che cosa lo vedi ({number})",
        required=False,
        max_length=200,
        hint="Un fatto che due persone descriverebbero allo stesso modo." if number == 1 else None,
    )


def _target(number: int) -> Choice:
    return Choice(f"Traguardo ({number})", choices=[(str(n), str(n)) for n in range(2, 6)], required=False)


class PreparationForm(Form):
    starts_on = Day("Inizio", missing="Scrivi la data di inizio.")
    ends_on = Day("Fine", missing="Scrivi la data di fine.")
    weekly_hours = Integer(
        "Ore alla settimana", minimum=1, maximum=40, wrong="Le ore settimanali vanno da 1 a 40."
    )
    day_starts_at = TimeOfDay("Entrata prevista", required=False)
    day_ends_at = TimeOfDay("Uscita prevista", required=False)
    tutor = Choice("Tutor aziendale", missing="Scegli il tutor aziendale.")
    goal_1, indicator_1, target_1 = _goal(1), _indicator(1), _target(1)
    goal_2, indicator_2, target_2 = _goal(2), _indicator(2), _target(2)
    goal_3, indicator_3, target_3 = _goal(3), _indicator(3), _target(3)
    goal_4, indicator_4, target_4 = _goal(4), _indicator(4), _target(4)

    def check(self) -> None:
        for number in range(1, GOALS + 1):
            if self.values.get(f"goal_{number}") and not self.values.get(f"indicator_{number}"):
                self.fail(f"indicator_{number}", f"Scrivi da che cosa si vede l’obiettivo {number}.")

    def goals(self) -> list[GoalLine]:
        return [
            GoalLine(self[f"goal_{n}"], self[f"indicator_{n}"], int(self[f"target_{n}"] or 4))
            for n in range(1, GOALS + 1)
            if self[f"goal_{n}"]
        ]


class DocumentForm(Form):
    kind = Choice("Documento", choices=[(one.value, DOCUMENT_LABELS[one]) for one in DocumentKind])
    reference = Text("Numero o riferimento", max_length=80, missing="Scrivi il numero o il riferimento.")
    recorded_on = Day("Data del documento", missing="Scrivi la data del documento.")


class AttendanceForm(Form):
    day = Day("Giorno", missing="Scrivi il giorno.")
    starts_at = TimeOfDay("Entrata", required=False)
    ends_at = TimeOfDay("Uscita", required=False)
    absence = Choice(
        "Assenza", choices=[(one.value, ABSENCE_LABELS[one]) for one in Absence], required=False
    )


class RatingForm(Form):
    goal = Choice("Obiettivo", missing="Scegli l’obiettivo.")
    level = Choice(
        "Valutazione",
        choices=[("1", "1, con guida continua"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5, in autonomia")],
        missing="Scegli un livello da 1 a 5.",
    )
    fact = LongText(
        "Il fatto che hai visto",
        max_length=500,
        missing="Scrivi il fatto su cui si basa la valutazione.",
        hint=NO_HEALTH,
    )
    on = Day("Quando", missing="Scrivi la data.")


class DiaryForm(Form):
    title = Text("Titolo", max_length=100, missing="Scrivi un titolo breve.")
    text = LongText("Com’è andata questa settimana?", max_length=1500, missing="Scrivi com’è andata.", hint=NO_HEALTH)
    kind = Choice(
        "Di che cosa si tratta", choices=[(one.value, DIARY_LABELS[one]) for one in DiaryKind], required=False
    )
    goal = Choice("Obiettivo", required=False)
    for_service = Tick("La leggono solo gli operatori del servizio", required=False)
    once = Once()


class DifficultyForm(Form):
    text = LongText(
        "Che cosa sta succedendo",
        max_length=1000,
        missing="Scrivi che cosa sta succedendo.",
        hint="Arriva subito all’operatore. " + NO_HEALTH,
    )
    once = Once()


class ReasonForm(Form):
    reason = LongText("Motivo", max_length=500, missing="Scrivi il motivo.")


class EndForm(Form):
    outcome = Choice(
        "Come si conclude",
        choices=[(one.value, OUTCOME_LABELS[one]) for one in Outcome],
        missing="Scegli come si conclude il percorso.",
    )
    ended_on = Day("Ultimo giorno", missing="Scrivi l’ultimo giorno.")
    words = LongText("Che cosa lascia questo percorso", required=False, max_length=1000)
    hire_from = Day("Assunzione dal", required=False, hint="Solo se si conclude con un’assunzione.")
    hire_weekly_hours = Integer(
        "Ore alla settimana", required=False, minimum=1, maximum=40, wrong="Le ore settimanali vanno da 1 a 40."
    )

    def check(self) -> None:
        if self.values.get("outcome") == Outcome.HIRE.value:
            if not self.values.get("hire_from") and self.error("hire_from") is None:
                self.fail("hire_from", "Scrivi da quando comincia l’assunzione.")
            if not self.values.get("hire_weekly_hours") and self.error("hire_weekly_hours") is None:
                self.fail("hire_weekly_hours", "Scrivi le ore alla settimana dell’assunzione.")


class InterruptionForm(Form):
    interrupted_by = Choice(
        "Chi interrompe",
        choices=[(one.value, INTERRUPTED_LABELS[one]) for one in InterruptedBy],
        missing="Scegli chi interrompe il percorso.",
    )
    reason = LongText("Motivo", max_length=500, missing="Scrivi il motivo.")


class FollowUpForm(Form):
    months = Choice("Verifica", choices=[(str(n), f"{n} mesi") for n in (1, 3, 6, 12)])
    still_there = Choice(
        "Lavora ancora lì",
        choices=[("yes", "Sì"), ("no", "No"), ("unknown", "Non si sa")],
        missing="Scegli una risposta.",
    )


class ModuleForm(Form):
    answer = Choice("La tua risposta", missing="Scegli una risposta.")
