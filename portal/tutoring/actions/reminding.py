"""Reminders of plans: found by SQL, each sent once with its real month or day, a batch in one transaction.

The register is looked at in ``signals/watching.py``; here stand months, reviews, ends, documents, steps, follow-ups.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.ladders import Ladder, reached
from portal.tutoring.actions.telling import Due, remind, words
from portal.tutoring.queries import under_way
from portal.tutoring.queries.under_way import Outline
from portal.tutoring.rules import month_of
from portal.tutoring.signals.rules import (
    CALLED_BEFORE,
    DOCUMENT_LADDER,
    END_LADDER,
    FOLLOW_UP_LADDER,
    MONTH_LADDER,
    VISIT_LADDER,
)
from portal.tutoring.vocabulary import DOCUMENT_LABELS, OPEN, DocumentKind, Reminder

BATCH = 1000
_OPEN = [state.value for state in OPEN]
REVIEW_NAMES = {
    "30": "la verifica a 30 giorni è attesa",
    "90": "la verifica a 90 giorni è attesa",
    "180": "la verifica a 180 giorni è attesa",
    "end": "la verifica finale è attesa",
}


def _tutor(row: Any) -> tuple[Any, Any] | None:
    return (row["tutor"], row["company"]) if row["tutor"] and row["company"] else None


def _words(what: str, code: str, day: date, **more: str) -> str:
    return words("plan_due.txt", code, what=what, day=day, **more)


# --- months ----------------------------------------------------------------------------------------------------

_MONTHS = """
SELECT p.id, p.code, p.tutor, p.company, m.first::date AS first FROM plan p
CROSS JOIN LATERAL generate_series(date_trunc('month', p.starts_on::timestamp),
    least(p.ends_on, $2::date - 1)::timestamp, interval '1 month') AS m (first)
WHERE p.id = ANY($1) AND p.tutor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM plan_reminder r
    WHERE r.plan = p.id AND r.kind = 'month' AND r.period = to_char(m.first, 'YYYY-MM'))
ORDER BY p.code, m.first
"""
_OPEN_MONTHS = """
SELECT p.id, p.code, p.tutor, p.company, p.person, r.period, r.due_on FROM plan p
JOIN plan_reminder r ON r.plan = p.id AND r.kind = 'month' AND length(r.period) = 7
WHERE p.id = ANY($1) AND r.due_on <= $2 AND r.sent_at <= $3 AND NOT EXISTS (
    SELECT 1 FROM plan_month c WHERE c.plan = p.id AND c.month = (r.period || '-01')::date
        AND (c.answer IS NULL OR c.answer = 'confirmed'))
ORDER BY p.code, r.period
"""


ASKED_AGAIN_AFTER = timedelta(days=3)
"""Who heard of a month only now, after a standstill, has so long before the next rung."""


async def remind_months() -> int:
    """Every month that ended while a plan ran: once, the tutor is asked to look at the register and close it.

    Who has not closed it five days later hears again; after ten, whoever follows the person. Answers how many went out.
    """
    today, told = clock.today(), 0
    async for plans in under_way.outlines(BATCH):
        ids = [one.id for one in plans]
        days_ago = clock.now() - ASKED_AGAIN_AFTER
        late = await db.fetch(_OPEN_MONTHS, ids, today - timedelta(days=MONTH_LADDER[0].days), days_ago)
        fresh = await db.fetch(_MONTHS, ids, month_of(today).first)
        told += await remind([*map(_month, fresh), *_open_months(late, today)])
    return told


def _month(row: Any) -> Due:
    first: date = row["first"]
    said = words("month_to_close.txt", row["code"], month=first)
    href = f"/plans/{row['id']}/attendance?month={first:%Y-%m}"
    return Due(
        row["id"], Reminder.MONTH, f"{first:%Y-%m}", month_of(first).last, said, href, tutor=_tutor(row)
    )


def _open_months(rows: Sequence[Any], today: date) -> list[Due]:
    found = []
    for row in rows:
        rung = reached(MONTH_LADDER, row["due_on"], today)
        if rung is None:
            continue
        last_rung = rung is MONTH_LADDER[-1]
        said = _words("month_open" if last_rung else "month_again", row["code"], row["due_on"])
        href = f"/plans/{row['id']}" if last_rung else f"/plans/{row['id']}/attendance?month={row['period']}"
        period = f"{row['period']}:{rung.name}"
        found.append(
            Due(row["id"], Reminder.MONTH, period, row["due_on"], said, href, person_id=row["person"])
            if last_rung
            else Due(row["id"], Reminder.MONTH, period, row["due_on"], said, href, tutor=_tutor(row))
        )
    return found


# --- reviews and the end ---------------------------------------------------------------------------------------

_REVIEWS = """
SELECT p.id, p.code, p.tutor, p.company, p.person, r.period, r.due_on FROM plan p
CROSS JOIN LATERAL (VALUES ('30', p.starts_on + 30), ('90', p.starts_on + 90), ('180', p.starts_on + 180),
    ('end:' || p.ends_on, p.ends_on)) AS r (period, due_on)
WHERE p.id = ANY($1) AND r.due_on <= $2 AND (r.due_on < p.ends_on OR r.period LIKE 'end:%')
    AND NOT EXISTS (SELECT 1 FROM plan_reminder m WHERE m.plan = p.id AND m.kind = 'review' AND m.period = r.period)
ORDER BY p.code, r.due_on
"""
LEFT_ALONE = timedelta(days=5)
"""Whoever was told of a review is left alone so long: one that was called late is not said to be late the next day."""
_CALL = """
INSERT INTO plan_visit (id, plan, kind, due_on)
SELECT n.id, n.plan, 'review', n.due_on FROM unnest($1::uuid[], $2::uuid[], $3::date[]) AS n (id, plan, due_on)
WHERE NOT EXISTS (SELECT 1 FROM plan_visit v WHERE v.plan = n.plan AND v.kind = 'review'
    AND coalesce(v.held_on, v.due_on) BETWEEN n.due_on - 10 AND n.due_on + 10)
"""
_UNHELD = """
SELECT p.id, p.code, p.tutor, p.company, p.person, v.id AS visit, v.due_on FROM plan p
JOIN plan_visit v ON v.plan = p.id AND v.kind = 'review' AND v.held_on IS NULL
WHERE p.id = ANY($1) AND v.due_on <= $2 AND NOT EXISTS (SELECT 1 FROM plan_reminder r WHERE r.plan = p.id
    AND r.kind = 'review' AND r.due_on = v.due_on AND r.sent_at > $3)
ORDER BY p.code, v.due_on
"""


async def call_reviews() -> int:
    """A week before 30, 90, 180 days and the end a review is called: it stands among the visits, and both hear of it.

    The day before they are reminded; a week after, where it was not held, whoever follows the person.
    """
    today, told = clock.today(), 0
    async for plans in under_way.outlines(BATCH):
        ids = [one.id for one in plans]
        called = await db.fetch(_REVIEWS, ids, today + timedelta(days=CALLED_BEFORE))
        just_told = clock.now() - LEFT_ALONE
        unheld = await db.fetch(_UNHELD, ids, today + timedelta(days=-VISIT_LADDER[0].days), just_told)
        async with db.unit_of_work():
            if called:
                await db.execute(
                    _CALL,
                    [new_id() for _ in called],
                    [row["id"] for row in called],
                    [row["due_on"] for row in called],
                )
            told += await remind([*map(_called, called), *_not_held(unheld, today), *_ends(plans, today)])
    return told


def _called(row: Any) -> Due:
    name = REVIEW_NAMES[row["period"].split(":")[0]]
    said = _words("review", row["code"], row["due_on"], name=name)
    return Due(
        row["id"],
        Reminder.REVIEW,
        row["period"],
        row["due_on"],
        said,
        f"/plans/{row['id']}",
        tutor=_tutor(row),
        person_id=row["person"],
    )


def _not_held(rows: Sequence[Any], today: date) -> list[Due]:
    found = []
    for row in rows:
        rung = reached(VISIT_LADDER, row["due_on"], today)
        before = rung is VISIT_LADDER[0]
        if rung is None or (before and row["due_on"] <= today):
            continue  # the day itself and the week after nobody is told of yesterday's «tomorrow»
        said = _words("review_tomorrow" if before else "review_late", row["code"], row["due_on"])
        found.append(
            Due(
                row["id"],
                Reminder.REVIEW,
                f"{row['visit']}:{rung.name}",
                row["due_on"],
                said,
                f"/plans/{row['id']}/contents",
                tutor=_tutor(row) if before else None,
                person_id=row["person"],
            )
        )
    return found


def _ends(plans: Sequence[Outline], today: date) -> list[Due]:
    """Two weeks before the end, the day after it and a week later: how does it go on?"""
    found = []
    for one in plans:
        ends_on = one.ends_on
        rung = reached(END_LADDER, ends_on, today)
        if rung is None:
            continue
        said = _words("end" if rung.days < 0 else "end_over", one.code, ends_on)
        found.append(
            Due(
                one.id,
                Reminder.END,
                f"{ends_on}:{rung.name}",
                ends_on,
                said,
                f"/plans/{one.id}",
                person_id=one.person_id,
            )
        )
    return found


# --- documents and steps -----------------------------------------------------------------------------------------

_DOCUMENTS = """
SELECT d.id AS document, d.kind, d.valid_until, p.id, p.code, p.person FROM plan_document d
JOIN plan p ON p.id = d.plan AND p.state = ANY($1)
WHERE d.valid_until <= $2 AND ($3::uuid IS NULL OR d.id > $3) ORDER BY d.id LIMIT $4
"""


async def remind_documents() -> int:
    """A document that ends: a month and a week before, and on the day; renewed, it is another day."""
    today, told, last = clock.today(), 0, None
    until = today + timedelta(days=-DOCUMENT_LADDER[0].days)
    while rows := await db.fetch(_DOCUMENTS, _OPEN, until, last, BATCH):
        last = rows[-1]["document"]
        told += await remind([_document(row, today) for row in rows])
    return told


def _document(row: Any, today: date) -> Due:
    rung = reached(DOCUMENT_LADDER, row["valid_until"], today)
    if rung is None:
        raise LookupError("a document outside of the ladder was asked for")
    label = DOCUMENT_LABELS[DocumentKind(row["kind"])]
    name = label if label.isupper() else label[:1].lower() + label[1:]
    what = "document" if rung.days < 0 else "document_over"
    return Due(
        row["id"],
        Reminder.DOCUMENT,
        f"{row['kind']}:{row['valid_until']}:{rung.name}",
        row["valid_until"],
        _words(what, row["code"], row["valid_until"], name=name),
        f"/plans/{row['id']}/documents",
        person_id=row["person"],
    )


_STEPS = """
SELECT s.starts_on, p.id, p.code, p.person FROM return_step s JOIN plan p ON p.id = s.plan
WHERE p.state IN ('running', 'suspended') AND s.starts_on <= $1 AND NOT EXISTS (SELECT 1 FROM plan_reminder r
    WHERE r.plan = p.id AND r.kind = 'step' AND r.period = s.starts_on::text)
ORDER BY s.starts_on, p.code LIMIT $2
"""


async def remind_steps() -> int:
    """A step of the phased return, the day before."""
    told = 0
    while rows := await db.fetch(_STEPS, clock.today() + timedelta(days=1), BATCH):
        told += await remind(
            [
                Due(
                    row["id"],
                    Reminder.STEP,
                    row["starts_on"].isoformat(),
                    row["starts_on"],
                    _words("step", row["code"], row["starts_on"]),
                    f"/plans/{row['id']}",
                    person_id=row["person"],
                )
                for row in rows
            ]
        )
    return told


# --- after the end -----------------------------------------------------------------------------------------------

_FOLLOW_UPS = """
SELECT f.id AS follow_up, f.plan AS id, f.months, f.due_on, p.code, p.person
FROM follow_up f JOIN plan p ON p.id = f.plan
WHERE f.done_on IS NULL AND f.due_on <= $1 AND ($2::uuid IS NULL OR f.id > $2) ORDER BY f.id LIMIT $3
"""


async def remind_follow_ups() -> int:
    """1, 3, 6, 12 months after the end: whoever follows the person is asked whether she still works there.

    Asked again two weeks later where there is no answer.
    """
    today, told, last = clock.today(), 0, None
    while rows := await db.fetch(_FOLLOW_UPS, today, last, BATCH):
        last = rows[-1]["follow_up"]
        told += await remind([_follow_up(row, FOLLOW_UP_LADDER, today) for row in rows])
    return told


def _follow_up(row: Any, rungs: Ladder, today: date) -> Due:
    rung = reached(rungs, row["due_on"], today)
    again = rung is not None and rung.days > 0
    return Due(
        row["id"],
        Reminder.FOLLOW_UP,
        f"{row['months']}:{rung.name}" if again and rung is not None else str(row["months"]),
        row["due_on"],
        words("follow_up_due.txt", row["code"], months=row["months"]),
        f"/plans/{row['id']}/follow-ups",
        person_id=row["person"],
    )
