"""A vacancy as schema.org/JobPosting, for search engines: what its public page says, and nothing more."""

from datetime import date
from typing import Any

from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.rules import freshness, hours_words, slots_words
from portal.employers.vacancies.vocabulary import (
    RESERVED_LABELS,
    VACANCY_CONTRACT_LABELS,
    PayPeriod,
    Reserved,
    VacancyContract,
)
from portal.foundation import clock
from portal.reference import education, municipalities, provinces, regions, skills

FULL_TIME_FROM = 36
"""Weekly hours from which a search engine is told «full time»; contracts differ, the text says the hours."""
_UNITS = {PayPeriod.HOUR: "HOUR", PayPeriod.MONTH: "MONTH", PayPeriod.YEAR: "YEAR"}
_INTERNSHIPS = {VacancyContract.TIROCINIO, VacancyContract.TIS}


def valid_through(vacancy: VacancyDetail) -> date | None:
    """The day on which it goes out of sight unless the company confirms it."""
    if vacancy.confirmed_at is None:
        return None
    return freshness(clock.in_rome(vacancy.confirmed_at).date()).unpublished_on


def job_posting(vacancy: VacancyDetail, url: str) -> dict[str, Any]:
    """For a public vacancy. ``url`` is that of its public page."""
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "url": url,
        "title": vacancy.title,
        "description": _description(vacancy),
        "identifier": {"@type": "PropertyValue", "name": vacancy.company_name, "value": str(vacancy.id)},
        "hiringOrganization": {"@type": "Organization", "name": vacancy.company_name},
        "jobLocation": {"@type": "Place", "address": _address(vacancy)},
        "employmentType": _employment(vacancy),
        "totalJobOpenings": vacancy.places_left,
        "workHours": f"{hours_words(vacancy.weekly_hours_min, vacancy.weekly_hours_max)} alla settimana, "
        f"{slots_words(vacancy.slots).lower()}",
        "responsibilities": "; ".join(vacancy.tasks),
        "occupationalCategory": f"{vacancy.profession_code} {vacancy.profession_title} (CP2021)",
        "directApply": False,
    }
    if vacancy.published_at is not None:
        made["datePosted"] = clock.in_rome(vacancy.published_at).date().isoformat()
    until = valid_through(vacancy)
    if until is not None:
        made["validThrough"] = until.isoformat()
    if vacancy.starts_from is not None:
        made["jobStartDate"] = vacancy.starts_from.isoformat()
    if vacancy.remote:
        made["jobLocationType"] = "TELECOMMUTE"
        made["applicantLocationRequirements"] = {"@type": "Country", "name": "IT"}
    if vacancy.skills:
        made["skills"] = "; ".join(skills.label(code) for code in vacancy.skills)
    if vacancy.education_code is not None:
        made["educationRequirements"] = education.name(vacancy.education_code)
    if vacancy.experience_required is False:
        made["experienceRequirements"] = "Non serve esperienza"
    if vacancy.pay_min is not None and vacancy.pay_period is not None:
        made["baseSalary"] = _salary(vacancy)
    return made


def _description(vacancy: VacancyDetail) -> str:
    tasks = "".join(f"<li>{_escaped(text)}</li>" for text in vacancy.tasks)
    reserved = Reserved(vacancy.reserved or Reserved.NONE)
    whom = "" if reserved is Reserved.NONE else f"<p>Posto riservato: {RESERVED_LABELS[reserved]}.</p>"
    contract = VACANCY_CONTRACT_LABELS[VacancyContract(vacancy.contract)] if vacancy.contract else ""
    return f"<p>{contract}.</p><ul>{tasks}</ul>{whom}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _address(vacancy: VacancyDetail) -> dict[str, str]:
    address = {"@type": "PostalAddress", "addressCountry": "IT"}
    if vacancy.comune_code is not None:
        address["addressLocality"] = municipalities.name(vacancy.comune_code)
    if vacancy.province is not None:
        address["addressRegion"] = regions.name(provinces.by_code(vacancy.province).region)
    return address


def _employment(vacancy: VacancyDetail) -> list[str]:
    found = ["FULL_TIME" if (vacancy.weekly_hours_min or 0) >= FULL_TIME_FROM else "PART_TIME"]
    contract = VacancyContract(vacancy.contract) if vacancy.contract else None
    if contract is VacancyContract.FIXED_TERM:
        found.append("TEMPORARY")
    if contract in _INTERNSHIPS:
        found.append("INTERN")
    return found


def _salary(vacancy: VacancyDetail) -> dict[str, Any]:
    amount: dict[str, Any] = {
        "@type": "QuantitativeValue",
        "minValue": float(vacancy.pay_min or 0),
        "unitText": _UNITS[PayPeriod(vacancy.pay_period or PayPeriod.MONTH)],
    }
    amount["maxValue"] = float(vacancy.pay_max or vacancy.pay_min or 0)
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": amount}
