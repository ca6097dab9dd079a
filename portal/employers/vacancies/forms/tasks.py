"""Mansioni e orario: what is done, when, for whom, and what the workplace offers."""

from typing import Any

from portal.employers.vacancies.actions.drafting import TaskAnswers
from portal.employers.vacancies.forms.section import YES_NO, SectionForm, flag, word
from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.vocabulary import RESERVED_LABELS, SLOTS
from portal.foundation.web.forms import Choice, Choices, Integer, LongText, Text
from portal.reference import accommodations
from portal.reference.accommodations import Who

_HOURS = "Le ore settimanali vanno da 1 a 40."
MOST_TASKS = 12


class TasksForm(SectionForm):
    title = Text("Titolo dell’annuncio", max_length=120, missing="Scrivi il titolo dell’annuncio.")
    words = Text(
        "Cerca la professione",
        required=False,
        max_length=80,
        hint="Con parole di tutti i giorni: «magazzino», «segreteria». Poi scegli dall’elenco.",
    )
    profession = Choice("Professione", missing="Cerca la professione e sceglila dall’elenco.")
    tasks = LongText(
        "Mansioni principali",
        max_length=2000,
        missing="Descrivi almeno una mansione.",
        hint="Una per riga. Scrivi cosa si fa, non come deve essere la persona.",
    )
    weekly_hours_min = Integer("Ore settimanali", minimum=1, maximum=40, wrong=_HOURS, missing=_HOURS)
    weekly_hours_max = Integer(
        "Fino a", required=False, minimum=1, maximum=40, wrong=_HOURS, hint="Solo se le ore possono variare."
    )
    slots = Choices("Quando si lavora", required=False, choices=[(slot, slot) for slot in SLOTS])
    night_shifts = Choice(
        "Ci sono turni di notte", choices=YES_NO, missing="Indica se ci sono turni di notte."
    )
    reserved = Choice(
        "A chi si rivolge",
        missing="Scegli a chi si rivolge l’annuncio.",
        choices=[(one.value, label) for one, label in RESERVED_LABELS.items()],
    )
    offers = Choices(
        "Che cosa può offrire la sede",
        required=False,
        choices=[(one.code, one.name) for one in accommodations.entries() if one.who is not Who.COUNSELLOR],
    )

    def check(self) -> None:
        least, most = self.values.get("weekly_hours_min"), self.values.get("weekly_hours_max")
        if least is not None and most is not None and most < least:
            self.fail("weekly_hours_max", "Le ore massime non possono essere meno di quelle minime.")
        if len(self.task_lines()) > MOST_TASKS:
            self.fail("tasks", f"Le mansioni sono troppe: al massimo {MOST_TASKS}, una per riga.")

    def task_lines(self) -> tuple[str, ...]:
        text = self.values.get("tasks") or ""
        return tuple(line.strip()[:200] for line in text.splitlines() if line.strip())

    def answers(self) -> TaskAnswers:
        return TaskAnswers(
            title=self["title"],
            profession_key=self["profession"],
            tasks=self.task_lines(),
            weekly_hours_min=self["weekly_hours_min"],
            weekly_hours_max=self["weekly_hours_max"],
            slots=tuple(self["slots"]),
            night_shifts=flag(self["night_shifts"]),
            reserved=self["reserved"],
            offers=tuple(self["offers"]),
        )

    @staticmethod
    def known(vacancy: VacancyDetail, profession_key: str | None) -> dict[str, Any]:
        most = vacancy.weekly_hours_max
        return {
            "title": vacancy.title,
            "profession": profession_key,
            "tasks": "\n".join(vacancy.tasks) or None,
            "weekly_hours_min": vacancy.weekly_hours_min,
            "weekly_hours_max": most if most != vacancy.weekly_hours_min else None,
            "slots": list(vacancy.slots),
            "night_shifts": word(vacancy.night_shifts),
            "reserved": vacancy.reserved,
            "offers": list(vacancy.offers),
            "version": vacancy.version,
        }
