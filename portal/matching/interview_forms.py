"""Forms of the interview: days the company proposes, the one that is chosen, how it went."""

from datetime import datetime

from portal.foundation import clock
from portal.foundation.clock import ROME
from portal.foundation.web.forms import Choice, Choices, Day, Form, LongText, Text, Tick, TimeOfDay
from portal.matching.answer_forms import company_note
from portal.matching.interviews import (
    LENGTHS,
    NEED_LABELS,
    NO_DATE,
    OUTCOME_LABELS,
    InterviewNeed,
    moments_problem,
)

_PAIRS = (("day", "at"), ("day_2", "at_2"), ("day_3", "at_3"))


class InterviewForm(Form):
    day = Day("Giorno del colloquio", missing="Scegli il giorno del colloquio.")
    at = TimeOfDay("Ora", missing="Scrivi l’ora come 8:30.")
    day_2 = Day("Un altro giorno possibile", required=False)
    at_2 = TimeOfDay("Ora del secondo giorno", required=False)
    day_3 = Day("Un terzo giorno possibile", required=False)
    at_3 = TimeOfDay("Ora del terzo giorno", required=False)
    minutes = Choice(
        "Quanto dura",
        choices=[(str(length), f"{length} minuti") for length in LENGTHS],
        missing="Scegli quanto dura il colloquio.",
    )
    place = Text("Dove", missing="Scrivi dove si tiene il colloquio.", hint="Indirizzo, oppure «in video».")
    note = company_note()

    def check(self) -> None:
        for day, at in _PAIRS[1:]:
            if self.error(day) is None and self.error(at) is None:
                if self.values.get(day) and not self.values.get(at):
                    self.fail(at, "Scrivi anche l’ora, come 8:30.")
                if self.values.get(at) and not self.values.get(day):
                    self.fail(day, "Scrivi anche il giorno, oppure togli l’ora.")
        if self.ok:
            problem = moments_problem(self.moments(), clock.now())
            if problem is not None:
                self.fail(self._given()[problem[0]][0], problem[1])

    def _given(self) -> list[tuple[str, str]]:
        return [(day, at) for day, at in _PAIRS if self.values.get(day) and self.values.get(at)]

    def moments(self) -> list[datetime]:
        return [datetime.combine(self[day], self[at], tzinfo=ROME) for day, at in self._given()]


class DateForm(Form):
    """The counsellor tells what the person chose."""

    date = Choice("Quale data ha scelto la persona", missing="Scegli una data, oppure «Nessuna di queste».")
    needs = Choices(
        "Che cosa rende accessibile il colloquio",
        choices=[(need.value, NEED_LABELS[need]) for need in InterviewNeed],
        required=False,
        hint="Solo quello che la persona vuole far sapere. L’azienda legge che cosa fare, mai perché.",
    )
    agreed = Tick("La persona è d’accordo che l’azienda lo sappia", required=False)
    note = LongText("Note", required=False, max_length=600, hint="Restano al servizio.")

    def check(self) -> None:
        if self.values.get("date") == NO_DATE:
            return
        if self.values.get("needs") and not self.values.get("agreed"):
            self.fail("agreed", "Spunta che la persona è d’accordo, oppure togli le voci scelte.")

    def needs_told(self) -> tuple[InterviewNeed, ...]:
        return tuple(InterviewNeed(value) for value in self["needs"])


class OutcomeForm(Form):
    outcome = Choice(
        "Com’è andato",
        choices=[(one.value, label) for one, label in OUTCOME_LABELS.items()],
        missing="Scegli com’è andato il colloquio.",
    )
    note = company_note("Note")
