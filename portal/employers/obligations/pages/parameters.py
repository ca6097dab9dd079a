"""What the pages of the dated figures receive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from portal.employers.obligations.parameter_names import GROUPS, Name, name_of, place_of
from portal.employers.obligations.queries.parameters import ActRow, Effect, Recount
from portal.foundation.web.figure_pages import (
    ACT_WORDS,
    MARKS,
    HistoryLine,
    hint_of,
    history,
    nearest,
    period_words,
    written,
)
from portal.foundation.web.italian import date_it, plural
from portal.foundation.web.pagination import Pages
from portal.kernel.overlay import ActKind, Entered
from portal.kernel.parameters import Evidence, Parameter


@dataclass(frozen=True, slots=True)
class FigureLine:
    key: str
    label: str
    value: str
    period: str
    source: str
    mark: tuple[str, str]
    entered: bool


@dataclass(frozen=True, slots=True)
class FigureGroup:
    title: str
    rows: Sequence[FigureLine]


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """``subjects`` are the addresses of the other groups; one group is shown at a time, or all that is doubtful."""

    on: date
    groups: Sequence[FigureGroup]
    subjects: Sequence[tuple[str, str, bool]]
    to_verify: int
    only_to_verify: bool


def _line(row: Parameter, over: set[Parameter]) -> FigureLine:
    name = name_of(row.key)
    return FigureLine(
        row.key,
        name.label,
        written(row.value, name.unit),
        period_words(row),
        row.source,
        MARKS[row.evidence],
        row in over,
    )


def figures_page(
    rows: Iterable[Parameter], known: Iterable[Entered], on: date, *, group: str | None, only_to_verify: bool
) -> FiguresPage:
    """One line a figure: the value that holds on ``on``, else the nearest one; of the doubtful, those to come too."""
    over = {one.parameter for one in known if not one.withdrawn}
    by_key: dict[str, list[Parameter]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    shown = [nearest(found, on) for found in by_key.values()]
    doubtful = [
        row
        for found in by_key.values()
        for row in found
        if row.evidence is Evidence.UNVERIFIED and (row.valid_to is None or row.valid_to >= on)
    ]
    chosen = group if group in GROUPS else GROUPS[0]
    groups = []
    for title in GROUPS if only_to_verify else (chosen,):
        kept = doubtful if only_to_verify else shown
        lines = [_line(row, over) for row in kept if name_of(row.key).group == title]
        if lines:
            groups.append(FigureGroup(title, sorted(lines, key=lambda line: place_of(line.key))))
    subjects = [
        (title, f"/parameters?{urlencode({'group': title})}", not only_to_verify and title == chosen)
        for title in GROUPS
    ]
    subjects.append(("Da verificare", "/parameters?unverified=1", only_to_verify))
    subjects.append(("Tirocini", "/rules", False))
    subjects.append(("Soglie dei profili", "/thresholds", False))
    return FiguresPage(on, groups, subjects, len(doubtful), only_to_verify)


@dataclass(frozen=True, slots=True)
class ActLine:
    words: str
    note: str
    result: str
    href: str | None


@dataclass(frozen=True, slots=True)
class FigurePage:
    key: str
    name: Name
    hint: str
    rows: Sequence[HistoryLine]
    acts: Sequence[ActLine]


def figure_page(
    key: str, delivered: Iterable[Parameter], known: Iterable[Entered], acts: Sequence[ActRow], today: date
) -> FigurePage:
    name = name_of(key)
    return FigurePage(
        key,
        name,
        hint_of(name.unit),
        history(key, name.unit, delivered, known),
        [_act(row, name) for row in acts],
    )


def _act(row: ActRow, name: Name) -> ActLine:
    words = ACT_WORDS[row.kind]
    if row.kind is ActKind.ENDED:
        words = f"{words}: {date_it(row.valid_to)}"
    if row.reason:
        words = f"{words}: {row.reason}"
    if not name.counts_in_duties:
        return ActLine(words, f"{row.by}, {date_it(row.at)}", "Vale nei giorni scritti", None)
    if row.recount_id is None:
        return ActLine(words, f"{row.by}, {date_it(row.at)}", "Ricalcolo in attesa", None)
    if row.finished_at is None:
        result = f"Ricalcolo in corso: {plural(row.companies or 0, 'azienda fatta', 'aziende fatte')}"
    else:
        changed, companies = row.changed or 0, row.companies or 0
        result = f"{plural(changed, 'azienda cambiata', 'aziende cambiate')} su {companies}"
    return ActLine(words, f"{row.by}, {date_it(row.at)}", result, f"/parameters/recounts/{row.recount_id}")


@dataclass(frozen=True, slots=True)
class RecountPage:
    recount: Recount
    words: str
    running: bool
    rows: Sequence[Effect]
    pages: Pages


def recount_page(found: Recount, rows: Sequence[Effect], pages: Pages) -> RecountPage:
    return RecountPage(found, ACT_WORDS[found.kind], found.finished_at is None, rows, pages)
