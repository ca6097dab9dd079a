"""Filling the judgement and confirming it. Each hand is dated by its act; filled again, both are asked again."""

from datetime import timedelta
from uuid import UUID

import msgspec

from portal.candidates import public as candidates
from portal.foundation import clock, crypto, db, facts, mail
from portal.foundation.addresses import absolute
from portal.foundation.ids import new_id, new_token
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import PERSON, Viewer
from portal.tutoring.actions.locking import Locked, any_of, for_counsellor, for_tutor
from portal.tutoring.events import JudgementConfirmed, PlanJudged
from portal.tutoring.judgements import queries
from portal.tutoring.judgements.queries import Content, sealed
from portal.tutoring.judgements.vocabulary import Judgement
from portal.tutoring.vocabulary import NOT_STARTED, STATE_LABELS, PartyRole, PlanKind

LINK_DAYS = 14
GONE = "Il link è scaduto o è già stato usato. Chiedine uno nuovo al tuo operatore."


async def fill(
    plan_id: UUID,
    *,
    judgement: Judgement | None,
    conditions: str | None = None,
    words: str | None = None,
    by: Viewer,
) -> None:
    """By whoever leads the plan, from its start on. ``judgement`` None: the short path of who never came.

    The tutor is asked to confirm, and the person through a link of hers; who never came is not asked. Raises Refused
    before the start, for a kept job, for conditions without words, for a no-show with a presence in the register.
    """
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        await _check(row, judgement, conditions)
        content = msgspec.json.encode(Content(judgement, conditions, words)).decode()
        known = await db.fetchrow("SELECT id, version FROM plan_judgement WHERE plan = $1", row.id)
        id, version = (known["id"], known["version"] + 1) if known is not None else (new_id(), 1)
        await db.execute(
            "INSERT INTO plan_judgement (id, plan, version, no_show, content_sealed, filled_by, filled_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (plan) DO UPDATE SET version = $3, no_show = $4,"
            " content_sealed = $5, filled_by = $6, filled_at = $7, tutor = NULL, tutor_at = NULL,"
            " tutor_words_sealed = NULL, person_at = NULL, person_words_sealed = NULL, token_hash = NULL,"
            " token_sealed = NULL, expires_at = NULL",
            id,
            row.id,
            version,
            judgement is None,
            sealed(content, "content_sealed", id),
            by.account_id,
            clock.now(),
        )
        if judgement is not None:
            await _send_link(row, id)
        await facts.record(PlanJudged(**row.about(), no_show=judgement is None), by=by)


async def _check(row: Locked, judgement: Judgement | None, conditions: str | None) -> None:
    if row.kind is PlanKind.RETENTION:
        raise Refused(f"Il percorso {row.code} mantiene un lavoro: non chiede un giudizio finale.")
    if row.state in NOT_STARTED:
        raise Refused(
            f"Il percorso {row.code} ora è nello stato «{STATE_LABELS[row.state]}»: il giudizio viene dopo l’avvio."
        )
    if judgement is Judgement.WITH_CONDITIONS and not conditions:
        raise Refused("Scrivi a quali condizioni.", field="conditions")
    if judgement is not None and judgement is not Judgement.WITH_CONDITIONS and conditions:
        raise Refused(
            "Hai scritto delle condizioni: scegli «Adatta, con alcune condizioni».", field="judgement"
        )
    if judgement is None and await db.fetchval(
        "SELECT EXISTS (SELECT 1 FROM attendance WHERE plan = $1 AND absence IS NULL)", row.id
    ):
        raise Refused("Il registro ha almeno una presenza: scrivi un giudizio intero.", field="judgement")


async def _send_link(row: Locked, id: UUID) -> str:
    token = new_token()
    await db.execute(
        "UPDATE plan_judgement SET token_hash = $2, token_sealed = $3, expires_at = $4 WHERE id = $1",
        id,
        crypto.token_hash(token),
        sealed(token, "token_sealed", id),
        clock.now() + timedelta(days=LINK_DAYS),
    )
    url = absolute(f"/judgements/{token}")
    address = await candidates.mail_address(row.person_id)
    if address:
        await mail.send(
            to=address,
            subject="Il giudizio finale del tuo percorso",
            text=mail.compose("judgement_to_confirm.txt", url=url, days=LINK_DAYS),
            kind="judgement_to_confirm",
            link_secret=token,
        )
    return url


async def ask_again(plan_id: UUID, *, by: Viewer) -> str:
    """A new link for the person; the old one is dead. Raises Refused when nothing waits for her."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        one = await queries.of_plan(row.id)
        if one is None or one.no_show or one.person_on is not None:
            raise Refused("Il giudizio non aspetta la conferma della persona. Ricarica la pagina.")
        return await _send_link(row, one.id)


async def waiting_link(plan_id: UUID) -> str | None:
    """The person's link while it may have to be handed over, for whoever leads the plan."""
    found = await db.fetchrow(
        "SELECT id, token_sealed FROM plan_judgement WHERE plan = $1 AND token_sealed IS NOT NULL"
        " AND person_at IS NULL AND expires_at > $2",
        plan_id,
        clock.now(),
    )
    if found is None:
        return None
    return absolute("/judgements/" + queries.opened(found["token_sealed"], "token_sealed", found["id"]))


async def confirm_as_tutor(plan_id: UUID, *, version: int, words: str | None, by: Viewer) -> None:
    """The plan's tutor confirms what stands there, with words of her own or none. Once."""
    async with db.unit_of_work():
        row = await for_tutor(plan_id, by)
        one = await queries.of_plan(row.id)
        if one is None:
            raise NotThere
        if one.version != version:
            raise Refused("Il giudizio è cambiato: ricarica la pagina e rileggilo.")
        if one.tutor_on is not None:
            raise Refused("Hai già confermato questo giudizio.")
        await db.execute(
            "UPDATE plan_judgement SET tutor = $2, tutor_at = $3, tutor_words_sealed = $4 WHERE id = $1",
            one.id,
            by.account_id,
            clock.now(),
            sealed(words, "tutor_words_sealed", one.id) if words else None,
        )
        await facts.record(JudgementConfirmed(**row.about(), confirmed_by=PartyRole.TUTOR.value), by=by)


async def confirm_by_link(token: str, *, words: str | None) -> None:
    """The person confirms, or says what she thinks of it; the link is used up. Of two presses one is refused."""
    async with db.unit_of_work():
        try:
            one = await queries.opened_by(token)
        except NotThere:
            raise Refused(GONE) from None
        row = await any_of(one.plan_id)
        tag = await db.execute(
            "UPDATE plan_judgement SET person_at = $2, person_words_sealed = $3, token_sealed = NULL"
            " WHERE id = $1 AND token_hash = $4 AND person_at IS NULL",
            one.id,
            clock.now(),
            sealed(words, "person_words_sealed", one.id) if words else None,
            crypto.token_hash(token),
        )
        if not db.affected(tag):
            raise Refused(GONE)
        await facts.record(JudgementConfirmed(**row.about(), confirmed_by="person"), by=PERSON)
