"""A row of the workforce, a file, the end of a relationship, the confirmation of a hire."""

from uuid import UUID

from portal.employers.companies.actions.hires import Confirmation
from portal.employers.companies.queries.hires import HireProposal
from portal.employers.companies.queries.workforce import WorkerDetail
from portal.employers.companies.rules import ProtectionDetails, WorkerDraft
from portal.employers.companies.typed_fields import hours, hours_text, version_of
from portal.employers.companies.vocabulary import (
    COVERAGE_TITLE_LABELS,
    EXCLUSION_LABELS,
    PROTECTED_CATEGORY_LABELS,
    PROTECTION_LABELS,
    WORK_CONTRACT_LABELS,
    CoverageTitle,
    Exclusion,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.foundation.web.forms import Choice, Day, Form, Hidden, Integer, Once, Text, Tick, Upload

Choices = dict[str, list[tuple[str, str]]]

_CATEGORIES = [(one.value, f"{one.value} – {label}") for one, label in PROTECTED_CATEGORY_LABELS.items()]
_CONTRACTS = [(one.value, label) for one, label in WORK_CONTRACT_LABELS.items()]
_PROTECTIONS = [(one.value, label) for one, label in PROTECTION_LABELS.items()]


class _ProtectedForm(Form):
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

    def details(self) -> ProtectionDetails | None:
        if not self["category"]:
            return None
        return ProtectionDetails(
            ProtectedCategory(self["category"]),
            self["percentage"],
            self["mental_or_intellectual"],
            self["war_category"],
        )


class WorkerForm(_ProtectedForm):
    code = Text(
        "Matricola",
        max_length=40,
        hint="Il numero con cui riconosci la persona.",
        missing="Scrivi la matricola.",
    )
    name = Text(
        "Nome e cognome",
        max_length=120,
        required=False,
        hint="Lo vede solo chi amministra. È conservato cifrato.",
    )
    site = Choice("Sede")
    starts_on = Day("Primo giorno", missing="Scrivi il primo giorno di lavoro.")
    ends_on = Day("Ultimo giorno", required=False)
    contract = Choice("Contratto", choices=_CONTRACTS)
    weekly_hours = Text("Ore settimanali", max_length=6, missing="Scrivi le ore settimanali.", parse=hours)
    full_time_hours = Text(
        "Ore del tempo pieno", max_length=6, missing="Scrivi le ore del tempo pieno.", parse=hours
    )
    telework = Tick("Telelavoro con accordo", required=False, hint="Il lavoro agile non è telelavoro.")
    coverage_title = Choice(
        "Perché conta per la quota",
        choices=[(one.value, label) for one, label in COVERAGE_TITLE_LABELS.items()],
        required=False,
    )
    exclusion = Choice(
        "Escluso dalla base per altro motivo",
        choices=[(one.value, label) for one, label in EXCLUSION_LABELS.items()],
        required=False,
    )
    seasonal_days = Integer(
        "Giorni lavorati nell’anno", minimum=0, maximum=366, required=False, hint="Solo per gli stagionali."
    )
    version = Hidden(required=False)
    once = Once()

    def draft(self) -> WorkerDraft:
        return WorkerDraft(
            code=self["code"],
            site_id=UUID(self["site"]),
            starts_on=self["starts_on"],
            contract=WorkContract(self["contract"]),
            weekly_hours=self["weekly_hours"],
            full_time_hours=self["full_time_hours"],
            name=self["name"],
            ends_on=self["ends_on"],
            telework=self["telework"],
            protection=Protection(self["protection"]),
            details=self.details(),
            coverage_title=CoverageTitle(self["coverage_title"]) if self["coverage_title"] else None,
            exclusion=Exclusion(self["exclusion"]) if self["exclusion"] else None,
            seasonal_days=self["seasonal_days"],
        )

    @property
    def seen(self) -> int | None:
        return version_of(self.values.get("version"))


def filled(worker: WorkerDetail, choices: Choices) -> WorkerForm:
    """The form as the row is now."""
    draft = worker.draft
    details = draft.details
    return WorkerForm.blank(
        choices=choices,
        code=draft.code,
        name=draft.name,
        site=draft.site_id,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        contract=draft.contract.value,
        weekly_hours=hours_text(draft.weekly_hours),
        full_time_hours=hours_text(draft.full_time_hours),
        telework="1" if draft.telework else None,
        protection=draft.protection.value,
        category=details.category.value if details else None,
        percentage=details.percentage if details else None,
        mental_or_intellectual="1" if details and details.mental_or_intellectual else None,
        war_category=details.war_category if details else None,
        coverage_title=draft.coverage_title.value if draft.coverage_title else None,
        exclusion=draft.exclusion.value if draft.exclusion else None,
        seasonal_days=draft.seasonal_days,
        version=worker.version,
    )


class EndForm(Form):
    ends_on = Day("Ultimo giorno di lavoro", missing="Scrivi l’ultimo giorno di lavoro.")
    version = Hidden(required=False)

    @property
    def seen(self) -> int | None:
        return version_of(self.values.get("version"))


class WorkforceFileForm(Form):
    file = Upload("File dell’organico", max_bytes=10_000_000, suffixes=(".csv", ".xlsx"))
    once = Once()


class HireForm(_ProtectedForm):
    code = Text("Matricola", max_length=40, missing="Scrivi la matricola.")
    site = Choice("Sede")
    starts_on = Day("Primo giorno", missing="Scrivi il primo giorno di lavoro.")
    ends_on = Day("Ultimo giorno", required=False, hint="Solo per un contratto a termine.")
    contract = Choice("Contratto", choices=_CONTRACTS)
    weekly_hours = Text("Ore settimanali", max_length=6, missing="Scrivi le ore settimanali.", parse=hours)
    full_time_hours = Text(
        "Ore del tempo pieno", max_length=6, missing="Scrivi le ore del tempo pieno.", parse=hours
    )

    def confirmation(self) -> Confirmation:
        return Confirmation(
            code=self["code"],
            site_id=UUID(self["site"]),
            starts_on=self["starts_on"],
            ends_on=self["ends_on"],
            contract=WorkContract(self["contract"]),
            weekly_hours=self["weekly_hours"],
            full_time_hours=self["full_time_hours"],
            protection=Protection(self["protection"]),
            details=self.details(),
        )


def proposed(hire: HireProposal, choices: Choices) -> HireForm:
    """The form as the plan ended."""
    return HireForm.blank(
        choices=choices,
        site=hire.site_id,
        starts_on=hire.starts_on,
        contract=hire.contract.value,
        weekly_hours=hours_text(hire.weekly_hours),
        full_time_hours=hours_text(hire.full_time_hours),
        protection=hire.protection.value,
    )
