"""One vacancy, or all open ones, with everything they say."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.employers.companies.vocabulary import CompanyState
from portal.employers.vacancies.rules import Content
from portal.employers.vacancies.transitions import OPEN
from portal.employers.vacancies.vocabulary import SkillNeed, VacancyState
from portal.foundation import db
from portal.kernel.refusals import NotThere


@dataclass(frozen=True, slots=True)
class Demand:
    level: int
    adjustable: bool


@dataclass(frozen=True, slots=True)
class Language:
    """``level`` of the Common European Framework, 1 (A1) to 6 (C2)."""

    code: str
    level: int
    essential: bool


@dataclass(frozen=True, slots=True)
class VacancyDetail:
    """``skills`` by code; ``demands`` by dimension; ``offers`` are codes of accommodations.

    ``referent`` is the name of who answers for it, while she is still of the company; ``post_said``: the company
    said what the prospetto asks of this place.
    """

    id: UUID
    company_id: UUID
    company_name: str
    company_state: CompanyState
    full_time_hours: Decimal
    state: VacancyState
    state_since: datetime
    title: str | None
    profession_code: str | None
    profession_title: str | None
    tasks: tuple[str, ...]
    site_id: UUID | None
    site_name: str | None
    comune_code: str | None
    province: str | None
    contract: str | None
    reserved: str | None
    places: int | None
    places_taken: int
    weekly_hours_min: int | None
    weekly_hours_max: int | None
    slots: tuple[str, ...]
    starts_from: date | None
    starts_by: date | None
    ends_on: date | None
    pay_min: Decimal | None
    pay_max: Decimal | None
    pay_period: str | None
    experience_required: bool | None
    education_code: str | None
    licences: tuple[str, ...]
    certificates: tuple[str, ...]
    certificates_given: tuple[str, ...]
    tags: tuple[str, ...]
    axes: tuple[str, ...]
    languages: tuple[Language, ...]
    workstation_id: UUID | None
    workstation: str | None
    referent_id: UUID | None
    referent: str | None
    public_since: datetime | None
    post_said: bool
    remote: bool | None
    public_transport: str | None
    architectural_barriers: bool | None
    night_shifts: bool | None
    demands_answered: bool
    demands: dict[str, Demand]
    skills: dict[str, SkillNeed]
    offers: tuple[str, ...]
    saved_at: datetime
    published_at: datetime | None
    confirmed_at: datetime | None
    version: int
    sintetico: bool

    @property
    def places_left(self) -> int:
        return (self.places or 0) - self.places_taken

    @property
    def company_verified(self) -> bool:
        return self.company_state is CompanyState.VERIFIED

    @property
    def is_public(self) -> bool:
        """Anybody may read it, signed in or not."""
        return self.public_since is not None and self.state in OPEN and self.company_verified

    @property
    def is_open(self) -> bool:
        """Profiles may be proposed for it."""
        return self.state in OPEN and self.company_verified and self.places_left > 0

    @property
    def content(self) -> Content:
        return Content(
            self.title,
            self.profession_code,
            self.tasks,
            self.weekly_hours_min,
            self.weekly_hours_max,
            self.site_id,
            self.contract,
            self.reserved,
            self.places,
            self.public_transport,
            self.architectural_barriers,
            self.night_shifts,
            self.remote,
            self.demands_answered,
            self.experience_required,
        )


_SELECT = """
SELECT v.id, v.company AS company_id, o.name AS company_name, c.state AS company_state, c.full_time_hours, v.state,
    v.state_since, v.title, v.profession_code, v.profession_title, v.site AS site_id, s.name AS site_name,
    s.comune_code, s.province, v.contract, v.reserved, v.places, v.places_taken, v.weekly_hours_min,
    v.weekly_hours_max, v.slots, v.starts_from, v.starts_by, v.ends_on, v.pay_min, v.pay_max, v.pay_period,
    v.experience_required, v.education_code, v.licences, v.certificates, v.certificates_given, v.tags, v.axes,
    v.workstation AS workstation_id, w.name AS workstation, v.public_since,
    v.referent AS referent_id, (SELECT a.name FROM account a WHERE a.id = v.referent AND EXISTS (
        SELECT FROM membership m WHERE m.account = a.id AND m.organisation = v.company AND m.ends_on IS NULL)
    ) AS referent,
    EXISTS (SELECT FROM prospetto_informativo_post p WHERE p.vacancy = v.id) AS post_said,
    v.remote, v.public_transport, v.architectural_barriers,
    v.night_shifts, v.demands_answered, v.saved_at, v.published_at, v.confirmed_at, v.version, v.sintetico,
    ARRAY(SELECT t.text FROM vacancy_task t WHERE t.vacancy = v.id ORDER BY t.position) AS tasks,
    ARRAY(SELECT d.dimension || ':' || d.level || ':' || d.adjustable::int FROM vacancy_demand d
        WHERE d.vacancy = v.id ORDER BY d.dimension) AS demands,
    ARRAY(SELECT k.skill_code || ':' || k.kind FROM vacancy_skill k WHERE k.vacancy = v.id
        ORDER BY k.skill_code) AS skills,
    ARRAY(SELECT f.accommodation_code FROM vacancy_offer f WHERE f.vacancy = v.id
        ORDER BY f.accommodation_code) AS offers,
    ARRAY(SELECT l.language_code || ':' || l.level || ':' || l.essential::int FROM vacancy_language l
        WHERE l.vacancy = v.id ORDER BY l.language_code) AS languages
FROM vacancy v JOIN company c ON c.id = v.company JOIN organisation o ON o.id = v.company
    LEFT JOIN company_site s ON s.id = v.site LEFT JOIN workstation w ON w.id = v.workstation
"""


def _demand(text: str) -> tuple[str, Demand]:
    dimension, level, adjustable = text.split(":")
    return dimension, Demand(int(level), adjustable == "1")


def _language(text: str) -> Language:
    code, level, essential = text.split(":")
    return Language(code, int(level), essential == "1")


_CODES = ("tasks", "slots", "offers", "licences", "certificates", "certificates_given", "tags", "axes")


def _detail(row: Mapping[str, Any]) -> VacancyDetail:
    values = dict(row)
    values["state"] = VacancyState(values["state"])
    values["company_state"] = CompanyState(values["company_state"])
    values.update({name: tuple(values[name] or ()) for name in _CODES})
    values["languages"] = tuple(_language(text) for text in values["languages"])
    values["demands"] = dict(_demand(text) for text in values["demands"])
    values["skills"] = {
        code: SkillNeed(kind) for code, _, kind in (text.partition(":") for text in values["skills"])
    }
    return VacancyDetail(**values)


async def vacancy(vacancy_id: UUID) -> VacancyDetail | None:
    """For whoever has already shown a ground to read it."""
    row = await db.fetchrow(f"{_SELECT} WHERE v.id = $1", vacancy_id)
    return None if row is None else _detail(row)


async def own_vacancy(vacancy_id: UUID, company_id: UUID) -> VacancyDetail:
    """Raises NotThere for a vacancy of somebody else."""
    row = await db.fetchrow(f"{_SELECT} WHERE v.id = $1 AND v.company = $2", vacancy_id, company_id)
    if row is None:
        raise NotThere
    return _detail(row)


_OPEN = "v.state IN ('published', 'stale') AND c.state = 'verified' AND v.places_taken < v.places"


async def open_vacancies(company_id: UUID | None = None) -> list[VacancyDetail]:
    """Those for which profiles may be proposed, of one company or of all, by title."""
    rows = await db.fetch(
        f"{_SELECT} WHERE {_OPEN} AND ($1::uuid IS NULL OR v.company = $1) ORDER BY lower(v.title), v.id",
        company_id,
    )
    return [_detail(row) for row in rows]


async def several(vacancy_ids: Collection[UUID]) -> dict[UUID, VacancyDetail]:
    rows = await db.fetch(f"{_SELECT} WHERE v.id = ANY($1::uuid[])", list(vacancy_ids))
    return {row["id"]: _detail(row) for row in rows}
