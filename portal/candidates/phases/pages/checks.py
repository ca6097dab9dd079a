"""«Verifiche»: the evaluation plan with its answers, and the final review in words."""

from dataclasses import dataclass
from datetime import date

from portal.candidates.cases.vocabulary import CASE_STATE_LABELS, CLOSED, PHASES, Weight
from portal.candidates.people.reading import OpenFile
from portal.candidates.phases import checks, queries
from portal.candidates.phases.pages.phase_list import current_phase
from portal.candidates.phases.queries import ReviewRow
from portal.candidates.phases.rules import LIGHT_PHASES
from portal.candidates.phases.vocabulary import (
    CHECK_RESULT_LABELS,
    CONSEQUENCE_LABELS,
    QUESTIONS,
    REVIEW_DECISION_LABELS,
    CheckResult,
)
from portal.candidates.projects.queries import aim_texts
from portal.candidates.projects.vocabulary import REACHED_LABELS, Reached
from portal.foundation import clock
from portal.foundation.web.italian import date_it, join_it

_TAGS = {CheckResult.YES: "ok", CheckResult.PARTLY: "warning", CheckResult.NO: "error"}


@dataclass(frozen=True, slots=True)
class AnswerLine:
    result: str
    kind: str
    fact: str
    consequence: str
    note: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """``due_on`` only where an answer is due now."""

    phase: int
    label: str
    question: str
    indicator: str
    answers: list[AnswerLine]
    due_on: date | None
    href: str | None


@dataclass(frozen=True, slots=True)
class ChecksPage:
    file: OpenFile
    lines: list[QuestionLine]
    review: list[tuple[str, str]]
    reviewed: str | None


def _answer(one: checks.Answered) -> AnswerLine:
    return AnswerLine(
        CHECK_RESULT_LABELS[one.result],
        _TAGS[one.result],
        one.fact,
        CONSEQUENCE_LABELS[one.consequence],
        f"{date_it(one.done_on)}, {one.by}",
    )


async def review_words(review: ReviewRow) -> list[tuple[str, str]]:
    texts = await aim_texts(list(review.aims))
    rows = [
        ("Che cosa è cambiato, e per chi", review.words),
        ("Chi c’era", join_it(review.present)),
        ("Chi mancava, e perché", review.absent_reason),
        *[
            (
                f"Obiettivo: {texts.get(id, '–')}",
                f"{REACHED_LABELS[Reached(told['reached'])]}. {told['fact']}".strip(),
            )
            for id, told in review.aims.items()
        ],
        ("Che cosa ha aiutato", review.helped),
        ("Che cosa ha ostacolato", review.hindered),
        ("Che cosa ha fatto ogni servizio", review.network),
        ("Decisione", REVIEW_DECISION_LABELS[review.decision] if review.decision else None),
    ]
    return [(term, words) for term, words in rows if words]


async def checks_page(file: OpenFile) -> ChecksPage:
    case = await queries.case_row(file.case_id)
    steps = await queries.steps(file.case_id, in_full=False)
    given = await checks.answers(file.case_id)
    reached = PHASES.index(current_phase(case, steps)) + 1
    writes = file.may_write and case.state not in CLOSED
    lines = []
    for phase, (question, indicator) in QUESTIONS.items():
        if case.weight is Weight.LIGHT and PHASES[phase - 1] not in LIGHT_PHASES:
            continue
        rows = [_answer(one) for one in given if one.phase == phase]
        open_now = writes and phase <= reached and (phase == 7 or not rows)
        due = await checks.due_of(file.case_id, phase) if open_now and phase == reached else None
        lines.append(
            QuestionLine(
                phase,
                CASE_STATE_LABELS[PHASES[phase - 1]],
                question,
                indicator,
                rows,
                due if due is None or phase != 7 or not rows else max(due, clock.today()),
                f"{file.url}/evaluation-plan/{phase}" if open_now else None,
            )
        )
    review = await queries.final_review(file.case_id)
    return ChecksPage(
        file,
        lines,
        await review_words(review) if review else [],
        f"{date_it(review.on, 'del')}, {review.by}" if review else None,
    )
