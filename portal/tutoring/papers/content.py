"""What a document says, part by part, as JSON holds it. Each part has those whom it concerns (``rules.AFFECTS``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.employers.public import HostUnit
from portal.foundation import clock, db
from portal.kernel.italian_days import day_it
from portal.reference import accommodations, regions
from portal.reference.accommodations import Axis
from portal.tutoring.actions.locking import Locked
from portal.tutoring.packs.gathering import least_of, pack_of
from portal.tutoring.packs.rules import Pack
from portal.tutoring.packs.vocabulary import NATION
from portal.tutoring.queries import contents
from portal.tutoring.vocabulary import KINDS, PaperKind, PlanKind

WEEKDAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Would:
    """What an amendment would have the plan hold; None: what it holds now."""

    activities: Sequence[str] | None = None
    measures: Sequence[str] | None = None


NOW = Would()


async def content_of(row: Locked, would: Would = NOW) -> dict[PaperKind, Content]:
    """The documents that are signed before the start, as the plan is prepared now, or as it would be."""
    own = await pack_of(row, row.starts_on or clock.today())
    unit = (
        await employers.host_unit(row.company_id, row.vacancy_id, clock.today()) if row.company_id else None
    )
    parts = await _parts(row, own, unit, would)
    found: dict[PaperKind, Content] = {}
    for kind in KINDS[row.kind].signed:
        keys: tuple[str, ...]
        if kind is PaperKind.CONVENZIONE:
            keys = ("kind", "title", "parties", "place", "rules", "limits")
        else:
            keys = (
                "kind", "title", "person", "parties", "place", "period", "weekly_hours", "schedule", "tutor",
                "promoter_tutor", "goals", "activities", "measures", "courses", "indemnity", "rules", "steps",
            )  # fmt: skip
        found[kind] = {key: parts[key] for key in keys if parts.get(key) not in (None, [], {})}
    return found


async def _parts(row: Locked, own: Pack, unit: HostUnit | None, would: Would) -> Content:
    organisations = await accounts.organisations(
        [one for one in (row.company_id, row.service_id) if one is not None]
    )
    company = organisations[row.company_id].name if row.company_id else row.employer_name
    names = await accounts.names([one for one in (row.tutor_id, row.counsellor_id) if one is not None])
    goals = await db.fetch(
        "SELECT text, indicator, target FROM plan_goal WHERE plan = $1 ORDER BY position", row.id
    )
    governed = KINDS[row.kind].rules is not None
    return {
        "kind": row.kind.value,
        "title": KINDS[row.kind].progetto,
        "person": {"name": await _person(row)},
        "parties": {
            "company": company,
            "service": organisations[row.service_id].name,
            "service_in_charge": _in_charge(row, own, organisations[row.service_id].name),
        },
        "place": {"name": unit.name, "comune": unit.place, "post": row.title}
        if unit
        else {"post": row.title},
        "period": {
            "starts_on": row.starts_on.isoformat() if row.starts_on else None,
            "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        },
        "weekly_hours": row.weekly_hours,
        "schedule": _schedule(row),
        "tutor": names.get(row.tutor_id) if row.tutor_id else None,
        "promoter_tutor": names.get(row.counsellor_id),
        "goals": [[goal["text"], goal["indicator"], goal["target"]] for goal in goals],
        "activities": list(would.activities)
        if would.activities is not None
        else await contents.activities(row.id),
        "measures": await _measures(row.id, would)
        if "accommodations" in row.groups or row.company_id is None
        else None,
        "courses": [[one.kind.value, one.title, one.hours] for one in await contents.courses(row.id)],
        "indemnity": _indemnity(row, own, unit) if governed else None,
        "rules": _rules(row, own) if governed else None,
        "limits": _limits(own) if governed else None,
        "steps": [
            [one.starts_on.isoformat(), one.weekly_hours, one.tasks or "", one.remote]
            for one in await contents.return_steps(row.id)
        ]
        if row.kind is PlanKind.RETENTION
        else None,
    }


def _in_charge(row: Locked, own: Pack, promoter: str) -> str | None:
    """Where the rules have the service in charge sign and no other one is named, the promoter signs as both."""
    if row.service_in_charge or KINDS[row.kind].rules is None:
        return row.service_in_charge
    return promoter if own.says("document.service_in_charge_signs") else None


async def _measures(plan_id: UUID, would: Would) -> list[list[str]]:
    """By axis, in the order of the register."""
    if would.measures is None:
        return [[one.axis.value, one.name] for one in await contents.measures(plan_id)]
    found = [accommodations.by_code(code) for code in would.measures]
    axes = list(Axis)
    return [[one.axis.value, one.name] for one in sorted(found, key=lambda one: axes.index(one.axis))]


async def _person(row: Locked) -> str:
    """Her name where she chose to show it to this company; she and the service know who she is."""
    if row.company_id is not None and "contacts" not in row.groups:
        return f"Persona del percorso {row.code}"
    return (await candidates.names([row.person_id])).get(row.person_id, f"Persona del percorso {row.code}")


def _schedule(row: Locked) -> Content | None:
    found: Content = {}
    if row.day_starts_at is not None and row.day_ends_at is not None:
        found["from"], found["to"] = f"{row.day_starts_at:%H:%M}", f"{row.day_ends_at:%H:%M}"
    if row.weekdays:
        found["days"] = [WEEKDAYS[day - 1] for day in row.weekdays]
    return found or None


def _indemnity(row: Locked, own: Pack, unit: HostUnit | None) -> Content:
    least, threshold = least_of(row, own, unit), own.value("attendance.full_pct")
    return {
        "due": own.says("indemnity.due"),
        "amount": row.indemnity,
        "meals": row.meals,
        "least": float(least.amount) if least else None,
        "source": least.source if least else None,
        "threshold": int(threshold * 100) if threshold is not None else None,
        "proportional": own.says("attendance.proportional"),
    }


def _rules(row: Locked, own: Pack) -> Content:
    longest = own.row("duration.max_months")
    return {
        "region": "norme nazionali"
        if row.rules_region in (None, NATION)
        else regions.name(str(row.rules_region)),
        "told_on": day_it(row.region_told_on) if row.region_told_on else None,
        "longest": int(longest.value) if longest else None,
        "source": longest.source if longest else None,
    }


def _limits(own: Pack) -> list[Content]:
    """Limits written into the convenzione, each with its source."""
    found = []
    for rule, words in (
        ("host.small", "fino a {small_up_to} dipendenti a tempo indeterminato: {value} alla volta"),
        ("host.medium", "fino a {medium_up_to} dipendenti: {value} alla volta"),
        ("host.large_pct", "oltre: il {value} % dei dipendenti"),
        ("tutor.company_max", "percorsi insieme per un tutor aziendale: {value}"),
        ("attendance.certificate_pct", "attestazione finale con almeno il {value} % di presenza"),
    ):
        row = own.row(rule)
        if row is None or (rule.startswith("host.") and not own.says("host.limit_applies")):
            continue
        value = int(row.value * 100) if rule.endswith("_pct") else int(row.value)
        said = words.format(
            value=value,
            small_up_to=own.whole("host.small_up_to"),
            medium_up_to=own.whole("host.medium_up_to"),
        )
        found.append({"words": said, "source": row.source})
    return found
