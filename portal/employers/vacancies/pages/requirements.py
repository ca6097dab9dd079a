"""Days, pay and requirements of a vacancy in words."""

from datetime import date

from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.rules import axes_of
from portal.employers.vacancies.vocabulary import AXIS_OFFERS, LANGUAGE_LEVELS, PAY_PERIOD_LABELS, PayPeriod
from portal.foundation.web.italian import date_it, number_it
from portal.reference import education, languages, licences
from portal.reference.accommodations import Axis
from portal.reference.job_tags import JOB_TAG_LABELS, JobTag


def starts_words(first: date | None, last: date | None) -> str:
    """«dal 1 marzo 2027, entro il 20 marzo 2027»"""
    return (
        ", ".join(
            words
            for words in (
                date_it(first, "dal") if first else "",
                f"entro {date_it(last, 'il')}" if last else "",
            )
            if words
        )
        or "–"
    )


def pay_words(vacancy: VacancyDetail) -> str:
    """«1.100–1.250 € lordi al mese»"""
    if vacancy.pay_min is None or vacancy.pay_period is None:
        return "–"
    least, most = number_it(vacancy.pay_min), number_it(vacancy.pay_max)
    amount = least if vacancy.pay_max in (None, vacancy.pay_min) else f"{least}–{most}"
    return f"{amount} € lordi {PAY_PERIOD_LABELS[PayPeriod(vacancy.pay_period)]}"


def requirements_words(vacancy: VacancyDetail) -> list[tuple[str, str]]:
    """What is asked beyond the tasks and what the job is like; only what was said."""
    given = set(vacancy.certificates_given)
    certificates = [
        licences.name(code) + (" (lo fornisce l’azienda)" if code in given else "")
        for code in vacancy.certificates
    ]
    spoken = [
        f"{languages.name(one.code)} {LANGUAGE_LEVELS[one.level]}{'' if one.essential else ' (utile)'}"
        for one in vacancy.languages
    ]
    axes = [AXIS_OFFERS[Axis(axis)].partition(":")[0] for axis in axes_of(vacancy.axes, vacancy.offers)]
    experience = {None: "–", True: "Serve", False: "Non serve"}[vacancy.experience_required]
    rows = [
        ("Esperienza", experience),
        ("Patenti", ", ".join(licences.name(code) for code in vacancy.licences)),
        ("Attestati richiesti dalla legge", ", ".join(certificates)),
        (
            "Titolo richiesto dalla legge",
            education.name(vacancy.education_code) if vacancy.education_code else "",
        ),
        ("Lingue", ", ".join(spoken)),
        ("Com’è il lavoro", ", ".join(JOB_TAG_LABELS[JobTag(tag)] for tag in vacancy.tags)),
        ("Si può adattare", ", ".join(axes)),
    ]
    return [(label, words) for label, words in rows if words]
