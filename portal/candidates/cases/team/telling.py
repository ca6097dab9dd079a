"""Who is told of what happens between services: the words name no person, only what to do."""

from datetime import date, timedelta
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates.cases.parameters import figure
from portal.candidates.cases.queries import holder_today
from portal.candidates.cases.team.ending import end_without_role
from portal.candidates.cases.team.vocabulary import HandoverState, ServiceState
from portal.foundation import clock, db, mail, notifications
from portal.foundation.notifications import Kind


def words(template: str, **said: object) -> str:
    return mail.compose(template, **said)


async def tell_of_service(case_service_id: UUID) -> None:
    """An invitation reaches the referent; every answer and end, who holds the case."""
    row = await db.fetchrow(
        "SELECT v.state, v.organisation, v.referent, c.person, c.lead_service, o.name, l.name AS lead"
        " FROM case_service v"
        ' JOIN case_ c ON c.id = v."case" JOIN organisation o ON o.id = v.organisation'
        " JOIN organisation l ON l.id = c.lead_service WHERE v.id = $1",
        case_service_id,
    )
    if row is None:
        return
    state = ServiceState(row["state"])
    said = words("team_news.txt", what=state.value, service=row["name"], lead=row["lead"])
    if state is ServiceState.INVITED:
        await notifications.notify(
            Kind.TEAM_NEWS,
            account_ids=[row["referent"]],
            organisation_id=row["organisation"],
            object_id=case_service_id,
            step=state.value,
            words=said,
            href=f"/mandates/{case_service_id}",
        )
        return
    holder = await holder_today(row["person"])
    if holder is not None:
        await notifications.notify(
            Kind.TEAM_NEWS,
            account_ids=[holder],
            organisation_id=row["lead_service"],
            object_id=case_service_id,
            step=state.value,
            words=said,
            href=f"/people/{row['person']}/team",
        )


async def tell_of_sharing(person_id: UUID, organisation_id: UUID) -> None:
    """She agreed: the referent of a service that was asked may accept now."""
    row = await db.fetchrow(
        'SELECT v.id, v.referent, o.name, l.name AS lead FROM case_service v JOIN case_ c ON c.id = v."case"'
        " JOIN organisation o ON o.id = v.organisation JOIN organisation l ON l.id = c.lead_service"
        " WHERE c.person = $1 AND v.organisation = $2 AND v.state = 'invited'",
        person_id,
        organisation_id,
    )
    if row is None:
        return
    await notifications.notify(
        Kind.TEAM_NEWS,
        account_ids=[row["referent"]],
        organisation_id=organisation_id,
        object_id=row["id"],
        step="agreed",
        words=words("team_news.txt", what="agreed", service=row["name"], lead=row["lead"]),
        href=f"/mandates/{row['id']}",
    )


async def tell_of_handover(handover_id: UUID) -> None:
    row = await db.fetchrow(
        "SELECT h.*, c.person, s.name AS sender_name, r.name AS receiver_name FROM handover h"
        ' JOIN case_ c ON c.id = h."case" JOIN organisation s ON s.id = h.sender_service'
        " JOIN organisation r ON r.id = h.receiver_service WHERE h.id = $1",
        handover_id,
    )
    if row is None:
        return
    state = HandoverState(row["state"])
    to_receiver = state in (HandoverState.OFFERED, HandoverState.WITHDRAWN)
    await notifications.notify(
        Kind.TEAM_NEWS,
        account_ids=[row["receiver"] if to_receiver else row["sender"]],
        organisation_id=row["receiver_service"] if to_receiver else row["sender_service"],
        object_id=handover_id,
        step=state.value,
        words=words(
            "team_news.txt",
            what=f"handover_{state.value}",
            service=row["receiver_name"],
            lead=row["sender_name"],
        ),
        href=(f"/handovers/{handover_id}" if state is HandoverState.OFFERED else "/mandates"),
    )


async def tell_member(involvement_id: UUID) -> None:
    """Somebody was put into a team by a colleague."""
    row = await db.fetchrow(
        "SELECT i.member, i.recorded_by, v.organisation, c.person FROM involvement i"
        ' JOIN case_service v ON v.id = i.case_service JOIN case_ c ON c.id = v."case" WHERE i.id = $1',
        involvement_id,
    )
    if row is None or row["recorded_by"] == row["member"]:
        return
    await notifications.notify(
        Kind.TEAM_NEWS,
        account_ids=[row["member"]],
        organisation_id=row["organisation"],
        object_id=involvement_id,
        step="involved",
        words=words("team_news.txt", what="involved", service="", lead=""),
        href=f"/people/{row['person']}",
    )


async def end_of_member(member: UUID, organisation_id: UUID) -> None:
    """Her parts in teams end with her role, and the coordinators find them under «Da riassegnare»."""
    ended = await end_without_role(member, organisation_id)
    held = await db.fetchval(
        "SELECT count(*) FROM case_ WHERE holder = $1 AND lead_service = $2 AND closed_on IS NULL",
        member,
        organisation_id,
    )
    if ended or held:
        await _tell_to_reassign(organisation_id, member)


async def _tell_to_reassign(organisation_id: UUID, member: UUID) -> None:
    await accounts.tell_coordinators(
        Kind.TEAM_NEWS,
        organisation_id,
        object_id=member,
        step=f"to_reassign {clock.today():%Y-%m-%d}",
        words=words("team_news.txt", what="to_reassign", service="", lead=""),
        href="/assignments/to-reassign",
    )


async def end_all_without_role() -> None:
    """The night's turn, for roles whose last day was written before."""
    async with db.unit_of_work():
        rows = await end_without_role()
        for organisation_id, member in sorted({(row["organisation"], row["member"]) for row in rows}):
            await _tell_to_reassign(organisation_id, member)


def reached(due: date, today: date, before: tuple[int, ...]) -> int | None:
    """The nearest of these numbers of days that has come; None while none has."""
    left = (due - today).days
    return min((days for days in before if left <= days), default=None) if left >= 0 else None


_ENDING = """
SELECT v.id, v.organisation, v.referent, v.mandate_until, c.person, c.lead_service, c.holder,
    g.expires_on FROM case_service v JOIN case_ c ON c.id = v."case" LEFT JOIN sharing_consent g ON g.id = v.consent
WHERE v.position = 'further' AND v.state = 'active' AND c.closed_on IS NULL
    AND least(v.mandate_until, g.expires_on) <= $1
"""
BEFORE_END = (30, 7)


async def remind_of_mandates() -> None:
    """A mandate or her agreement ends in 30 days, in 7: who holds the case, and the referent."""
    today = clock.today()
    for row in await db.fetch(_ENDING, today + timedelta(days=max(BEFORE_END))):
        for what, day in (("mandate", row["mandate_until"]), ("sharing", row["expires_on"])):
            step = reached(day, today, BEFORE_END) if day is not None else None
            if step is None:
                continue
            said = words("case_due.txt", what=what, day=day, days=step)
            async with db.unit_of_work():
                holder = await holder_today(row["person"])
                for account, organisation, href in (
                    (holder, row["lead_service"], f"/people/{row['person']}/team"),
                    (row["referent"], row["organisation"], f"/mandates/{row['id']}"),
                ):
                    if account is not None:
                        await notifications.notify(
                            Kind.CASE_DUE,
                            account_ids=[account],
                            organisation_id=organisation,
                            object_id=row["id"],
                            step=f"{what} {day:%Y-%m-%d} {step}",
                            words=said,
                            href=href,
                        )


async def remind_of_handovers() -> None:
    """A hand-over unanswered at 7 and 14 days, to its receiver; then the coordinators of her service."""
    today, days = clock.today(), figure("handover.answer_days", clock.today())
    rows = await db.fetch(
        "SELECT id, receiver, receiver_service, offered_on FROM handover WHERE state = 'offered' AND offered_on <= $1",
        today - timedelta(days=days),
    )
    for row in rows:
        waited = (today - row["offered_on"]).days
        said = words("case_due.txt", what="handover", day=row["offered_on"], days=waited)
        async with db.unit_of_work():
            await notifications.notify(
                Kind.CASE_DUE,
                account_ids=[row["receiver"]],
                organisation_id=row["receiver_service"],
                object_id=row["id"],
                step=f"handover {2 if waited >= 2 * days else 1}",
                words=said,
                href=f"/handovers/{row['id']}",
            )
            if waited >= 2 * days:
                await accounts.tell_coordinators(
                    Kind.CASE_DUE,
                    row["receiver_service"],
                    object_id=row["id"],
                    step="handover coordinator",
                    words=said,
                    href="/assignments",
                )


async def tell_of_final_review(call_id: UUID) -> None:
    """Every active service is asked: its referent learns the day."""
    rows = await db.fetch(
        "SELECT v.id, v.organisation, v.referent, r.meets_on, c.person FROM review_call r"
        ' JOIN case_ c ON c.id = r."case" JOIN case_service v ON v."case" = c.id'
        " WHERE r.id = $1 AND v.position = 'further' AND v.state = 'active'",
        call_id,
    )
    for row in rows:
        await notifications.notify(
            Kind.TEAM_NEWS,
            account_ids=[row["referent"]],
            organisation_id=row["organisation"],
            object_id=call_id,
            step="called",
            words=words("case_due.txt", what="final_review", day=row["meets_on"], days=0),
            href=f"/mandates/{row['id']}",
        )
