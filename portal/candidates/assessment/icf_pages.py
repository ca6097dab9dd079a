"""ICF ratings in words. Who may not read health detail gets environmental factors only (services.md §1)."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.candidates.assessment.icf import QUALIFIERS, SIGN_LABELS, IcfRating, environmental_codes
from portal.reference import icf


@dataclass(frozen=True, slots=True)
class IcfLine:
    code: str
    label: str
    words: str
    note: str | None
    proposes: str | None


def _qualifier(value: int | None) -> str:
    return "non rilevata" if value is None else QUALIFIERS[value]


def _line(one: IcfRating) -> IcfLine:
    if one.sign is not None and one.degree is not None:
        words = f"{SIGN_LABELS[one.sign]}: {QUALIFIERS[one.degree]}"
        proposes = (
            "Può diventare un’azione del progetto." if one.sign == "barrier" else "Può diventare un sostegno."
        )
    else:
        words = f"Capacità {_qualifier(one.capacity)}; performance {_qualifier(one.performance)}"
        proposes = None
    return IcfLine(one.code, icf.label(one.code), words, one.note, proposes)


def icf_lines(ratings: Iterable[IcfRating], *, environmental_only: bool = False) -> list[IcfLine]:
    """Functions and activities by code, then environmental factors, the most telling first."""
    order = {code: place for place, code in enumerate(environmental_codes())}
    kept = [one for one in ratings if one.environmental or not environmental_only]
    return [_line(one) for one in sorted(kept, key=lambda one: (order.get(one.code, -1), one.code))]
