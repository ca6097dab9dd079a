"""Rows of what the phases wrote down: the note of the first evaluation, interviews, the final review."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from portal.candidates.cases.vocabulary import CaseState
from portal.candidates.people.sealing import sealed
from portal.candidates.phases.vocabulary import InterviewKind, InterviewState, Mode, Present
from portal.demo.chance import Chance
from portal.demo.days import at
from portal.demo.lived.people import FINAL
from portal.demo.loaded.batch import Batch
from portal.demo.world import words
from portal.demo.world.models import Person

COLUMNS = {
    "first_evaluation": "id case workstations_sealed load_sealed network noted_on noted_by",
    "interview": "id case kind held_on minutes mode present wishes_sealed facts_sealed resources_sealed agreed_sealed "
    "next_step_sealed recorded_by recorded_at state",
    "final_review": "id case words_sealed present helped_sealed hindered_sealed network_sealed decision reviewed_on "
    "reviewed_by",
}


def add(batch: Batch, chance: Chance, person: Person, case_id: UUID, holder: UUID) -> None:
    life = person.life
    if life.evaluation_on is not None:
        id, table = chance.id(life.evaluation_on), "first_evaluation"
        batch.add(
            table, id, case_id, sealed(chance.choice(words.WORKSTATIONS), table, "workstations_sealed", id),
            sealed(chance.choice(words.LOADS), table, "load_sealed", id), person.network.value, life.evaluation_on,
            holder,
        )  # fmt: skip
    if life.sender_on is not None:
        _interview(batch, chance, case_id, holder, InterviewKind.HISTORY, Present.SENDER, life.sender_on)
    if life.person_on is not None:
        _interview(batch, chance, case_id, holder, InterviewKind.WELCOME, Present.PERSON, life.person_on)
    if life.checked_on is not None:
        _interview(batch, chance, case_id, holder, InterviewKind.CHECK, Present.PERSON, life.checked_on)
    if life.state is CaseState.DISMISSED and life.state_on is not None:
        id = chance.id(life.state_on)
        told = {
            column: sealed(said or "", "final_review", column, id)
            for column, said in (
                ("words_sealed", FINAL.words), ("helped_sealed", FINAL.helped), ("hindered_sealed", FINAL.hindered),
                ("network_sealed", FINAL.network),
            )
        }  # fmt: skip
        batch.add(
            "final_review", id, case_id, told["words_sealed"], list(FINAL.present), told["helped_sealed"],
            told["hindered_sealed"], told["network_sealed"], FINAL.decision.value, life.state_on, holder,
        )  # fmt: skip


def _interview(
    batch: Batch, chance: Chance, case_id: UUID, holder: UUID, kind: InterviewKind, present: Present, on: date
) -> None:
    id = chance.id(on)

    def said(column: str, sentences: tuple[str, ...]) -> bytes:
        return sealed(chance.choice(sentences), "interview", column, id)

    batch.add(
        "interview", id, case_id, kind.value, on, chance.choice((30, 45, 60)), Mode.IN_PERSON.value, [present.value],
        said("wishes_sealed", words.WISHES), said("facts_sealed", words.FACTS),
        said("resources_sealed", words.RESOURCES), said("agreed_sealed", words.AGREED),
        said("next_step_sealed", words.NEXT_STEPS), holder, at(on, 11.0), InterviewState.CLOSED.value,
    )  # fmt: skip
