"""Scopertura: reserved places not filled (L. 68/1999 art. 3, 4 and 18; DPR 333/2000 art. 3)."""

from dataclasses import dataclass
from datetime import date

from portal.employers.obligations.rules.figures import Figures
from portal.employers.obligations.rules.steps import Step
from portal.employers.obligations.vocabulary import CompanyClass, Subject
from portal.kernel.numbers import round_half_down
from portal.kernel.parameters import Evidence, Parameters


@dataclass(frozen=True, slots=True)
class Scopertura:
    """``real`` keeps its sign: below zero it is a surplus; ``gap`` is what is missing."""

    subject: Subject
    quota: int
    in_force: int
    exempted: int
    step: Step

    @property
    def real(self) -> int:
        return self.quota - self.exempted - self.in_force

    @property
    def gap(self) -> int:
        return max(0, self.real)

    @property
    def surplus(self) -> int:
        return max(0, -self.real)


def in_force_art3(figures: Figures, company_class: CompanyClass) -> int:
    """Full-time heads plus the part-time values of all provinces, rounded once."""
    part = figures.covering_part_small if company_class is CompanyClass.C else figures.covering_part
    return figures.covering_full + round_half_down(part)


def in_force_step(figures: Figures, company_class: CompanyClass, parameters: Parameters, on: date) -> Step:
    part = figures.covering_part_small if company_class is CompanyClass.C else figures.covering_part
    rule = parameters.row(
        "coverage.small_company_pct_above"
        if company_class is CompanyClass.C
        else "coverage.part_time_whole_above",
        on,
    )
    return Step(
        "in_force.art3",
        "Persone con disabilità in forza",
        rule.source,
        (("a tempo pieno", figures.covering_full), ("part-time, somma dei valori", part)),
        in_force_art3(figures, company_class),
        rule.evidence,
    )


def in_force_art18_step(figures: Figures) -> Step:
    return Step(
        "in_force.art18",
        "Altre categorie protette in forza",
        "L. 68/1999 art. 18 c. 2",
        (("persone", figures.art18_in_force),),
        figures.art18_in_force,
        Evidence.PUBLIC_SOFTWARE,
    )


def scopertura(subject: Subject, quota: int, in_force: int, exempted: int = 0) -> Scopertura:
    """``exempted``: units of an esonero granted or self-certified; a request still open does not count."""
    article = "L. 68/1999 art. 3 c. 1" if subject is Subject.ART3 else "L. 68/1999 art. 18 c. 2"
    operands = [("quota di riserva", quota), ("in forza", in_force)]
    if exempted:
        operands.insert(1, ("esonerati", exempted))
    real = quota - exempted - in_force
    label = "Posti scoperti" if real >= 0 else "Posti oltre la quota"
    return Scopertura(
        subject,
        quota,
        in_force,
        exempted,
        Step(f"scopertura.{subject}", label, article, tuple(operands), abs(real)),
    )
