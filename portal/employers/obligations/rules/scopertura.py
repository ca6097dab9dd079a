"""Scopertura: reserved places not filled (L. 68/1999 art. 3, 4 and 18; DPR 333/2000 art. 3)."""

from collections.abc import Sequence

import msgspec

from portal.employers.obligations.rules.provinces import ProvincePosition
from portal.employers.obligations.vocabulary import Subject


class Scopertura(msgspec.Struct, frozen=True):
    """What a quota comes to over the nation, in places.

    ``exempted``: units of an esonero granted or self-certified; ``exemption_asked`` lowers nothing yet.
    ``compensated`` is the sum of what is moved to (positive) or taken over from (negative) other companies of
    the group. ``transitional``: art. 18 surplus set against the gap of art. 3. ``gap`` is what is missing now,
    ``surplus`` what is over and may cover elsewhere.
    """

    subject: Subject
    quota: int
    in_force: int
    exempted: int = 0
    exemption_asked: int = 0
    suspended: int = 0
    compensated: int = 0
    transitional: int = 0
    in_convention: int = 0
    gradual: int = 0
    gap: int = 0
    surplus: int = 0
    open_places: int = 0
    """Not filled in the single provinces, before one covers another."""
    over_places: int = 0
    """Filled beyond the quota in the single provinces."""

    @property
    def real(self) -> int:
        """As the prospetto reckons it: below zero it is a surplus."""
        return self.quota - self.exempted - self.in_force - self.transitional


def scopertura(subject: Subject, quota: int, in_force: int, exempted: int = 0) -> Scopertura:
    """Of a company without measures by province. ``exempted`` are units granted or self-certified."""
    real = quota - exempted - in_force
    open_, over = max(0, real), 0 if exempted else max(0, -real)
    return Scopertura(
        subject,
        quota,
        in_force,
        exempted,
        gap=open_,
        surplus=max(0, -real),
        open_places=open_,
        over_places=over,
    )


def scopertura_art18(
    quota: int, in_force: int, provinces: Sequence[ProvincePosition], *, public: bool
) -> Scopertura:
    open_ = over = compensated = 0
    for p in provinces:
        open_ += p.open18
        over += p.surplus18
        compensated += p.compensated18
    return Scopertura(
        Subject.ART18,
        quota,
        in_force,
        compensated=compensated,
        gap=after_compensation(open_, over, public=public),
        surplus=over if public else max(0, over - open_),
        open_places=open_,
        over_places=over,
    )


def scopertura_art3(
    quota: int,
    in_force: int,
    provinces: Sequence[ProvincePosition],
    art18: Scopertura,
    art18_since_2000: int,
    *,
    public: bool,
) -> Scopertura:
    open_ = over = exempted = asked = suspended = compensated = programmed = gradual = 0
    for p in provinces:
        open_ += p.open3
        over += p.surplus3
        exempted += p.exempted
        asked += p.exemption_asked
        suspended += p.suspended
        compensated += p.compensated3
        programmed += p.in_convention
        gradual += p.gradual
    left = after_compensation(open_, over, public=public)
    transitional = transitional_reduction(left, art18.quota, art18.surplus, art18_since_2000)
    left -= transitional
    in_convention = min(left, programmed)
    left -= in_convention
    gradual = min(left, gradual)
    return Scopertura(
        Subject.ART3,
        quota,
        in_force,
        exempted,
        asked,
        suspended,
        compensated,
        transitional,
        in_convention,
        gradual,
        left - gradual,
        over if public else max(0, over - open_),
        open_,
        over,
    )


def after_compensation(open_places: int, over_places: int, *, public: bool) -> int:
    """Private employers cover a province with another by law; public ones only where it was authorised, and then
    it stands among the measures of the provinces (L. 68/1999 art. 5 c. 8; DL 138/2011 art. 9)."""
    return open_places if public else max(0, open_places - over_places)


def transitional_reduction(gap3: int, quota18: int, surplus18: int, art18_since_2000: int) -> int:
    """Art. 18 workers in force since 17 January 2000 and over their quota lower the gap of art. 3."""
    return max(0, min(gap3, quota18, surplus18, art18_since_2000))
