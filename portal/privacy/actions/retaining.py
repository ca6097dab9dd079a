"""Terms of keeping, applied every night: what is over goes, with a record; files and papers only after a warning.

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
from portal.privacy import parameters
from portal.privacy.actions.finishing import forget_old_lists
from portal.privacy.events import RetentionActed
from portal.privacy.rules import months_later
from portal.tutoring import public as tutoring

LINKS_SENT_WITHIN, LINKS_KEPT = timedelta(days=14), timedelta(days=90)
"""A link of consent may be sent again in its days; its trace is kept longer."""

Parts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """``keeps`` says the term in words, with «{}» for its length; ``term`` is its dated figure; ``columns``: tables
    or columns it acts on; ``act`` answers how many rows went, by table."""

    name: str
    what: str
    keeps: str
    term: str
    columns: tuple[str, ...]
    act: Callable[[date], Awaitable[Parts]]


def said(keeps: str, term: str, on: date) -> str:
    """«Dieci anni dalla fine»."""
    words = keeps.format(parameters.length(term, on))
    return words[0].upper() + words[1:]


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(0), ROME)


def _before(term: str, today: date) -> date:
    """What is older than this day has had its months."""
    return months_later(today, -parameters.figure(term, today))


async def _proposals(today: date) -> Parts:
    return await matching.forget_proposal_words(_moment(_before("retention.proposal_words_months", today)))


async def _consent_links(today: date) -> Parts:
    kept = timedelta(days=parameters.figure("retention.consent_link_days", today))
    return await matching.forget_links(_moment(today), LINKS_SENT_WITHIN, kept)


async def _plan_words(today: date) -> Parts:
    return await tutoring.forget_plan_words(_before("retention.plan_words_months", today))


async def _plans(today: date) -> Parts:
    parts = await tutoring.forget_plans(_before("retention.plan_months", today))
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
    return await tutoring.forget_modules(_before("retention.tutor_module_months", today))


async def _workforce(today: date) -> Parts:
    before = _before("retention.workforce_months", today)
    return await employers.forget_workforce(before, _moment(before))


async def _accommodations(today: date) -> Parts:
    return await employers.forget_accommodations(_before("retention.accommodation_months", today))


async def _references(today: date) -> Parts:
    return await employers.forget_references(_moment(_before("retention.prospetto_months", today)))


async def _contacts(today: date) -> Parts:
    before = _before("retention.company_contact_months", today)
    return (
        await employers.forget_contacts(before)
        | await employers.forget_loads(before)
        | await employers.forget_requests(_moment(before))
    )


async def _occupancies(today: date) -> Parts:
    return await employers.forget_occupancies(_before("retention.occupancy_months", today))


async def _area(today: date) -> Parts:
    now = clock.now()
    kept = timedelta(days=parameters.figure("retention.area_link_days", today))
    links = db.affected(await db.execute("DELETE FROM area_link WHERE made_at < $1", now - kept))
    sessions = db.affected(await db.execute("DELETE FROM area_session WHERE expires_at < $1", now))
    return {table: n for table, n in (("area_link", links), ("area_session", sessions)) if n}


async def _requests(today: date) -> Parts:
    gone = db.affected(
        await db.execute(
            "DELETE FROM data_request r WHERE r.answered_on < $1"
            " AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.request = r.id)",
            _before("retention.request_months", today),
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
        "{} dalla chiusura",
        "retention.proposal_words_months",
        ("proposal", "proposal_step", "proposal_message", "proposal_message_read", "interview_date"),
        _proposals,
    ),
    Rule(
        "consent_links",
        "Link del consenso",
        "14 giorni il link da inviare, {} la sua traccia",
        "retention.consent_link_days",
        ("consent_link",),
        _consent_links,
    ),
    Rule(
        "plan_words",
        "Parole dei percorsi finiti: diario, messaggi, note, valutazioni",
        "{} dalla fine",
        "retention.plan_words_months",
        (
            "plan_step",
            "goal_rating",
            "diary_entry",
            "plan_message",
            "plan_outcome.words_sealed",
            "plan_visit.agreed_sealed",
            "follow_up.words_sealed",
            "signature_link",
            "plan_signal",
            "plan_judgement",
            "retention_plan",
            "return_step",
        ),
        _plan_words,
    ),
    Rule(
        "plans",
        "Percorsi: registro, documenti, firme, esito",
        "{} dalla fine",
        "retention.plan_months",
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
            "plan_month",
            "sent_form",
            "plan_indemnity",
            "plan_outcome",
            "follow_up",
            "kept_record",
        ),
        _plans,
    ),
    Rule(
        "workforce",
        "Organico delle aziende: rapporti finiti, assunzioni decise, esiti dei file, incarichi chiusi",
        "{} dalla fine",
        "retention.workforce_months",
        ("worker", "worker_proposal", "workforce_import", "company_account"),
        _workforce,
    ),
    Rule(
        "accommodations",
        "Accomodamenti non più in uso",
        "{} dalla fine",
        "retention.accommodation_months",
        ("accommodation", "accommodation_measure"),
        _accommodations,
    ),
    Rule(
        "prospetto_references",
        "Referenti del prospetto, mai più richiesti",
        "{} dall’ultima volta",
        "retention.prospetto_months",
        ("prospetto_informativo_employer", "prospetto_informativo_province"),
        _references,
    ),
    Rule(
        "company_contacts",
        "Contatti con le aziende, loro richieste con la risposta, note sul carico di una postazione",
        "{} dal contatto o dalla risposta",
        "retention.company_contact_months",
        ("company_contact", "service_request", "service_session", "workstation.load_note"),
        _contacts,
    ),
    Rule(
        "occupancies",
        "Posti occupati da percorsi finiti",
        "{} dalla fine",
        "retention.occupancy_months",
        ("workstation_occupancy",),
        _occupancies,
    ),
    Rule(
        "tutor_modules",
        "Moduli della formazione dei tutor",
        "{}",
        "retention.tutor_module_months",
        ("tutor_module",),
        _modules,
    ),
    Rule(
        "area",
        "Link e sessioni dell’area personale",
        "{} i link, fino alla fine le sessioni",
        "retention.area_link_days",
        ("area_link", "area_session"),
        _area,
    ),
    Rule(
        "requests",
        "Registro delle richieste",
        "{} dalla risposta",
        "retention.request_months",
        ("data_request",),
        _requests,
    ),
    Rule(
        "erasures",
        "Elenco per ripetere le cancellazioni dopo un ripristino",
        "{}: i backup durano al massimo 30",
        "retention.erasure_list_days",
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
