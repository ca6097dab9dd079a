"""A release to be attacked: sample people of one region, their cards by the portal's own algorithm, as an export.

Age is shown, although it is off by default: more fields are the harder case. Whoever is in others.csv is of the same
kind and not in the release.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from portal.candidates.cases.vocabulary import CaseState
from portal.candidates.profiles import card_words
from portal.candidates.profiles.blind_profile import STEPS, BlindCard, Traits, build_cards
from portal.candidates.profiles.export import as_csv
from portal.candidates.profiles.file_values import Basins, Known, told_skills, values_of, with_sealed
from portal.candidates.profiles.search import Shown
from portal.candidates.profiles.vocabulary import CardField
from portal.demo.chance import Chance
from portal.demo.world import jobs, people
from portal.demo.world.models import Life, Person
from portal.reference import municipalities, provinces, skills

LOMBARDIA = "03"
DAY = date(2026, 1, 12)
HAS, NONE = "x", "-"


class Somebody(NamedTuple):
    """``raw``: what her file says, as finely as a card ever could."""

    traits: Traits
    raw: tuple[str, ...]


def write(folder: Path, *, size: int, k: int, seed: int = 68) -> int:
    """The four files that the attacks read, see ``attack.py``. Answers how many cards there are."""
    everybody = [_somebody(seed, number) for number in range(2 * size)]
    released, others = everybody[:size], everybody[size:]
    built = build_cards([one.traits for one in released], k, family_of=card_words.family_of(), epoch=True)
    (folder / "cards.csv").write_bytes(as_csv([_shown(one) for one in built.cards]))
    header = (*(of.value for of in CardField), *(family.name for family in skills.families()))
    for name, some in (("people", released), ("others", others)):
        _write(folder / f"{name}.csv", header, (_row(one) for one in some))
    known = {"fields": _inside(everybody), "families": _families()}
    (folder / "labels.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    return len(built.cards)


def _families() -> dict[str, str]:
    return {skill.name: skills.family(skill.family).name for skill in skills.entries()}


def _shown(card: BlindCard) -> Shown:
    return Shown(card.profile_id, tuple(card.labels.get(of) for of in CardField), card.families, card.skills)


def _somebody(seed: int, number: int) -> Somebody:
    chance = Chance.of(seed, "audited", number)
    code = jobs.profession(chance).code
    province = chance.pick(_provinces())
    life = Life(CaseState.DEVELOPMENT, DAY)
    card = people.published(chance, DAY, code)
    person = people.details(seed, people.Outline(number, 0, 0, province, life, card), DAY)
    traits = _traits(person, code)
    return Somebody(traits, _raw(traits))


def _provinces() -> dict[str, float]:
    """Of the region, by how many live there."""
    return {
        one.code: float(sum(place.weight for place in municipalities.of_province(one.code)))
        for one in provinces.of_region(LOMBARDIA)
    }


def _traits(person: Person, profession_code: str) -> Traits:
    available = person.available
    known = Known(
        person.contact.comune_code,
        profession_code,
        (available.hours_min, available.hours_max),
        available.education_code,
        available.licences,
        [one.years for one in person.experiences],
    )
    values = with_sealed(values_of(known, Basins()), birth=person.contact.birth, eligible=None, today=DAY)
    told = told_skills(person.skills)
    family_of = card_words.family_of()
    return Traits(person.id, values, {family_of[code] for code in told}, told)


def _raw(traits: Traits) -> tuple[str, ...]:
    """The finest value of each field, as the file tells it."""
    finest: dict[CardField, str] = {}
    for step, value in zip(STEPS, traits.values, strict=True):
        if value is not None:
            finest[step.field] = value
    return tuple(finest.get(of, NONE) for of in CardField)


def _row(one: Somebody) -> Sequence[str]:
    return (*one.raw, *(HAS if family.code in one.traits.families else NONE for family in skills.families()))


def _inside(everybody: Iterable[Somebody]) -> list[dict[str, list[str]]]:
    """For each field, which values of files each of its labels stands for."""
    found: list[dict[str, set[str]]] = [{} for _ in CardField]
    order = list(CardField)
    for one in everybody:
        for step, value in zip(STEPS, one.traits.values, strict=True):
            if value is not None:
                place = order.index(step.field)
                label = card_words.words(step.field, value)
                found[place].setdefault(label, set()).add(one.raw[place])
    return [{label: sorted(values) for label, values in of.items()} for of in found]


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
