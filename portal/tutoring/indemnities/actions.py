"""Who pays, and what was paid."""

from datetime import date
from uuid import UUID

from portal.foundation import clock, db, facts
from portal.foundation.web.italian import month_year
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import Locked, for_company, for_counsellor
from portal.tutoring.events import IndemnityPaid, IndemnityPayerChosen
from portal.tutoring.indemnities.vocabulary import PAYER_LABELS, Payer, usual_payer
from portal.tutoring.rules import Month
from portal.tutoring.vocabulary import KINDS


def payer_of(row: Locked, chosen: str | None) -> Payer:
    return Payer(chosen) if chosen else usual_payer(row.kind)


async def choose_payer(plan_id: UUID, payer: Payer, *, by: Viewer) -> None:
    """By whoever leads the plan; months already paid keep who paid them."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        _check_ruled(row)
        await db.execute("UPDATE plan SET payer = $2 WHERE id = $1", row.id, payer.value)
        await facts.record(IndemnityPayerChosen(**row.about(), payer=payer.value), by=by)


def _check_ruled(row: Locked) -> None:
    if KINDS[row.kind].rules is None:
        raise Refused(f"Il percorso {row.code} non è un tirocinio: non c’è un’indennità da registrare.")


async def record_payment(plan_id: UUID, month: Month, *, paid_on: date, cents: int, by: Viewer) -> None:
    """By who pays: users of the company the plan names, or whoever leads the plan. Recorded again it is corrected.

    Raises Refused for a month that was not counted, a day that is not there yet, or where somebody else pays.
    """
    async with db.unit_of_work():
        row = await (for_company if by.for_company else for_counsellor)(plan_id, by)
        _check_ruled(row)
        payer = payer_of(row, await db.fetchval("SELECT payer FROM plan WHERE id = $1", row.id))
        if by.for_company and payer is not Payer.HOST:
            who = PAYER_LABELS[payer]
            raise Refused(f"Per questo percorso paga {who[:1].lower()}{who[1:]}: lo registra il servizio.")
        if paid_on > clock.today():
            raise Refused("La data non può essere nel futuro.", field="paid_on")
        if paid_on < month.first:
            raise Refused(
                f"Il pagamento di {month_year(month.first)} non può venire prima del mese.", field="paid_on"
            )
        tag = await db.execute(
            "UPDATE plan_indemnity SET paid_on = $3, paid = $4, payer = $5, paid_by = $6"
            " WHERE plan = $1 AND month = $2",
            row.id,
            month.first,
            paid_on,
            cents,
            payer.value,
            by.account_id,
        )
        if not db.affected(tag):
            raise NotThere
        await facts.record(IndemnityPaid(**row.about(), month=month.key), by=by)
