"""Many people at once, their rows copied: what stands in a file after the steps that tests of single files take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from portal.candidates.people.sealing import sealed
from portal.candidates.people.vocabulary import YearsBand
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.viewer import Viewer
from portal.reference import municipalities
from tests.candidates.builders import COMO, LECCO, OFFICE, SHOP, WAREHOUSE


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a card comes from."""

    comune_code: str = LECCO
    profession_code: str = WAREHOUSE
    hours: tuple[int, int] = (20, 30)
    education_code: str | None = None
    licences: tuple[str, ...] = ()
    years: YearsBand = YearsBand.FROM_2_TO_4
    skills: tuple[str, ...] = ("K017", "K018")
    birth: date = date(1980, 1, 1)
    state: str = "waiting"


PROFESSIONS = (WAREHOUSE, OFFICE, SHOP)
COMUNI = (LECCO, COMO)
HOURS = ((20, 30), (36, 40), (20, 40))
EDUCATION = ("PSE", "USG", "L", None)
SKILLS = ("K001", "K002", "K011", "K017", "K018", "K027")


def draw(dice: Random, *, state: str = "waiting") -> Drawn:
    return Drawn(
        dice.choice(COMUNI),
        dice.choice(PROFESSIONS),
        dice.choice(HOURS),
        dice.choice(EDUCATION),
        dice.choice(((), ("B",))),
        dice.choice(list(YearsBand)),
        tuple(sorted(dice.sample(SKILLS, dice.randint(0, 4)))),
        date(dice.choice((1962, 1975, 1990, 2001)), 3, 1),
        state,
    )


async def write(people: Sequence[Drawn], by: Viewer) -> list[UUID]:
    """Each followed by the counsellor, in development, agreed to her profile, which waits or is a draft."""
    ids = [new_id() for _ in people]
    now, today = clock.now(), clock.today()
    service, holder = by.organisation_id, by.account_id
    pairs = list(zip(ids, people, strict=True))
    await db.copy(
        "person",
        ("id", "service", "first_name", "last_name", "sort_name", "email", "comune_code", "birth_sealed",
         "registered_by", "registered_at", "sintetico"),
        [
            (id, service, "Nives", "Brambilla", "brambilla nives", f"{id.hex}@persone.example", one.comune_code,
             sealed(one.birth.isoformat(), "person", "birth_sealed", id), holder, now, True)
            for id, one in pairs
        ],
    )  # fmt: skip
    await db.copy(
        "case_",
        ("id", "person", "track", "weight", "lead_service", "holder", "state", "state_since", "opened_on",
         "admitted_on"),
        [
            (new_id(), id, "placement", "full", service, holder, "development", today, today, today)
            for id, _ in pairs
        ],
    )  # fmt: skip
    await db.copy(
        "consent",
        ("id", "person", "kind", "given_on", "how", "collected_by", "notice_version", "recorded_at"),
        [
            (new_id(), id, kind, today, "paper", holder, "1", now)
            for id, _ in pairs
            for kind in ("service", "profile", "proposals")
        ],
    )
    await db.copy(
        "availability",
        ("id", "person", "hours_min", "hours_max", "slots", "travel_modes", "max_minutes", "education_code",
         "licences", "contracts", "wished_professions", "preferred_slots", "preferred_contracts", "avoided_tags"),
        [
            (new_id(), id, *one.hours, [], [], 45, one.education_code, list(one.licences), [], [], [], [], [])
            for id, one in pairs
        ],
    )  # fmt: skip
    await db.copy(
        "experience",
        ("id", "person", "profession_code", "years_band"),
        [(new_id(), id, one.profession_code, one.years.value) for id, one in pairs],
    )
    await db.copy(
        "person_skill",
        ("id", "person", "skill_code"),
        [(new_id(), id, code) for id, one in pairs for code in one.skills],
    )
    await db.copy(
        "profile",
        ("id", "person", "state", "profession_code", "region_code", "submitted_by", "waiting_since"),
        [
            (new_id(), id, one.state, one.profession_code, municipalities.by_code(one.comune_code).region,
             holder, today if one.state == "waiting" else None)
            for id, one in pairs
        ],
    )  # fmt: skip
    return ids
