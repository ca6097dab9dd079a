"""What the templates of the individual project receive."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.candidates.cases.parameters import figure
from portal.candidates.cases.team.queries import referring_service
from portal.candidates.people import representatives
from portal.candidates.people.file_access import Cell, Column
from portal.candidates.people.reading import OpenFile
from portal.candidates.projects import queries
from portal.candidates.projects.queries import ActionRow, AgreementRow, AimRow, ProjectRow
from portal.candidates.projects.transitions import ACTION, HOLDER, OWNER, PERSON, PROJECT, WRITER
from portal.candidates.projects.vocabulary import (
    ACTION_LABELS,
    ACTION_STATE_LABELS,
    AGREED_LABELS,
    AREA_LABELS,
    PARTY_LABELS,
    PROJECT_STATE_LABELS,
    REACHED_LABELS,
    ActionState,
    Party,
    ProjectState,
    Reached,
)
from portal.foundation import clock
from portal.foundation.web.italian import date_it
from portal.kernel.viewer import Viewer

IN_THE_MAKING = frozenset({ProjectState.DRAFT, ProjectState.TO_AGREE})
TAGS: dict[ProjectState, str] = {
    ProjectState.DRAFT: "neutral",
    ProjectState.TO_AGREE: "warning",
    ProjectState.IN_FORCE: "ok",
    ProjectState.SUPERSEDED: "neutral",
    ProjectState.CLOSED: "neutral",
}
ACTION_TAGS: dict[ActionState, str] = {
    ActionState.PLANNED: "neutral",
    ActionState.RUNNING: "info",
    ActionState.DONE: "ok",
    ActionState.DROPPED: "neutral",
}
REACHED_TAGS: dict[Reached, str] = {
    Reached.OPEN: "neutral",
    Reached.NO: "error",
    Reached.PARTLY: "warning",
    Reached.YES: "ok",
}


@dataclass(frozen=True, slots=True)
class ActionView:
    """``moves``: what this reader may press, as (word, label); ``due``: only while it is to be done."""

    id: UUID
    text: str
    note: str
    state: str
    kind: str
    due: date | None
    moves: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class AimView:
    text: str
    area: str
    indicator: str
    reached: str
    kind: str
    fact: str | None
    actions: list[ActionView]


@dataclass(frozen=True, slots=True)
class VersionView:
    id: UUID
    title: str
    state: str
    kind: str
    written_on: date
    agreed_on: date | None
    starts_on: date | None
    next_review_on: date
    words: list[tuple[str, str]]
    aims: list[AimView]
    agreements: list[str]
    remarks: str | None


def action_view(row: ActionRow, *, writes: bool, reader_id: UUID | None, running: bool) -> ActionView:
    actors = [WRITER] * writes + [OWNER] * (reader_id is not None and row.owner_id == reader_id)
    open_now = row.state in (ActionState.PLANNED, ActionState.RUNNING)
    note = f"{ACTION_LABELS[row.kind]}. {row.owner or 'La persona'}, entro {date_it(row.due_on, 'il')}"
    if row.state_on is not None:
        note += f". {ACTION_STATE_LABELS[row.state]} {date_it(row.state_on, 'il')}"
    if row.dropped_why:
        note += f": {row.dropped_why}"
    return ActionView(
        row.id,
        row.text,
        note,
        ACTION_STATE_LABELS[row.state],
        ACTION_TAGS[row.state],
        row.due_on if open_now and running else None,
        [(move.name, move.label) for move in ACTION.available(row.state, actors)]
        if running and actors
        else [],
    )


def _aim(row: AimRow, *, writes: bool, reader_id: UUID | None, running: bool) -> AimView:
    return AimView(
        row.text,
        AREA_LABELS[row.area],
        row.indicator,
        REACHED_LABELS[row.reached] + (f" {date_it(row.told_on, 'il')}" if row.told_on else ""),
        REACHED_TAGS[row.reached],
        row.fact,
        [action_view(one, writes=writes, reader_id=reader_id, running=running) for one in row.actions],
    )


def _agreement(row: AgreementRow) -> str:
    words = f"{PARTY_LABELS[row.party]}: {date_it(row.on)}, {AGREED_LABELS[row.how]}"
    if row.by and row.party is Party.PERSON:
        words += f" (copia vista da {row.by})" if row.how.value == "paper" else f" (registrato da {row.by})"
    return words + (f". {row.remarks}" if row.remarks else "")


def version_view(row: ProjectRow, *, writes: bool = False, reader_id: UUID | None = None) -> VersionView:
    said = (
        ("Che cosa desidera", row.wishes),
        ("Situazione di partenza", row.situation),
        ("Perché il progetto cambia", row.redesign_reason),
    )
    running = row.state is ProjectState.IN_FORCE
    return VersionView(
        row.id,
        f"Versione {row.number}",
        PROJECT_STATE_LABELS[row.state],
        TAGS[row.state],
        row.written_on,
        row.agreed_on,
        row.starts_on,
        row.next_review_on,
        [(title, words) for title, words in said if words],
        [_aim(one, writes=writes, reader_id=reader_id, running=running) for one in row.aims],
        [_agreement(one) for one in row.agreements],
        row.remarks,
    )


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    href: str
    direct: bool


_STEPS = {
    "put_to_agreement": ("/project/agreement-request", True),
    "agree": ("/project/agreement", False),
    "refuse": ("/project/remarks", False),
}
"""Moves with a button of their own; the others happen with these or with the case."""


async def the_versions(file: OpenFile) -> list[ProjectRow]:
    return await queries.versions(file.case_id, in_full=file.cell.reads_all)


async def version_in_the_making(file: OpenFile) -> ProjectRow | None:
    return next((row for row in await the_versions(file) if row.state in IN_THE_MAKING), None)


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """``waiting``: whose answer is missing; ``own``: of who reads only the actions given to her."""

    file: OpenFile
    making: VersionView | None
    steps: list[Step]
    may_edit: bool
    in_force: VersionView | None
    earlier: list[VersionView]
    waiting: list[str]
    may_answer_as_referring: bool
    may_go_ahead: bool
    own: list[ActionView]
    only_own: bool
    print_href: str | None


def _waiting(row: ProjectRow, referring: str | None, *, represented: bool) -> list[str]:
    given = {one.party for one in row.agreements}
    needed = [
        Party.PERSON,
        *([Party.REPRESENTATIVE] if represented else []),
        *([Party.REFERRING_SERVICE] if referring else []),
    ]
    return [
        PARTY_LABELS[one] + (f" ({referring})" if one is Party.REFERRING_SERVICE else "")
        for one in needed
        if one not in given
    ]


async def project_page(file: OpenFile, reader: Viewer) -> ProjectPage:
    only_own = file.cell is Cell.EXCERPT and file.ground.column in (Column.COACH, Column.PEER_SUPPORTER)
    if only_own:
        actions = await queries.own_actions(file.case_id, reader.account_id)
        own = [action_view(one, writes=False, reader_id=reader.account_id, running=True) for one in actions]
        return ProjectPage(file, None, [], False, None, [], [], False, False, own, True, None)
    rows = await the_versions(file)
    making = next((row for row in rows if row.state in IN_THE_MAKING), None)
    in_force = next((row for row in rows if row.state is ProjectState.IN_FORCE), None)
    known = await referring_service(file.case_id)
    steps: list[Step] = []
    if making is not None and file.holds:
        for move in PROJECT.available(making.state, [HOLDER, PERSON]):
            if move.name in _STEPS:
                suffix, direct = _STEPS[move.name]
                steps.append(Step(move.label, f"{file.url}{suffix}", direct))
    to_agree = making is not None and making.state is ProjectState.TO_AGREE
    represented = to_agree and await representatives.of_person(file.person_id) is not None
    waiting = (
        _waiting(making, known[1] if known else None, represented=represented)
        if making and to_agree and file.cell.reads_all
        else []
    )
    if file.holds and PARTY_LABELS[Party.REPRESENTATIVE] in waiting:
        steps.append(
            Step(
                "Registra l’accordo di chi la rappresenta",
                f"{file.url}/project/representative-agreement",
                False,
            )
        )
    refers = (
        to_agree
        and known is not None
        and known[0] == reader.organisation_id
        and file.ground.column is Column.REFERRING_SOCIAL_WORKER
        and any(one.startswith(PARTY_LABELS[Party.REFERRING_SERVICE]) for one in waiting)
    )

    def view(row: ProjectRow) -> VersionView:
        return version_view(row, writes=file.may_write, reader_id=reader.account_id)

    coordinates = file.ground.column is Column.COORDINATOR
    return ProjectPage(
        file,
        view(making) if making else None,
        steps,
        file.may_write and (making is None or making.state is ProjectState.DRAFT),
        view(in_force) if in_force else None,
        [view(row) for row in rows if row not in (making, in_force)],
        waiting,
        refers,
        coordinates and to_agree and known is not None,
        [],
        False,
        f"{file.url}/project/print" if (in_force or making) and file.cell.reads_all else None,
    )


def latest_review(track: str) -> date:
    """The last day a review may be set for."""
    today = clock.today()
    return today + timedelta(days=figure(f"project.review_days.{track}", today))
