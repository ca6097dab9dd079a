"""The modules of the tutors' training: read to the end, then the questions, as often as it takes."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.events import TutorModuleCompleted
from portal.tutoring.modules import BY_KEY, TRAINING, Module
from portal.tutoring.queries.training import standing


@dataclass(frozen=True, slots=True)
class Result:
    """``left``: tries that remain today."""

    score: int
    passed: bool
    left: int


def _module(key: str, by: Viewer) -> Module:
    module = BY_KEY.get(key)
    if module is None or not by.is_any(Role.IN_COMPANY_TUTOR):
        raise NotThere
    return module


async def read(module_key: str, *, by: Viewer) -> None:
    """The text was read to its end; the questions come next. Twice is once."""
    module = _module(module_key, by)
    async with db.unit_of_work():
        await db.execute(
            "INSERT INTO tutor_module (id, account, module, read_on) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (account, module) DO UPDATE SET read_on = coalesce(tutor_module.read_on, $4)",
            new_id(),
            by.account_id,
            module.key,
            clock.today(),
        )


async def answer(module_key: str, answers: Mapping[str, str], *, by: Viewer) -> Result:
    """The answers by question («q1»: «b»). Enough right ones complete the module, or renew it when it is time.

    Raises Refused when a question has no answer, and once today's tries are used up.
    """
    module = _module(module_key, by)
    for question in module.questions:
        if answers.get(question.key) not in dict(question.answers):
            raise Refused("Rispondi a tutte le domande.", field=question.key)
    async with db.unit_of_work():
        await db.lock(f"training:{by.account_id}:{module.key}")
        known = await standing(by.account_id)
        before = known.module(module.key)
        if before.tries >= TRAINING.tries:
            raise Refused(
                f"Per oggi hai già provato {TRAINING.tries} volte. Rileggi il modulo: puoi riprovare domani.",
                field=module.questions[0].key,
            )
        score = module.score(answers)
        passed = score >= module.needed
        counts = passed and known.is_renewable(module.key)
        today = clock.today()
        await db.execute(
            "INSERT INTO tutor_module (id, account, module, read_on, completed_on, tries, tried_on, score)"
            " VALUES ($1, $2, $3, $4, $5, $6, $4, $7) ON CONFLICT (account, module) DO UPDATE SET"
            " read_on = coalesce(tutor_module.read_on, $4), completed_on = coalesce($5, tutor_module.completed_on),"
            " tries = $6, tried_on = $4, score = $7",
            new_id(),
            by.account_id,
            module.key,
            today,
            today if counts else None,
            0 if passed else before.tries + 1,
            score,
        )
        if counts:
            await facts.record(TutorModuleCompleted(account_id=by.account_id, module=module.key), by=by)
        return Result(score, passed, TRAINING.tries if passed else TRAINING.tries - before.tries - 1)
