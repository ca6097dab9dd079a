"""What the printed dismissal says: where the path led and what was reached."""

from typing import Any

from portal.accounts import public as accounts
from portal.candidates.cases.vocabulary import CaseState
from portal.candidates.people.reading import OpenFile
from portal.candidates.phases import queries
from portal.candidates.phases.vocabulary import DESTINATION_LABELS, Destination
from portal.candidates.projects.queries import aim_texts
from portal.candidates.projects.vocabulary import REACHED_LABELS, Reached
from portal.foundation import clock, db
from portal.foundation.web.italian import date_it


async def dismissed(file: OpenFile) -> dict[str, Any] | None:
    """None while the case is not dismissed. What templates/pdf/dismissal.typ reads."""
    case = await queries.case_row(file.case_id)
    if case.state is not CaseState.DISMISSED:
        return None
    destination = await db.fetchval("SELECT destination FROM case_ WHERE id = $1", file.case_id)
    review = await queries.final_review(file.case_id)
    told = review.aims if review else {}
    texts = await aim_texts(list(told))
    service = await accounts.organisation(file.ground.service_id)
    return {
        "name": file.name,
        "service": service.name if service else "–",
        "holder": file.holder_name or "–",
        "on": date_it(clock.today()),
        "admitted": date_it(case.admitted_on),
        "closed": date_it(case.closed_on),
        "destination": DESTINATION_LABELS[Destination(destination)] if destination else "–",
        "words": review.words if review else "L’accompagnamento è concluso.",
        "aims": [[texts.get(id, "–"), REACHED_LABELS[Reached(one["reached"])]] for id, one in told.items()],
    }
