"""A vacancy as matching reads it: codes and levels, nothing that would have to be asked again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.vacancies.queries.detail import Demand, Language, VacancyDetail
from portal.employers.vacancies.rules import axes_of, hours_words, tags_of
from portal.employers.vacancies.vocabulary import (
    VACANCY_CONTRACT_LABELS,
    SkillNeed,
    VacancyContract,
    VacancyState,
)
from portal.reference import municipalities, provinces


@dataclass(frozen=True, slots=True)
class VacancyForMatching:
    """What the score reads of a vacancy (matching.md §2). ``demands`` by dimension: level 0–4 and whether the company
    can ask less; skills by how much they matter. ``axes``: those the company offers support on, those of the offered
    accommodations included. ``licences`` must be held; ``certificates`` are asked by law, ``certificates_given``
    those of them the company provides before the start; ``education_code`` is a title the law asks for.
    ``tags`` are codes of ``reference.job_tags``, «night» whenever there are night shifts.
    """

    id: UUID
    company_id: UUID
    company_name: str
    title: str
    profession_code: str
    profession_title: str
    tasks: tuple[str, ...]
    essential_skills: tuple[str, ...]
    trainable_skills: tuple[str, ...]
    optional_skills: tuple[str, ...]
    demands: dict[str, Demand]
    offers: tuple[str, ...]
    axes: tuple[str, ...]
    experience_required: bool
    licences: tuple[str, ...]
    certificates: tuple[str, ...]
    certificates_given: tuple[str, ...]
    education_code: str | None
    languages: tuple[Language, ...]
    tags: tuple[str, ...]
    contract: str
    weekly_hours_min: int
    weekly_hours_max: int
    slots: tuple[str, ...]
    starts_from: date | None
    starts_by: date | None
    ends_on: date | None
    remote: bool
    public_transport: str
    site_name: str
    site_comune: str
    province: str
    region: str
    state: VacancyState
    is_open: bool
    places: int
    places_left: int
    reserved: str
    sintetico: bool
    version: int
    workstation_id: UUID | None = None

    @property
    def place_name(self) -> str:
        return municipalities.name(self.site_comune) if self.site_comune else self.site_name

    @property
    def hours_words(self) -> str:
        return f"{hours_words(self.weekly_hours_min, self.weekly_hours_max)} alla settimana"

    @property
    def contract_words(self) -> str:
        return VACANCY_CONTRACT_LABELS[VacancyContract(self.contract)] if self.contract else ""


def for_matching(found: VacancyDetail) -> VacancyForMatching:
    def of(need: SkillNeed) -> tuple[str, ...]:
        return tuple(code for code, kind in found.skills.items() if kind is need)

    return VacancyForMatching(
        id=found.id,
        company_id=found.company_id,
        company_name=found.company_name,
        title=found.title or "Annuncio senza titolo",
        profession_code=found.profession_code or "",
        profession_title=found.profession_title or "",
        tasks=found.tasks,
        essential_skills=of(SkillNeed.ESSENTIAL),
        trainable_skills=of(SkillNeed.TRAINABLE),
        optional_skills=of(SkillNeed.OPTIONAL),
        demands=found.demands,
        offers=found.offers,
        axes=axes_of(found.axes, found.offers),
        experience_required=bool(found.experience_required),
        licences=found.licences,
        certificates=found.certificates,
        certificates_given=found.certificates_given,
        education_code=found.education_code,
        languages=found.languages,
        tags=tags_of(found.tags, found.night_shifts),
        contract=found.contract or "",
        weekly_hours_min=found.weekly_hours_min or 0,
        weekly_hours_max=found.weekly_hours_max or 0,
        slots=found.slots,
        starts_from=found.starts_from,
        starts_by=found.starts_by,
        ends_on=found.ends_on,
        remote=bool(found.remote),
        public_transport=found.public_transport or "unknown",
        site_name=found.site_name or "",
        site_comune=found.comune_code or "",
        province=found.province or "",
        region=provinces.by_code(found.province).region if found.province else "",
        state=found.state,
        is_open=found.is_open,
        places=found.places or 0,
        places_left=found.places_left,
        reserved=found.reserved or "none",
        sintetico=found.sintetico,
        version=found.version,
        workstation_id=found.workstation_id,
    )
