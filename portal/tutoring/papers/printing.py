"""The documents as PDF: those that were signed as they were put to the parties, register and dossier as they stand."""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation import clock, pdf
from portal.foundation.web.italian import date_it, datetime_it, month_year, number_it, time_it, weekday
from portal.kernel.refusals import Refused
from portal.reference import regions
from portal.reference.accommodations import Axis
from portal.tutoring import rules
from portal.tutoring.packs import rules as packs
from portal.tutoring.packs.delivered import pack
from portal.tutoring.packs.rules import Scope
from portal.tutoring.packs.vocabulary import NATION
from portal.tutoring.pages.contents import AXIS_LABELS
from portal.tutoring.papers import queries
from portal.tutoring.papers.queries import Drawn, Signed
from portal.tutoring.queries import contents, register
from portal.tutoring.queries import months as closings
from portal.tutoring.queries.detail import Detail, outcome
from portal.tutoring.queries.months import Closing
from portal.tutoring.vocabulary import (
    ABSENCE_LABELS,
    CONFIRMED_HOW_LABELS,
    COURSE_LABELS,
    KINDS,
    SIGNED_HOW_LABELS,
    SIGNER_LABELS,
    VISIT_LABELS,
    Absence,
    CourseKind,
    MonthAnswer,
    PaperKind,
)

Data = dict[str, Any]


def _day(text: str | None) -> str:
    return date_it(date.fromisoformat(text)) if text else "da definire"


async def agreed(detail: Detail, kind: PaperKind, version: int | None) -> tuple[bytes, Drawn]:
    """Convenzione or progetto in one version, with the signatures it has. Raises NotThere."""
    found = await queries.drawn(detail.id, kind, version)
    signed = [
        one
        for one in await queries.signatures(detail.id)
        if one.kind is kind and one.version == found.version
    ]
    names = await accounts.names([one.by for one in signed if one.by is not None])
    template = "tirocinio_convenzione.typ" if kind is PaperKind.CONVENZIONE else "tirocinio_progetto.typ"
    # a signature is printed as it was given: the same version with the same signatures gives the same bytes
    moments = [found.drawn_at, *(one.at for one in signed)]
    return await pdf.drawn(template, agreed_data(detail, found, signed, names), now=max(moments)), found


def agreed_data(detail: Detail, found: Drawn, signed: Sequence[Signed], names: dict[UUID, str]) -> Data:
    said = found.content
    title = "Convenzione di tirocinio" if found.kind is PaperKind.CONVENZIONE else said["title"]
    data: Data = {
        "title": title,
        "subtitle": f"{KINDS[detail.kind].label}, percorso {detail.code}",
        "foot": f"{detail.code}, versione {found.version}, redatta {date_it(found.drawn_at, 'il')}",
        "parties": _parties(said),
        "signatures": _signatures(signed, names),
        "rules": _rule_words(said.get("rules")),
    }
    if found.kind is PaperKind.CONVENZIONE:
        return data | {"limits": [[one["words"], one["source"]] for one in said.get("limits", [])]}
    period = said.get("period", {})
    return data | {
        "person": said["person"]["name"],
        "facts": _facts(said, period),
        "goals": [[text, indicator, str(target)] for text, indicator, target in said.get("goals", [])],
        "activities": said.get("activities", []),
        "measures": [[AXIS_LABELS[Axis(axis)], name] for axis, name in said.get("measures", [])],
        "courses": [
            [COURSE_LABELS[CourseKind(kind)], title, number_it(hours)]
            for kind, title, hours in said.get("courses", [])
        ],
        "steps": [
            [_day(day), number_it(hours), tasks or "le stesse", "da casa" if remote else "in azienda"]
            for day, hours, tasks, remote in said.get("steps", [])
        ],
        "tirocinio": "rules" in said,
    }


def _parties(said: Data) -> list[list[str]]:
    parties = said["parties"]
    rows = [["Servizio promotore", parties["service"]], ["Azienda", parties["company"] or ""]]
    if parties.get("service_in_charge"):
        rows.append(["Servizio che ha in carico la persona", parties["service_in_charge"]])
    place = said.get("place", {})
    if place.get("name"):
        rows.append(["Luogo", f"{place['name']}, {place['comune']}"])
    return rows


def _facts(said: Data, period: Data) -> list[list[str]]:
    rows = [["Periodo", f"dal {_day(period.get('starts_on'))} al {_day(period.get('ends_on'))}"]]
    if said.get("weekly_hours"):
        rows.append(["Ore alla settimana", number_it(said["weekly_hours"])])
    schedule = said.get("schedule", {})
    if "from" in schedule:
        rows.append(["Orario", f"{schedule['from']}–{schedule['to']}"])
    if "days" in schedule:
        rows.append(["Giorni", ", ".join(schedule["days"])])
    if said.get("place", {}).get("post"):
        rows.append(["Mansione", said["place"]["post"]])
    if said.get("tutor"):
        rows.append(["Tutor aziendale", said["tutor"]])
    if said.get("promoter_tutor"):
        rows.append(["Per il servizio", said["promoter_tutor"]])
    if (paid := said.get("indemnity")) is not None:
        rows.append(["Indennità", _indemnity(paid)])
    return rows


def _indemnity(paid: Data) -> str:
    if not paid["due"]:
        return "non prevista"
    words = f"{number_it(paid['amount'] or 0)} € lordi al mese"
    if paid["meals"]:
        words += ", più i pasti"
    if paid["threshold"]:
        below = "in proporzione" if paid["proportional"] else "non dovuta"
        words += f"; intera con il {paid['threshold']} % di presenza, sotto {below}"
    return words + (f". Minimo: {paid['source']}" if paid["source"] else "")


def _rule_words(said: Data | None) -> list[list[str]]:
    if said is None:
        return []
    rows = [["Regole seguite", said["region"]]]
    if said.get("told_on"):
        rows.append(["Regione del luogo di lavoro informata il", said["told_on"]])
    if said.get("longest"):
        rows.append(["Durata massima", f"{said['longest']} mesi ({said['source']})"])
    return rows


def _signatures(signed: Sequence[Signed], names: dict[UUID, str]) -> list[list[str]]:
    return [
        [
            SIGNER_LABELS[one.signer],
            datetime_it(one.at),
            SIGNED_HOW_LABELS[one.how] + (f", {names[one.by]}" if one.by in names else ""),
        ]
        for one in reversed(signed)
    ]


async def _head(detail: Detail, title: str) -> Data:
    named = "contacts" in detail.groups or detail.company_id is None
    names = await candidates.names([detail.person_id]) if named else {}
    period = f"{date_it(detail.starts_on, 'dal')} {date_it(detail.ends_on, 'al')}"
    return {
        "title": title,
        "subtitle": f"{KINDS[detail.kind].label}, percorso {detail.code}",
        "foot": f"{detail.code}, {date_it(clock.today(), 'al')}",
        "facts": [
            ["Persona", names.get(detail.person_id, f"Persona del percorso {detail.code}")],
            ["Azienda", detail.company_name],
            ["Periodo", period],
            ["Ore alla settimana", number_it(detail.weekly_hours)],
        ],
    }


def _hours(minutes: int) -> str:
    return number_it(Fraction(minutes, 60), 1)


async def register_pdf(detail: Detail) -> bytes:
    """Every day that was written down, by month, with hours and attendance."""
    days = await register.attendance(detail.id)
    months = sorted({rules.month_of(day.on) for day in days}, key=lambda one: one.key)
    closed = await closings.latest(detail.id)
    data = await _head(detail, "Registro delle presenze") | {
        "months": [
            _month(month, [day for day in days if rules.month_of(day.on) == month], closed.get(month.key))
            for month in months
        ]
    }
    return await pdf.drawn("tirocinio_registro.typ", data)


def _month(month: rules.Month, days: Sequence[rules.Day], closed: Closing | None) -> Data:
    present, expected = rules.presence(days)
    return {
        "title": month_year(month.first).capitalize(),
        "rows": [
            [
                f"{weekday(day.on)} {day.on.day}",
                time_it(day.starts_at) if day.starts_at else "",
                time_it(day.ends_at) if day.ends_at else "",
                _hours(day.minutes) if day.minutes else "",
                ABSENCE_LABELS[Absence(day.absence)] if day.absence else "",
            ]
            for day in days
        ],
        "total": f"Ore {_hours(sum(day.minutes for day in days))}; presenza {present} giorni su {expected}.",
        "confirmed": _confirmed(closed),
    }


def _confirmed(one: Closing | None) -> str:
    """Who answered for the month, and when; a month that is open, or not confirmed, says so."""
    if one is None:
        return "Mese non ancora chiuso."
    words = f"Chiuso dal tutor {date_it(one.closed_at, 'il')}."
    if one.answer is not MonthAnswer.CONFIRMED or one.how is None:
        return f"{words} Non ancora confermato dalla persona."
    return (
        f"{words} Confermato dalla persona {date_it(one.answered_at, 'il')}, {CONFIRMED_HOW_LABELS[one.how]}."
    )


async def dossier_pdf(detail: Detail) -> bytes:
    """Evidence of what was done, for the person and whoever follows her after (LG 2017)."""
    days = await register.attendance(detail.id)
    present, expected = rules.presence(days)
    goals = await register.goals(detail.id)
    data = await _head(detail, "Dossier individuale") | {
        "activities": await contents.activities(detail.id),
        "goals": [
            [
                goal.text,
                goal.indicator,
                str(goal.target),
                str(goal.ratings[0].level) if goal.ratings else "–",
                str(goal.ratings[-1].level) if goal.ratings else "–",
            ]
            for goal in goals
        ],
        "courses": [
            [
                COURSE_LABELS[one.kind],
                one.title,
                number_it(one.hours_done if one.hours_done is not None else 0),
                date_it(one.completed_on) if one.completed_on else "in corso",
            ]
            for one in await contents.courses(detail.id)
        ],
        "visits": [
            [VISIT_LABELS[one.kind], date_it(one.held_on), f"{one.minutes} minuti"]
            for one in await contents.visits(detail.id)
            if one.held_on is not None
        ],
        "hours": _hours(sum(day.minutes for day in days)),
        "presence": f"{present} giorni su {expected}",
    }
    return await pdf.drawn("tirocinio_dossier.typ", data)


async def attestazione_pdf(detail: Detail) -> bytes:
    """Raises Refused while the plan is not over, or when the attendance is under the threshold of its rules."""
    end = await outcome(detail.id)
    if end is None or detail.starts_on is None or detail.ends_on is None or detail.weekly_hours is None:
        raise Refused(f"Il percorso {detail.code} non è concluso: l’attestazione si fa alla fine.")
    days = await register.attendance(detail.id)
    done = Fraction(sum(day.minutes for day in days), 60)
    planned = rules.planned_hours(detail.starts_on, end.ended_on, detail.weekly_hours)
    kind = KINDS[detail.kind].rules
    share = Fraction(100 * done, planned) if planned else Fraction(0)
    if kind is not None:
        own = await pack(Scope(detail.rules_region or NATION, kind, detail.category), end.ended_on)
        found = packs.certificate(own, done, Fraction(planned))
        if found is not None:
            raise Refused(found.sentence)
    goals = await register.goals(detail.id)
    data = await _head(detail, "Attestazione finale") | {
        "activities": await contents.activities(detail.id),
        "skills": [[goal.text, str(goal.ratings[-1].level) if goal.ratings else "–"] for goal in goals],
        "attendance": f"{_hours(int(done * 60))} ore su {number_it(planned)} previste,"
        f" {number_it(int(share))} %",
        "ended_on": date_it(end.ended_on),
        "region": regions.name(detail.rules_region) if detail.rules_region else "norme nazionali",
    }
    at = datetime.combine(end.ended_on, datetime.min.time(), tzinfo=rules.ROME)
    return await pdf.drawn("tirocinio_attestazione.typ", data, now=at)


async def printed(detail: Detail, kind: PaperKind, version: int | None = None) -> tuple[bytes, str]:
    """The PDF and its file name."""
    match kind:
        case PaperKind.REGISTRO:
            return await register_pdf(detail), f"{detail.code}-registro.pdf"
        case PaperKind.DOSSIER:
            return await dossier_pdf(detail), f"{detail.code}-dossier.pdf"
        case PaperKind.ATTESTAZIONE:
            return await attestazione_pdf(detail), f"{detail.code}-attestazione.pdf"
        case _:
            content, found = await agreed(detail, kind, version)
            return content, f"{detail.code}-{kind.value}-v{found.version}.pdf"
