"""What the rules ask of one plan, read under its lock: the rules of its region, its host, its tutors."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from portal.employers import public as employers
from portal.employers.public import HostUnit
from portal.foundation import clock, db
from portal.kernel.parameters import Evidence
from portal.tutoring.actions.locking import Locked
from portal.tutoring.packs import host_rules, rules
from portal.tutoring.packs.delivered import pack
from portal.tutoring.packs.host_rules import Declaration
from portal.tutoring.packs.rules import Finding, Pack, Scope
from portal.tutoring.packs.vocabulary import NATION, Category, ForbiddenCase, RuleKind
from portal.tutoring.queries.register import pauses
from portal.tutoring.rules import add_months
from portal.tutoring.vocabulary import KEPT, KINDS, DocumentKind, PlanState

HOURS_RULE = "ore del tirocinio entro quelle del contratto collettivo"
REGION_RULE = "regole della sede legale solo dopo averlo comunicato alla regione del luogo di lavoro"
_KEPT = [state.value for state in KEPT]
_LEFT = [PlanState.ENDED.value, PlanState.INTERRUPTED.value]


@dataclass(frozen=True, slots=True)
class RuleView:
    """The rules of a plan and what they find; ``declared`` None: the host has said nothing yet."""

    pack: Pack
    unit: HostUnit | None
    written_against: tuple[Finding, ...] = ()
    barred_by: tuple[Finding, ...] = ()
    tutor_full: Finding | None = None
    undeclared: bool = False


async def pack_of(row: Locked, on: date) -> Pack:
    """The rule pack of a plan; of what is no tirocinio only what holds for all is asked."""
    kind = KINDS[row.kind].rules or RuleKind.EXTRACURRICULAR
    return await pack(Scope(row.rules_region or NATION, kind, row.category), on)


async def rule_view(row: Locked) -> RuleView:
    today = clock.today()
    own = await pack_of(row, row.starts_on or today)
    unit = await employers.host_unit(row.company_id, row.vacancy_id, today) if row.company_id else None
    full = await _company_tutor(row, own)
    if KINDS[row.kind].rules is None or row.company_id is None or unit is None:
        return RuleView(own, unit, tutor_full=full)
    said = await declaration(row.id)
    written = (*await _written(row, own, unit),)
    barred = (*await _barred(row, own, unit, said),)
    return RuleView(own, unit, written, barred, full, said is None)


async def declaration(plan_id: UUID) -> Declaration | None:
    """What the host last declared of the tasks of that plan; None before it has."""
    row = await db.fetchrow(
        "SELECT cases, other_tasks, declared_at FROM host_declaration WHERE plan = $1"
        " ORDER BY declared_at DESC, id DESC LIMIT 1",
        plan_id,
    )
    if row is None:
        return None
    return Declaration(
        tuple(ForbiddenCase(case) for case in row["cases"]),
        row["other_tasks"],
        row["declared_at"],
        clock.in_rome(row["declared_at"]).date(),
    )


async def record_of(
    company_id: UUID, vacancy_id: UUID | None, unit: HostUnit, own: Pack
) -> employers.HostRecord:
    """What the portal holds of the unit in the months that the rules look back on."""
    today = clock.today()
    months = own.whole("host.barred_months") or 0
    return await employers.host_record(
        company_id,
        site_id=unit.site_id,
        province=unit.province,
        vacancy_id=vacancy_id,
        since=add_months(today, -months),
        on=today,
    )


async def _written(row: Locked, own: Pack, unit: HostUnit) -> list[Finding]:
    found: list[Finding | None] = [_promoter(row), region_problem(row, unit)]
    if row.starts_on and row.ends_on:
        attested = await db.fetchval(
            "SELECT true FROM plan_document WHERE plan = $1 AND kind = $2",
            row.id,
            DocumentKind.SERVICE_ATTESTATION.value,
        )
        found.append(
            rules.duration(
                own,
                row.starts_on,
                row.ends_on,
                paused_days=await paused_days(row),
                attested=bool(attested),
            )
        )
    if row.weekly_hours:
        found.append(hours_problem(row.weekly_hours, unit))
        if row.indemnity is not None:
            found.append(rules.indemnity(own, row.indemnity, least_of(row, own, unit)))
        found.append(rules.meal(own, hours_a_day(row), row.meals))
    earlier = await db.fetch(
        "SELECT code FROM plan WHERE person = $1 AND company = $2 AND kind = $3 AND id <> $4 AND state = ANY($5)"
        " AND EXISTS (SELECT 1 FROM plan_step s WHERE s.plan = plan.id AND s.move = 'start') ORDER BY code",
        row.person_id,
        row.company_id,
        row.kind.value,
        row.id,
        _LEFT,
    )
    found.append(rules.same_host_again(own, [one["code"] for one in earlier]))
    return [one for one in found if one is not None]


def least_of(row: Locked, own: Pack, unit: HostUnit | None) -> rules.Least | None:
    return rules.least_indemnity(
        own,
        weekly_hours=row.weekly_hours or 0,
        hours_a_day=hours_a_day(row),
        meals=row.meals,
        public_host=unit is not None and unit.public,
    )


def hours_a_day(row: Locked) -> Fraction | None:
    if row.day_starts_at is None or row.day_ends_at is None:
        return None
    day = date(2026, 1, 1)
    length = datetime.combine(day, row.day_ends_at) - datetime.combine(day, row.day_starts_at)
    return Fraction(int(length.total_seconds()), 3600)


async def paused_days(row: Locked) -> int:
    """Days of the suspensions that are over, which do not count in the longest duration."""
    spans = await pauses(row.id)
    return sum((one.until - one.since) // timedelta(days=1) for one in spans if one.until is not None)


def hours_problem(weekly_hours: int, unit: HostUnit) -> Finding | None:
    if weekly_hours <= unit.full_time_hours:
        return None
    return Finding(
        f"Le ore alla settimana sono {weekly_hours}, più delle {unit.full_time_hours.normalize():f} del contratto"
        " dell’azienda.",
        HOURS_RULE,
        "Linee guida 25-05-2017",
        Evidence.ONE_SOURCE,
        "Riduci le ore alla settimana.",
    )


def _promoter(row: Locked) -> Finding | None:
    if row.service_id != row.company_id:
        return None
    return Finding(
        "Chi promuove il tirocinio è anche chi ospita.",
        "promotore diverso dall’ospitante",
        "Linee guida 25-05-2017",
        Evidence.ONE_SOURCE,
        "Affida il percorso a un altro servizio.",
    )


def region_problem(row: Locked, unit: HostUnit) -> Finding | None:
    """The rules are those of the place of work, or of the head office once the region there has been told."""
    if row.rules_region in (None, unit.region):
        return None
    told = row.region_told_on is not None
    if row.rules_region == unit.head_region and told:
        return None
    return Finding(
        "Le regole scelte non sono quelle della regione in cui si svolge.",
        REGION_RULE,
        "Linee guida 25-05-2017",
        Evidence.ONE_SOURCE,
        "Scrivi quando la regione è stata informata, oppure scegli le regole del luogo di lavoro.",
    )


async def _barred(row: Locked, own: Pack, unit: HostUnit, said: Declaration | None) -> list[Finding]:
    others = await db.fetchval(
        "SELECT count(*) FROM plan p LEFT JOIN vacancy v ON v.id = p.vacancy WHERE p.company = $1 AND p.id <> $2"
        " AND p.state = ANY($3) AND p.counts_for_host AND ($4 OR v.site = $5)",
        row.company_id,
        row.id,
        _KEPT,
        unit.one_site,
        unit.site_id,
    )
    found = [
        rules.host_limit(own, unit.permanent_staff, others, await _hired_share(row, own)),
        rules.barred(own, said.cases if said else ()),
        *(await _against_the_record(row, own, unit, said)),
        await _promoter_tutor(row, own),
    ]
    sent_on = await db.fetchval(
        "SELECT recorded_on FROM plan_document WHERE plan = $1 AND kind = $2",
        row.id,
        DocumentKind.COMMUNICATION.value,
    )
    if sent_on is not None and row.starts_on is not None:
        found.append(rules.communicated_in_time(own, sent_on, row.starts_on))
    return [one for one in found if one is not None]


async def _against_the_record(
    row: Locked, own: Pack, unit: HostUnit, said: Declaration | None
) -> list[Finding | None]:
    if row.company_id is None or said is None:
        return []
    held = await record_of(row.company_id, row.vacancy_id, unit, own)
    return [
        host_rules.recorded(own, held.stops, said, clock.today()),
        host_rules.left_since(own, held.left, said),
    ]


async def _hired_share(row: Locked, own: Pack) -> Fraction | None:
    """Of those who ended a tirocinio here in the months of the premium, the part that was hired."""
    months = own.whole("host.premium_months")
    if months is None:
        return None
    ended = await db.fetchrow(
        "SELECT count(*) AS n, count(*) FILTER (WHERE o.outcome = 'hire') AS hired FROM plan p"
        " JOIN plan_outcome o ON o.plan = p.id WHERE p.company = $1 AND p.kind = ANY($2) AND o.ended_on >= $3",
        row.company_id,
        [kind.value for kind, one in KINDS.items() if one.rules is not None],
        add_months(clock.today(), -months),
    )
    return Fraction(ended["hired"], ended["n"]) if ended is not None and ended["n"] else None


async def _promoter_tutor(row: Locked, own: Pack) -> Finding | None:
    others = await db.fetchval(
        "SELECT count(*) FROM plan WHERE counsellor = $1 AND id <> $2 AND state = ANY($3) AND kind = ANY($4)"
        " AND company <> $5",
        row.counsellor_id,
        row.id,
        _KEPT,
        [kind.value for kind, one in KINDS.items() if one.rules is not None],
        row.company_id,
    )
    return rules.promoter_tutor(own, others)


async def _company_tutor(row: Locked, own: Pack) -> Finding | None:
    if row.tutor_id is None:
        return None
    others = await db.fetchval(
        "SELECT count(*) FROM plan WHERE tutor = $1 AND id <> $2 AND state = ANY($3)",
        row.tutor_id,
        row.id,
        _KEPT,
    )
    return rules.company_tutor(own, others)


def counts_for_host(own: Pack) -> bool:
    return own.says("host.limit_applies")


def category_from(quota: str | None) -> Category:
    """What the file says of the person when the plan is drafted; the counsellor may say otherwise."""
    return Category.DISABLED if quota == "art1" else Category.GENERAL
