"""Any workforce and any situation at all, for the properties."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from portal.employers.companies.vocabulary import (
    CoverageTitle,
    Duties,
    EmployerKind,
    EmployerRegime,
    Exclusion,
    ExclusionScope,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.employers.obligations.rules.situation import ProvinceSituation, Situation, SituationFrom
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import HoursBasis

PROVINCES = ["BG", "LC", "MI"]
provinces = st.sampled_from(PROVINCES)
_HOURS = st.sampled_from([Fraction(10), Fraction(13), Fraction(20), Fraction(24), Fraction(38), Fraction(40)])
_FULL_TIME = st.sampled_from([Fraction(40), Fraction(40), Fraction(39)])
_PROTECTIONS = [Protection.NONE] * 6 + [Protection.ART1, Protection.ART18]
_CATEGORIES = [one for one in ProtectedCategory if one.protection is Protection.ART1]


@st.composite
def workers(draw: st.DrawFn) -> WorkerFacts:
    protection = draw(st.sampled_from(_PROTECTIONS))
    starts_on = date(1999, 1, 1) + timedelta(days=draw(st.integers(0, 10200)))
    if draw(st.booleans()):
        starts_on = max(starts_on, date(2017, 6, 1) + timedelta(days=draw(st.integers(0, 3600))))
    ends_on = draw(st.none() | st.integers(0, 2000).map(lambda days: starts_on + timedelta(days=days)))
    art1 = protection is Protection.ART1
    excluded = draw(st.none() | st.none() | st.sampled_from(Exclusion))
    later = st.none() | st.integers(0, 1500).map(lambda days: starts_on + timedelta(days=days))
    full_time = draw(_FULL_TIME)
    return WorkerFacts(
        draw(provinces),
        starts_on,
        ends_on,
        draw(st.sampled_from([WorkContract.PERMANENT] * 8 + list(WorkContract))),
        min(full_time, draw(_HOURS)),
        full_time,
        draw(st.sampled_from([False, False, False, True])),
        protection,
        draw(st.sampled_from(_CATEGORIES)) if art1 else None,
        draw(st.none() | st.integers(30, 100)) if art1 else None,
        war_category=draw(st.none() | st.integers(1, 8)) if art1 else None,
        coverage_title=draw(st.sampled_from(CoverageTitle)) if art1 else None,
        exclusion=excluded,
        seasonal_days=draw(st.none() | st.integers(0, 365)),
        exclusion_scope=draw(st.none() | st.sampled_from(ExclusionScope)) if excluded else None,
        exclusion_ends_on=draw(later) if excluded else None,
        semester_hours=draw(st.none() | st.integers(0, 1100).map(Fraction)),
        extra_hours=Fraction(draw(st.integers(0, 8))),
        covers_since=draw(later) if art1 else None,
        breach=draw(st.booleans()) if art1 else False,
        duties=draw(st.none() | st.sampled_from(Duties)),
    )


# one draw repeated: companies of every class, not only the smallest
workforces = st.lists(st.tuples(workers(), st.integers(1, 40)), max_size=12).map(
    lambda rows: [worker for worker, times in rows for _ in range(times)]
)

_places = st.sampled_from([0, 0, 0, 1, 2, 5])
measures = st.builds(
    ProvinceSituation,
    _places,
    _places,
    _places,
    st.sampled_from([Fraction(0), Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)]),
    st.integers(-3, 3),
    st.integers(-1, 1),
    _places,
    _places,
)
situations = st.builds(
    Situation,
    provinces,
    st.sampled_from(EmployerKind),
    st.sampled_from(EmployerRegime),
    st.sampled_from(HoursBasis),
    st.dictionaries(provinces, measures, max_size=2),
    st.sampled_from([False] * 9 + [True]),
    st.none() | st.just(Fraction(1, 2)),
)
ordinary_situations = st.builds(
    Situation,
    provinces,
    st.just(EmployerKind.PRIVATE),
    st.sampled_from(EmployerRegime),
    st.sampled_from(HoursBasis),
)


def histories(days: int = 3000) -> st.SearchStrategy[list[SituationFrom]]:
    """Situations one after another, in the order of their days."""
    one = st.builds(
        SituationFrom, st.integers(0, days).map(lambda n: date(2018, 1, 1) + timedelta(days=n)), situations
    )
    return st.lists(one, max_size=4, unique_by=lambda dated: dated.starts_on).map(
        lambda several: sorted(several, key=lambda dated: dated.starts_on)
    )
