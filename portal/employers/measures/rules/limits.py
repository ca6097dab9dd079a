"""What the law does not let, said all at once as (field, Italian sentence)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.measures.rules.drafts import (
    CompensationDraft,
    EsoneroParzialeDraft,
    GradualDraft,
    MeasureDraft,
    Period,
    SelfCertificationDraft,
    SuspensionDraft,
)
from portal.employers.measures.rules.written import Written
from portal.employers.measures.vocabulary import MEASURE_LABELS, MeasureKind
from portal.employers.obligations.rules import (
    compensazione,
    esonero,
    esonero_60_permille,
    gradualita,
    sospensione,
)
from portal.employers.obligations.rules.compensazione import Compensation, CompensationFacts, CompensationKind
from portal.employers.obligations.rules.position import Position
from portal.employers.obligations.rules.provinces import ProvincePosition
from portal.employers.obligations.rules.spells import day_in_figures
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused

Problem = tuple[str | None, str]
EXEMPTING = (MeasureKind.ESONERO_PARZIALE, MeasureKind.ESONERO_60_PERMILLE)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a draft is judged against: the position on its first day without it, and what else is written.

    ``hires_since`` counts other people hired in a province from a day on; ``region_of`` a province.
    """

    position: Position
    written: Written
    employer: EmployerKind
    own_tax_code: str
    parameters: Parameters
    today: date
    region_of: Callable[[str], str]
    hires_since: Callable[[str, date], int]

    def place(self, province: str) -> ProvincePosition:
        found = (one for one in self.position.provinces if one.province == province)
        return next(found, ProvincePosition(province, 0, 0, 0, 0, 0, 0))


def measure_problems(draft: MeasureDraft, judged: Judged) -> list[Problem]:
    found = list(_period(draft.period))
    found += _days(draft, judged.today)
    if not found:
        found += _overlaps(draft, judged)
        match draft:
            case EsoneroParzialeDraft():
                found += _esonero_parziale(draft, judged)
            case SelfCertificationDraft():
                found += _self_certification(draft, judged)
            case SuspensionDraft():
                found += _suspension(draft, judged)
            case CompensationDraft():
                found += _compensation(draft, judged)
            case GradualDraft():
                found += _gradual(draft, judged)
    return list(dict.fromkeys(found))


def _period(period: Period) -> Iterator[Problem]:
    if period.ends_on is not None and period.ends_on < period.starts_on:
        yield "ends_on", "L’ultimo giorno viene prima del primo: controlla le due date."


def _days(draft: MeasureDraft, today: date) -> Iterator[Problem]:
    asked = draft.requested_on if isinstance(draft, EsoneroParzialeDraft | SuspensionDraft) else None
    if asked is not None and asked > today:
        yield "requested_on", "La richiesta è già partita: il suo giorno non può essere nel futuro."
    if draft.act is not None and draft.act.decided_on > today:
        yield "decided_on", "L’atto porta una data futura: registralo quando c’è."
    if draft.act is not None and asked is not None and draft.act.decided_on < asked:
        yield "decided_on", "L’atto viene prima della richiesta: controlla le due date."
    if isinstance(draft, EsoneroParzialeDraft) and draft.act is not None and draft.period.ends_on is None:
        yield "ends_on", "L’esonero è concesso per un tempo: scrivi l’ultimo giorno."


def _tried(rule: Callable[[], object], field: str | None = None) -> Iterator[Problem]:
    """A rule that refuses by raising, as a problem; ``field`` when ours is called otherwise."""
    try:
        rule()
    except Refused as refusal:
        yield field or refusal.field, refusal.sentence


def _overlaps(draft: MeasureDraft, judged: Judged) -> Iterator[Problem]:
    for other in judged.written.live(draft.kind):
        if other.meets(draft.period.starts_on, draft.period.ends_on) and _place(draft) == (
            other.province, other.other_province, other.subject, other.group_tax_code
        ):  # fmt: skip
            until = f" al {day_in_figures(other.ends_on)}" if other.ends_on else ""
            yield (
                "starts_on",
                f"«{MEASURE_LABELS[draft.kind]}» c’è già nello stesso luogo dal {day_in_figures(other.starts_on)}"
                f"{until}: chiudilo prima, o scegli altri giorni.",
            )


def _place(draft: MeasureDraft) -> tuple[str | None, str | None, Subject | None, str | None]:
    if isinstance(draft, CompensationDraft):
        return draft.surplus, draft.reduced, draft.subject, draft.group_tax_code
    return draft.province, None, None, None


def _surplus_given(province: str, period: Period, judged: Judged) -> Iterator[Problem]:
    given = any(
        one.province == province and one.subject is Subject.ART3
        for one in judged.written.live(MeasureKind.COMPENSAZIONE_TERRITORIALE)
        if one.meets(period.starts_on, period.ends_on)
    )
    yield from _tried(lambda: esonero.no_surplus_given(-1 if given else 0), "province")


def _esonero_parziale(draft: EsoneroParzialeDraft, judged: Judged) -> Iterator[Problem]:
    on, parameters = judged.position.on, judged.parameters
    share = Fraction(draft.percentage)
    yield from _tried(lambda: esonero.open_to(judged.employer), "province")
    yield from _tried(lambda: esonero.percentage_in_cap(share, draft.sector, on, parameters))
    yield from _surplus_given(draft.province, draft.period, judged)
    place = judged.place(draft.province)
    certified = sum(
        one.units
        for one in judged.written.live(MeasureKind.ESONERO_60_PERMILLE)
        if one.province == draft.province and one.holds_on(draft.period.starts_on)
    )
    quota = place.quota3 - place.suspended
    highest, step = esonero.highest_units(quota, share, certified, on, parameters)
    if draft.units > highest:
        yield (
            "units",
            f"Con una quota di {quota} nella provincia puoi esonerare al massimo {highest} "
            f"{'unità' if highest != 1 else 'unità sola'} ({step.article}): ne hai scritte {draft.units}.",
        )


def _self_certification(draft: SelfCertificationDraft, judged: Judged) -> Iterator[Problem]:
    on, parameters = judged.position.on, judged.parameters
    yield from _tried(lambda: esonero.open_to(judged.employer), "province")
    premium = Fraction(draft.premium_permille)
    if not esonero_60_permille.reaches_threshold(premium, on, parameters):
        threshold = int(parameters.value("esonero60.threshold_permille", on))
        yield (
            "premium_permille",
            f"Serve un tasso INAIL di almeno {threshold} per mille: con uno più basso chiedi l’esonero parziale.",
        )
    yield from _surplus_given(draft.province, draft.period, judged)
    others = [
        one
        for one in judged.written.live(MeasureKind.ESONERO_60_PERMILLE)
        if one.holds_on(draft.period.starts_on)
    ]
    workers = draft.workers + sum(one.workers or 0 for one in others)
    base3, in_force = judged.position.base3, judged.position.art3.in_force
    if workers > base3:
        yield (
            "workers",
            f"Gli addetti al 60 per mille sono {workers}, ma la base di computo è {base3}: correggi uno dei due.",
        )
        return
    highest = esonero_60_permille.highest_of_base(base3, workers, in_force, on, parameters).highest
    yield from _tried(
        lambda: esonero_60_permille.within(draft.units, highest - sum(one.units for one in others)), "units"
    )
    yield from _with_the_other(draft, judged)


def _with_the_other(draft: SelfCertificationDraft, judged: Judged) -> Iterator[Problem]:
    """The two esoneri add up to the general maximum, no further."""
    for other in judged.written.live(MeasureKind.ESONERO_PARZIALE):
        if other.province != draft.province or not other.holds_on(draft.period.starts_on):
            continue
        place = judged.place(draft.province)
        highest, _ = esonero.highest_units(
            place.quota3 - place.suspended,
            Fraction(other.percentage or 0),
            0,
            judged.position.on,
            judged.parameters,
        )
        if other.units + draft.units > highest:
            yield (
                "units",
                f"Insieme all’esonero parziale di {other.units} unità arrivi a {other.units + draft.units}: "
                f"il massimo della provincia è {highest}.",
            )


def _suspension(draft: SuspensionDraft, judged: Judged) -> Iterator[Problem]:
    cause = draft.cause
    if not sospensione.suspends(cause):
        label = sospensione.SUSPENSION_CAUSE_LABELS[cause]
        article = sospensione.EFFECTS[cause].article
        yield (
            "cause",
            f"«{label}» non sospende l’obbligo ({article}): i posti restano da coprire, non serve registrarla.",
        )
        return
    whole = sospensione.reach(cause) is sospensione.SuspensionReach.WHOLE
    if whole and draft.province is not None:
        yield "province", "Questa causa sospende in tutta Italia: lascia vuota la provincia."
    if not whole and draft.province is None:
        yield "province", "Scegli la provincia in cui il lavoro è sospeso."
    if whole:
        return
    if draft.suspended is None or not draft.suspended:
        yield "workers", "Scrivi quante persone sono sospese: almeno una."
    if draft.out_of is None:
        yield "of_workers", "Scrivi quante persone lavorano nella provincia."
    if draft.suspended and draft.out_of is not None:
        suspended, total = draft.suspended, draft.out_of
        yield from _tried(lambda: sospensione.share_of_workers(total, suspended), "workers")


def _compensation(draft: CompensationDraft, judged: Judged) -> Iterator[Problem]:
    if draft.group_tax_code is None:
        if draft.surplus is None or draft.reduced is None:
            field = "province" if draft.surplus is None else "other_province"
            yield field, "Dentro l’azienda servono due province: quella con l’eccedenza e quella ridotta."
            return
    elif (draft.surplus is None) == (draft.reduced is None):
        yield (
            "province",
            "Con un’altra azienda del gruppo scrivi una sola provincia tua: quella con l’eccedenza o quella ridotta.",
        )
        return
    if draft.group_tax_code is not None and draft.group_tax_code == judged.own_tax_code:
        yield "group_tax_code", "Questo è il codice fiscale della tua azienda: scrivi quello dell’altra."
    rows = list(_rows(draft))
    exempted = {
        one.province
        for kind in EXEMPTING
        for one in judged.written.live(kind)
        if one.province is not None and one.meets(draft.period.starts_on, draft.period.ends_on)
    }
    facts = CompensationFacts(
        real={
            **{(one.province, Subject.ART3): one.real3 - one.compensated3 for one in judged.position.provinces},
            **{(one.province, Subject.ART18): one.real18 - one.compensated18 for one in judged.position.provinces},
        },
        employer=judged.employer,
        exempted=frozenset(exempted) if draft.subject is Subject.ART3 else frozenset(),
        authorised=draft.act is not None,
    )  # fmt: skip
    for problem in compensazione.problems(rows, facts, judged.region_of):
        yield "units" if problem.row is None else "province", problem.sentence


def _rows(draft: CompensationDraft) -> Iterator[Compensation]:
    if draft.surplus is not None:
        yield Compensation(
            draft.surplus, CompensationKind.EXCESS, draft.units, draft.subject, draft.reduced,
            draft.group_tax_code,
        )  # fmt: skip
    if draft.reduced is not None:
        yield Compensation(
            draft.reduced, CompensationKind.REDUCTION, draft.units, draft.subject, draft.surplus,
            draft.group_tax_code,
        )  # fmt: skip


def _gradual(draft: GradualDraft, judged: Judged) -> Iterator[Problem]:
    act = gradualita.Gradualita(
        draft.period.starts_on,
        draft.act.decided_on,
        draft.act.act_ref,
        Fraction(draft.percentage),
        draft.hired_before,
    )
    yield from _tried(lambda: gradualita.valid(act))
    place = judged.place(draft.province)
    hired = judged.hires_since(draft.province, draft.period.starts_on)
    there = gradualita.gradual_places(place.quota3, place.in_force3, hired, Fraction(draft.percentage))
    if draft.units > there.postponed:
        yield (
            "units",
            f"Nella provincia puoi rimandare al massimo {there.postponed} posti: ne hai scritti {draft.units}.",
        )
