"""What the law does not let an esonero be: on request, and self-certified."""

from collections.abc import Iterator
from fractions import Fraction

from portal.employers.measures.rules.drafts import EsoneroParzialeDraft, Period, SelfCertificationDraft
from portal.employers.measures.rules.judged import Judged, Problem, tried
from portal.employers.measures.vocabulary import MeasureKind
from portal.employers.obligations.rules import esonero, esonero_60_permille
from portal.employers.obligations.vocabulary import Subject


def _surplus_given(province: str, period: Period, judged: Judged) -> Iterator[Problem]:
    given = any(
        one.province == province and one.subject is Subject.ART3
        for one in judged.written.live(MeasureKind.COMPENSAZIONE_TERRITORIALE)
        if one.meets(period.starts_on, period.ends_on)
    )
    yield from tried(lambda: esonero.no_surplus_given(-1 if given else 0), "province")


def esonero_parziale_problems(draft: EsoneroParzialeDraft, judged: Judged) -> Iterator[Problem]:
    on, parameters = judged.position.on, judged.parameters
    share = Fraction(draft.percentage)
    yield from tried(lambda: esonero.open_to(judged.employer), "province")
    yield from tried(lambda: esonero.percentage_in_cap(share, draft.sector, on, parameters))
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


def self_certification_problems(draft: SelfCertificationDraft, judged: Judged) -> Iterator[Problem]:
    on, parameters = judged.position.on, judged.parameters
    yield from tried(lambda: esonero.open_to(judged.employer), "province")
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
    yield from tried(
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
