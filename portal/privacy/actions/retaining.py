"""Terms of keeping, applied every night: what is over goes, with a record; a whole file only after a warning.

One table of rules. Each says which columns of ``personal_data`` it acts on; a test asks that none is without a rule.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import msgspec

from portal.employers import public as employers
from portal.foundation import clock, db, facts
from portal.foundation.clock import ROME
from portal.foundation.ids import new_id
from portal.kernel.viewer import SYSTEM
from portal.matching import public as matching
from portal.privacy.actions.finishing import forget_old_lists
from portal.privacy.events import RetentionActed
from portal.tutoring import public as tutoring

YEAR = timedelta(days=365)
TEN_YEARS = timedelta(days=3653)
FIVE_YEARS = timedelta(days=5 * 365 + 1)
LINKS_SENT_WITHIN, LINKS_KEPT = timedelta(days=14), timedelta(days=90)
"""A link of consent may be sent again in its days; its trace is kept longer."""

Parts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """``keeps`` in words; ``columns``: tables or columns it acts on; ``act`` answers how many rows went, by table."""

    name: str
    what: str
    keeps: str
    columns: tuple[str, ...]
    act: Callable[[date], Awaitable[Parts]]


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(0), ROME)


async def _proposals(today: date) -> Parts:
    return await matching.forget_proposal_words(_moment(today - YEAR))


async def _consent_links(today: date) -> Parts:
    return await matching.forget_links(_moment(today), LINKS_SENT_WITHIN, LINKS_KEPT)


async def _plan_words(today: date) -> Parts:
    return await tutoring.forget_plan_words(today - YEAR)


async def _plans(today: date) -> Parts:
    parts = await tutoring.forget_plans(today - TEN_YEARS)
    gone = db.affected(await db.execute("DELETE FROM kept_record WHERE keep_until < $1", today))
    nobody = await db.execute(
        "DELETE FROM person p WHERE p.erased_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM plan x WHERE x.person = p.id)"
    )
    if gone:
        parts["kept_record"] = gone
    if db.affected(nobody):
        parts["person"] = db.affected(nobody)
    return parts


async def _modules(today: date) -> Parts:
    return await tutoring.forget_modules(today - TEN_YEARS)


async def _workforce(today: date) -> Parts:
    return await employers.forget_workforce(today - TEN_YEARS, _moment(today - TEN_YEARS))


async def _accommodations(today: date) -> Parts:
    return await employers.forget_accommodations(today - TEN_YEARS)


async def _area(today: date) -> Parts:
    now = clock.now()
    links = db.affected(
        await db.execute("DELETE FROM area_link WHERE made_at < $1", now - timedelta(days=90))
    )
    sessions = db.affected(await db.execute("DELETE FROM area_session WHERE expires_at < $1", now))
    return {table: n for table, n in (("area_link", links), ("area_session", sessions)) if n}


async def _requests(today: date) -> Parts:
    gone = db.affected(
        await db.execute(
            "DELETE FROM data_request r WHERE r.answered_on < $1"
            " AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.request = r.id)",
            today - FIVE_YEARS,
        )
    )
    return {"data_request": gone} if gone else {}


async def _erasures(_today: date) -> Parts:
    gone = await forget_old_lists()
    return {"erasure": gone} if gone else {}


RULES: tuple[Rule, ...] = (
    Rule(
        "proposal_words",
        "Parole delle proposte chiuse: presentazioni, messaggi, motivi",
        "Un anno dalla chiusura",
        ("proposal", "proposal_step", "proposal_message"),
        _proposals,
    ),
    Rule(
        "consent_links",
        "Link del consenso",
        "14 giorni il link da inviare, 90 la sua traccia",
        ("consent_link",),
        _consent_links,
    ),
    Rule(
        "plan_words",
        "Parole dei percorsi finiti: diario, messaggi, note, valutazioni",
        "Un anno dalla fine",
        (
            "plan_step",
            "goal_rating",
            "diary_entry",
            "plan_message",
            "plan_outcome.words_sealed",
            "plan_visit.agreed_sealed",
            "signature_link",
            "retention_plan",
            "return_step",
        ),
        _plan_words,
    ),
    Rule(
        "plans",
        "Percorsi: registro, documenti, firme, esito",
        "Dieci anni dalla fine",
        (
            "plan",
            "plan_goal",
            "plan_document",
            "plan_signature",
            "plan_paper",
            "plan_amendment",
            "plan_activity",
            "plan_measure",
            "plan_course",
            "plan_visit",
            "attendance",
            "plan_outcome",
            "follow_up",
            "kept_record",
        ),
        _plans,
    ),
    Rule(
        "workforce",
        "Organico delle aziende: rapporti finiti, assunzioni decise, esiti dei file, incarichi chiusi",
        "Dieci anni dalla fine",
        ("worker", "worker_proposal", "workforce_import", "company_account"),
        _workforce,
    ),
    Rule(
        "accommodations",
        "Accomodamenti non più in uso",
        "Dieci anni dalla fine",
        ("accommodation", "accommodation_measure"),
        _accommodations,
    ),
    Rule("tutor_modules", "Moduli della formazione dei tutor", "Dieci anni", ("tutor_module",), _modules),
    Rule(
        "area",
        "Link e sessioni dell’area personale",
        "90 giorni i link, fino alla fine le sessioni",
        ("area_link", "area_session"),
        _area,
    ),
    Rule("requests", "Registro delle richieste", "Cinque anni dalla risposta", ("data_request",), _requests),
    Rule(
        "erasures",
        "Elenco per ripetere le cancellazioni dopo un ripristino",
        "35 giorni: i backup durano al massimo 30",
        ("erasure",),
        _erasures,
    ),
)


async def apply_all(today: date | None = None) -> list[str]:
    """Every rule, each by itself; answers the names of those that took something away."""
    acted = []
    for rule in RULES:
        parts = await rule.act(today or clock.today())
        if parts:
            await record(rule.name, parts)
            acted.append(rule.name)
    return acted


async def record(rule: str, parts: Parts) -> None:
    """What went and when, for the officer; counts only."""
    async with db.unit_of_work():
        id, rows = new_id(), sum(parts.values())
        await db.execute(
            "INSERT INTO retention_run (id, rule, ran_at, rows, parts) VALUES ($1, $2, $3, $4, $5::jsonb)",
            id,
            rule,
            clock.now(),
            rows,
            msgspec.json.encode(parts).decode(),
        )
        await facts.record(RetentionActed(retention_run_id=id, rule=rule, rows=rows), by=SYSTEM)
