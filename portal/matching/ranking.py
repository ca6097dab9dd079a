"""Scores of people for a vacancy and of vacancies for a person, from the pure model."""

from dataclasses import dataclass
from uuid import UUID

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.kernel.refusals import NotThere
from portal.matching.suitability import PersonSide, Terms, VacancySide, judge


@dataclass(frozen=True, slots=True)
class Ranked:
    ref: UUID
    """The person, or the vacancy, that was ranked."""
    terms: Terms


def vacancy_side(vacancy: employers.VacancyForMatching) -> VacancySide:
    return VacancySide(
        vacancy.profession_code or None,
        frozenset(vacancy.essential_skills),
        frozenset(vacancy.trainable_skills),
        frozenset(vacancy.optional_skills),
    )


def person_side(person: candidates.PersonInputs) -> PersonSide:
    return PersonSide((*person.profession_codes, *person.wished), frozenset(person.skills))


async def terms_for(person_id: UUID, vacancy: employers.VacancyForMatching) -> Terms:
    person = await candidates.person_side(person_id)
    if person is None:
        raise NotThere
    return judge(vacancy_side(vacancy), person_side(person))


def rank_people(
    vacancy: employers.VacancyForMatching, people: list[candidates.PersonInputs], limit: int
) -> list[Ranked]:
    """Best first; ties by id, so that the order never depends on the order of reading."""
    side = vacancy_side(vacancy)
    ranked = [Ranked(person.person_id, judge(side, person_side(person))) for person in people]
    ranked.sort(key=lambda one: (-one.terms.score, str(one.ref)))
    return ranked[:limit]


def rank_vacancies(
    person: candidates.PersonInputs, vacancies: list[employers.VacancyForMatching], limit: int
) -> list[Ranked]:
    own = person_side(person)
    ranked = [Ranked(vacancy.id, judge(vacancy_side(vacancy), own)) for vacancy in vacancies]
    ranked.sort(key=lambda one: (-one.terms.score, str(one.ref)))
    return ranked[:limit]
