"""Dated figures of the work with companies. A decision that changes one adds a row."""

from datetime import date
from fractions import Fraction

from portal.kernel.parameters import Evidence, Parameter, Parameters

_OURS = "Regola del portale"

PARAMETERS = Parameters(
    (Parameter("proposals.open_most", Fraction(10), date(2007, 1, 1), None, _OURS, Evidence.DESIGN),)
)


def usual_cap(on: date) -> int:
    """How many proposals may be open at a company at one time, where no other number was set for it."""
    return int(PARAMETERS.value("proposals.open_most", on))
