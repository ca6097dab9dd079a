"""What two raters wrote of a person, and what they agreed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.candidates.assessment.comparison import Settled
from portal.candidates.assessment.grade import Grade
from portal.candidates.assessment.grading import figures_of
from portal.candidates.assessment.rules import Level
from portal.candidates.assessment.sheets import Rated
from portal.candidates.assessment.vocabulary import TAKEN_FROM_AGREEMENT, TAKEN_FROM_ALL, Basis
from portal.demo.chance import Chance

_BASES = {Basis.OBSERVATION: 5.0, Basis.INTERVIEW: 3.0, Basis.TRIAL: 2.0}
_WELLBEING = {0: 2.0, 1: 10.0, 2: 30.0, 3: 40.0, 4: 18.0}
_HOW_MANY_DIFFER = (0, 3)
AGREED = "Visto insieme in laboratorio."


@dataclass(frozen=True, slots=True)
class Two:
    """The counsellor's sheet, the psychologist's, and what the synthesis says where they differ."""

    first: dict[str, Rated]
    second: dict[str, Rated]
    settled: dict[str, Settled]


def two_raters(chance: Chance, levels: dict[str, Level]) -> Two:
    """The second sheet is one level off on a few dimensions; the team agrees on the person's ``levels``."""
    seen = {code: level for code, level in levels.items() if level.assessed}
    basis = chance.pick(_BASES)
    off = chance.some([code for code, level in seen.items() if level.k], *_HOW_MANY_DIFFER)
    second = {code: _one_less(level) if code in off else level for code, level in seen.items()}
    settled = {code: Settled(seen[code], TAKEN_FROM_AGREEMENT, AGREED) for code in sorted(off)}
    return Two(_sheet(seen, basis), _sheet(second, Basis.INTERVIEW), settled)


def _one_less(level: Level) -> Level:
    return Level((level.k or 1) - 1, level.s)


def _sheet(levels: dict[str, Level], basis: Basis) -> dict[str, Rated]:
    return {code: Rated(level, basis) for code, level in levels.items()}


def synthesis(two: Two) -> dict[str, Settled]:
    """What the comparison leaves undisputed, with what was agreed: as the actions write it."""
    undisputed = {code: one for code, one in two.first.items() if code not in two.settled}
    return {code: Settled(one.level, TAKEN_FROM_ALL) for code, one in undisputed.items()} | two.settled


def judged_of(chance: Chance, levels: dict[str, Level], on: date) -> tuple[int, Grade]:
    """Her wellbeing as she tells it, and the rater's judgement: mostly what the figures suggest."""
    wellbeing = chance.pick(_WELLBEING)
    suggested = figures_of(levels, wellbeing, on).suggested
    return wellbeing, suggested if suggested is not None and chance.happens(0.85) else Grade.MEDIUM
