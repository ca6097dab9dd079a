"""Why this match, in words. For now the skill term of the score alone (matching.md §5).

    sim   = common leading CP2021 parts: 0,1,2,3,4,5 -> 0, .15, .35, .60, .80, 1
    occ   = 1 if the vacancy has no code, else the best sim over experiences and wishes
    comp  = max(0, 1 - .25*(essential missing) - .12*(trainable missing) - .08*(optional missing))
    score = 100*(.5*occ + .5*comp), one decimal, half up

Penalties have fixed divisors, so dropping a requirement can never lower a score.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

MODEL_VERSION = "skills-1"
"""Kept on every stored result."""

SIMILARITY: tuple[Decimal, ...] = tuple(Decimal(v) for v in ("0", "0.15", "0.35", "0.60", "0.80", "1"))
HALF = Decimal("0.5")
MISSING_ESSENTIAL = Decimal("0.25")
MISSING_TRAINABLE = Decimal("0.12")
MISSING_OPTIONAL = Decimal("0.08")


class Band(StrEnum):
    HIGH = "high"
    GOOD = "good"
    TO_WEIGH = "to_weigh"


BAND_LABELS = {Band.HIGH: "Alta", Band.GOOD: "Buona", Band.TO_WEIGH: "Da valutare"}


@dataclass(frozen=True, slots=True)
class VacancySide:
    profession_code: str | None
    essential: frozenset[str]
    trainable: frozenset[str]
    optional: frozenset[str]


@dataclass(frozen=True, slots=True)
class PersonSide:
    profession_codes: tuple[str, ...]
    """Of past jobs and of what the person wishes."""
    skills: frozenset[str]


@dataclass(frozen=True, slots=True)
class Terms:
    """Every term of the score; the explanation is written from these alone."""

    common_parts: int | None
    """None when the vacancy names no profession: then nothing is said of it."""
    occupation: Decimal
    competence: Decimal
    met: tuple[str, ...]
    missing_essential: tuple[str, ...]
    missing_trainable: tuple[str, ...]
    missing_optional: tuple[str, ...]
    score: Decimal
    band: Band


def common_parts(one: str, other: str) -> int:
    """How many leading parts two CP2021 codes («4.1.1.2.0») share, 0–5."""
    count = 0
    for a, b in zip(one.split("."), other.split("."), strict=False):
        if a != b:
            break
        count += 1
    return min(count, 5)


def judge(vacancy: VacancySide, person: PersonSide) -> Terms:
    code = vacancy.profession_code
    shared = (
        None if code is None else max((common_parts(code, own) for own in person.profession_codes), default=0)
    )
    occupation = Decimal(1) if shared is None else SIMILARITY[shared]
    missing_essential = vacancy.essential - person.skills
    missing_trainable = vacancy.trainable - person.skills
    missing_optional = vacancy.optional - person.skills
    penalty = (
        MISSING_ESSENTIAL * len(missing_essential)
        + MISSING_TRAINABLE * len(missing_trainable)
        + MISSING_OPTIONAL * len(missing_optional)
    )
    competence = max(Decimal(0), 1 - penalty)
    score = (100 * (HALF * occupation + HALF * competence)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    asked = vacancy.essential | vacancy.trainable | vacancy.optional
    return Terms(
        common_parts=shared,
        occupation=occupation,
        competence=competence,
        met=tuple(sorted(asked & person.skills)),
        missing_essential=tuple(sorted(missing_essential)),
        missing_trainable=tuple(sorted(missing_trainable)),
        missing_optional=tuple(sorted(missing_optional)),
        score=score,
        band=_band(score, bool(missing_essential)),
    )


def _band(score: Decimal, lacks_essential: bool) -> Band:
    if score >= 80 and not lacks_essential:
        return Band.HIGH
    return Band.GOOD if score >= 65 else Band.TO_WEIGH


# A profession counts whether the person did it or wishes it, so the words say both.
_CLOSENESS = (
    "La professione è diversa da quelle che conosce o desidera",
    "La professione è nello stesso grande gruppo di una che conosce o desidera",
    "La professione è vicina a una che conosce o desidera",
    "La professione è molto vicina a una che conosce o desidera",
    "La professione è quasi quella che conosce o desidera",
    "La professione è quella che conosce o desidera",
)


def explain(terms: Terms, name_of: Callable[[str], str]) -> list[str]:
    """Sentences in a fixed order: why it fits (three skills at most), what can be learned, what is missing."""
    sentences = []
    if terms.common_parts is not None:
        sentences.append(f"{_CLOSENESS[terms.common_parts]}.")
    if terms.met:
        shown = [name_of(code) for code in terms.met[:3]]
        more = len(terms.met) - len(shown)
        names = ", ".join(map(_inside, shown)) if more else _join(shown)
        sentences.append(f"Competenze in comune: {names}{f' e {more} in più' if more else ''}.")
    if terms.missing_trainable:
        sentences.append(f"Può imparare sul posto: {_join([name_of(c) for c in terms.missing_trainable])}.")
    if terms.missing_essential:
        sentences.append(f"Mancano, e servono: {_join([name_of(c) for c in terms.missing_essential])}.")
    if terms.missing_optional:
        sentences.append(f"Sarebbero utili: {_join([name_of(c) for c in terms.missing_optional])}.")
    return sentences


_FOR_COMPANY = {
    2: "Le professioni del profilo sono vicine a quella dell’annuncio",
    3: "Le professioni del profilo sono molto vicine a quella dell’annuncio",
    4: "Le professioni del profilo sono quasi quella dell’annuncio",
    5: "La professione dell’annuncio è nel profilo",
}


def job_side_reasons(terms: Terms, name_of: Callable[[str], str]) -> list[str]:
    """What a company reads in a proposal the person agreed to: conditions of the job, never a deficit."""
    sentences = []
    if terms.common_parts in _FOR_COMPANY:
        sentences.append(f"{_FOR_COMPANY[terms.common_parts]}.")
    if terms.met:
        sentences.append(f"Competenze già presenti: {_join([name_of(code) for code in terms.met[:5]])}.")
    learn = terms.missing_trainable + terms.missing_essential
    if learn:
        sentences.append(
            f"Da prevedere un periodo di formazione su: {_join([name_of(code) for code in learn])}."
        )
    return sentences


def _inside(words: str) -> str:
    """As it stands inside a sentence; an acronym keeps its capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _join(words: Sequence[str]) -> str:
    rows = [_inside(word) for word in words]
    return rows[0] if len(rows) == 1 else ", ".join(rows[:-1]) + " e " + rows[-1]
