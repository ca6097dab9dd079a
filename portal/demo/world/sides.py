"""The two sides the model compares, of what the sample world knows: as the portal's own rows would read them."""

from __future__ import annotations

from portal.demo.world import wishes
from portal.demo.world.models import Person, Vacancy
from portal.employers.vacancies.rules import axes_of, tags_of
from portal.employers.vacancies.vocabulary import SkillNeed
from portal.matching.suitability.sides import (
    Demand,
    Level,
    Mode,
    PersonSide,
    Reserve,
    Transport,
    VacancySide,
)
from portal.reference import professions


def vacancy_side(vacancy: Vacancy, comune: str) -> VacancySide:
    """``comune`` of the site. As if it were open."""
    place, tasks, asked = vacancy.place, vacancy.tasks, vacancy.requirements

    def of(wanted: SkillNeed) -> frozenset[str]:
        return frozenset(code for code, need in vacancy.demands.skills.items() if need is wanted)

    return VacancySide(
        reserved=Reserve(tasks.reserved or "none"),
        hours_min=tasks.weekly_hours_min or 0,
        hours_max=tasks.weekly_hours_max or 0,
        slots=frozenset(tasks.slots),
        starts_by=place.starts_by,
        comune=comune,
        remote=bool(place.remote),
        public_transport=Transport(place.public_transport or "unknown"),
        licences=frozenset(asked.licences),
        certificates=frozenset(asked.certificates),
        certificates_given=frozenset(asked.certificates_given),
        education=asked.education_code,
        languages={one.code: one.level for one in asked.languages if one.essential},
        contract=place.contract or "",
        tags=frozenset(tags_of(asked.tags, tasks.night_shifts)),
        axes=frozenset(axes_of(asked.axes, tasks.offers)),
        profession=professions.by_key(tasks.profession_key).code if tasks.profession_key else None,
        experience_required=bool(asked.experience_required),
        essential=of(SkillNeed.ESSENTIAL),
        trainable=of(SkillNeed.TRAINABLE),
        optional=of(SkillNeed.OPTIONAL),
        demands={code: Demand(one.level, one.adjustable) for code, one in vacancy.demands.demands.items()},
        offers=frozenset(tasks.offers),
    )


def person_side(person: Person, number: int) -> PersonSide:
    """As if she might be proposed."""
    wanted = person.available
    return PersonSide(
        art3=any(one.value == "art3" for one in person.quota),
        art18=any(one.value == "art18" for one in person.quota),
        hours_min=wanted.hours_min,
        hours_max=wanted.hours_max,
        slots=frozenset(wanted.slots),
        preferred_slots=frozenset(wanted.preferred_slots),
        free_from=wanted.free_from,
        comune=person.contact.comune_code,
        modes=frozenset(Mode(one) for one in wanted.travel_modes),
        max_minutes=wanted.max_minutes,
        licences=frozenset(wanted.licences),
        education=wanted.education_code,
        languages=wishes.languages(number),
        contracts=frozenset(wanted.contracts),
        preferred_contracts=frozenset(wanted.preferred_contracts),
        experiences=tuple(one.profession_code for one in person.experiences),
        wished=tuple(wanted.wished_professions),
        skills=frozenset(person.skills),
        avoided_tags=frozenset(wanted.avoided_tags),
        axes=frozenset(axis.value for axis in wishes.axes(person)),
        levels={code: Level(one.k, one.s, one.limit) for code, one in person.levels.items()},
    )
