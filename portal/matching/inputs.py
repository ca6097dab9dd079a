"""From what the slices tell of a vacancy and of a person to the two sides of the model; nothing else is read."""

import hashlib
from collections.abc import Mapping

import msgspec

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.matching.suitability.sides import (
    Demand,
    Level,
    Mode,
    PersonSide,
    Reserve,
    Transport,
    VacancySide,
)

FINGERPRINT = 8
"""Bytes kept of a hash: enough to tell one state of the inputs from another."""


def vacancy_side(vacancy: employers.VacancyForMatching) -> VacancySide:
    return VacancySide(
        published=vacancy.is_open,
        reserved=Reserve(vacancy.reserved),
        hours_min=vacancy.weekly_hours_min,
        hours_max=vacancy.weekly_hours_max,
        slots=frozenset(vacancy.slots),
        starts_by=vacancy.starts_by,
        comune=vacancy.site_comune,
        remote=vacancy.remote,
        public_transport=Transport(vacancy.public_transport),
        licences=frozenset(vacancy.licences),
        certificates=frozenset(vacancy.certificates),
        certificates_given=frozenset(vacancy.certificates_given),
        education=vacancy.education_code,
        languages={one.code: one.level for one in vacancy.languages if one.essential},
        contract=vacancy.contract,
        tags=frozenset(vacancy.tags),
        axes=frozenset(vacancy.axes),
        profession=vacancy.profession_code or None,
        experience_required=vacancy.experience_required,
        essential=frozenset(vacancy.essential_skills),
        trainable=frozenset(vacancy.trainable_skills),
        optional=frozenset(vacancy.optional_skills),
        demands={code: Demand(one.level, one.adjustable) for code, one in vacancy.demands.items()},
        offers=frozenset(vacancy.offers),
    )


def person_side(person: candidates.PersonInputs, levels: Mapping[str, candidates.Level]) -> PersonSide:
    """Hours nobody wrote yet meet no vacancy's: they are 0."""
    return PersonSide(
        may_be_proposed=person.may_be_proposed,
        art3="art3" in person.quota,
        art18="art18" in person.quota,
        hours_min=person.hours_min or 0,
        hours_max=person.hours_max or 0,
        slots=frozenset(person.slots),
        preferred_slots=frozenset(person.preferred_slots),
        free_from=person.free_from,
        comune=person.comune_code,
        modes=frozenset(Mode(one) for one in person.travel_modes),
        max_minutes=person.max_minutes or 0,
        licences=frozenset(person.licences),
        education=person.education_code,
        languages=dict(person.languages),
        contracts=frozenset(person.contracts),
        preferred_contracts=frozenset(person.preferred_contracts),
        experiences=person.profession_codes,
        wished=person.wished,
        skills=frozenset(person.skills),
        avoided_tags=frozenset(person.avoided_tags),
        axes=frozenset(person.axes),
        levels={code: Level(one.k, one.s, one.limit) for code, one in levels.items()},
    )


def packed(side: PersonSide | VacancySide) -> bytes:
    """The same side always gives the same bytes."""
    return msgspec.json.encode(side, order="deterministic")


def fingerprint(side: PersonSide | VacancySide) -> str:
    """The version of an input: another one as soon as anything of it changes."""
    return hashlib.blake2b(packed(side), digest_size=FINGERPRINT).hexdigest()


_PERSON = msgspec.json.Decoder(PersonSide)
_VACANCY = msgspec.json.Decoder(VacancySide)


def person_from(raw: bytes) -> PersonSide:
    return _PERSON.decode(raw)


def vacancy_from(raw: bytes | str) -> VacancySide:
    return _VACANCY.decode(raw)
