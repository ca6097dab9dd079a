"""From a quota document to what the rules take: figures by province, and the situation beside them."""

from fractions import Fraction

import msgspec

from portal.employers.companies.vocabulary import ExclusionScope
from portal.employers.obligations.documents.fields import minutes
from portal.employers.obligations.documents.quota import QuotaDocument
from portal.employers.obligations.documents.quota_figures import NOBODY, ProvinceFigures
from portal.employers.obligations.documents.quota_measures import ProvinceMeasures
from portal.employers.obligations.documents.quota_people import (
    DisabledPeople,
    ExcludedPeople,
    heads,
    weight,
)
from portal.employers.obligations.documents.quota_workers import facts
from portal.employers.obligations.rules.figures import ZERO, Figures, Reductions
from portal.employers.obligations.rules.position import Position, position, position_of_figures
from portal.employers.obligations.rules.situation import NOTHING, ProvinceSituation, Situation
from portal.employers.obligations.rules.thresholds import Thresholds, thresholds
from portal.employers.obligations.vocabulary import Group, Subject
from portal.kernel.parameters import Parameters


def position_of(document: QuotaDocument, parameters: Parameters) -> Position:
    """Raises Refused where the rules refuse, as for a base that comes out negative."""
    situation = situation_in(document)
    if document.workers is not None:
        return position(map(facts, document.workers), situation, parameters, document.on)
    limits = thresholds(parameters, document.on)
    figures = {one.province: figures_in(one, limits) for one in document.provinces or ()}
    return position_of_figures(figures, situation, parameters, document.on)


def situation_in(document: QuotaDocument) -> Situation:
    cap = document.framework_cap_pct
    return Situation(
        document.head_office,
        document.employer,
        document.regime,
        document.hours,
        {one.province: _measures(one) for one in document.measures},
        document.collective_dismissal,
        None if cap is None else Fraction(cap, 100),
    )


def _measures(one: ProvinceMeasures) -> ProvinceSituation:
    return ProvinceSituation(
        exempted=one.exempted,
        exemption_asked=one.exemption_asked,
        self_certified=one.self_certified,
        suspended_share=NOTHING if one.suspension is None else one.suspension.share,
        compensated3=one.compensated(Subject.ART3),
        compensated18=one.compensated(Subject.ART18),
        in_convention=one.in_convention,
        gradual=one.gradual,
    )


def figures_in(one: ProvinceFigures, limits: Thresholds) -> Figures:
    own = _covering(one.counted_disabled, limits)
    own_small = _covering(one.counted_disabled, limits, small_company=True) if own.part else own
    excluded, art3_only, art18_only = _excluded(one.excluded)
    figures = Figures(
        dependants=one.dependants,
        disabled_heads=own.heads,
        excluded=excluded,
        telework=one.telework.heads,
        art18_for_base=one.art18 - one.art18_already_out,
        art18_in_force=one.art18,
        part_time_heads=heads(one.part_time),
        part_time_sum=weight(one.part_time),
        covering_full=own.full_time,
        covering_part=own.part,
        covering_part_small=own_small.part,
        intermittent_heads=heads(one.intermittent),
        intermittent_sum=weight(one.intermittent),
        art18_since_2000=one.art18_since_2000,
        art3_only=art3_only,
        art18_only=art18_only,
    )
    people = (one.agency_disabled, one.receiving_body_disabled, one.framework_disabled)
    if people == _NONE_OUTSIDE:
        return figures
    agency, receiving_body, framework = (_covering((group,), limits) for group in people)
    return msgspec.structs.replace(
        figures,
        agency=agency.heads + receiving_body.heads + framework.heads,
        covering_full=own.full_time + agency.full_time + receiving_body.full_time + framework.full_time,
        covering_part=own.part + agency.part + receiving_body.part + framework.part,
        covering_part_small=own_small.part + agency.part + receiving_body.part + framework.part,
        receiving_body=receiving_body.full_time + receiving_body.part,
        framework=framework.full_time + framework.part,
    )


_NONE_OUTSIDE = (NOBODY, NOBODY, NOBODY)


class _Covering(msgspec.Struct, frozen=True):
    """``part`` is the exact sum of what part-time people are worth."""

    heads: int = 0
    full_time: int = 0
    part: Fraction = ZERO


_NOBODY = _Covering()


def _covering(
    groups: tuple[DisabledPeople, ...], limits: Thresholds, *, small_company: bool = False
) -> _Covering:
    """Who covers, and for how much (DPR 333/2000 art. 3 c. 5; ministry note 77 of 24-01-2005).

    The rule of small companies is for those a company hires itself, not for people of others.
    """
    full, rows = 0, []
    for people in groups:
        if people is not NOBODY:
            full += people.full_time
            rows += people.part_time
    if not rows:
        return _Covering(full, full) if full else _NOBODY
    part = ZERO
    for row in rows:
        share = Fraction(minutes(row.hours), minutes(row.full_time_hours))
        if share > limits.whole_above:
            part += row.people
        elif small_company and row.over_half:
            part += row.over_half + (row.people - row.over_half) * share
        else:
            part += row.people * share
    return _Covering(full + heads(rows), full, part)


_GROUPS = {group.value: group for group in Group}


def _excluded(
    rows: list[ExcludedPeople],
) -> tuple[dict[Group, int], Reductions | None, Reductions | None]:
    """Heads that leave both bases, that of art. 3 alone, that of art. 18 alone."""
    if not rows:
        return {}, None, None
    both, art3, art18 = dict[Group, int](), dict[Group, int](), dict[Group, int]()
    into = {ExclusionScope.BOTH: both, ExclusionScope.ART3: art3, ExclusionScope.ART18: art18}
    for row in rows:
        into[row.applies_to][_GROUPS[row.group]] = row.people
    return both, Reductions(excluded=art3) if art3 else None, Reductions(excluded=art18) if art18 else None
