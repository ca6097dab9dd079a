"""A row of the workforce, and the end of a relationship."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from portal.employers.companies.identity import PersonDetails, normal_tax_code
from portal.employers.companies.queries.workforce import WorkerDetail
from portal.employers.companies.rules import ProtectionDetails, WorkerDraft
from portal.employers.companies.typed_fields import (
    birthplace,
    contract_code,
    hire_kind,
    hours,
    hours_text,
    profession,
    semester_hours,
    version_of,
)
from portal.employers.companies.vocabulary import (
    COVERAGE_TITLE_LABELS,
    DUTIES_LABELS,
    EXCLUSION_LABELS,
    EXCLUSION_SCOPE_LABELS,
    HIRE_CHANNEL_LABELS,
    PROTECTED_CATEGORY_LABELS,
    PROTECTION_LABELS,
    SEX_LABELS,
    WORK_CONTRACT_LABELS,
    CoverageTitle,
    Duties,
    Exclusion,
    ExclusionScope,
    HireChannel,
    ProtectedCategory,
    Protection,
    Sex,
    WorkContract,
)
from portal.foundation.web.forms import Choice, Day, Form, Hidden, Integer, Once, Text, Tick

Choices = dict[str, list[tuple[str, str]]]

_Enum = TypeVar("_Enum", bound=StrEnum)


def _of(labels: Mapping[_Enum, str]) -> list[tuple[str, str]]:
    return [(one.value, label) for one, label in labels.items()]


def _one(kind: type[_Enum], value: str | None) -> _Enum | None:
    return kind(value) if value else None


_AS_THEY_ARE = (
    "starts_on", "ends_on", "weekly_hours", "full_time_hours", "telework", "agile_work", "seasonal_days",
    "exclusion_ends_on", "semester_hours", "extra_hours", "contract_starts_on", "contract_ends_on",
    "inail_60_permille", "profession_code", "contract_code", "hire_kind", "tax_code", "code",
)  # fmt: skip
"""Questions whose answer is the value of the row itself."""

_CATEGORIES = [(one.value, f"{one.value} – {label}") for one, label in PROTECTED_CATEGORY_LABELS.items()]
CONTRACTS = _of(WORK_CONTRACT_LABELS)
_PROTECTIONS = _of(PROTECTION_LABELS)


class ProtectedForm(Form):
    """Quota, category and degree: the same questions wherever a row is written."""

    protection = Choice("Quota di riserva", choices=_PROTECTIONS)
    category = Choice("Categoria", choices=_CATEGORIES, required=False, hint="È conservata cifrata.")
    percentage = Integer(
        "Percentuale",
        minimum=0,
        maximum=100,
        required=False,
        hint="Solo se la categoria la prevede. È conservata cifrata.",
    )
    mental_or_intellectual = Tick("La disabilità è mentale o intellettiva", required=False)
    war_category = Integer(
        "Categoria di guerra o per servizio",
        minimum=1,
        maximum=8,
        required=False,
        hint="Da 1 a 8, solo per D4.",
    )
    covers_since = Day(
        "Conta per la quota dal", required=False, hint="Solo per chi è diventato disabile in servizio."
    )
    breach = Tick(
        "Un giudice ha accertato che l’azienda ha violato le norme di sicurezza",
        required=False,
        hint="Solo per l’inabilità sopravvenuta (art. 4 c. 4).",
    )

    def details(self) -> ProtectionDetails | None:
        if not self["category"]:
            return None
        return ProtectionDetails(
            ProtectedCategory(self["category"]),
            self["percentage"],
            self["mental_or_intellectual"],
            self["war_category"],
            self["covers_since"],
            self["breach"],
        )


class WorkerForm(ProtectedForm):
    code = Text(
        "Matricola",
        max_length=40,
        hint="Il numero con cui riconosci la persona.",
        missing="Scrivi la matricola.",
    )
    last_name = Text("Cognome", max_length=60, required=False, hint="È conservato cifrato.")
    first_name = Text("Nome", max_length=60, required=False, hint="È conservato cifrato.")
    tax_code = Text(
        "Codice fiscale",
        max_length=16,
        required=False,
        hint="Serve per il prospetto. È conservato cifrato.",
        parse=normal_tax_code,
    )
    sex = Choice("Sesso", choices=_of(SEX_LABELS), required=False, hint="Se il codice fiscale non lo dice.")
    born_on = Day("Data di nascita", required=False, hint="Se il codice fiscale non la dice.")
    born_in = Text(
        "Comune di nascita",
        max_length=80,
        required=False,
        hint="Se il codice fiscale non lo dice. Per uno Stato estero il codice, come Z129.",
        parse=birthplace,
    )
    site = Choice("Sede")
    starts_on = Day("Primo giorno", missing="Scrivi il primo giorno di lavoro.")
    ends_on = Day("Ultimo giorno", required=False)
    contract = Choice("Contratto", choices=CONTRACTS)
    weekly_hours = Text("Ore settimanali", max_length=6, missing="Scrivi le ore settimanali.", parse=hours)
    full_time_hours = Text(
        "Ore del tempo pieno", max_length=6, missing="Scrivi le ore del tempo pieno.", parse=hours
    )
    telework = Tick("Telelavoro con accordo", required=False, hint="Esce dalla base di computo.")
    agile_work = Tick("Lavoro agile con accordo", required=False, hint="Resta nella base di computo.")
    extra_hours = Text(
        "Ore settimanali in più del part-time",
        max_length=6,
        required=False,
        hint="Solo se l’azienda conta le ore lavorate.",
        parse=hours,
    )
    semester_hours = Text(
        "Ore lavorate nel semestre",
        max_length=8,
        required=False,
        hint="Solo per gli intermittenti.",
        parse=semester_hours,
    )
    contract_starts_on = Day(
        "Il contratto intero comincia il", required=False, hint="Se questa riga è una sua parte."
    )
    contract_ends_on = Day(
        "Il contratto intero finisce il", required=False, hint="Proroghe comprese, se la riga finisce prima."
    )
    inail_60_permille = Tick("Mansioni con premio INAIL dal 60 per mille", required=False)
    duties = Choice(
        "Funzioni",
        choices=_of(DUTIES_LABELS),
        required=False,
        hint="Solo per enti senza scopo di lucro, partiti, sindacati, polizia e protezione civile.",
    )
    profession_code = Text(
        "Qualifica",
        max_length=12,
        required=False,
        hint="Codice CP2021, come 4.1.1.2.0: serve per il prospetto.",
        parse=profession,
    )
    contract_code = Text(
        "Tipologia contrattuale",
        max_length=7,
        required=False,
        hint="Codice delle comunicazioni obbligatorie, come A.01.00.",
        parse=contract_code,
    )
    hire_kind = Text(
        "Tipo di assunzione",
        max_length=1,
        required=False,
        hint="La lettera che scrive il prospetto.",
        parse=hire_kind,
    )
    hire_channel = Choice("Richiesta di avviamento", choices=_of(HIRE_CHANNEL_LABELS), required=False)
    coverage_title = Choice(
        "Perché conta per la quota",
        choices=_of(COVERAGE_TITLE_LABELS),
        required=False,
    )
    exclusion = Choice(
        "Escluso dalla base per altro motivo",
        choices=_of(EXCLUSION_LABELS),
        required=False,
    )
    exclusion_scope = Choice(
        "Da quale base esce",
        choices=_of(EXCLUSION_SCOPE_LABELS),
        required=False,
        hint="Solo per le esclusioni di settore (art. 5 c. 2).",
    )
    exclusion_ends_on = Day("Escluso fino al", required=False, hint="Per esempio la fine dell’appalto.")
    seasonal_days = Integer(
        "Giorni lavorati nell’anno", minimum=0, maximum=366, required=False, hint="Solo per gli stagionali."
    )
    version = Hidden(required=False)
    once = Once()

    def draft(self, known_name: str | None = None) -> WorkerDraft:
        """``known_name`` is what a row without surname and name is called already."""
        return WorkerDraft(
            site_id=UUID(self["site"]),
            name=None if self["last_name"] and self["first_name"] else known_name,
            contract=WorkContract(self["contract"]),
            protection=Protection(self["protection"]),
            details=self.details(),
            coverage_title=_one(CoverageTitle, self["coverage_title"]),
            exclusion=_one(Exclusion, self["exclusion"]),
            exclusion_scope=_one(ExclusionScope, self["exclusion_scope"]),
            duties=_one(Duties, self["duties"]),
            hire_channel=_one(HireChannel, self["hire_channel"]),
            person=self.person(),
            **{name: self[name] for name in _AS_THEY_ARE},
        )

    def person(self) -> PersonDetails | None:
        person = PersonDetails(
            self["last_name"],
            self["first_name"],
            _one(Sex, self["sex"]),
            self["born_on"],
            self["born_in"],
        )
        return None if person == PersonDetails() else person

    @property
    def seen(self) -> int | None:
        return version_of(self.values.get("version"))


def filled(worker: WorkerDetail, choices: Choices) -> WorkerForm:
    """The form as the row is now."""
    draft = worker.draft
    values: dict[str, object] = {name: getattr(draft, name) for name in _AS_THEY_ARE}
    for part in (draft.details, draft.person):
        if part is not None:
            values |= {field.name: getattr(part, field.name) for field in fields(part)}
    values |= {
        "site": draft.site_id,
        "contract": draft.contract,
        "protection": draft.protection,
        "coverage_title": draft.coverage_title,
        "exclusion": draft.exclusion,
        "exclusion_scope": draft.exclusion_scope,
        "duties": draft.duties,
        "hire_channel": draft.hire_channel,
        "version": worker.version,
    }
    return WorkerForm.blank(choices=choices, **{name: _typed(value) for name, value in values.items()})


def _typed(value: object) -> object:
    """As somebody would type it."""
    if isinstance(value, bool):
        return "1" if value else None
    if isinstance(value, StrEnum):
        return value.value
    return hours_text(value) if isinstance(value, Decimal) else value


class EndForm(Form):
    ends_on = Day("Ultimo giorno di lavoro", missing="Scrivi l’ultimo giorno di lavoro.")
    version = Hidden(required=False)

    @property
    def seen(self) -> int | None:
        return version_of(self.values.get("version"))
