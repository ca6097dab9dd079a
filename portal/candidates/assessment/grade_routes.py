"""Addresses of the employability grade: what the figures suggest, what the rater judges."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.assessment import queries
from portal.candidates.assessment.grade import ACTIONS, GRADE_LABELS, Grade, shown
from portal.candidates.assessment.grading import Judgement, cuts, figures_of, judge, judgements
from portal.candidates.assessment.rules import LEVELS
from portal.candidates.drafts.actions import drop as drop_draft
from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.people.file_access import Cell, Part
from portal.candidates.people.reading import OpenFile, file_to_write, open_file
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    Form,
    FromPath,
    PortalRequest,
    Response,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.foundation.web.forms import Choice, LongText, Once
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

GRADE = "candidates/assessment/grade.html"
TAB = "/assessment"
_WELLBEING = {0: "0, molto male", 1: "1, male", 2: "2, così così", 3: "3, bene", 4: "4, molto bene"}


class GradeForm(Form):
    wellbeing = Choice(
        "Benessere riferito dalla persona",
        choices=[(str(level), _WELLBEING[level]) for level in LEVELS],
        hint="Chiedilo a lei: come si sente in questo periodo.",
    )
    judged = Choice("Il tuo giudizio", choices=[(one.value, GRADE_LABELS[one]) for one in Grade])
    reason = LongText(
        "Motivo",
        max_length=1000,
        required=False,
        hint="Serve quando il giudizio è diverso da quello proposto.",
    )
    once = Once()


@dataclass(frozen=True, slots=True)
class Factor:
    name: str
    figure: str
    level: str


@dataclass(frozen=True, slots=True)
class JudgementView:
    judged: str
    suggested: str
    reason: str | None
    rater: str
    on: date
    factors: list[Factor]
    actions: tuple[str, ...]


def _label(grade: Grade | None) -> str:
    return "Nessuna proposta" if grade is None else GRADE_LABELS[grade]


def _comma(figure: str | None) -> str:
    return "–" if figure is None else figure.replace(".", ",")


def _view(one: Judgement) -> JudgementView:
    seen = one.figures
    factors = [
        Factor("Capacità produttiva", _comma(seen.productive), _label(seen.productive_level)),
        Factor("Relazione", _comma(seen.relation), _label(seen.relation_level)),
        Factor("Benessere riferito", str(seen.wellbeing), _label(seen.wellbeing_level)),
    ]
    return JudgementView(
        _label(one.judged),
        _label(seen.suggested),
        one.reason,
        one.rater,
        one.judged_on,
        factors,
        ACTIONS[one.judged],
    )


@dataclass(frozen=True, slots=True)
class GradePage:
    """``by_wellbeing``: what each answer about wellbeing would suggest, so that no script is needed."""

    file: OpenFile
    in_force: JudgementView | None
    earlier: list[JudgementView]
    has_synthesis: bool
    productive: Factor
    relation: Factor
    by_wellbeing: list[tuple[str, str]]
    cuts: str


async def _page(file: OpenFile) -> GradePage:
    if file.cell is Cell.EXCERPT:
        raise NotThere
    today = clock.today()
    synthesis = await queries.synthesis_in_force(file.person_id)
    rows = await judgements(file.person_id)
    levels = synthesis.levels if synthesis else {}
    tried = [figures_of(levels, wellbeing, today) for wellbeing in LEVELS]
    at = cuts(today)
    return GradePage(
        file,
        next((_view(one) for one in rows if one.superseded_on is None), None),
        [_view(one) for one in rows if one.superseded_on is not None],
        synthesis is not None,
        Factor("Capacità produttiva", _comma(tried[0].productive), _label(tried[0].productive_level)),
        Factor("Relazione", _comma(tried[0].relation), _label(tried[0].relation_level)),
        [(_WELLBEING[one.wellbeing], _label(one.suggested)) for one in tried],
        f"Sotto {_comma(shown(at.low))} bassa, sotto {_comma(shown(at.medium))} media, poi alta.",
    )


@get("/people/{person_id:uuid}/grade", access=may(P.PEOPLE_READ))
async def show_grade(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.LEVELS, TAB, by=viewer)
    return page(request, GRADE, await _page(file), form=GradeForm.blank())


@post("/people/{person_id:uuid}/grade", access=may(P.PEOPLE_RATE))
async def save_grade(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_to_write(person_id, Part.LEVELS, TAB, by=viewer)
    form = GradeForm.bind(await read_form(request))
    if form.ok:
        try:
            await judge(
                id=form["once"],
                person_id=person_id,
                wellbeing=int(form["wellbeing"]),
                judged=Grade(form["judged"]),
                reason=form["reason"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await drop_draft(person_id, DraftForm.GRADE, by=viewer)
            return see_other(request, f"{file.url}/grade", flash="Giudizio registrato.")
    return invalid(request, GRADE, await _page(file), form)


GRADE_ROUTES = [show_grade, save_grade]
