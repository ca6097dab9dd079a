"""What is due on plans of some people: reviews to hold, documents that end, judgements to write. One query."""

from datetime import date, timedelta
from uuid import UUID

from portal.foundation import db
from portal.foundation.web.italian import date_it
from portal.kernel.viewer import Viewer
from portal.tutoring.queries.waiting import Waiting
from portal.tutoring.vocabulary import DOCUMENT_LABELS, KEPT, OPEN, DocumentKind, PlanKind

AHEAD = timedelta(days=7)
DOCUMENTS_AHEAD = timedelta(days=30)
JUDGED_WITHIN = timedelta(days=90)
"""A plan that ended longer ago without a judgement is nobody's work of today."""

_DUE = """
SELECT 'review' AS what, p.id, p.person, p.code, v.due_on AS day, NULL::text AS kind
FROM plan p JOIN plan_visit v ON v.plan = p.id AND v.held_on IS NULL AND v.due_on <= $4
WHERE p.service = $1 AND p.person = ANY($2) AND p.state = ANY($3)
UNION ALL
SELECT 'document', p.id, p.person, p.code, d.valid_until, d.kind
FROM plan p JOIN plan_document d ON d.plan = p.id AND d.valid_until <= $6
WHERE p.service = $1 AND p.person = ANY($2) AND p.state = ANY($5)
UNION ALL
SELECT 'judgement', p.id, p.person, p.code, u.ended_on, NULL
FROM plan p JOIN plan_outcome u ON u.plan = p.id
WHERE p.service = $1 AND p.person = ANY($2) AND p.state = 'ended' AND p.kind <> $7 AND u.ended_on >= $8
    AND NOT EXISTS (SELECT 1 FROM plan_judgement j WHERE j.plan = p.id)
ORDER BY day, code
"""


async def for_counsellor(viewer: Viewer, person_ids: list[UUID], today: date) -> list[Waiting]:
    """By day; visits and reviews from a week before, documents from a month before their end."""
    rows = await db.fetch(
        _DUE,
        viewer.organisation_id,
        person_ids,
        [state.value for state in KEPT],
        today + AHEAD,
        [state.value for state in OPEN],
        today + DOCUMENTS_AHEAD,
        PlanKind.RETENTION.value,
        today - JUDGED_WITHIN,
    )
    found = []
    for row in rows:
        day = row["day"]
        if row["what"] == "review":
            title, note, path = "Visita o verifica", f"{date_it(day, 'Il')}", "/contents"
        elif row["what"] == "document":
            over = "è scaduto" if day < today else "scade"
            name = DOCUMENT_LABELS[DocumentKind(row["kind"])]
            title, note, path = (
                "Documento da rinnovare",
                f"{name}: {over} {date_it(day, 'il')}.",
                "/documents",
            )
        else:
            title, note, path = "Scrivi il giudizio finale", f"Concluso {date_it(day, 'il')}.", "/judgement"
        due_on = None if row["what"] == "judgement" else day
        found.append(Waiting(row["id"], row["person"], f"{title}, {row['code']}", note, due_on, path))
    return found
