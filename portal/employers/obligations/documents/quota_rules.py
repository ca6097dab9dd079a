"""From a quota document to what the rules take: figures by province, and the situation beside them."""

from fractions import Fraction

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
    full, part, part_small = 0, ZERO, ZERO
    for people in (one.disabled, one.switchboard_operators, one.therapists):
        if people is not NOBODY:
            full += people.full_time
            part += _covering(people, limits, small_company=False)
            part_small += _covering(people, limits, small_company=True)
    outside = [_outside(one.agency_disabled, limits)]
    receiving_body, framework = (
        _outside(one.receiving_body_disabled, limits),
        _outside(one.framework_disabled, limits),
    )
    for full_outside, part_outside in (*outside, receiving_body, framework):
        full += full_outside
        part += part_outside
        part_small += part_outside
    return Figures(
        dependants=one.dependants,
        agency=one.agency_disabled.heads + one.receiving_body_disabled.heads + one.framework_disabled.heads,
        disabled_heads=one.disabled_dependants,
        excluded=_excluded(one.excluded, ExclusionScope.BOTH),
        telework=one.telework.heads,
        art18_for_base=one.art18 - one.art18_already_out,
        art18_in_force=one.art18,
        part_time_heads=heads(one.part_time),
        part_time_sum=weight(one.part_time) if one.part_time else ZERO,
        covering_full=full,
        covering_part=part,
        covering_part_small=part_small,
        intermittent_heads=heads(one.intermittent),
        intermittent_sum=weight(one.intermittent) if one.intermittent else ZERO,
        receiving_body=receiving_body[0] + receiving_body[1],
        framework=framework[0] + framework[1],
        art18_since_2000=one.art18_since_2000,
        art3_only=_only(one.excluded, ExclusionScope.ART3),
        art18_only=_only(one.excluded, ExclusionScope.ART18),
    )


def _covering(people: DisabledPeople, limits: Thresholds, *, small_company: bool) -> Fraction:
    """Values of part-time people who cover (DPR 333/2000 art. 3 c. 5; ministry note 77 of 24-01-2005)."""
    total = ZERO
    for row in people.part_time:
        share = Fraction(minutes(row.hours), minutes(row.full_time_hours))
        if share > limits.whole_above:
            total += row.people
        elif small_company:
            total += row.over_half + (row.people - row.over_half) * share
        else:
            total += row.people * share
    return total


def _outside(people: DisabledPeople, limits: Thresholds) -> tuple[int, Fraction]:
    """The rule of small companies is for those they hire, not for people of others."""
    if people is NOBODY:
        return 0, ZERO
    return people.full_time, _covering(people, limits, small_company=False)


def _excluded(rows: list[ExcludedPeople], scope: ExclusionScope) -> dict[Group, int]:
    return {Group(row.group): row.people for row in rows if row.applies_to is scope}


def _only(rows: list[ExcludedPeople], scope: ExclusionScope) -> Reductions | None:
    excluded = _excluded(rows, scope)
    return Reductions(excluded=excluded) if excluded else None
