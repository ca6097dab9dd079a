"""A change somebody thinks about: people who come and go, lawful measures that would begin."""

from dataclasses import dataclass, fields
from fractions import Fraction

from portal.employers.obligations.rules.esonero import EsoneroSector

_HOW = frozenset(
    {
        "province",
        "full_time_hours",
        "hire_reserved_hours",
        "hire_other_hours",
        "tis_hours",
        "part_time_hours",
        "compensated_from",
        "exemption_sector",
    }
)
"""What only says how: alone it changes nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """Heads, reserved places and weekly hours. ``province`` is where the people would work and the measures hold.

    ``hire_reserved`` are people with a disability hired through the targeted channel, ``hire_other`` all others on
    permanent contracts; ``tis_reserved`` and ``tis_other`` the same when a tirocinio di inclusione sociale ends
    with a hire (the tirocinio itself counts nowhere). ``end_*`` are contracts that end; ``to_part_time`` people at
    full time, not of the reserved quota, who would pass to ``part_time_hours``. ``receiving_body``: people
    employed by the receiving body of a convention of art. 12-bis.

    ``in_convention``: places whose hire a convention of art. 11 would schedule. ``exemption_percentage``, 0 to
    100: part of the quota asked to be exempted. ``compensated``: places covered by the surplus of
    ``compensated_from``, another province of the company or, when None, another company of the group.
    """

    province: str
    full_time_hours: Fraction = Fraction(40)
    hire_reserved: int = 0
    hire_reserved_hours: Fraction = Fraction(40)
    hire_other: int = 0
    hire_other_hours: Fraction = Fraction(40)
    tis_reserved: int = 0
    tis_other: int = 0
    tis_hours: Fraction = Fraction(40)
    end_reserved: int = 0
    end_other: int = 0
    to_part_time: int = 0
    part_time_hours: Fraction = Fraction(20)
    receiving_body: int = 0
    in_convention: int = 0
    exemption_percentage: int = 0
    exemption_sector: EsoneroSector = EsoneroSector.ORDINARY
    compensated: int = 0
    compensated_from: str | None = None

    @property
    def empty(self) -> bool:
        return not any(getattr(self, one.name) for one in fields(self) if one.name not in _HOW)

    @property
    def measured(self) -> bool:
        return bool(self.in_convention or self.exemption_percentage or self.compensated)
