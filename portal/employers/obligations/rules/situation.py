"""What a count asks besides the workers: who the employer is, and the lawful measures in force, by province."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from portal.employers.companies.vocabulary import EmployerKind, EmployerRegime
from portal.employers.obligations.vocabulary import HoursBasis

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class ProvinceSituation:
    """Measures in force in one province, in whole places unless said.

    ``exempted``: units of an esonero granted (state E); ``exemption_asked``: units only asked for (state F),
    which lower nothing; ``self_certified``: units of the 60‰ self-certification.
    ``suspended_share``: the part of the quota of art. 3 that is suspended, 0 to 1.
    ``compensated3``, ``compensated18``: places moved elsewhere (positive, «R») or taken over from elsewhere
    (negative, «E»), within the company and its group.
    ``in_convention``: places of art. 3 whose hire a convention in force schedules for later;
    ``gradual``: places of art. 3 not yet due under the gradualità.
    """

    exempted: int = 0
    exemption_asked: int = 0
    self_certified: int = 0
    suspended_share: Fraction = NOTHING
    compensated3: int = 0
    compensated18: int = 0
    in_convention: int = 0
    gradual: int = 0


@dataclass(frozen=True, slots=True)
class Situation:
    """``head_office`` is the province of the sede legale.

    ``collective_dismissal`` suspends the quota of art. 3 everywhere. ``framework_cap`` is the share of the
    quota that the framework agreement of art. 14 lets the receiving bodies cover; None: the dated parameter.
    """

    head_office: str
    employer: EmployerKind = EmployerKind.PRIVATE
    regime: EmployerRegime = EmployerRegime.ORDINARY
    hours: HoursBasis = HoursBasis.CONTRACT
    provinces: Mapping[str, ProvinceSituation] = field(default_factory=dict)
    collective_dismissal: bool = False
    framework_cap: Fraction | None = None

    def of(self, province: str) -> ProvinceSituation:
        return self.provinces.get(province, _NO_MEASURE)

    @property
    def public(self) -> bool:
        """Compensates between provinces only where it was authorised (L. 68/1999 art. 5 c. 8-ter)."""
        return self.employer is EmployerKind.PUBLIC

    @property
    def measured(self) -> bool:
        """Whether some measure changes what is due."""
        return self.collective_dismissal or any(one != _NO_MEASURE for one in self.provinces.values())


@dataclass(frozen=True, slots=True)
class SituationFrom:
    """The situation from ``starts_on`` until the next one of a list; before the first there are no measures."""

    starts_on: date
    situation: Situation


_NO_MEASURE = ProvinceSituation()


def situation_of(where: "Situation | str") -> Situation:
    """A province alone is a private employer with its head office there and no measure in force."""
    return Situation(where) if isinstance(where, str) else where
