"""Panoramica of a company (screen 01): what to do now first, then the state of things."""

from dataclasses import dataclass
from datetime import date

from portal.employers import public as employers
from portal.foundation import clock
from portal.foundation.access import Permission, allowed
from portal.foundation.web.charts import BarChart, CoverageMeter, Quarter, quarterly_coverage
from portal.foundation.web.italian import date_it, plural
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.matching import public as matching
from portal.tutoring import public as tutoring

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Task:
    title: str
    href: str
    note: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    day: date
    title: str
    note: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class CheckRow:
    label: str
    state: str
    note: str | None


@dataclass(frozen=True, slots=True)
class CompanyHome:
    name: str
    lead: str
    verified: bool
    waiting_words: str | None
    tasks: list[Task]
    coverage: employers.Coverage | None
    meter: CoverageMeter | None
    callout: str | None
    chart: BarChart | None
    proposals: list[matching.WaitingProposal]
    vacancies: list[employers.VacancyRow]
    deadlines: list[Tile]
    commitments: list[CheckRow]
    commitments_done: int
    may_edit_workforce: bool


def _callout(
    coverage: employers.Coverage, deadlines: list[employers.Deadline], waiting: int, today: date
) -> str | None:
    missing = max(0, coverage.gap3) + max(0, coverage.gap18)
    if not missing:
        return None
    sentence = f"{plural(missing, 'posto', 'posti')} da coprire."
    if waiting:
        sentence += f" Hai {plural(waiting, 'proposta', 'proposte')} da valutare."
    due = [one for one in deadlines if one.of_request]
    if due:
        verb = "è scaduta" if due[0].due_on < today else "scade"
        sentence += f" La prima richiesta di avviamento {verb} {date_it(due[0].due_on, 'il')}."
    return sentence


async def company_home(viewer: Viewer) -> CompanyHome:
    if viewer.organisation_id is None:
        raise NotThere
    today = clock.today()
    card = await employers.company(viewer.organisation_id)
    if card is None:
        raise NotThere
    overview = await employers.coverage_overview(card.id, today)
    coverage = overview.coverage
    has_workforce = coverage.dependants > 0
    proposals = await matching.waiting_for_company(viewer, SHOWN)
    hires = await employers.waiting_hires(card.id) if allowed(viewer, Permission.WORKFORCE_EDIT) else []
    plans = await tutoring.waiting_for_company(viewer)
    commitments = await employers.commitments(card.id, 8)
    vacancies = await employers.vacancy_rows(card.id, SHOWN)
    tasks = [
        Task(
            f"Rispondi alla proposta {one.code}",
            f"/proposals/{one.id}",
            f"Per l’annuncio «{one.title}»",
            one.due_on,
        )
        for one in proposals
    ]
    unread = await matching.unread_messages(viewer)
    if unread is not None:
        words = plural(unread.count, "messaggio", "messaggi")
        tasks.append(Task(f"Leggi {words}", unread.href, "Ti ha scritto un operatore"))
    tasks += [
        Task(
            "Conferma l’assunzione",
            f"/workforce/proposed/{one.id}",
            f"{one.name}, {date_it(one.starts_on, 'dal')}",
        )
        for one in hires
    ]
    tasks += [Task(f"Firma il percorso {code}", f"/plans/{id}", title) for id, code, title in plans]
    if not has_workforce and allowed(viewer, Permission.WORKFORCE_EDIT):
        tasks.append(Task("Inserisci l’organico", "/workforce", "Serve per calcolare la quota."))
    tasks += [
        Task(
            f"Conferma che l’annuncio «{row.title}» è ancora valido",
            f"/vacancies/{row.id}",
            "È fermo da 60 giorni.",
        )
        for row in vacancies
        if row.state.value == "stale"
    ]
    done = sum(1 for one in commitments if one.done_on)
    places = coverage.places
    meter = CoverageMeter(places.in_force, places.planned, places.uncovered, places.relieved)
    return CompanyHome(
        name=card.name,
        lead=f"Situazione {date_it(today, 'al')}.",
        verified=card.verified,
        waiting_words=None
        if card.verified
        else "La tua azienda è in attesa di verifica. Intanto puoi caricare l’organico e preparare gli annunci.",
        tasks=tasks,
        coverage=coverage if has_workforce else None,
        meter=meter if has_workforce and coverage.quota3 else None,
        callout=_callout(coverage, overview.deadlines, len(proposals), today) if has_workforce else None,
        chart=quarterly_coverage(
            [
                Quarter(one.day.year, (one.day.month - 1) // 3 + 1, one.in_force, one.quota)
                for one in overview.quarters
            ]
        )
        if has_workforce and overview.quarters
        else None,
        proposals=proposals,
        vacancies=vacancies,
        deadlines=[
            Tile(
                one.due_on,
                one.label,
                one.article,
                "/prospetti" if one.of_prospetto else "/obligations/deadlines",
            )
            for one in overview.deadlines[:4]
        ],
        commitments=[
            CheckRow(
                one.title,
                "done" if one.done_on else "doing",
                None if one.done_on else f"entro {date_it(one.due_on, 'il')}",
            )
            for one in commitments
        ],
        commitments_done=done,
        may_edit_workforce=allowed(viewer, Permission.WORKFORCE_EDIT),
    )
