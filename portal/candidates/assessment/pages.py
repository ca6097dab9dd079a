"""What the templates of the assessment receive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates.assessment import queries, sheets
from portal.candidates.assessment.comparison import Settled, differing, range_of
from portal.candidates.assessment.history import GroupChart, charts
from portal.candidates.assessment.icf_pages import IcfLine, icf_lines
from portal.candidates.assessment.queries import Signature, SynthesisRow
from portal.candidates.assessment.rules import Level, signatures_needed
from portal.candidates.assessment.sheets import (
    AssessmentRow,
    OpenAssessment,
    RaterLine,
    ReportLimits,
    Sheet,
    ToRate,
)
from portal.candidates.assessment.vocabulary import (
    ASSESSMENT_STATE_LABELS,
    BASIS_LABELS,
    ICF_ROLES,
    OCCASION_LABELS,
    SHEET_STATE_LABELS,
    TAKEN_FROM_AGREEMENT,
    AssessmentState,
    SheetState,
)
from portal.candidates.people.file_access import Cell
from portal.candidates.people.reading import OpenFile
from portal.kernel.roles import ROLE_LABELS, Role
from portal.reference import dimensions

NOT_ASSESSED = "Non rilevato"


@dataclass(frozen=True, slots=True)
class DimensionLine:
    code: str
    name: str
    question: str
    alone: str
    helped: str
    limit: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    lines: list[DimensionLine]


def spoken(level: int | None) -> str:
    return NOT_ASSESSED if level is None else f"{level} su 4"


def groups(levels: Mapping[str, Level]) -> list[Group]:
    """Every dimension, in the order of the questionnaire, with what was seen."""
    found = []
    for title, members in dimensions.groups().items():
        lines = []
        for one in members:
            level = levels.get(one.code, Level(None, None))
            limit = "–" if level.limit is None else f"al massimo {level.limit}"
            lines.append(
                DimensionLine(
                    one.code, one.name, one.question_for_counsellor, spoken(level.k), spoken(level.s), limit
                )
            )
        found.append(Group(title.capitalize(), lines))
    return found


@dataclass(frozen=True, slots=True)
class SynthesisView:
    id: UUID
    words: str | None
    signed_on: date | None
    superseded_on: date | None
    assessed: int
    groups: list[Group]
    signatures: tuple[Signature, ...]
    single_rater: bool


def synthesis_view(row: SynthesisRow) -> SynthesisView:
    assessed = sum(1 for level in row.levels.values() if level.assessed)
    return SynthesisView(
        row.id,
        row.words,
        row.signed_on,
        row.superseded_on,
        assessed,
        groups(row.levels),
        row.signatures,
        row.raters == 1,
    )


@dataclass(frozen=True, slots=True)
class RaterView:
    name: str
    role: str
    state: str
    is_in: bool


def _rater(line: RaterLine) -> RaterView:
    return RaterView(
        line.rater,
        ROLE_LABELS[line.role],
        SHEET_STATE_LABELS[line.state],
        line.state is SheetState.SUBMITTED,
    )


@dataclass(frozen=True, slots=True)
class OngoingView:
    url: str
    occasion: str
    state: str
    opened_on: date
    close_by: date
    observed_in: str | None
    raters: list[RaterView]


async def ongoing_view(row: AssessmentRow) -> OngoingView:
    return OngoingView(
        f"/assessments/{row.id}",
        OCCASION_LABELS[row.occasion],
        ASSESSMENT_STATE_LABELS[row.state],
        row.opened_on,
        row.close_by,
        row.observed_in,
        [_rater(line) for line in await sheets.raters(row.id)],
    )


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """``words_only``: this reader gets the signed synthesis in words, nothing else (services.md §1)."""

    file: OpenFile
    words_only: bool
    ongoing: OngoingView | None
    in_force: SynthesisView | None
    earlier: list[SynthesisView]
    total: int
    history: list[GroupChart]


async def assessment_page(file: OpenFile) -> AssessmentPage:
    signed = await queries.signed_syntheses(file.person_id)
    rows = [synthesis_view(row) for row in signed]
    words_only = file.cell is Cell.EXCERPT
    ongoing = None if words_only else await sheets.assessment_of(file.person_id)
    return AssessmentPage(
        file,
        words_only,
        await ongoing_view(ongoing) if ongoing else None,
        next((one for one in rows if one.superseded_on is None), None),
        [] if words_only else [one for one in rows if one.superseded_on is not None],
        len(dimensions.entries()),
        [] if words_only else charts(signed),
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """A rater's answer in the comparison, with what it rests on."""

    alone: str
    helped: str
    basis: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """``difference`` 0: everybody who saw it agrees, or nobody saw it. ``low``/``high``: the drawn range of «da
    sola», None where nobody saw it."""

    code: str
    name: str
    marks: list[Mark]
    difference: int
    low: int | None
    high: int | None
    helped_low: int | None
    helped_high: int | None
    settled: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    raters: list[str]
    groups: list[tuple[str, list[ComparedLine]]]
    disputed: list[str]
    open_codes: list[str]

    @property
    def disputed_lines(self) -> list[ComparedLine]:
        return [line for _, lines in self.groups for line in lines if line.code in self.disputed]


def _mark(sheet: Sheet, code: str) -> Mark:
    rated = sheet.ratings.get(code)
    if rated is None:
        return Mark(NOT_ASSESSED, NOT_ASSESSED, None, None)
    basis = BASIS_LABELS[rated.basis] if rated.basis else None
    return Mark(spoken(rated.level.k), spoken(rated.level.s), basis, rated.note)


def _settled_words(one: Settled | None, names: Mapping[str, str]) -> str | None:
    if one is None or not one.level.assessed:
        return None
    source = "concordato" if one.taken_from == TAKEN_FROM_AGREEMENT else names.get(one.taken_from)
    return f"{spoken(one.level.k)}, con aiuti {spoken(one.level.s)}" + (f" ({source})" if source else "")


def comparison(given: list[Sheet], settled: Mapping[str, Settled]) -> Comparison:
    """Dimension × rater, differences marked, never averaged."""
    levels = {sheet.id: sheet.levels for sheet in given}
    disputed = differing(levels, [one.code for one in dimensions.entries()])
    names = {str(sheet.id): sheet.rater for sheet in given}
    found = []
    for title, members in dimensions.groups().items():
        lines = []
        for one in members:
            spread = range_of(sheet.levels[one.code] for sheet in given if one.code in sheet.levels)
            lines.append(
                ComparedLine(
                    one.code,
                    one.name,
                    [_mark(sheet, one.code) for sheet in given],
                    spread.difference if spread else 0,
                    spread.k_low if spread else None,
                    spread.k_high if spread else None,
                    spread.s_low if spread else None,
                    spread.s_high if spread else None,
                    _settled_words(settled.get(one.code), names),
                )
            )
        found.append((title.capitalize(), lines))
    return Comparison(
        [f"{sheet.rater}, {ROLE_LABELS[sheet.role].lower()}" for sheet in given],
        found,
        disputed,
        [code for code in disputed if code not in settled or not settled[code].level.assessed],
    )


@dataclass(frozen=True, slots=True)
class OnePage:
    """An assessment as a rater or the holder sees it."""

    assessment: OpenAssessment
    view: OngoingView
    person: str
    file_url: str | None
    own_state: str | None
    may_fill: bool
    may_compare: bool
    may_agree: bool
    may_sign: bool
    may_drop: bool
    comparison: Comparison | None
    synthesis: SynthesisView | None
    signatures_needed: int
    limits_asked: bool
    icf_asked: bool
    icf: list[tuple[str, list[IcfLine]]]
    report: ReportLimits | None

    @property
    def url(self) -> str:
        return self.assessment.url


def _icf(given: list[Sheet], *, all_of_it: bool) -> list[tuple[str, list[IcfLine]]]:
    found = [(one.rater, icf_lines(one.icf, environmental_only=not all_of_it)) for one in given]
    return [(rater, lines) for rater, lines in found if lines]


async def one_page(found: OpenAssessment) -> OnePage:
    row, own = found.row, found.own
    collecting, compared = row.state is AssessmentState.COLLECTING, row.state is AssessmentState.COMPARED
    is_open = row.state in (AssessmentState.COMPARED, AssessmentState.SIGNED)
    given = await sheets.submitted_sheets(row.id) if is_open else []
    synthesis = await queries.synthesis_of(row.id) if is_open else None
    handed_in = own is not None and own.state is SheetState.SUBMITTED
    in_full = found.reads_health(all_of_it=True)
    return OnePage(
        assessment=found,
        view=await ongoing_view(row),
        person=row.person,
        file_url=f"/people/{row.person_id}" if found.ground else None,
        own_state=SHEET_STATE_LABELS[own.state] if own else None,
        may_fill=collecting and own is not None and not handed_in,
        may_compare=collecting and found.holds,
        may_agree=compared and (found.holds or own is not None),
        may_sign=compared and handed_in,
        may_drop=found.holds and (collecting or compared),
        comparison=comparison(given, synthesis.settled if synthesis else {}) if is_open else None,
        synthesis=synthesis_view(synthesis) if synthesis else None,
        signatures_needed=signatures_needed(len(given)),
        limits_asked=own is not None and own.role is Role.HEALTH_OPERATOR,
        icf_asked=own is not None and own.role in ICF_ROLES,
        icf=_icf(given, all_of_it=in_full) if in_full or found.reads_health(all_of_it=False) else [],
        report=row.report if in_full else None,
    )


@dataclass(frozen=True, slots=True)
class ToRateLine:
    href: str
    person: str
    occasion: str
    waits: str
    close_by: date


def to_rate_line(row: ToRate) -> ToRateLine:
    if row.state is AssessmentState.COLLECTING:
        waits = "Scheda consegnata" if row.sheet is SheetState.SUBMITTED else "Scheda da consegnare"
    else:
        waits = "Firmata da te" if row.signed else "A confronto: da concordare e firmare"
    return ToRateLine(
        f"/assessments/{row.id}", row.person, OCCASION_LABELS[row.occasion], waits, row.close_by
    )
