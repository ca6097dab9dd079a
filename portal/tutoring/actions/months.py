"""A month of the register: the tutor closes it, the person confirms it, corrections are amendments she confirms too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import msgspec

from portal.candidates import public as candidates
from portal.foundation import clock, crypto, db, facts, mail
from portal.foundation.addresses import absolute
from portal.foundation.ids import new_id, new_token
from portal.foundation.web.italian import month_year
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import PERSON, Viewer
from portal.tutoring.actions.locking import Locked, any_of, for_counsellor, for_tutor
from portal.tutoring.actions.sending import check_month_unchanged
from portal.tutoring.events import AttendanceCorrectionProposed, MonthClosed, MonthConfirmed, MonthObjected
from portal.tutoring.planned import Pattern
from portal.tutoring.queries import months as queries
from portal.tutoring.queries.months import Closing, Correction, Line, closing_of, correction
from portal.tutoring.queries.register import attendance, pauses
from portal.tutoring.rules import Day, Month, check_day, month_of, presence
from portal.tutoring.vocabulary import (
    NOT_STARTED,
    STATE_LABELS,
    Absence,
    AmendmentKind,
    AmendmentState,
    ConfirmedHow,
    MonthAnswer,
)

LINK_DAYS = 14
GONE = "Il link è scaduto o è già stato usato. Chiedine uno nuovo al tuo operatore."


def pattern_of(row: Locked) -> Pattern | None:
    if row.starts_on is None or row.ends_on is None or row.weekly_hours is None:
        return None
    return Pattern(
        row.starts_on, row.ends_on, row.weekly_hours, row.weekdays, row.day_starts_at, row.day_ends_at
    )


async def check_open(row: Locked, day: date) -> None:
    """Raises Refused for a day of a month that is closed."""
    closed_at = await db.fetchval(
        "SELECT min(closed_at) FROM plan_month WHERE plan = $1 AND month = $2", row.id, month_of(day).first
    )
    if closed_at is not None:
        raise Refused(
            f"{month_year(day).capitalize()} è chiuso {day_it(clock.in_rome(closed_at).date(), 'dal')}."
            " Per cambiare un giorno proponi una correzione.",
            field="day",
        )


async def close(
    plan_id: UUID, month: Month, *, unwritten: bool = False, drawn_at: datetime | None = None, by: Viewer
) -> None:
    """By the plan's tutor; from then on its days change only by amendment, and the person gets her link.

    ``unwritten``: the tutor says that on expected days without a line nobody was to come. Raises Refused when the
    month is not over, is closed already, has no line, or lacks days nobody answered for.
    """
    async with db.unit_of_work():
        row = await for_tutor(plan_id, by)
        name = month_year(month.first)
        if row.state in NOT_STARTED or row.starts_on is None or row.ends_on is None:
            raise Refused(
                f"Il percorso {row.code} ora è nello stato «{STATE_LABELS[row.state]}»: non c’è niente da chiudere."
            )
        if month.last < row.starts_on or month.first > row.ends_on:
            raise Refused(f"A {name} il percorso {row.code} non c’era: scegli un altro mese.")
        if clock.today() < min(month.last, row.ends_on):
            raise Refused(
                f"{name.capitalize()} non è finito: si chiude {day_it(min(month.last, row.ends_on), 'dal')}."
            )
        last = (await queries.latest(row.id)).get(month.key)
        if last is not None:
            raise Refused(f"{name.capitalize()} è già chiuso. {state_words(last)}")
        await check_month_unchanged(row, month.first, month.last, drawn_at)
        lines = [day for day in await attendance(row.id) if month_of(day.on) == month]
        if not lines:
            raise Refused(
                f"A {name} non c’è nessuna riga: scrivi presenze e assenze, poi chiudi.", field="unwritten"
            )
        missing = await missing_days(row, month, lines)
        if missing and not unwritten:
            raise Refused(
                f"Mancano {_days(missing)}: scrivi che cosa è successo, oppure spunta la casella.",
                field="unwritten",
            )
        await _put(row, month, 1, lines, None, by)
        await facts.record(MonthClosed(**row.about(), month=month.key), by=by)


async def missing_days(row: Locked, month: Month, lines: Sequence[Day]) -> list[date]:
    """Expected days of which the register says nothing."""
    written = {line.on for line in lines}
    expected = await queries.expected_days(row.id, pattern_of(row), row.company_id, row.vacancy_id, month)
    return [day for day in expected if day not in written]


def _days(days: Sequence[date]) -> str:
    numbers = [str(day.day) for day in days]
    if len(numbers) == 1:
        return f"il giorno {numbers[0]}"
    return f"i giorni {', '.join(numbers[:-1])} e {numbers[-1]}"


def state_words(one: Closing) -> str:
    """How the last version of a month stands, in one sentence."""
    if one.answer is MonthAnswer.CONFIRMED and one.answered_at is not None:
        return f"La persona lo ha confermato {day_it(clock.in_rome(one.answered_at).date(), 'il')}."
    if one.answer is MonthAnswer.OBJECTED:
        return "La persona ha segnalato un errore: proponi una correzione."
    return (
        "Una correzione aspetta la conferma della persona."
        if one.amendment_id
        else "Aspetta la conferma della persona."
    )


async def _put(
    row: Locked, month: Month, version: int, lines: Sequence[Day], amendment: UUID | None, by: Viewer
) -> None:
    """A version of the month with its figures, and the link by which the person answers."""
    id, now, token = new_id(), clock.now(), new_token()
    present, expected = presence(lines)
    await db.execute(
        "INSERT INTO plan_month (id, plan, month, version, minutes, present, expected, amendment, closed_by, closed_at,"
        " token_hash, token_sealed, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        id,
        row.id,
        month.first,
        version,
        sum(line.minutes for line in lines),
        present,
        expected,
        amendment,
        by.account_id,
        now,
        crypto.token_hash(token),
        _sealed_token(token, id),
        now + timedelta(days=LINK_DAYS),
    )
    await _mail_link(row, month, token)


def _sealed_token(token: str, id: UUID) -> bytes:
    return crypto.seal(token, table="plan_month", column="token_sealed", row=id)


def _url(token: str) -> str:
    return absolute(f"/confirm-month/{token}")


async def _mail_link(row: Locked, month: Month, token: str) -> None:
    """Where the person has an address; else her counsellor finds the link on the plan's page."""
    address = await candidates.mail_address(row.person_id)
    if address:
        await mail.send(
            to=address,
            subject="Presenze da controllare",
            text=mail.compose("month_to_confirm.txt", url=_url(token), days=LINK_DAYS, month=month.first),
            kind="month_to_confirm",
            link_secret=token,
        )


# --- the person's word ------------------------------------------------------------------------------------------------


async def opened_by(token: str) -> Closing:
    """The version a link is for. Raises NotThere for a link that never was, was used or has expired."""
    row = await db.fetchrow(
        "SELECT * FROM plan_month WHERE token_hash = $1 AND answer IS NULL AND expires_at > $2",
        crypto.token_hash(token),
        clock.now(),
    )
    if row is None:
        raise NotThere
    return closing_of(row)


async def answer_by_link(token: str, *, objection: str | None) -> None:
    """Confirms, or says what is wrong; the link is used up. Of two presses at once one is refused."""
    async with db.unit_of_work():
        try:
            one = await opened_by(token)
        except NotThere:
            raise Refused(GONE) from None
        await _answer(await any_of(one.plan_id), one.id, ConfirmedHow.LINK, objection)


async def answer_in_area(person_id: UUID, closing_id: UUID, *, objection: str | None) -> None:
    """From her own area, without any link. Raises NotThere for a month that is not hers."""
    async with db.unit_of_work():
        plan_id = await db.fetchval(
            "SELECT m.plan FROM plan_month m JOIN plan p ON p.id = m.plan WHERE m.id = $1 AND p.person = $2",
            closing_id,
            person_id,
        )
        if plan_id is None:
            raise NotThere
        await _answer(await any_of(plan_id), closing_id, ConfirmedHow.AREA, objection)


async def _answer(row: Locked, id: UUID, how: ConfirmedHow, objection: str | None) -> None:
    """Under the plan's lock: a correction holds from here, or falls."""
    answer = MonthAnswer.OBJECTED if objection else MonthAnswer.CONFIRMED
    taken = await db.fetchrow(
        "UPDATE plan_month SET answer = $2, answered_at = $3, how = $4, objection_sealed = $5, token_sealed = NULL"
        " WHERE id = $1 AND answer IS NULL RETURNING *",
        id,
        answer.value,
        clock.now(),
        how.value,
        crypto.seal(objection, table="plan_month", column="objection_sealed", row=id) if objection else None,
    )
    if taken is None:
        raise Refused("Hai già risposto, oppure il mese è cambiato: ricarica la pagina.")
    one = closing_of(taken)
    if one.amendment_id is not None:
        if answer is MonthAnswer.CONFIRMED:
            await _apply(row, one)
        await _decide(
            one.amendment_id,
            AmendmentState.IN_FORCE if answer is MonthAnswer.CONFIRMED else AmendmentState.WITHDRAWN,
        )
    kind = MonthObjected if objection else MonthConfirmed
    await facts.record(kind(**row.about(), month=one.month.key), by=PERSON)


async def _apply(row: Locked, one: Closing) -> None:
    """The register says what both agreed on; who proposed it stays its author."""
    for line in (await correction(one.amendment_id)).lines if one.amendment_id else ():
        await db.execute(
            "INSERT INTO attendance (id, plan, day, starts_at, ends_at, absence, entered_by, entered_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (plan, day) DO UPDATE SET starts_at = $4,"
            " ends_at = $5, absence = $6, entered_by = $7, entered_at = $8",
            new_id(),
            row.id,
            line.day,
            line.starts_at,
            line.ends_at,
            line.absence,
            one.closed_by,
            clock.now(),
        )


async def _decide(amendment_id: UUID, state: AmendmentState) -> None:
    await db.execute(
        "UPDATE plan_amendment SET state = $2, decided_at = $3 WHERE id = $1",
        amendment_id,
        state.value,
        clock.now(),
    )


# --- corrections ------------------------------------------------------------------------------------------------------


async def propose_correction(
    plan_id: UUID,
    *,
    day: date,
    starts_at: time | None = None,
    ends_at: time | None = None,
    absence: Absence | None = None,
    reason: str,
    by: Viewer,
) -> None:
    """A day of a closed month, as it should read; it holds once the person has confirmed it.

    Another correction of that month that waits is taken into this one: she answers once for all. Raises Refused
    where the month is open, or nothing changes.
    """
    async with db.unit_of_work():
        row = await for_tutor(plan_id, by)
        month = month_of(day)
        last = (await queries.latest(row.id)).get(month.key)
        if last is None or row.starts_on is None or row.ends_on is None:
            raise Refused(
                f"{month_year(day).capitalize()} è ancora aperto: correggi la riga nel registro.", field="day"
            )
        line = Line(day, starts_at, ends_at, None) if absence is None else Line(day, absence=absence.value)
        check_day(
            line.as_day(),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            today=clock.today(),
            pauses=await pauses(row.id),
        )
        before = {one.on: one for one in await attendance(row.id)}
        waiting = await correction(last.amendment_id) if last.waits and last.amendment_id else Correction(())
        for other in waiting.lines:
            before[other.day] = other.as_day()
        if before.get(day) == line.as_day():
            raise Refused(
                "Il registro dice già così: scrivi almeno un valore diverso.", field="corrected_starts_at"
            )
        if last.waits:
            await _replace(last)
        lines = (*(other for other in waiting.lines if other.day != day), line)
        number, amendment_id = await _amend(row, Correction(lines), reason, by)
        read = {**before, day: line.as_day()}
        await _put(
            row,
            month,
            last.version + 1,
            [one for one in read.values() if month_of(one.on) == month],
            amendment_id,
            by,
        )
        event = AttendanceCorrectionProposed(**row.about(), month=month.key, number=number)
        await facts.record(event, by=by)


async def _replace(last: Closing) -> None:
    await db.execute(
        "UPDATE plan_month SET answer = $2, answered_at = $3, token_sealed = NULL WHERE id = $1",
        last.id,
        MonthAnswer.REPLACED.value,
        clock.now(),
    )
    if last.amendment_id is not None:
        await _decide(last.amendment_id, AmendmentState.WITHDRAWN)


async def _amend(row: Locked, change: Correction, reason: str, by: Viewer) -> tuple[int, UUID]:
    id = new_id()
    number = 1 + await db.fetchval("SELECT count(*) FROM plan_amendment WHERE plan = $1", row.id)

    def sealed(words: str, column: str) -> bytes:
        return crypto.seal(words, table="plan_amendment", column=column, row=id)

    await db.execute(
        "INSERT INTO plan_amendment (id, plan, number, kind, state, changes_sealed, reason_sealed, proposed_by,"
        " proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        row.id,
        number,
        AmendmentKind.ATTENDANCE.value,
        AmendmentState.PROPOSED.value,
        sealed(msgspec.json.encode(change).decode(), "changes_sealed"),
        sealed(reason, "reason_sealed"),
        by.account_id,
        clock.now(),
    )
    return number, id


# --- her link once more -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    month: Month
    url: str


async def ask_again(plan_id: UUID, month: Month, *, by: Viewer) -> str:
    """By whoever leads the plan: a new link for a month that waits, or that she found wrong; the old one is dead."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        last = (await queries.latest(row.id)).get(month.key)
        if last is None or last.answer is MonthAnswer.CONFIRMED:
            raise Refused(f"{month_year(month.first).capitalize()} non aspetta nessuna conferma.")
        token, id, now = new_token(), new_id(), clock.now()
        if last.waits:
            await db.execute(
                "UPDATE plan_month SET token_hash = $2, token_sealed = $3, expires_at = $4 WHERE id = $1",
                last.id,
                crypto.token_hash(token),
                _sealed_token(token, last.id),
                now + timedelta(days=LINK_DAYS),
            )
        else:
            await _same_again(row, last, id, token, now)
        await _mail_link(row, month, token)
        return _url(token)


async def _same_again(row: Locked, last: Closing, id: UUID, token: str, now: datetime) -> None:
    """What she found wrong is put to her once more as the register has it: they talked, and it was right."""
    lines = [day for day in await attendance(row.id) if month_of(day.on) == last.month]
    present, expected = presence(lines)
    await db.execute(
        "INSERT INTO plan_month (id, plan, month, version, minutes, present, expected, closed_by, closed_at,"
        " token_hash, token_sealed, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        id,
        row.id,
        last.month.first,
        last.version + 1,
        sum(line.minutes for line in lines),
        present,
        expected,
        last.closed_by,
        now,
        crypto.token_hash(token),
        _sealed_token(token, id),
        now + timedelta(days=LINK_DAYS),
    )


async def waiting_links(plan_id: UUID) -> list[Asked]:
    """Links that may still have to be handed over, for whoever leads the plan."""
    rows: list[Any] = await db.fetch(
        "SELECT id, month, token_sealed FROM plan_month WHERE plan = $1 AND token_sealed IS NOT NULL"
        " AND answer IS NULL AND expires_at > $2 ORDER BY month",
        plan_id,
        clock.now(),
    )
    return [
        Asked(
            month_of(row["month"]),
            _url(crypto.open_(row["token_sealed"], table="plan_month", column="token_sealed", row=row["id"])),
        )
        for row in rows
    ]
