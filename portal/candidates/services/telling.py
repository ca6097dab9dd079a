"""Who is told of coaching and peer support: the words name no person."""

from portal.candidates.cases.queries import holder_today, service_of
from portal.candidates.events import ServiceAsked, ServiceMeetingHeld, ServiceMoved
from portal.candidates.services.vocabulary import SERVICE_LABELS, STATE_LABELS, ServiceKind, ServiceState
from portal.foundation import clock, db, notifications
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind


async def tell(event: ServiceAsked | ServiceMoved | ServiceMeetingHeld) -> None:
    row = await db.fetchrow(
        "SELECT s.kind, s.professional, v.organisation FROM activated_service s JOIN case_ c ON c.person = s.person"
        ' LEFT JOIN case_service v ON v."case" = c.id AND EXISTS (SELECT 1 FROM involvement i'
        " WHERE i.case_service = v.id AND i.member = s.professional AND (i.ends_on IS NULL OR i.ends_on > $2))"
        " WHERE s.id = $1 ORDER BY c.opened_on DESC, v.id NULLS LAST LIMIT 1",
        event.service_id,
        clock.today(),
    )
    if row is None:
        return
    label = SERVICE_LABELS[ServiceKind(row["kind"])]
    if isinstance(event, ServiceAsked):
        account, organisation, said = row["professional"], row["organisation"], "Ti chiedono di cominciare."
    else:
        account, organisation = await holder_today(event.person_id), await service_of(event.person_id)
        if isinstance(event, ServiceMoved):
            said = f"Ora è nello stato «{STATE_LABELS[ServiceState(event.to)]}»."
        elif event.asks_referent:
            said = "Chi dà il sostegno vuole parlarne con te."
        else:
            return
    if account is None or organisation is None:
        return
    await notifications.notify(
        Kind.TEAM_NEWS,
        account_ids=[account],
        organisation_id=organisation,
        object_id=event.service_id,
        step=str(new_id()),
        words=f"{label}. {said}",
        href=f"/people/{event.person_id}/services",
    )
