"""What the pages of the dated figures receive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from portal.employers.obligations.parameter_names import GROUPS, Name, name_of, place_of, written
from portal.employers.obligations.queries.parameters import ActRow, Effect, Recount
from portal.employers.obligations.rules.overlay import ActKind, Entered
from portal.foundation.web.italian import date_it, plural
from portal.foundation.web.pagination import Pages
from portal.kernel.parameters import Evidence, Parameter

_MARK = {
    Evidence.TWO_SOURCES: ("ok", "due fonti"),
    Evidence.ONE_SOURCE: ("ok", "una fonte"),
    Evidence.PUBLIC_SOFTWARE: ("info", "da programmi pubblici"),
    Evidence.UNVERIFIED: ("warning", "da verificare"),
    Evidence.DESIGN: ("neutral", "scelta del portale"),
}
ACT_WORDS = {
    ActKind.ENTERED: "Inserito",
    ActKind.ENDED: "Fissato l’ultimo giorno",
    ActKind.WITHDRAWN: "Ritirato",
}


def _period(row: Parameter) -> str:
    return (
        f"{date_it(row.valid_from, 'dal')} {date_it(row.valid_to, 'al')}"
        if row.valid_to
        else f"{date_it(row.valid_from, 'dal')}"
    )


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
        _period(row),
        row.source,
        _MARK[row.evidence],
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
    shown = [_in_force(found, on) for found in by_key.values()]
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
    return FiguresPage(on, groups, subjects, len(doubtful), only_to_verify)


def _in_force(rows: Sequence[Parameter], on: date) -> Parameter:
    """The value of that day; before the first one the first, after the last one the last."""
    held = [row for row in rows if row.in_force(on)]
    if held:
        return max(held, key=lambda row: row.valid_from)
    later = [row for row in rows if row.valid_from > on]
    return min(later, key=lambda row: row.valid_from) if later else max(rows, key=lambda row: row.valid_from)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    value: str
    period: str
    source: str
    mark: tuple[str, str]
    state: str
    figure_id: UUID | None
    """None for what came with the portal."""
    may_end: bool
    may_withdraw: bool
    withdrawn: bool


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


_HINTS = {
    "share": "Una frazione, come 7/100, o una percentuale, come 7 %.",
    "euro": "Un importo in euro, come 39,21.",
    "yes_no": "Scrivi «sì» oppure «no».",
}


def figure_page(
    key: str, delivered: Iterable[Parameter], known: Iterable[Entered], acts: Sequence[ActRow], today: date
) -> FigurePage:
    name = name_of(key)
    mine = [one for one in known if one.parameter.key == key]
    lines = [
        HistoryLine(
            written(one.parameter.value, name.unit),
            _period(one.parameter),
            one.parameter.source,
            _MARK[one.parameter.evidence],
            "Ritirato" if one.withdrawn else "Inserito nel portale",
            one.id,
            one.parameter.valid_to is None and not one.withdrawn,
            not one.withdrawn,
            one.withdrawn,
        )
        for one in sorted(mine, key=lambda one: one.parameter.valid_from, reverse=True)
    ]
    lines += [
        HistoryLine(
            written(row.value, name.unit),
            _period(row),
            row.source,
            _MARK[row.evidence],
            "Consegnato con il portale",
            None,
            False,
            False,
            False,
        )
        for row in sorted(delivered, key=lambda row: row.valid_from, reverse=True)
        if row.key == key
    ]
    return FigurePage(
        key,
        name,
        _HINTS.get(name.unit.value, "Un numero positivo, con la virgola per i decimali."),
        lines,
        [_act(row) for row in acts],
    )


def _act(row: ActRow) -> ActLine:
    words = ACT_WORDS[row.kind]
    if row.kind is ActKind.ENDED:
        words = f"{words}: {date_it(row.valid_to)}"
    if row.reason:
        words = f"{words}: {row.reason}"
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
