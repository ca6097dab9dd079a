"""What a draft is judged against, and how a rule that refuses becomes a problem."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.measures.rules.written import Written
from portal.employers.measures.vocabulary import MeasureKind
from portal.employers.obligations.rules.position import Position
from portal.employers.obligations.rules.provinces import ProvincePosition
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused

Problem = tuple[str | None, str]
EXEMPTING = (MeasureKind.ESONERO_PARZIALE, MeasureKind.ESONERO_60_PERMILLE)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a draft is judged against: the position on its first day without it, and what else is written.

    ``hires_since`` counts other people hired in a province from a day on; ``region_of`` a province.
    """

    position: Position
    written: Written
    employer: EmployerKind
    own_tax_code: str
    parameters: Parameters
    today: date
    region_of: Callable[[str], str]
    hires_since: Callable[[str, date], int]

    def place(self, province: str) -> ProvincePosition:
        found = (one for one in self.position.provinces if one.province == province)
        return next(found, ProvincePosition(province, 0, 0, 0, 0, 0, 0))


def tried(rule: Callable[[], object], field: str | None = None) -> Iterator[Problem]:
    """A rule that refuses by raising, as a problem; ``field`` when ours is called otherwise."""
    try:
        rule()
    except Refused as refusal:
        yield field or refusal.field, refusal.sentence
