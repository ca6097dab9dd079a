"""What a workstation is: where, what is done, when, for how many."""

from typing import Any
from uuid import UUID

from portal.employers.vacancies.forms.tasks import MOST_TASKS
from portal.employers.vacancies.queries.detail import Demand
from portal.employers.vacancies.vocabulary import AXIS_OFFERS, SLOTS
from portal.employers.workstations.actions.making import Content
from portal.employers.workstations.queries.detail import WorkstationDetail
from portal.foundation.web.forms import Choice, Choices, Form, Hidden, Integer, LongText, Once, Text
from portal.reference import accommodations, professions
from portal.reference.accommodations import Who

_HOURS = "Le ore settimanali vanno da 1 a 40."


class ContentForm(Form):
    name = Text(
        "Nome della postazione",
        max_length=120,
        missing="Scrivi il nome della postazione.",
        hint="Come la chiamate in azienda: «Banco spedizioni».",
    )
    site = Choice("Sede", missing="Scegli la sede.")
    words = Text(
        "Cerca la professione",
        required=False,
        max_length=80,
        hint="Con parole di tutti i giorni: «magazzino», «segreteria». Poi scegli dall’elenco.",
    )
    profession = Choice("Professione", missing="Cerca la professione e sceglila dall’elenco.")
    tasks = LongText(
        "Mansioni",
        max_length=2000,
        missing="Descrivi almeno una mansione.",
        hint="Una per riga. Scrivi cosa si fa, non come deve essere la persona.",
    )
    seats = Integer(
        "Quante persone insieme",
        minimum=1,
        maximum=99,
        wrong="I posti vanno da 1 a 99.",
        missing="Scrivi quante persone può accogliere insieme.",
    )
    weekly_hours_min = Integer(
        "Ore settimanali",
        required=False,
        minimum=1,
        maximum=40,
        wrong=_HOURS,
        hint="Quante se ne possono fare.",
    )
    weekly_hours_max = Integer("Fino a", required=False, minimum=1, maximum=40, wrong=_HOURS)
    slots = Choices("Quando si lavora", required=False, choices=[(slot, slot) for slot in SLOTS])
    offers = Choices(
        "Che cosa può offrire la sede",
        required=False,
        choices=[(one.code, one.name) for one in accommodations.entries() if one.who is not Who.COUNSELLOR],
    )
    axes = Choices(
        "Su che cosa puoi adattare il lavoro",
        required=False,
        choices=[(axis.value, label) for axis, label in AXIS_OFFERS.items()],
    )
    version = Hidden(required=False)
    once = Once()

    def check(self) -> None:
        least, most = self.values.get("weekly_hours_min"), self.values.get("weekly_hours_max")
        if least is None and most is not None and self.error("weekly_hours_min") is None:
            self.fail("weekly_hours_min", "Scrivi anche da quante ore si parte.")
        if least is not None and most is not None and most < least:
            self.fail("weekly_hours_max", "Le ore massime non possono essere meno di quelle minime.")
        if len(self.task_lines()) > MOST_TASKS:
            self.fail("tasks", f"Le mansioni sono troppe: al massimo {MOST_TASKS}, una per riga.")

    def task_lines(self) -> tuple[str, ...]:
        text = self.values.get("tasks") or ""
        return tuple(line.strip()[:200] for line in text.splitlines() if line.strip())

    def seen_version(self) -> int | None:
        text = self.values.get("version")
        return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 10 else None

    def content(self, demands: dict[str, Demand]) -> Content:
        """``demands``: what is known of them already."""
        chosen = professions.by_key(self["profession"])
        least, most = self["weekly_hours_min"], self["weekly_hours_max"]
        return Content(
            site_id=UUID(self["site"]),
            name=self["name"],
            profession_code=chosen.code,
            profession_title=chosen.title,
            tasks=self.task_lines(),
            demands=demands,
            weekly_hours_min=least,
            weekly_hours_max=most if most is not None else least,
            slots=tuple(self["slots"]),
            offers=tuple(self["offers"]),
            axes=tuple(self["axes"]),
            seats=self["seats"],
        )

    @staticmethod
    def known(place: WorkstationDetail, profession_key: str | None) -> dict[str, Any]:
        most = place.weekly_hours_max
        return {
            "name": place.name,
            "site": place.site_id,
            "profession": profession_key,
            "tasks": "\n".join(place.tasks) or None,
            "seats": place.seats,
            "weekly_hours_min": place.weekly_hours_min,
            "weekly_hours_max": most if most != place.weekly_hours_min else None,
            "slots": list(place.slots),
            "offers": list(place.offers),
            "axes": list(place.axes),
            "version": place.version,
        }
