"""The position over time: spans of days with the same figures, and since when each place is uncovered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.employers.obligations.rules.figures import Figures, of_worker
from portal.employers.obligations.rules.position import FIRST_DAY, Headline, headline
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
    """The ``number``-th place not filled, uncovered without a break since ``since``."""

    subject: Subject
    number: int
    since: date


def timeline(workers: Iterable[WorkerFacts], parameters: Parameters, until: date) -> list[Span]:
    """Spans from the first day of today's rule up to ``until``; each worker is classified once."""
    starting = Figures()
    changes: dict[date, Figures] = {}
    none = Figures()
    for worker in workers:
        if worker.starts_on > until or (worker.ends_on is not None and worker.ends_on < FIRST_DAY):
            continue
        first = max(worker.starts_on, FIRST_DAY)
        mine = of_worker(worker, parameters, first)
        if first == FIRST_DAY:
            starting = starting + mine
        else:
            changes[first] = changes.get(first, none) + mine
        if worker.ends_on is not None and worker.ends_on < until:
            after = worker.ends_on + DAY
            changes[after] = changes.get(after, none) - mine
    spans = [Span(FIRST_DAY, headline(starting, parameters, FIRST_DAY))]
    running = starting
    for day in sorted(changes):
        running = running + changes[day]
        spans.append(Span(day, headline(running, parameters, day)))
    return spans


def at(spans: Sequence[Span], day: date) -> Headline:
    """The figures of a day inside the timeline."""
    found = spans[0].figures
    for span in spans:
        if span.starts_on > day:
            break
        found = span.figures
    return found


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
