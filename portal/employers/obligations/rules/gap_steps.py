"""The lines from the quota to what is missing: every measure that moves a place, with its article."""

from portal.employers.obligations.rules.scopertura import Scopertura
from portal.employers.obligations.rules.steps import Exact, Step
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.parameters import Evidence

_SOFTWARE, _ONE, _UNSEEN = Evidence.PUBLIC_SOFTWARE, Evidence.ONE_SOURCE, Evidence.UNVERIFIED
_COMPENSATION = "L. 68/1999 art. 5 c. 8; DL 138/2011 art. 9"


def gap_steps(there: Scopertura, *, art18_since_2000: int, art18: Scopertura, public: bool) -> list[Step]:
    """The last line is what is missing, or what is over. ``art18`` is read for the transitional rule only."""
    subject = there.subject
    steps: list[Step] = []
    if there.suspended:
        steps.append(
            _measure(
                there, "suspended", "Posti sospesi", "L. 68/1999 art. 3 c. 5; DPR 333/2000 art. 4",
                -there.suspended, _SOFTWARE,
            )
        )  # fmt: skip
    if there.exempted:
        article = "L. 68/1999 art. 5 c. 3 e c. 3-bis"
        steps.append(_measure(there, "exempted", "Posti esonerati", article, -there.exempted, _SOFTWARE))
    if there.exemption_asked:
        label = "Esonero chiesto e non ancora concesso: non riduce i posti scoperti"
        operands: tuple[tuple[str, Exact], ...] = (("posti chiesti", there.exemption_asked),)
        steps.append(
            Step(
                f"measure.{subject}.exemption_asked", label, "L. 68/1999 art. 5 c. 3", operands, 0, _SOFTWARE
            )
        )
    if there.compensated:
        label = "Posti spostati altrove" if there.compensated > 0 else "Posti presi da altri"
        steps.append(
            _measure(there, "compensated", f"{label} con la compensazione", _COMPENSATION, -there.compensated)
        )
    if there.open_places and there.over_places:
        steps.append(_across(there, public=public))
    if there.transitional:
        operands = (
            ("posti oltre la quota art. 18", art18.surplus),
            ("in forza dal 17 gennaio 2000", art18_since_2000),
            ("quota art. 18", art18.quota),
        )
        label = "Categorie protette in più che coprono l’art. 3 (regola transitoria)"
        steps.append(
            Step(
                f"measure.{subject}.transitional", label, "L. 68/1999 art. 18 c. 2", operands,
                -there.transitional, _SOFTWARE,
            )
        )  # fmt: skip
    if there.in_convention:
        label, article = "Posti con assunzione programmata in convenzione", "L. 68/1999 art. 11"
        steps.append(_measure(there, "in_convention", label, article, -there.in_convention, _ONE))
    if there.gradual:
        label, article = "Posti non ancora dovuti per gradualità", "DPR 333/2000 art. 2"
        steps.append(_measure(there, "gradual", label, article, -there.gradual, _UNSEEN))
    steps.append(_last(there))
    return steps


def _measure(
    there: Scopertura,
    name: str,
    label: str,
    article: str,
    result: int,
    evidence: Evidence = Evidence.TWO_SOURCES,
) -> Step:
    return Step(
        f"measure.{there.subject}.{name}", label, article, (("posti", abs(result)),), result, evidence
    )


def _across(there: Scopertura, *, public: bool) -> Step:
    operands: tuple[tuple[str, Exact], ...] = (
        ("scoperti nelle province", there.open_places),
        ("in più in altre province", there.over_places),
    )
    rule = f"measure.{there.subject}.across_provinces"
    if public:
        label = "Posti in più in altre province: per un datore pubblico serve l’autorizzazione"
        return Step(rule, label, _COMPENSATION, operands, 0)
    label = "Posti in più in una provincia che coprono un’altra"
    return Step(rule, label, _COMPENSATION, operands, -min(there.open_places, there.over_places))


def _last(there: Scopertura) -> Step:
    article = "L. 68/1999 art. 3 c. 1" if there.subject is Subject.ART3 else "L. 68/1999 art. 18 c. 2"
    operands: list[tuple[str, Exact]] = [("quota di riserva", there.quota)]
    reduced = there.suspended + there.exempted + there.in_convention + there.gradual + there.transitional
    if reduced or there.compensated:
        operands.append(("ridotta dalle misure di", reduced + there.compensated))
    operands.append(("in forza", there.in_force))
    over = there.surplus > 0 and not there.gap
    label, result = ("Posti oltre la quota", there.surplus) if over else ("Posti scoperti", there.gap)
    return Step(f"scopertura.{there.subject}", label, article, tuple(operands), result)
