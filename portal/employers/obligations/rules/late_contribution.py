"""The surcharge on a contribution paid late or not at all (L. 68/1999 art. 5 c. 5, to be verified)."""

from datetime import date
from fractions import Fraction

from portal.employers.obligations.rules.money import to_cent
from portal.employers.obligations.rules.steps import Step, weakest
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused

DAYS_OF_A_YEAR = 365


def surcharge(
    amount: Fraction, yearly: Fraction, due_on: date, paid_on: date, parameters: Parameters
) -> Step:
    """In proportion to the days of delay. ``yearly`` is the part a year the office chose, 0 to 1.

    Raises Refused when it is outside what the law lets.
    """
    low, high = (
        parameters.row("esonero.surcharge_min_pct", due_on),
        parameters.row("esonero.surcharge_max_pct", due_on),
    )
    if not low.value <= yearly <= high.value:
        raise Refused(
            f"La maggiorazione va dal {int(low.value * 100)} al {int(high.value * 100)} % all’anno.",
            field="yearly",
        )
    days = max(0, (paid_on - due_on).days)
    return Step(
        "esonero.surcharge",
        "Maggiorazione per il ritardo",
        low.source,
        (("contributo", amount), ("per cento all’anno", yearly * 100), ("giorni di ritardo", days)),
        to_cent(amount * yearly * days / DAYS_OF_A_YEAR),
        weakest(low, high),
    )
