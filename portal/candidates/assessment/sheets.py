"""Reads of assessments and their sheets. Nobody reads another's sheet before the comparison."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates.assessment.icf import IcfRating, Sign
from portal.candidates.assessment.rules import Level
from portal.candidates.assessment.vocabulary import (
    RATING_ROLES,
    AssessmentState,
    Basis,
    Occasion,
    SheetState,
)
from portal.candidates.people.file_access import Part
from portal.candidates.people.grounds import INVOLVED, RUNNING, SHARED, Ground, ground, ground_or_not_there
from portal.candidates.people.sealing import opened, opened_json
from portal.foundation import clock, db
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Rated:
    """One dimension on one sheet."""

    level: Level
    basis: Basis | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    id: UUID
    rater_id: UUID
    rater: str
    role: Role
    state: SheetState
    rated_on: date | None
    ratings: dict[str, Rated]
    icf: tuple[IcfRating, ...]
    version: int

    @property
    def levels(self) -> dict[str, Level]:
        return {code: one.level for code, one in self.ratings.items()}


@dataclass(frozen=True, slots=True)
class RaterLine:
    """Who was asked, and whether the sheet is in: all that anybody sees of it before the comparison."""

    rater: str
    role: Role
    state: SheetState


@dataclass(frozen=True, slots=True)
class ReportLimits:
    """Medical limits taken over from a relazione conclusiva: which document, of which day."""

    document: str
    dated: date
    limits: dict[str, int]


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    id: UUID
    case_id: UUID
    person_id: UUID
    person: str
    occasion: Occasion
    state: AssessmentState
    opened_on: date
    close_by: date
    observed_in: str | None
    report: ReportLimits | None
    compared_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class OpenAssessment:
    """An assessment on the ground of this viewer: she holds the case, rates it, or reads levels by the table."""

    row: AssessmentRow
    holds: bool
    own: Sheet | None
    ground: Ground | None = None

    def reads_health(self, *, all_of_it: bool) -> bool:
        """ICF: all of it, or the factors of the environment only (services.md §1)."""
        if self.ground is None:
            return False
        cell = self.ground.cell(Part.HEALTH)
        return cell.reads_all if all_of_it else cell.reads_something

    @property
    def url(self) -> str:
        return f"/assessments/{self.row.id}"


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who may be asked to rate: in which role, for which organisation."""

    account_id: UUID
    name: str
    role: Role
    organisation_id: UUID


def ratings_as_kept(ratings: Mapping[str, Rated]) -> dict[str, dict[str, int | str | None]]:
    """As the sealed blob of a sheet keeps them."""
    return {
        code: {
            "k": one.level.k,
            "s": one.level.s,
            "limit": one.level.limit,
            "basis": one.basis.value if one.basis else None,
            "note": one.note,
        }
        for code, one in sorted(ratings.items())
    }


def _ratings(sheet_id: UUID, sealed: bytes | None) -> dict[str, Rated]:
    found = opened_json(sealed, "rating_sheet", "ratings_sealed", sheet_id) or {}
    return {
        code: Rated(
            Level(one["k"], one["s"], one["limit"]),
            Basis(one["basis"]) if one["basis"] else None,
            one["note"],
        )
        for code, one in found.items()
    }


def icf_as_kept(ratings: Iterable[IcfRating]) -> list[dict[str, Any]]:
    """As the sealed blob of a sheet keeps them, in the order of the codes."""
    return [
        {
            "code": one.code,
            "capacity": one.capacity,
            "performance": one.performance,
            "sign": one.sign,
            "degree": one.degree,
            "note": one.note,
        }
        for one in sorted(ratings, key=lambda one: one.code)
    ]


def _icf(sheet_id: UUID, sealed: bytes | None) -> tuple[IcfRating, ...]:
    found = opened_json(sealed, "rating_sheet", "icf_sealed", sheet_id) or []
    return tuple(
        IcfRating(
            one["code"],
            one["capacity"],
            one["performance"],
            Sign(one["sign"]) if one["sign"] else None,
            one["degree"],
            one["note"],
        )
        for one in found
    )


def _assessment(row: Any) -> AssessmentRow:
    return AssessmentRow(
        row["id"],
        row["case"],
        row["person"],
        row["name"],
        Occasion(row["occasion"]),
        AssessmentState(row["state"]),
        row["opened_on"],
        row["close_by"],
        opened(row["observed_in_sealed"], "assessment", "observed_in_sealed", row["id"]),
        _report(row["id"], row["report_limits_sealed"]),
        row["compared_on"],
        row["version"],
    )


def _report(assessment_id: UUID, sealed: bytes | None) -> ReportLimits | None:
    found = opened_json(sealed, "assessment", "report_limits_sealed", assessment_id)
    if found is None:
        return None
    return ReportLimits(found["document"], date.fromisoformat(found["dated"]), found["limits"])


def _sheet(row: Any) -> Sheet:
    return Sheet(
        row["id"],
        row["rater"],
        row["name"],
        Role(row["role"]),
        SheetState(row["state"]),
        row["rated_on"],
        _ratings(row["id"], row["ratings_sealed"]),
        _icf(row["id"], row["icf_sealed"]),
        row["version"],
    )


_ASSESSMENT = """
SELECT a.*, p.first_name || ' ' || p.last_name AS name FROM assessment a JOIN person p ON p.id = a.person
"""
_SHEET = "SELECT r.*, c.name FROM rating_sheet r JOIN account c ON c.id = r.rater"


_STILL = f"""
(EXISTS (SELECT FROM case_ c WHERE c.id = a."case" AND c.lead_service = r.organisation AND (
    c.holder = r.rater OR c.closed_on IS NOT NULL OR EXISTS (
        SELECT FROM substitution s WHERE s.substitute = r.rater AND s.service = c.lead_service
            AND s.holder = c.holder)))
OR EXISTS (
    SELECT FROM case_service v JOIN involvement i ON i.case_service = v.id
    LEFT JOIN sharing_consent g ON g.id = v.consent
    WHERE v."case" = a."case" AND v.organisation = r.organisation AND {SHARED.format(today="{today}")}
        AND (v.position = 'lead' OR ('levels' = ANY(v.parts) AND 'levels' = ANY(g.parts)))
        AND {INVOLVED.format(account="r.rater", today="{today}")}))
"""
"""SQL: the rater of sheet ``r`` of assessment ``a`` still has her ground: the case is hers, or she is in its team."""


async def open_assessment(assessment_id: UUID, viewer: Viewer) -> OpenAssessment:
    """Raises NotThere without a ground: an ended role, a closed case or a stranger alike."""
    row = await db.fetchrow(
        f'{_ASSESSMENT} JOIN case_ c ON c.id = a."case" WHERE a.id = $1 AND p.erased_at IS NULL'
        f" AND {RUNNING.format(today='$2::date')}",
        assessment_id,
        clock.today(),
    )
    if row is None:
        raise NotThere
    own = await own_sheet(assessment_id, viewer)
    known = await ground(row["person"], viewer)
    if own is None and (known is None or not known.cell(Part.LEVELS).reads_all):
        raise NotThere
    return OpenAssessment(_assessment(row), known is not None and known.holds, own, known)


async def own_sheet(assessment_id: UUID, viewer: Viewer) -> Sheet | None:
    """The viewer's, while she has the role in which she was asked, and holds the case or is in its team."""
    row = await db.fetchrow(
        f"{_SHEET} JOIN assessment a ON a.id = r.assessment"
        " WHERE r.assessment = $1 AND r.rater = $2 AND r.organisation = $3"
        f" AND {_STILL.format(today='$4::date')}",
        assessment_id,
        viewer.account_id,
        viewer.organisation_id,
        clock.today(),
    )
    return _sheet(row) if row is not None and Role(row["role"]) in viewer.roles else None


async def sure_of_a_seat(person_id: UUID, viewer: Viewer) -> None:
    """Whether the viewer rates this person now, or reads her file. Raises NotThere."""
    row = await assessment_of(person_id)
    if row is None or await own_sheet(row.id, viewer) is None:
        await ground_or_not_there(person_id, viewer)


async def raters(assessment_id: UUID) -> list[RaterLine]:
    rows = await db.fetch(
        "SELECT c.name, r.role, r.state FROM rating_sheet r JOIN account c ON c.id = r.rater WHERE r.assessment = $1"
        " ORDER BY c.name, r.id",
        assessment_id,
    )
    return [RaterLine(row["name"], Role(row["role"]), SheetState(row["state"])) for row in rows]


async def submitted_sheets(assessment_id: UUID) -> list[Sheet]:
    """For the comparison and after it; the caller has seen that it is open."""
    rows = await db.fetch(
        f"{_SHEET} WHERE r.assessment = $1 AND r.state = 'submitted' ORDER BY c.name, r.id", assessment_id
    )
    return [_sheet(row) for row in rows]


async def assessment_of(person_id: UUID) -> AssessmentRow | None:
    """The one that is open, if any."""
    row = await db.fetchrow(
        f"{_ASSESSMENT} WHERE a.person = $1 AND a.state IN ('collecting', 'compared')", person_id
    )
    return None if row is None else _assessment(row)


@dataclass(frozen=True, slots=True)
class ToRate:
    id: UUID
    person: str
    occasion: Occasion
    state: AssessmentState
    sheet: SheetState
    close_by: date
    signed: bool


async def to_rate(viewer: Viewer) -> list[ToRate]:
    """What waits for the viewer as a rater: sheets to hand in, then comparisons to agree on and sign."""
    rows = await db.fetch(
        "SELECT a.id, p.first_name || ' ' || p.last_name AS name, a.occasion, a.state, r.state AS sheet, a.close_by,"
        " EXISTS (SELECT FROM synthesis s JOIN synthesis_signature g ON g.synthesis = s.id"
        " WHERE s.assessment = a.id AND g.account = r.rater) AS signed"
        " FROM rating_sheet r JOIN assessment a ON a.id = r.assessment JOIN person p ON p.id = a.person"
        ' JOIN case_ c ON c.id = a."case"'
        " WHERE r.rater = $1 AND r.organisation = $2 AND r.role = ANY($3) AND a.state IN ('collecting', 'compared')"
        f" AND p.erased_at IS NULL AND c.closed_on IS NULL AND {_STILL.format(today='$4::date')}"
        " ORDER BY a.close_by, p.sort_name, a.id",
        viewer.account_id,
        viewer.organisation_id,
        [role.value for role in viewer.roles],
        clock.today(),
    )
    return [
        ToRate(
            row["id"],
            row["name"],
            Occasion(row["occasion"]),
            AssessmentState(row["state"]),
            SheetState(row["sheet"]),
            row["close_by"],
            row["signed"],
        )
        for row in rows
    ]


_INVOLVED_SEATS = f"""
SELECT i.member, a.name, i.role, v.organisation FROM involvement i JOIN case_service v ON v.id = i.case_service
JOIN account a ON a.id = i.member LEFT JOIN sharing_consent g ON g.id = v.consent
WHERE v."case" = $1 AND v.position = 'further' AND {SHARED.format(today="$2::date")}
    AND 'levels' = ANY(v.parts) AND 'levels' = ANY(g.parts) AND i.role = ANY($3)
    AND i.starts_on <= $2 AND (i.ends_on IS NULL OR $2 < i.ends_on)
"""


async def seats_to_rate(service_id: UUID, case_id: UUID) -> list[Seat]:
    """Who may be asked, each once, in the first of her rating roles: members of the service that leads, and those
    of other services in the team with whom she shares the assessment."""
    found: dict[UUID, Seat] = {}
    members = await accounts.members_with(RATING_ROLES, service_id)
    for member in sorted(members, key=lambda one: RATING_ROLES.index(one.role)):
        found.setdefault(member.account_id, Seat(member.account_id, member.name, member.role, service_id))
    rows = await db.fetch(_INVOLVED_SEATS, case_id, clock.today(), [role.value for role in RATING_ROLES])
    for row in sorted(rows, key=lambda one: RATING_ROLES.index(Role(one["role"]))):
        seat = Seat(row["member"], row["name"], Role(row["role"]), row["organisation"])
        found.setdefault(seat.account_id, seat)
    return sorted(found.values(), key=lambda one: (one.name, one.account_id))
