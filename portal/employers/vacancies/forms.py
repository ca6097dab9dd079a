"""The sections of a vacancy. A draft may leave anything for later; what is typed wrong is said at once."""

from typing import Any
from uuid import UUID

from portal.employers.vacancies.actions.drafting import DemandAnswers, PlaceAnswers, TaskAnswers
from portal.employers.vacancies.queries.detail import Demand, VacancyDetail
from portal.employers.vacancies.vocabulary import (
    LEVELS,
    PUBLIC_TRANSPORT_LABELS,
    RESERVED_LABELS,
    SLOTS,
    VACANCY_CONTRACT_LABELS,
    SkillNeed,
)
from portal.foundation.web.forms import (
    Choice,
    Choices,
    Day,
    Form,
    FormInput,
    Hidden,
    Integer,
    LongText,
    Once,
    Text,
)
from portal.reference import accommodations, dimensions, skills

YES_NO = [("yes", "Sì"), ("no", "No")]
_HOURS = "Le ore settimanali vanno da 1 a 40."
MOST_TASKS = 12


def _flag(value: str | None) -> bool | None:
    return None if value is None else value == "yes"


def _word(value: bool | None) -> str | None:
    return None if value is None else ("yes" if value else "no")


class NewVacancyForm(Form):
    title = Text(
        "Titolo dell’annuncio",
        max_length=120,
        missing="Scrivi il titolo dell’annuncio.",
        hint="Come lo chiamereste in azienda: «Addetto/a back office».",
    )
    once = Once()


class VersionForm(Form):
    version = Hidden(required=False)

    def seen_version(self) -> int | None:
        text = self.values.get("version")
        return int(text) if isinstance(text, str) and text.isdigit() else None


class PlaceForm(VersionForm):
    site = Choice("Sede di lavoro", required=False)
    contract = Choice(
        "Tipo di contratto",
        required=False,
        choices=[(one.value, label) for one, label in VACANCY_CONTRACT_LABELS.items()],
    )
    places = Integer("Quanti posti", required=False, minimum=1, maximum=99, wrong="I posti vanno da 1 a 99.")
    starts_by = Day("Inizio entro il", required=False)
    public_transport = Choice(
        "La sede si raggiunge con i mezzi pubblici",
        required=False,
        choices=[(one.value, label) for one, label in PUBLIC_TRANSPORT_LABELS.items()],
    )
    architectural_barriers = Choice(
        "In sede ci sono barriere architettoniche", required=False, choices=YES_NO
    )
    remote = Choice("Si può lavorare da remoto", required=False, choices=YES_NO)

    def answers(self) -> PlaceAnswers:
        return PlaceAnswers(
            site_id=UUID(self["site"]) if self["site"] else None,
            contract=self["contract"],
            places=self["places"],
            starts_by=self["starts_by"],
            public_transport=self["public_transport"],
            architectural_barriers=_flag(self["architectural_barriers"]),
            remote=_flag(self["remote"]),
        )

    @staticmethod
    def known(vacancy: VacancyDetail) -> dict[str, Any]:
        return {
            "site": vacancy.site_id,
            "contract": vacancy.contract,
            "places": vacancy.places,
            "starts_by": f"{vacancy.starts_by:%d/%m/%Y}" if vacancy.starts_by else None,
            "public_transport": vacancy.public_transport,
            "architectural_barriers": _word(vacancy.architectural_barriers),
            "remote": _word(vacancy.remote),
            "version": vacancy.version,
        }


class TasksForm(VersionForm):
    title = Text("Titolo dell’annuncio", max_length=120, missing="Scrivi il titolo dell’annuncio.")
    words = Text(
        "Cerca la professione",
        required=False,
        max_length=80,
        hint="Con parole di tutti i giorni: «magazzino», «segreteria». Poi scegli dall’elenco.",
    )
    profession = Choice("Professione", required=False)
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
    night_shifts = Choice("Ci sono turni di notte", required=False, choices=YES_NO)
    reserved = Choice(
        "A chi si rivolge",
        required=False,
        choices=[(one.value, label) for one, label in RESERVED_LABELS.items()],
    )
    offers = Choices(
        "Che cosa può offrire la sede",
        required=False,
        choices=[(one.code, one.name) for one in accommodations.entries()],
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
            night_shifts=_flag(self["night_shifts"]),
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
            "night_shifts": _word(vacancy.night_shifts),
            "reserved": vacancy.reserved,
            "offers": list(vacancy.offers),
            "version": vacancy.version,
        }


LEVEL_CHOICES = [(str(level), words) for level, words in LEVELS]


class DemandsForm(VersionForm):
    """28 questions named by their code, read beside the declared fields: they are data, not code."""

    adjustable = Choices(
        "Che cosa potete cambiare",
        required=False,
        choices=[(one.code, one.name) for one in dimensions.entries()],
        hint="Richieste che l’azienda può togliere o ridurre.",
    )
    essential = Choices("Competenze che servono dal primo giorno", required=False)
    trainable = Choices("Competenze che si imparano qui", required=False)
    optional = Choices("Competenze utili, non necessarie", required=False)

    def __init__(self, choices: Any = None) -> None:
        every = [(one.code, one.name) for one in skills.entries()]
        super().__init__({"essential": every, "trainable": every, "optional": every, **(choices or {})})
        self.levels: dict[str, str] = {}

    @classmethod
    def of(cls, sent: FormInput) -> "DemandsForm":
        form = cls.bind(sent)
        known = {value for value, _ in LEVEL_CHOICES}
        form.levels = {
            one.code: level
            for one in dimensions.entries()
            if (level := sent.get(f"level_{one.code}")) is not None and level in known
        }
        seen: set[str] = set()
        for name in ("essential", "trainable", "optional"):
            chosen = set(form.values.get(name) or [])
            if chosen & seen:
                form.fail(name, "Una competenza può stare in un elenco solo.")
            seen |= chosen
        return form

    @classmethod
    def known(cls, vacancy: VacancyDetail) -> "DemandsForm":
        def of(need: SkillNeed) -> list[str]:
            return [code for code, kind in vacancy.skills.items() if kind is need]

        form = cls.blank(
            adjustable=[code for code, demand in vacancy.demands.items() if demand.adjustable],
            essential=of(SkillNeed.ESSENTIAL),
            trainable=of(SkillNeed.TRAINABLE),
            optional=of(SkillNeed.OPTIONAL),
            version=vacancy.version,
        )
        form.levels = {code: str(demand.level) for code, demand in vacancy.demands.items()}
        if vacancy.demands_answered:
            for one in dimensions.entries():
                form.levels.setdefault(one.code, "0")
        return form

    def answers(self) -> DemandAnswers:
        adjustable = set(self["adjustable"])
        demands = {
            code: Demand(int(level), code in adjustable)
            for code, level in self.levels.items()
            if level != "0"
        }
        needs: dict[str, SkillNeed] = {}
        for need in SkillNeed:
            for code in self[need.value]:
                needs[code] = need
        return DemandAnswers(demands, needs, answered=len(self.levels) == len(dimensions.entries()))
