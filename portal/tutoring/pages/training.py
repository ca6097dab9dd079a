"""What the pages of the tutors' training receive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.accounts import public as accounts
from portal.foundation.web.italian import date_it, plural
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.modules import MODULES, TRAINING, Module
from portal.tutoring.queries.training import Standing, standings


@dataclass(frozen=True, slots=True)
class ModuleRow:
    key: str
    title: str
    note: str
    tag: str
    state: str


@dataclass(frozen=True, slots=True)
class TrainingPage:
    rows: list[ModuleRow]
    done: int
    total: int
    valid_until: date | None
    is_over: bool
    is_ending: bool
    """It may be renewed by now."""
    months: int


def training_page(known: Standing) -> TrainingPage:
    until = known.valid_until
    return TrainingPage(
        [_row(module, known) for module in MODULES],
        len(known.completed),
        len(MODULES),
        until,
        known.ended_on is not None,
        until is not None and known.is_trained and any(known.is_renewable(module.key) for module in MODULES),
        TRAINING.valid_months,
    )


def _row(module: Module, known: Standing) -> ModuleRow:
    state = known.module(module.key)
    note = f"{module.minutes} minuti. {module.summary}"
    if known.is_over(module.key):
        return ModuleRow(module.key, module.title, note, "warning", "Da rifare")
    if state.completed_on is not None:
        renew = known.is_renewable(module.key)
        return ModuleRow(
            module.key, module.title, note, "ok", "Concluso, si può rinnovare" if renew else "Concluso"
        )
    if state.read_on is not None:
        return ModuleRow(module.key, module.title, note, "info", "Letto, mancano le domande")
    return ModuleRow(module.key, module.title, note, "neutral", "Da fare")


@dataclass(frozen=True, slots=True)
class ModulePage:
    module: Module
    number: int
    total: int
    completed_on: date | None
    explained: bool
    """Completed: the answers are shown with their reasons."""
    following: Module | None


def module_page(module: Module, known: Standing) -> ModulePage:
    number = MODULES.index(module) + 1
    done = module.key in known.completed
    return ModulePage(
        module,
        number,
        len(MODULES),
        known.module(module.key).completed_on,
        done,
        MODULES[number] if number < len(MODULES) else None,
    )


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    module: Module
    rule: str
    left: str | None
    """After answers that were not enough: how many were right, and what next."""


def questions_page(module: Module, known: Standing, told: Mapping[str, str] | None = None) -> QuestionsPage:
    count, tries = len(module.questions), known.module(module.key).tries
    rule = (
        f"{plural(count, 'domanda', 'domande')}. Il modulo è concluso con almeno {module.needed} risposte giuste."
        f" Puoi provare {TRAINING.tries} volte al giorno."
    )
    left = None
    if told:
        remaining = TRAINING.tries - tries
        after = (
            f"Oggi puoi provare ancora {plural(remaining, 'volta', 'volte')}."
            if remaining
            else ("Rileggi il modulo con calma: puoi riprovare domani.")
        )
        left = f"Risposte giuste: {module.score(told)} su {count}. {after}"
    return QuestionsPage(module, rule, left)


@dataclass(frozen=True, slots=True)
class TutorRow:
    name: str
    note: str
    tag: str
    state: str


@dataclass(frozen=True, slots=True)
class TutorsPage:
    rows: list[TutorRow]
    trained: int


async def tutors_page(viewer: Viewer) -> TutorsPage:
    """Every tutor of the viewer's company, with where the training stands: two queries however many."""
    if viewer.organisation_id is None:
        return TutorsPage([], 0)
    members = await accounts.members(viewer.organisation_id, role=Role.IN_COMPANY_TUTOR)
    known = await standings([one.account_id for one in members])
    rows = [tutor_row(one.name, known[one.account_id]) for one in members]
    return TutorsPage(rows, sum(known[one.account_id].is_trained for one in members))


def tutor_row(name: str, known: Standing) -> TutorRow:
    if known.is_trained and known.valid_until is not None:
        return TutorRow(name, f"Vale fino {date_it(known.valid_until, 'al')}.", "ok", "Formato")
    if known.ended_on is not None:
        return TutorRow(name, f"È finita {date_it(known.ended_on, 'il')}.", "warning", "Da rinnovare")
    return TutorRow(name, f"{len(known.completed)} moduli su {len(MODULES)}.", "neutral", "In formazione")
