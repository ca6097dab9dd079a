"""Crowds of invented profiles: few values each, so that every step of the ladder has something to do."""

from collections.abc import Sequence
from random import Random
from uuid import UUID

from portal.candidates.profiles.blind_profile import PLACE, STEPS, BlindCard, Traits
from portal.candidates.profiles.card_words import family_of
from portal.candidates.profiles.search import Shown
from portal.candidates.profiles.vocabulary import CardField
from portal.reference import professions

K = 5
FAMILY_OF = family_of()

_AREAS = (
    ("03", "LC", "LC:Merate"),
    ("03", "LC", None),
    ("03", "CO", "CO:Como"),
    ("03", "BG", None),
    ("03", None, None),
)
_PROFESSIONS = (
    "8.1.3.2.0",
    "8.1.4.3.0",
    "7.4.2.2.0",
    "4.1.1.1.0",
    "4.2.1.1.0",
    "5.1.2.2.0",
    "5.2.2.1.0",
    "3.1.2.1.0",
)
_TIMES = ("full", "part", "both", None)
_EDUCATION = (
    ("base", "licenza_media"),
    ("media", "qualifica"),
    ("media", "diploma"),
    ("alta", "oltre"),
    (None, None),
)
_LICENCES = ("b", "no", None)
_YEARS = (("under_5", "under_2"), ("under_5", "2_4"), ("5_plus", "5_9"), ("5_plus", "10_plus"), (None, None))
_AGES = (("18_34", "18_24"), ("35_49", "35_44"), ("35_49", "45_49"), ("50_plus", "55_plus"), (None, None))
_SKILLS = tuple(sorted(FAMILY_OF))[:40]


def profile(dice: Random, number: int, *, quota: bool = False, variety: int = 8) -> Traits:
    """``variety``: how many values of each field are drawn among; fewer make larger classes."""
    values: list[str | None] = [None] * len(STEPS)

    def put(*told: tuple[str, str | None]) -> None:
        for step, value in told:
            values[PLACE[step]] = value

    def draw(rows: Sequence) -> object:  # type: ignore[type-arg]
        return dice.choice(rows[:variety])

    region, province, basin = draw(_AREAS)  # type: ignore[misc]
    put(("region", region), ("province", province), ("basin", basin))
    code = str(draw(_PROFESSIONS))
    put(
        ("profession_macro", professions.macro_group(code).value),
        ("profession_1", professions.first_levels(code, 1)),
        ("profession_2", professions.first_levels(code, 2)),
    )
    put(("working_time", draw(_TIMES)), ("licence", draw(_LICENCES)))  # type: ignore[arg-type]
    put(*zip(("education_3", "education_4"), draw(_EDUCATION), strict=True))  # type: ignore[call-overload]
    put(*zip(("experience_2", "experience_4"), draw(_YEARS), strict=True))  # type: ignore[call-overload]
    put(*zip(("age_3", "age_5"), draw(_AGES), strict=True))  # type: ignore[call-overload]
    if quota:
        put(("reserved_quota", dice.choice(("eligible", "other"))))
    known = _SKILLS[: 4 * variety]
    skills = tuple(sorted(dice.sample(known, min(dice.randint(0, 6), len(known)))))
    return Traits(UUID(int=number), tuple(values), frozenset(FAMILY_OF[code] for code in skills), skills)


def crowd(seed: int, size: int, *, quota: bool = False, variety: int = 8) -> list[Traits]:
    dice = Random(seed)
    return [profile(dice, number, quota=quota, variety=variety) for number in range(1, size + 1)]


def as_shown(card: BlindCard) -> Shown:
    return Shown(card.profile_id, tuple(card.labels.get(of) for of in CardField), card.families, card.skills)
