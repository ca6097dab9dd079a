"""«Soglie»: what each region asks of its cards, how the last count went, what was decided and why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.accounts import public as accounts
from portal.candidates.profiles import queries
from portal.candidates.profiles.deciding import COMMAND, COORDINATOR, Decision, decisions, scopes_of
from portal.candidates.profiles.queries import LastCount
from portal.candidates.profiles.rules import next_release
from portal.candidates.profiles.scopes import ScopeState, states
from portal.foundation import clock, threshold
from portal.foundation.web.italian import date_it, datetime_it, number_it
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.reference import regions

HIDDEN_WHY: dict[str, str] = {
    "failure": "un calcolo non è riuscito",
    "under_k": "una combinazione di voci era su troppo poche schede",
    "too_many_labels": "una scheda aveva troppe competenze",
    "labels_under_k": "alcune competenze erano su troppo poche schede",
    "labels_tell_apart": "alcune competenze distinguevano una persona",
    "fields_beyond_the_schema": "una scheda aveva una voce in più",
}


@dataclass(frozen=True, slots=True)
class ScopeLine:
    href: str
    name: str
    k: int
    cards: int
    waiting: int
    next_run: date | None
    hidden: str | None
    count: LastCount | None

    @property
    def alike(self) -> str:
        """G4 in words."""
        if self.count is None:
            return "Non ancora contato"
        if self.count.people == 0:
            return "Nessuna scheda"
        return f"{_percent(self.count.under_k, self.count.people)} con meno di {self.count.k} persone uguali"


def _percent(part: int, whole: int) -> str:
    return f"{number_it(round(100 * part / whole, 1))} %"


@dataclass(frozen=True, slots=True)
class ThresholdsPage:
    installation: int
    lines: tuple[ScopeLine, ...]
    may_lower: bool


async def _lines(codes: list[str]) -> dict[str, ScopeLine]:
    known, queues = await states(), await queries.scopes_waiting()
    cards, counts = await queries.cards_by_scope(), await queries.last_counts()
    today = clock.today()
    found = {}
    for code in codes:
        state = known.get(code) or ScopeState(code, threshold.k())
        queue = queues.get(code)
        due = next_release(queue, today) if queue is not None else None
        found[code] = ScopeLine(
            f"/thresholds/{code}",
            regions.name(code),
            state.k,
            cards.get(code, 0),
            queue.count if queue is not None else 0,
            None if due == date.max else due,
            None if state.hidden_since is None else HIDDEN_WHY.get(state.hidden_why or "", "un controllo"),
            counts.get(code),
        )
    return found


async def thresholds_page(viewer: Viewer) -> ThresholdsPage:
    lines = await _lines(await scopes_of(viewer))
    return ThresholdsPage(threshold.k(), tuple(lines.values()), viewer.is_any(Role.DATA_PROTECTION_OFFICER))


@dataclass(frozen=True, slots=True)
class ScopePage:
    line: ScopeLine
    installation: int
    may_lower: bool
    facts: list[tuple[str, str]]
    report: list[tuple[str, str]]
    keeps_g4: bool
    history: list[tuple[str, str]]


async def scope_page(scope: str, viewer: Viewer) -> tuple[ScopePage, ScopeState]:
    if scope not in await scopes_of(viewer):
        raise NotThere
    line = (await _lines([scope]))[scope]
    state = (await states()).get(scope) or ScopeState(scope, threshold.k())
    made = await decisions(scope)
    names = await accounts.names({one.decided_by for one in made if one.decided_by is not None})
    shown = [("Età", state.shows_age), ("Riserva", state.shows_reserved_quota)]
    return (
        ScopePage(
            line,
            threshold.k(),
            viewer.is_any(Role.DATA_PROTECTION_OFFICER),
            [
                ("Soglia k in vigore", str(line.k)),
                *((label, "può comparire" if on else "non compare") for label, on in shown),
                ("Schede pubblicate", number_it(line.cards)),
                ("In attesa", number_it(line.waiting)),
                ("Prossimo calcolo", f"notte {date_it(line.next_run, 'del')}" if line.next_run else "–"),
            ],
            _report(line.count),
            line.count is None or line.count.keeps_g4,
            [_told(one, names) for one in made],
        ),
        state,
    )


def _report(count: LastCount | None) -> list[tuple[str, str]]:
    if count is None:
        return []
    share = _percent if count.people else lambda part, whole: "–"
    return [
        ("Contate il", date_it(count.counted_on)),
        ("Persone con una scheda", number_it(count.people)),
        (f"Con meno di {count.k} persone uguali in trenta giorni", share(count.under_k, count.people)),
        ("Sole", share(count.alone, count.people)),
    ]


def _told(one: Decision, names: dict[Any, str]) -> tuple[str, str]:
    words = (
        f"k da {one.k_before} a {one.k_after}" if one.k_after != one.k_before else f"k resta {one.k_after}"
    )
    fields = [
        label
        for label, on in (("età visibile", one.shows_age), ("riserva visibile", one.shows_reserved_quota))
        if on
    ]
    who = names.get(one.decided_by, "–") if one.decided_by else "–"
    if one.role == COMMAND:
        who = "comando di chi gestisce il portale"
    elif one.role == COORDINATOR:
        who = f"{who}, coordinatore"
    else:
        who = f"{who}, responsabile della protezione dei dati"
    return ", ".join([words, *fields]).capitalize(), f"{datetime_it(one.decided_at)}, {who}. {one.why}"
