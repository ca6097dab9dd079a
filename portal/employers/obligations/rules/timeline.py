"""The position over time: spans of days with the same figures, and since when each place is uncovered."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from portal.employers.obligations.rules.contributions import Contributions, day_rules
from portal.employers.obligations.rules.figures import Figures
from portal.employers.obligations.rules.headline import Headline, headline_of, plain_headline
from portal.employers.obligations.rules.position import FIRST_DAY
from portal.employers.obligations.rules.situation import Situation, SituationFrom
from portal.employers.obligations.rules.tally import Tally
from portal.employers.obligations.rules.treatments import DayRules
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.parameters import Parameters

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From ``starts_on`` to the day before the next span."""

    starts_on: date
    figures: Headline


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """The ``number``-th place not filled, uncovered without a break since ``since``.

    ``answered_on``: the day it was asked for, or an esonero was asked for it (``of_esonero``).
    ``suspended_until``: the last day of the suspension whose end uncovered it, if that is why it opened.
    """

    subject: Subject
    number: int
    since: date
    answered_on: date | None = None
    of_esonero: bool = False
    suspended_until: date | None = None


@dataclass(frozen=True, slots=True)
class _Epoch:
    """Days of one law and one situation."""

    starts_on: date
    rules: DayRules
    situation: Situation | None

    @property
    def framework_cap(self) -> Fraction | None:
        return self.situation.framework_cap if self.situation else None

    @property
    def by_province(self) -> bool:
        return self.situation is not None and (self.situation.measured or self.situation.public)


def timeline(
    workers: Iterable[WorkerFacts],
    parameters: Parameters,
    until: date,
    situations: Sequence[SituationFrom] = (),
) -> list[Span]:
    """Spans from the first day of today's rule up to ``until``: what ``position`` says of every day.

    A worker is classified again only on a day that can change the answer: another figure of the law, the end
    of an exclusion, the start of a title. ``situations`` are in the order of their days.
    """
    epochs = _epochs(parameters, until, situations)
    changes = _changes(workers, epochs, until)
    by_province = any(epoch.by_province for epoch in epochs)
    nation, provinces = Tally(), dict[str, Tally]()
    local, touched = dict[str, Figures](), set[str]()
    spans: list[Span] = []
    running = iter(epochs)
    epoch, following = next(running), next(running, None)
    for day in sorted({*changes, *(epoch.starts_on for epoch in epochs)}):
        if following is not None and following.starts_on <= day:
            epoch, following = following, next(running, None)
        for province, figures, times in changes.get(day, ()):
            nation.add(figures, times)
            if by_province:
                provinces.setdefault(province, Tally()).add(figures, times)
                touched.add(province)
        if epoch.by_province and epoch.situation is not None:
            for province in touched:
                local[province] = provinces[province].figures()
            touched.clear()
            there = headline_of(local, nation.figures(), epoch.situation, epoch.rules.limits)
        else:
            there = plain_headline(nation.figures(), epoch.rules.limits, epoch.framework_cap)
        if not spans or spans[-1].figures != there:
            spans.append(Span(day, there))
    return spans


def _epochs(parameters: Parameters, until: date, situations: Sequence[SituationFrom]) -> list[_Epoch]:
    days = {row.valid_from for row in parameters}
    days |= {row.valid_to + DAY for row in parameters if row.valid_to is not None}
    days |= {one.starts_on for one in situations}
    epochs: list[_Epoch] = []
    for day in sorted({FIRST_DAY, *(day for day in days if FIRST_DAY < day <= until)}):
        situation = _situation_on(situations, day)
        rules = day_rules(parameters, day, situation)
        if epochs and epochs[-1].situation == situation and epochs[-1].rules.limits == rules.limits:
            continue
        epochs.append(_Epoch(day, rules, situation))
    return epochs


def _situation_on(situations: Sequence[SituationFrom], day: date) -> Situation | None:
    """Before the first, the same employer without measures."""
    if not situations:
        return None
    found = None
    for one in situations:
        if one.starts_on > day:
            break
        found = one.situation
    return found or replace(situations[0].situation, provinces={}, collective_dismissal=False)


Change = tuple[str, Figures, int]


def _changes(
    workers: Iterable[WorkerFacts], epochs: Sequence[_Epoch], until: date
) -> dict[date, list[Change]]:
    """Who comes and goes on each day. Epochs that count people alike share their contributions."""
    counting = _counting(epochs)
    starts = [day for day, _ in counting]
    changes: dict[date, list[Change]] = {}
    for worker in workers:
        first, last = max(worker.starts_on, FIRST_DAY), worker.ends_on
        if first > until or (last is not None and last < first):
            continue
        for start, end in _pieces(worker, first, last, starts, until):
            mine = counting[bisect_right(starts, start) - 1][1].of(worker, start)
            changes.setdefault(start, []).append((worker.province, mine, 1))
            if end is not None and end < until:
                changes.setdefault(end + DAY, []).append((worker.province, mine, -1))
    return changes


def _counting(epochs: Sequence[_Epoch]) -> list[tuple[date, Contributions]]:
    found: list[tuple[date, Contributions]] = []
    before: DayRules | None = None
    for epoch in epochs:
        rules = epoch.rules
        if before is None or (before.limits, before.regime, before.hours) != (
            rules.limits,
            rules.regime,
            rules.hours,
        ):
            found.append((epoch.starts_on, Contributions(rules)))
        before = rules
    return found


def _pieces(
    worker: WorkerFacts, first: date, last: date | None, starts: Sequence[date], until: date
) -> Iterator[tuple[date, date | None]]:
    """The worker's days cut where the answer may change."""
    if len(starts) == 1 and worker.covers_since is None and worker.exclusion_ends_on is None:
        yield first, last
        return
    days = set(starts)
    if worker.covers_since is not None:
        days.add(worker.covers_since)
    if worker.exclusion_ends_on is not None:
        days.add(worker.exclusion_ends_on + DAY)
    end = until if last is None else min(last, until)
    cuts = sorted(day for day in days if first < day <= end)
    for day in cuts:
        yield first, day - DAY
        first = day
    yield first, last


def next_change(workers: Iterable[WorkerFacts], on: date) -> date | None:
    """The next day after ``on`` on which something already written of a worker may change the figures."""
    days: list[date] = []
    for worker in workers:
        days += [day for day in (worker.starts_on, worker.covers_since) if day is not None]
        days += [day + DAY for day in (worker.ends_on, worker.exclusion_ends_on) if day is not None]
    return min((day for day in days if day > on), default=None)


def at(spans: Sequence[Span], day: date) -> Headline:
    """The figures of a day inside the timeline."""
    index = bisect_right(spans, day, key=lambda span: span.starts_on)
    return spans[max(0, index - 1)].figures


def open_places(spans: Sequence[Span], on: date) -> list[OpenPlace]:
    """Places uncovered on ``on``, each since the day from which the gap has never been smaller."""
    places: list[OpenPlace] = []
    past = [span for span in spans if span.starts_on <= on]
    for subject in Subject:
        gaps = [span.figures.gap3 if subject is Subject.ART3 else span.figures.gap18 for span in past]
        for number in range(1, (gaps[-1] if gaps else 0) + 1):
            since = past[-1].starts_on
            for span, gap in zip(reversed(past), reversed(gaps), strict=True):
                if gap < number:
                    break
                since = span.starts_on
            places.append(OpenPlace(subject, number, since))
    return places


def quarters(spans: Sequence[Span], on: date, count: int) -> list[tuple[date, Headline]]:
    """The last day of each of the last ``count`` quarters, the running one as it is on ``on``."""
    days = [on]
    first = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    while len(days) < count and first - DAY >= FIRST_DAY:
        last = first - DAY
        days.append(last)
        first = date(last.year, last.month - 2, 1)
    return [(day, at(spans, day)) for day in reversed(days)]
