"""What follows from months, ends and judgements, and what the nights do for plans under way."""

from datetime import time

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation import db
from portal.foundation.jobs import Sweep, job, sweep
from portal.tutoring import events
from portal.tutoring.actions import letters, reminding
from portal.tutoring.indemnities import counting
from portal.tutoring.rules import Month
from portal.tutoring.signals import watching
from portal.tutoring.vocabulary import PartyRole


@job("tutoring.count_indemnity")
async def count_indemnity(event: events.MonthConfirmed) -> None:
    """Tutor and person agree on a month: what it earned is counted from that."""
    year, month = event.month.split("-")
    await counting.count_of_plan(event.plan_id, Month(int(year), int(month)))


@job("tutoring.lead_to_evaluation")
async def lead_to_evaluation(event: events.PlanEnded | events.PlanInterrupted) -> None:
    """The last thing that ran is over: whoever follows her is told that the case may go on (services.md §4)."""
    if not await candidates.awaits_final_evaluation(event.person_id):
        return
    await _tell_holder(
        event,
        "Il caso può passare a «Valutazione finale».",
        f"/people/{event.person_id}/phases",
    )


@job("tutoring.tell_of_judgement")
async def tell_of_judgement(event: events.PlanJudged | events.JudgementConfirmed) -> None:
    """The tutor has something to confirm; whoever follows the person hears that it was confirmed."""
    href = f"/plans/{event.plan_id}/judgement"
    if isinstance(event, events.JudgementConfirmed):
        who = "Il tutor" if event.confirmed_by == PartyRole.TUTOR else "La persona"
        await _tell_holder(event, f"{who} ha confermato il giudizio finale.", href)
        return
    plan = await db.fetchrow("SELECT code, tutor FROM plan WHERE id = $1", event.plan_id)
    if plan is None or plan["tutor"] is None or event.company_id is None:
        return
    members = {one.account_id for one in await accounts.members(event.company_id)}
    await letters.news(
        account_ids=[plan["tutor"]] if plan["tutor"] in members else [],
        organisation_id=event.company_id,
        plan_id=event.plan_id,
        code=plan["code"],
        what="Il giudizio finale aspetta la tua conferma.",
        href=href,
    )


async def _tell_holder(event: events.PlanEvent, what: str, href: str) -> None:
    holder = (await candidates.holders_of([event.person_id])).get(event.person_id)
    if holder is not None:
        await letters.news(
            account_ids=[holder.account_id],
            organisation_id=holder.service_id,
            plan_id=event.plan_id,
            code=str(await db.fetchval("SELECT code FROM plan WHERE id = $1", event.plan_id)),
            what=what,
            href=href,
        )


@sweep("tutoring.count_months", daily_at=time(2, 15))
async def count_months() -> None:
    await counting.count_months()


@sweep("tutoring.watch", daily_at=time(6, 0))
async def watch() -> None:
    await watching.watch()


@sweep("tutoring.monthly_reminder", daily_at=time(7, 30))
async def monthly_reminder() -> None:
    await reminding.remind_months()


@sweep("tutoring.reviews", daily_at=time(7, 0))
async def reviews() -> None:
    await reminding.call_reviews()
    await reminding.remind_steps()


@sweep("tutoring.documents", daily_at=time(7, 20))
async def documents() -> None:
    await reminding.remind_documents()


@sweep("tutoring.follow_ups", daily_at=time(7, 45))
async def follow_ups() -> None:
    await reminding.remind_follow_ups()


SWEEPS: tuple[Sweep, ...] = (count_months, watch, reviews, documents, monthly_reminder, follow_ups)
"""In the order of the night: what is counted first is what the reminders speak of."""
