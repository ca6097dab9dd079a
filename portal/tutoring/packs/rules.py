"""A rule pack is the dated figures as one case reads them; each check names its rule, the source and the way out.

Source of the checks: L. 68/1999 art. 11, the Linee guida of 25-05-2017, Accordo 7/CSR of 22-01-2015, regional acts.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from portal.kernel.italian_days import day_it
from portal.kernel.parameters import Evidence, Parameter, Parameters
from portal.tutoring.packs.vocabulary import (
    ANY,
    FORBIDDEN_LABELS,
    NAMES,
    NATION,
    NOW_ONLY,
    Category,
    ForbiddenCase,
    RuleKind,
)
from portal.tutoring.rules import add_months


@dataclass(frozen=True, slots=True)
class Scope:
    """``region``: Istat code of the region whose rules are followed, which may not be that of the workplace."""

    region: str
    kind: RuleKind
    category: Category


def key_of(rule: str, region: str, kind: str, category: str) -> str:
    return f"{rule}:{region}:{kind}:{category}"


@dataclass(frozen=True, slots=True)
class KeyParts:
    rule: str
    region: str
    kind: str
    category: str


def parts_of(key: str) -> KeyParts:
    rule, region, kind, category = key.split(":")
    return KeyParts(rule, region, kind, category)


@dataclass(frozen=True, slots=True)
class Finding:
    """Why something is refused: what is wrong, the rule that says so with its source, what to do about it."""

    problem: str
    rule: str
    source: str
    evidence: Evidence
    way_out: str

    @property
    def sentence(self) -> str:
        doubt = ", da verificare" if self.evidence is Evidence.UNVERIFIED else ""
        return f"{self.problem} Regola: {self.rule} ({self.source}{doubt}). {self.way_out}"


@dataclass(frozen=True, slots=True)
class Pack:
    """The figures of one case on one day.

    The narrower case wins (kind and category, then kind, then category, then all); for the same case the
    region wins over the nation.
    """

    figures: Parameters
    scope: Scope
    on: date

    def row(self, rule: str) -> Parameter | None:
        kind, category = self.scope.kind.value, self.scope.category.value
        for case in ((kind, category), (kind, ANY), (ANY, category), (ANY, ANY)):
            for region in (self.scope.region, NATION):
                key = key_of(rule, region, *case)
                if self.figures.known(key, self.on):
                    return self.figures.row(key, self.on)
        return None

    def value(self, rule: str) -> Fraction | None:
        row = self.row(rule)
        return None if row is None else row.value

    def whole(self, rule: str) -> int | None:
        value = self.value(rule)
        return None if value is None else int(value)

    def says(self, rule: str) -> bool:
        return bool(self.value(rule))

    def finding(self, rule: str, problem: str, way_out: str) -> Finding:
        row = self.row(rule)
        if row is None:
            raise LookupError(f"{rule} has no figure for {self.scope} on {self.on}")
        return Finding(problem, NAMES[rule].label.lower(), row.source, row.evidence, way_out)


def _months(count: int) -> str:
    return "1 mese" if count == 1 else f"{count} mesi"


def last_day(pack: Pack, starts_on: date, paused_days: int = 0) -> date | None:
    """The last day the longest duration allows; days of suspension do not count. None: without a limit."""
    months = pack.whole("duration.max_months")
    if months is None:
        return None
    return add_months(starts_on, months) + timedelta(days=paused_days - 1)


def duration(
    pack: Pack, starts_on: date, ends_on: date, *, paused_days: int = 0, attested: bool = False
) -> Finding | None:
    shortest, fewest = pack.whole("duration.min_months"), pack.whole("duration.min_days")
    if shortest and ends_on < add_months(starts_on, shortest) - timedelta(days=1):
        return pack.finding(
            "duration.min_months",
            f"Dura meno di {_months(shortest)}.",
            f"Scrivi una fine {day_it(add_months(starts_on, shortest) - timedelta(days=1), 'dal')} in poi.",
        )
    if fewest and (ends_on - starts_on).days + 1 < fewest:
        return pack.finding(
            "duration.min_days", f"Dura meno di {fewest} giorni.", "Scrivi una data di fine più lontana."
        )
    last = last_day(pack, starts_on, paused_days)
    if last is None or ends_on <= last:
        return None
    longest = _months(pack.whole("duration.max_months") or 0)
    if pack.says("duration.beyond_on_attestation"):
        if attested:
            return None
        way_out = f"Finisci entro {day_it(last, 'il')}, oppure registra l’attestazione scritta del servizio."
    else:
        way_out = f"Finisci entro {day_it(last, 'il')}."
    return pack.finding("duration.max_months", f"Dura più di {longest}, il massimo.", way_out)


def same_host_again(pack: Pack, earlier: Sequence[str]) -> Finding | None:
    """``earlier``: codes of the person's earlier tirocini of this kind at this host."""
    row = pack.row("duration.same_host_again")
    if not earlier or row is None or row.value:
        return None
    return pack.finding(
        "duration.same_host_again",
        f"La persona ha già fatto qui il percorso {earlier[0]}.",
        "Proroga quello, oppure scegli un altro ospitante.",
    )


def host_capacity(pack: Pack, permanent_staff: int, hired_share: Fraction | None = None) -> int | None:
    """How many tirocini a host may keep at a time; None where the rules set no limit.

    ``hired_share``: of those who ended a tirocinio here in the last months, the part that was hired.
    """
    small_to, medium_to = pack.whole("host.small_up_to"), pack.whole("host.medium_up_to")
    share = pack.value("host.large_pct")
    if small_to is None or medium_to is None or share is None:
        return None
    if permanent_staff <= small_to:
        return pack.whole("host.small")
    if permanent_staff <= medium_to:
        return pack.whole("host.medium")
    tenth = permanent_staff * share
    return (ceil(tenth) if pack.says("host.large_rounds_up") else floor(tenth)) + _premium(pack, hired_share)


def _premium(pack: Pack, hired_share: Fraction | None) -> int:
    steps = ("first", "second", "third", "fourth")
    if hired_share is None:
        return 0
    reached = [
        place
        for place, step in enumerate(steps, 1)
        if (from_share := pack.value(f"host.premium_{step}_pct")) is not None and hired_share >= from_share
    ]
    return max(reached, default=0)


def host_limit(
    pack: Pack, permanent_staff: int, others: int, hired_share: Fraction | None = None
) -> Finding | None:
    """``others``: tirocini that count and run at this unit now, without this one."""
    if not pack.says("host.limit_applies"):
        return None
    most = host_capacity(pack, permanent_staff, hired_share)
    if most is None or others < most:
        return None
    small, medium = pack.whole("host.small_up_to") or 0, pack.whole("host.medium_up_to") or 0
    rule = (
        "host.small"
        if permanent_staff <= small
        else "host.medium"
        if permanent_staff <= medium
        else "host.large_pct"
    )
    return pack.finding(
        rule,
        f"La sede ha {permanent_staff} dipendenti a tempo indeterminato e ospita già {others}"
        f" {'tirocinio' if others == 1 else 'tirocini'}: il massimo è {most}.",
        "Aspetta che uno finisca, oppure aggiorna l’organico della sede.",
    )


def barred(pack: Pack, cases: Collection[ForbiddenCase]) -> Finding | None:
    """What the host declared of the same tasks; an expansive solidarity contract is no bar and is not declared."""
    if not cases:
        return None
    words = ", ".join(FORBIDDEN_LABELS[case].lower() for case in ForbiddenCase if case in cases)
    months = pack.whole("host.barred_months") or 0
    way_out = (
        "Si può avviare quando finisce, oppure su mansioni diverse."
        if set(cases) <= NOW_ONLY
        else f"Si può avviare {_months(months)} dopo, oppure su mansioni diverse."
    )
    return pack.finding(
        "host.barred_months", f"L’azienda ha dichiarato sulle stesse mansioni: {words}.", way_out
    )


def company_tutor(pack: Pack, others: int) -> Finding | None:
    """``others``: plans the tutor keeps now, without this one."""
    most = pack.whole("tutor.company_max")
    if most is None or others < most:
        return None
    return pack.finding(
        "tutor.company_max",
        f"Il tutor segue già {others} percorsi, il massimo è {most}.",
        "Scegli un altro tutor.",
    )


def promoter_tutor(pack: Pack, others: int) -> Finding | None:
    """``others``: those of other hosts; plans with the same aims at the same host have no limit."""
    most = pack.whole("tutor.promoter_max")
    if most is None or others < most:
        return None
    return pack.finding(
        "tutor.promoter_max",
        f"Chi segue il percorso per il servizio ne segue già {others}, il massimo è {most}.",
        "Affida il percorso a un collega.",
    )


def communicated_in_time(pack: Pack, sent_on: date, starts_on: date) -> Finding | None:
    days = pack.whole("communication.lead_days")
    if days is None or sent_on <= starts_on - timedelta(days=days):
        return None
    before = "il giorno prima" if days == 1 else f"{days} giorni prima"
    return pack.finding(
        "communication.lead_days",
        f"La comunicazione è {day_it(sent_on, 'del')}: va mandata al più tardi {before} dell’inizio.",
        "Riapri la preparazione e sposta l’inizio, oppure correggi la data della comunicazione.",
    )


@dataclass(frozen=True, slots=True)
class Least:
    """The least indemnity a month in euro, and where it comes from."""

    amount: Fraction
    rule: str
    source: str
    evidence: Evidence


def least_indemnity(
    pack: Pack,
    *,
    weekly_hours: int,
    hours_a_day: Fraction | None = None,
    meals: bool = False,
    public_host: bool = False,
) -> Least | None:
    """None where no indemnity is due. Of several lower minimums that apply, the lowest."""
    if not pack.says("indemnity.due"):
        return None
    rules = ["indemnity.minimum"]
    if meals:
        rules.append("indemnity.minimum_with_meals")
    short = pack.value("indemnity.short_day_hours")
    if short is not None and hours_a_day is not None and hours_a_day <= short:
        rules.append("indemnity.minimum_short_day")
    if public_host:
        rules.append("indemnity.minimum_public_host")
    found = [row for rule in rules if (row := pack.row(rule)) is not None]
    if not found:
        return None
    row = min(found, key=lambda one: one.value)
    amount = row.value
    full, base, top = (
        pack.value(f"indemnity.{rule}")
        for rule in ("full_week_hours", "base_week_hours", "minimum_full_week")
    )
    if full is not None and base is not None and top is not None and weekly_hours > base:
        amount = row.value + (top - row.value) * (min(Fraction(weekly_hours), full) - base) / (full - base)
    return Least(amount, NAMES[parts_of(row.key).rule].label.lower(), row.source, row.evidence)


def indemnity(pack: Pack, agreed: int, least: Least | None) -> Finding | None:
    """``agreed`` euro a month against the least the rules ask."""
    if least is None or agreed >= least.amount:
        return None
    euro = ceil(least.amount)
    return Finding(
        f"L’indennità di {agreed} € è sotto il minimo di {euro} €.",
        least.rule,
        least.source,
        least.evidence,
        f"Scrivi almeno {euro} € al mese.",
    )


def meal(pack: Pack, hours_a_day: Fraction | None, meals: bool) -> Finding | None:
    """Beyond so many hours a day some regions ask for a meal."""
    most = pack.value("indemnity.meals_beyond_hours")
    if most is None or hours_a_day is None or hours_a_day <= most or meals:
        return None
    return pack.finding(
        "indemnity.meals_beyond_hours",
        f"La giornata supera {int(most)} ore: è dovuto anche il pasto.",
        "Spunta i pasti, oppure accorcia la giornata.",
    )


def indemnity_due(pack: Pack, agreed: Fraction, done: Fraction, planned: Fraction) -> Fraction:
    """What a month earns: whole from the threshold of attendance, below it in proportion or nothing, as ruled."""
    threshold = pack.value("attendance.full_pct")
    if planned <= 0 or not pack.says("indemnity.due"):
        return Fraction(0)
    share = min(Fraction(1), done / planned)
    if threshold is None or share >= threshold:
        return agreed
    return agreed * share if pack.says("attendance.proportional") else Fraction(0)


def certificate(pack: Pack, done: Fraction, planned: Fraction) -> Finding | None:
    """Whether the final attestazione may be issued."""
    threshold = pack.value("attendance.certificate_pct")
    if threshold is None or (planned > 0 and done / planned >= threshold):
        return None
    share = floor(100 * done / planned) if planned > 0 else 0
    return pack.finding(
        "attendance.certificate_pct",
        f"La presenza è del {share} %: l’attestazione chiede almeno il {floor(threshold * 100)} %.",
        "Resta il dossier individuale con quello che la persona ha fatto.",
    )


def fraud_fine(pack: Pack, trainees: int, days: int) -> Fraction:
    """Ammenda for tirocini in the place of work: so much a day for each trainee (L. 234/2021 art. 1 c. 723)."""
    return (pack.value("sanction.fraud_day") or Fraction(0)) * trainees * days


def missing_papers(pack: Pack, missing: Sequence[tuple[str, str]]) -> Finding | None:
    """``missing``: last word of the rule and name of each document that is not recorded, or not valid any more.

    Only those that the rules of the case ask for; the sources of all of them are named.
    """
    asked = [(word, name) for word, name in missing if pack.says(f"document.{word}")]
    if not asked:
        return None
    first = pack.finding(f"document.{asked[0][0]}", "", "Registrali nella pagina «Documenti».")
    rows = [row for word, _ in asked if (row := pack.row(f"document.{word}")) is not None]
    return Finding(
        f"Mancano documenti validi: {', '.join(name[:1].lower() + name[1:] for _, name in asked)}.",
        "documenti prima dell’avvio",
        "; ".join(dict.fromkeys(row.source for row in rows)),
        first.evidence,
        first.way_out,
    )


def papers(pack: Pack) -> tuple[str, ...]:
    """The documents that the case asks for, by the last word of their rule."""
    rules = (rule for rule in NAMES if rule.startswith("document."))
    kinds = ("convenzione", "progetto", "insurance", "communication", "registro", "dossier", "attestazione")
    asked = {rule.removeprefix("document.") for rule in rules if pack.says(rule)}
    return tuple(kind for kind in kinds if kind in asked)
