"""The INPS incentive for a hire (L. 68/1999 art. 13; circ. INPS 99/2016)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.rules.money import to_cent
from portal.employers.obligations.rules.months import add_months, lasts_at_least
from portal.employers.obligations.rules.spells import DAY
from portal.employers.obligations.rules.steps import Step, weakest
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused

FIRST_DAY = date(2016, 1, 1)
ARTICLE = "L. 68/1999 art. 13"
MONTHS_OF_A_YEAR = 12


class IncentiveContract(StrEnum):
    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"


@dataclass(frozen=True, slots=True)
class IncentiveHire:
    """``percentage`` of reduced capacity or ``war_category`` 1 to 8; ``mental``: intellectual or mental disability.

    ``yearly_pay``: euro a year, gross, subject to contributions. ``ends_on``: last day of a fixed-term contract.
    """

    hired_on: date
    contract: IncentiveContract
    yearly_pay: Fraction
    percentage: int | None = None
    war_category: int | None = None
    mental: bool = False
    ends_on: date | None = None
    employer: EmployerKind = EmployerKind.PRIVATE
    net_increase: bool = True
    contributions_regular: bool = True


@dataclass(frozen=True, slots=True)
class Incentive:
    """``share`` of the monthly pay for ``months``; amounts in euro to the cent, 0 when nothing is due.

    ``reason``: why nothing is due, one Italian sentence; None when something is.
    """

    share: Fraction
    months: Fraction
    monthly: Fraction
    amount: Fraction
    reason: str | None
    steps: tuple[Step, ...] = field(repr=False)


def incentive(hire: IncentiveHire, parameters: Parameters) -> Incentive:
    """What INPS pays for one hire while the fund lasts. Raises Refused for a contract whose data do not stand."""
    _stands(hire)
    reason = _excluded(hire)
    found = None if reason else _best(hire, parameters)
    if found is None:
        sentence = reason or _nothing(hire, parameters)
        step = Step("incentive.none", sentence, ARTICLE, (), 0)
        return Incentive(Fraction(0), Fraction(0), Fraction(0), Fraction(0), sentence, (step,))
    share, months, group = found
    monthly = hire.yearly_pay / MONTHS_OF_A_YEAR
    amount = to_cent(monthly * share * months)
    cap = parameters.row("incentive.aid_cap_pct", hire.hired_on)
    highest = to_cent(monthly * months * cap.value)
    steps = (
        group,
        Step(
            "incentive.monthly",
            "Incentivo al mese",
            group.article,
            (("retribuzione al mese", monthly), ("per cento", share * 100)),
            to_cent(monthly * share),
            group.evidence,
        ),
        Step(
            "incentive.amount",
            "Incentivo in tutto",
            group.article,
            (("retribuzione al mese", monthly), ("per cento", share * 100), ("mesi", months)),
            amount,
            group.evidence,
        ),
        Step(
            "incentive.cap",
            "Tutti gli aiuti insieme non superano la retribuzione",
            cap.source,
            (("massimo", highest), ("incentivo", amount)),
            min(amount, highest),
            cap.evidence,
        ),
    )
    return Incentive(share, months, to_cent(monthly * share), min(amount, highest), None, steps)


def _stands(hire: IncentiveHire) -> None:
    if hire.hired_on < FIRST_DAY:
        raise Refused(
            "Questo incentivo vale per le assunzioni dal 1 gennaio 2016 (DLgs 151/2015 art. 10).",
            field="hired_on",
        )
    if hire.yearly_pay <= 0:
        raise Refused("Scrivi la retribuzione di un anno, sopra lo zero.", field="yearly_pay")
    fixed = hire.contract is IncentiveContract.FIXED_TERM
    if fixed and hire.ends_on is None:
        raise Refused("Un contratto a termine ha un ultimo giorno: scrivilo.", field="ends_on")
    if not fixed and hire.ends_on is not None:
        raise Refused("Un contratto a tempo indeterminato non ha un ultimo giorno: toglilo.", field="ends_on")
    if hire.ends_on is not None and hire.ends_on < hire.hired_on:
        raise Refused("L’ultimo giorno viene prima dell’assunzione: controlla le due date.", field="ends_on")
    if hire.percentage is None and hire.war_category is None:
        raise Refused("Scrivi la percentuale di riduzione o la categoria di guerra.", field="percentage")


def _excluded(hire: IncentiveHire) -> str | None:
    if hire.employer is EmployerKind.PUBLIC:
        return "L’incentivo è per datori privati ed enti pubblici economici."
    if not hire.net_increase:
        return "Serve un aumento netto dell’occupazione sulla media dei dodici mesi prima."
    if not hire.contributions_regular:
        return "Servono contributi in regola."
    return None


def _best(hire: IncentiveHire, parameters: Parameters) -> tuple[Fraction, Fraction, Step] | None:
    """Part of the pay, months and the line that says why: mental disability first, it lasts longer."""
    on, percentage, war = hire.hired_on, hire.percentage or 0, hire.war_category
    rows = {
        key: parameters.row(f"incentive.{key}", on)
        for key in (
            "mental_above_pct", "mental_pct", "mental_months", "fixed_term_min_months",
            "high_above_pct", "high_war_category", "high_pct", "high_months",
            "middle_from_pct", "middle_war_category", "middle_pct", "middle_months",
        )
    }  # fmt: skip

    def line(group: str, label: str, threshold: str, months: Fraction) -> tuple[Fraction, Fraction, Step]:
        share, row = rows[f"{group}_pct"], rows[threshold]
        operands = (("percentuale", percentage), ("soglia", row.value), ("per cento", share.value * 100))
        if war is not None:
            operands = (("categoria di guerra", war), ("soglia", row.value), ("per cento", share.value * 100))
        step = Step(f"incentive.{group}", label, share.source, operands, months, weakest(share, row))
        return share.value, months, step

    if hire.mental and percentage > rows["mental_above_pct"].value:
        if hire.contract is IncentiveContract.PERMANENT:
            months = rows["mental_months"].value
            return line("mental", "Disabilità intellettiva o psichica: mesi", "mental_above_pct", months)
        if lasts_at_least(on, hire.ends_on, int(rows["fixed_term_min_months"].value)) and hire.ends_on:
            months = months_of(on, hire.ends_on)
            label = "Disabilità intellettiva o psichica, tutto il contratto: mesi"
            return line("mental", label, "mental_above_pct", months)
    if hire.contract is IncentiveContract.FIXED_TERM:
        return None
    for group, threshold, label in (
        ("high", "high_above_pct", "Riduzione sopra il 79 % o guerra 1ª–3ª: mesi"),
        ("middle", "middle_from_pct", "Riduzione dal 67 al 79 % o guerra 4ª–6ª: mesi"),
    ):
        enough = (
            percentage > rows[threshold].value if group == "high" else percentage >= rows[threshold].value
        )
        in_war = war is not None and war <= rows[f"{group}_war_category"].value
        if enough or in_war:
            key = threshold if enough else f"{group}_war_category"
            return line(group, label, key, rows[f"{group}_months"].value)
    return None


def _nothing(hire: IncentiveHire, parameters: Parameters) -> str:
    if hire.contract is IncentiveContract.FIXED_TERM:
        months = int(parameters.value("incentive.fixed_term_min_months", hire.hired_on))
        return (
            f"A termine serve una disabilità intellettiva o psichica e un contratto di almeno {months} mesi."
        )
    lowest = int(parameters.value("incentive.middle_from_pct", hire.hired_on))
    return f"La riduzione è sotto il {lowest} % e non è intellettiva o psichica oltre la soglia."


def months_of(first: date, last: date) -> Fraction:
    """Whole months, and the days that remain over the days of the month they fall in."""
    whole = 0
    while add_months(first, whole + 1) - DAY <= last:
        whole += 1
    start = add_months(first, whole)
    length = (add_months(first, whole + 1) - start).days
    return whole + Fraction((last - start).days + 1, length)
