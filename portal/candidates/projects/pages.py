"""What the templates of the individual project receive."""

from dataclasses import dataclass
from datetime import date

from portal.candidates.people.reading import OpenFile
from portal.candidates.projects import queries
from portal.candidates.projects.queries import ProjectRow
from portal.candidates.projects.transitions import HOLDER, PERSON, PROJECT
from portal.candidates.projects.vocabulary import PROJECT_STATE_LABELS, ProjectState

IN_THE_MAKING = frozenset({ProjectState.DRAFT, ProjectState.TO_AGREE})
TAGS: dict[ProjectState, str] = {
    ProjectState.DRAFT: "neutral",
    ProjectState.TO_AGREE: "warning",
    ProjectState.IN_FORCE: "ok",
    ProjectState.SUPERSEDED: "neutral",
    ProjectState.CLOSED: "neutral",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A move of the version in the making; ``direct``: it needs no more than the press of a button."""

    label: str
    href: str
    direct: bool


_STEPS: dict[str, tuple[str, bool]] = {
    "put_to_agreement": ("/project/agreement-request", True),
    "agree": ("/project/agreement", False),
    "refuse": ("/project/remarks", False),
}


@dataclass(frozen=True, slots=True)
class VersionView:
    title: str
    state: str
    kind: str
    written_on: date
    agreed_on: date | None
    next_review_on: date
    words: list[tuple[str, str]]
    remarks: str | None


@dataclass(frozen=True, slots=True)
class ProjectPage:
    file: OpenFile
    making: VersionView | None
    steps: list[Step]
    may_edit: bool
    in_force: VersionView | None
    earlier: list[VersionView]


def version_view(row: ProjectRow) -> VersionView:
    said = (("Che cosa desidera", row.wishes), ("Obiettivo", row.aim), ("Prima azione", row.action))
    return VersionView(
        f"Versione {row.number}",
        PROJECT_STATE_LABELS[row.state],
        TAGS[row.state],
        row.written_on,
        row.agreed_on,
        row.next_review_on,
        [(title, words) for title, words in said if words],
        row.remarks,
    )


async def the_versions(file: OpenFile) -> list[ProjectRow]:
    return await queries.versions(file.case_id, in_full=file.cell.reads_all)


async def version_in_the_making(file: OpenFile) -> ProjectRow | None:
    return next((row for row in await the_versions(file) if row.state in IN_THE_MAKING), None)


async def project_page(file: OpenFile) -> ProjectPage:
    rows = await the_versions(file)
    making = next((row for row in rows if row.state in IN_THE_MAKING), None)
    in_force = next((row for row in rows if row.state is ProjectState.IN_FORCE), None)
    steps: list[Step] = []
    if making is not None and file.may_write:
        for move in PROJECT.available(making.state, [HOLDER, PERSON]):
            if move.name in _STEPS:
                suffix, direct = _STEPS[move.name]
                steps.append(Step(move.label, f"{file.url}{suffix}", direct))
    return ProjectPage(
        file,
        version_view(making) if making else None,
        steps,
        file.may_write and (making is None or making.state is ProjectState.DRAFT),
        version_view(in_force) if in_force else None,
        [version_view(row) for row in rows if row not in (making, in_force)],
    )
