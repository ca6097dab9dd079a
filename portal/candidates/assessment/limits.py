"""Medical limits: a doctor writes them on a sheet, or the holder takes them over from the relazione conclusiva.

The stricter of two sources holds: a limit bounds what a job may ask, so it is never averaged nor talked up.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from portal.candidates.assessment import sheets
from portal.candidates.assessment.comparison import Settled
from portal.candidates.assessment.rules import LEVELS, Level
from portal.candidates.assessment.vocabulary import TAKEN_FROM_ALL, AssessmentState
from portal.candidates.cases.locking import held_case
from portal.candidates.cases.rules import closed_sentence
from portal.candidates.events import ReportLimitsRecorded
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.sealing import seal_json
from portal.foundation import db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.reference import dimensions


def strictest(sources: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for limits in sources:
        for code, limit in limits.items():
            found[code] = min(limit, found.get(code, limit))
    return found


def with_limits(settled: Mapping[str, Settled], limits: Mapping[str, int]) -> dict[str, Settled]:
    """The synthesis with every limit; a dimension that only a limit names stays not assessed."""
    found = {}
    for code in {*settled, *limits}:
        one = settled.get(code, Settled(Level(None, None), TAKEN_FROM_ALL))
        level = Level(one.level.k, one.level.s, limits.get(code))
        found[code] = Settled(level, one.taken_from, one.reason)
    return found


def of_sheets(given: Iterable[sheets.Sheet], report: sheets.ReportLimits | None) -> dict[str, int]:
    """What the sheets of doctors and the report say together."""
    sources: list[Mapping[str, int]] = [
        {code: level.limit for code, level in one.levels.items() if level.limit is not None} for one in given
    ]
    return strictest([*sources, report.limits] if report else sources)


async def record_report(
    assessment_id: UUID, *, document: str, dated: date, limits: Mapping[str, int], by: Viewer
) -> None:
    """The holder takes limits over from the relazione conclusiva, naming the document, before anybody signs."""
    async with db.unit_of_work():
        await db.execute("SELECT 1 FROM assessment WHERE id = $1 FOR UPDATE", assessment_id)
        found = await sheets.open_assessment(assessment_id, by)
        if not found.holds:
            raise NotThere
        case = await held_case(found.row.person_id, by)
        sentence = closed_sentence(case.state, case.closed_on, "scrivere una valutazione")
        if sentence is not None:
            raise Refused(sentence)
        if found.row.state is not AssessmentState.COLLECTING:
            raise Refused(
                "I limiti della relazione si scrivono prima del confronto: inizia una nuova valutazione."
            )
        if not document:
            raise Refused("Indica il documento da cui vengono i limiti.", field="document")
        for code, limit in limits.items():
            dimensions.by_code(code)
            if limit not in LEVELS:
                raise Refused(f"Il limite medico va da 0 a 4 (dimensione {code}).", field=f"limit_{code}")
        kept = {
            "document": document,
            "dated": sure_of_day(dated, field="dated").isoformat(),
            "limits": dict(sorted(limits.items())),
        }
        await db.execute(
            "UPDATE assessment SET report_limits_sealed = $2, version = version + 1 WHERE id = $1",
            assessment_id,
            seal_json(kept, "assessment", "report_limits_sealed", assessment_id),
        )
        await facts.record(
            ReportLimitsRecorded(assessment_id=assessment_id, person_id=found.row.person_id), by=by
        )
