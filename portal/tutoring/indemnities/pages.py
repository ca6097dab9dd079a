"""The register of the indemnities in words: how much, why, who pays, when it was paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from uuid import UUID

from portal.foundation.web.italian import date_it, money_it, month_year, number_it
from portal.foundation.web.pagination import Pages
from portal.kernel.parameters import Evidence
from portal.tutoring.indemnities import queries
from portal.tutoring.indemnities.queries import IndemnityRow, Total
from portal.tutoring.indemnities.rules import Minutes, share
from portal.tutoring.indemnities.vocabulary import PAYER_LABELS, Payer
from portal.tutoring.queries.detail import Detail
from portal.tutoring.vocabulary import PartyRole


def euro(cents: int) -> str:
    return money_it(Decimal(cents) / 100)


@dataclass(frozen=True, slots=True)
class IndemnityLine:
    """``href``: where the payment is recorded, for who may."""

    title: str
    month: str
    key: str
    hours: str
    due: str
    why: str
    state: str
    kind: str
    payer: str
    href: str | None


def why(row: IndemnityRow) -> str:
    """The rule in a sentence, with its source."""
    there = share(Minutes(row.counted, row.counted, row.done))
    doubt = ", da verificare" if row.evidence is Evidence.UNVERIFIED else ""
    source = f"({row.source}{doubt})"
    if there is None:
        return "Nessun giorno previsto in questo mese."
    percent = number_it(floor(100 * there))
    if row.threshold is None:
        return f"Presenza {percent} %: intera {source}."
    limit = number_it(Fraction(100) * row.threshold)
    below = "in proporzione" if row.proportional else "non dovuta"
    part = "intera" if there >= row.threshold else below
    return f"Presenza {percent} %, soglia {limit} %: {part} {source}."


def _state(row: IndemnityRow) -> tuple[str, str]:
    if row.paid_on is not None and row.paid is not None:
        if row.paid == row.due:
            return f"Pagata {date_it(row.paid_on, 'il')}", "ok"
        return f"Pagati {euro(row.paid)} {date_it(row.paid_on, 'il')}: controlla", "warning"
    if row.due == 0:
        return "Niente da pagare", "neutral"
    return ("Da pagare", "warning") if row.settled else ("In attesa del registro", "info")


def line(row: IndemnityRow, title: str, *, records: bool) -> IndemnityLine:
    state, kind = _state(row)
    return IndemnityLine(
        title=title,
        month=month_year(row.month.first).capitalize(),
        key=row.month.key,
        hours=f"{number_it(Fraction(row.done, 60))} di {number_it(Fraction(row.counted, 60))}",
        due=euro(row.due),
        why=why(row),
        state=state,
        kind=kind,
        payer=PAYER_LABELS[row.payer],
        href=f"/plans/{row.plan_id}/indemnity/{row.month.key}" if records else None,
    )


def records(row_payer: Payer, side: PartyRole) -> bool:
    return side is PartyRole.COUNSELLOR or (side is PartyRole.COMPANY and row_payer is Payer.HOST)


@dataclass(frozen=True, slots=True)
class PlanIndemnityPage:
    detail: Detail
    lines: list[IndemnityLine]
    agreed: str
    payer: str
    chooses: bool


async def plan_page(detail: Detail, side: PartyRole) -> PlanIndemnityPage:
    rows = await queries.of_plan(detail.id)
    payer = await queries.payer(detail.id, detail.kind)
    return PlanIndemnityPage(
        detail,
        [
            line(row, month_year(row.month.first).capitalize(), records=records(row.payer, side))
            for row in rows
        ],
        money_it(detail.indemnity),
        PAYER_LABELS[payer],
        side is PartyRole.COUNSELLOR,
    )


@dataclass(frozen=True, slots=True)
class RegisterPage:
    lines: list[IndemnityLine]
    due: str
    paid: str
    pages: Pages


def register_page(
    rows: Sequence[IndemnityRow], names: dict[UUID, str], total: Total, pages: Pages, side: PartyRole | None
) -> RegisterPage:
    """``side`` None: a coordinator, who reads codes and no names, and opens none."""
    lines = []
    for row in rows:
        name = names.get(row.person_id)
        title = f"{row.code}, {name}" if name else row.code
        lines.append(line(row, title, records=side is not None and records(row.payer, side)))
    return RegisterPage(lines, euro(total.due), euro(total.paid), pages)
