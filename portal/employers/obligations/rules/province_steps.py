"""How the quota was spread over the provinces, line by line."""

from collections.abc import Sequence
from fractions import Fraction

from portal.employers.obligations.rules.provinces import ProvincePosition
from portal.employers.obligations.rules.steps import Exact, Step, points
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.numbers import round_half_down
from portal.kernel.parameters import Evidence
from portal.reference.provinces import name_or_code

_ARTICLES = {
    Subject.ART3: "L. 68/1999 art. 3 c. 1 lett. a e art. 4 c. 2",
    Subject.ART18: "L. 68/1999 art. 18 c. 2 e art. 4 c. 2",
}
_LABELS = {Subject.ART3: "quota art. 3", Subject.ART18: "quota art. 18"}


def province_steps(
    provinces: Sequence[ProvincePosition], subject: Subject, percent: Fraction | None
) -> list[Step]:
    """``percent`` None: the whole quota stays with the head office. Nothing to say of one province alone."""
    if len(provinces) < 2:
        return []
    return [_line(one, subject, percent) for one in provinces]


def _line(there: ProvincePosition, subject: Subject, percent: Fraction | None) -> Step:
    base, quota = (there.base3, there.quota3) if subject is Subject.ART3 else (there.base18, there.quota18)
    rule = f"province.{subject}.{there.province}"
    if percent is None:
        label = f"Provincia di {name_or_code(there.province)}: {_LABELS[subject]}, tutta alla sede legale"
        return Step(rule, label, _ARTICLES[subject], (("base", base),), quota, Evidence.PUBLIC_SOFTWARE)
    exact = Fraction(base * percent.numerator, percent.denominator)
    operands: tuple[tuple[str, Exact], ...] = (
        ("base", base),
        ("percentuale", points(percent)),
        ("prodotto", exact),
    )
    moved = quota - round_half_down(exact)
    if moved:
        operands = (*operands, ("per far tornare il totale nazionale", moved))
    label = f"Provincia di {name_or_code(there.province)}: {_LABELS[subject]}"
    return Step(rule, label, _ARTICLES[subject], operands, quota, Evidence.PUBLIC_SOFTWARE)
