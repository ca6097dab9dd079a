"""People of the tests, made through the actions counsellors use."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from uuid import UUID

from portal.candidates.assessment import actions as assessment
from portal.candidates.assessment.rules import Level
from portal.candidates.assessment.sheets import Rated
from portal.candidates.assessment.vocabulary import Basis, Occasion
from portal.candidates.cases.actions import open_file
from portal.candidates.cases.vocabulary import ClosingReason
from portal.candidates.eligibility import actions as eligibility
from portal.candidates.eligibility.rules import Claim
from portal.candidates.eligibility.vocabulary import Proof
from portal.candidates.people import actions as people
from portal.candidates.people import consents
from portal.candidates.people.actions import Available, Contact
from portal.candidates.people.vocabulary import CollectedHow, ConsentKind, YearsBand
from portal.candidates.phases import actions as phases
from portal.candidates.phases.actions import Reviewed, Talk
from portal.candidates.phases.moves import Given, move
from portal.candidates.phases.vocabulary import Destination, InterviewKind, Mode, Network
from portal.candidates.profiles import actions as profiles
from portal.candidates.projects import actions as projects
from portal.candidates.projects import agreeing
from portal.candidates.projects.actions import Action, Aim, Content
from portal.candidates.projects.vocabulary import ActionKind, ProductArea
from portal.foundation import clock
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM, Viewer
from portal.network.actions import record_training
from portal.network.vocabulary import Topic
from tests.cast import someone

Ratings = dict[str, Rated]
LECCO = "E507"
COMO = "C933"
TORINO = "L219"
LOMBARDIA = "03"
PIEMONTE = "01"

WAREHOUSE = "8.1.3.2.0"
OFFICE = "4.1.1.1.0"
SHOP = "5.1.2.2.0"

WAREHOUSE_SKILLS = ("K017", "K018")
OFFICE_SKILLS = ("K001", "K011")
CLEANING_SKILLS = ("K027",)

_numbers = count(1)


def contact(**changes: object) -> Contact:
    number = next(_numbers)
    known: dict[str, object] = {
        "first_name": "Nives",
        "last_name": f"Brambilla{number}",
        "comune_code": LECCO,
        "email": f"nives{number}@persone.example",
        "phone": "0341 000000",
    }
    return Contact(**(known | changes))  # type: ignore[arg-type]


async def person(by: Viewer, **changes: object) -> UUID:
    """A file in the first phase, held by the counsellor."""
    return await open_file(id=new_id(), contact=contact(**changes), by=by, sintetico=True)


def talk(kind: InterviewKind = InterviewKind.WELCOME, **changes: object) -> Talk:
    known: dict[str, object] = {
        "kind": kind,
        "minutes": 45,
        "mode": Mode.IN_PERSON,
        "agreed": "Ci rivediamo con i documenti.",
        "next_step": "Portare i documenti.",
    }
    return Talk(**(known | changes))  # type: ignore[arg-type]


async def interview(person_id: UUID, kind: InterviewKind, by: Viewer) -> UUID:
    return await phases.record_interview(id=new_id(), person_id=person_id, talk=talk(kind), by=by)


async def work_data(
    person_id: UUID, by: Viewer, *, profession: str = WAREHOUSE, skills: Sequence[str] = WAREHOUSE_SKILLS
) -> None:
    await people.add_experience(
        id=new_id(), person_id=person_id, profession_code=profession, years=YearsBand.FROM_2_TO_4, by=by
    )
    await people.set_skills(person_id, skills, by=by)
    available = Available(hours_min=20, hours_max=30, max_minutes=45, slots=("mon-morning",))
    await people.set_availability(person_id, available, version=None, by=by)


async def eligible(
    person_id: UUID, by: Viewer, *, art3: str | None = "D3N", art18: str | None = None, **more: object
) -> UUID:
    """May be hired on a reserved place; the paper was seen, and is not in the file."""
    known: dict[str, object] = {
        "percentage": None,
        "proof": Proof.LIST_ENROLMENT,
        "proof_on": clock.today() - timedelta(days=30),
        "valid_from": clock.today() - timedelta(days=30),
    }
    claim = Claim(art3=art3, art18=art18, **(known | more))  # type: ignore[arg-type]
    return await eligibility.record(id=new_id(), person_id=person_id, claim=claim, by=by)


async def consent(person_id: UUID, kind: ConsentKind, by: Viewer) -> UUID:
    return await consents.give(id=new_id(), person_id=person_id, kind=kind, how=CollectedHow.PAPER, by=by)


def content(owner: UUID | None = None, **changes: object) -> Content:
    """A project with one aim and one action, by default of the person herself."""
    action = Action(
        "Cercare annunci ogni settimana.", ActionKind.ACTIVE_SEARCH, clock.today() + timedelta(days=30), owner
    )
    known: dict[str, object] = {
        "wishes": "Lavorare vicino a casa.",
        "aims": (Aim("Un lavoro in magazzino.", ProductArea.STABLE_JOB, "Un contratto firmato.", (action,)),),
        "next_review_on": clock.today() + timedelta(days=60),
        "redesign_reason": "Cambia l’obiettivo.",
    }
    return Content(**(known | changes))  # type: ignore[arg-type]


async def agreed_project(person_id: UUID, by: Viewer) -> UUID:
    id = await projects.write(id=new_id(), person_id=person_id, content=content(), by=by)
    await agreeing.put_to_agreement(person_id, by=by)
    await agreeing.agree(person_id, how=CollectedHow.PAPER, by=by)
    return id


REASON = Given(reason="Il percorso è adatto a lei.", notice_on=None)


def decided() -> Given:
    return Given(reason="Il percorso è adatto a lei.", notice_on=clock.today())


def not_admitted() -> Given:
    return Given(
        reason="Ora cerca da sola.", notice_on=clock.today(), closing_reason=ClosingReason.NOT_WISHED
    )


async def in_phase(
    phase: str,
    by: Viewer,
    *,
    profession: str = WAREHOUSE,
    skills: Sequence[str] = WAREHOUSE_SKILLS,
    **changes: object,
) -> UUID:
    """A person whose case has come as far as the phase, each output made on the way."""
    person_id = await person(by, **changes)
    steps = ("referral", "first_evaluation", "interview_with_sender", "interview_with_person", "decision",
             "acceptance", "development", "final_evaluation", "dismissed")  # fmt: skip
    for reached in steps[: steps.index(phase)]:
        await _leave(reached, person_id, by, profession, skills)
    return person_id


async def _leave(phase: str, person_id: UUID, by: Viewer, profession: str, skills: Sequence[str]) -> None:
    if phase == "referral":
        await move(person_id, "start_evaluation", by=by)
    elif phase == "first_evaluation":
        await phases.note_evaluation(
            id=new_id(),
            person_id=person_id,
            workstations="Due in zona.",
            load="Sostenibile.",
            network=Network.FIT,
            by=by,
        )
        await move(person_id, "meet_sender", by=by)
    elif phase == "interview_with_sender":
        await interview(person_id, InterviewKind.HISTORY, by)
        await move(person_id, "meet_person", by=by)
    elif phase == "interview_with_person":
        await interview(person_id, InterviewKind.WELCOME, by)
        await work_data(person_id, by, profession=profession, skills=skills)
        await move(person_id, "go_to_decision", by=by)
    elif phase == "decision":
        await consent(person_id, ConsentKind.SERVICE, by)
        await move(person_id, "admit", decided(), by=by)
    elif phase == "acceptance":
        await agreed_project(person_id, by)
        await move(person_id, "start_development", by=by)
    elif phase == "development":
        await interview(person_id, InterviewKind.CHECK, by)
        await move(person_id, "start_final_evaluation", by=by)
    elif phase == "final_evaluation":
        await phases.review(id=new_id(), person_id=person_id, reviewed=Reviewed("Ha trovato lavoro."), by=by)
        await move(person_id, "dismiss", Given(destination=Destination.WORK_OR_TRAINING), by=by)


async def in_development(by: Viewer, **changes: object) -> UUID:
    return await in_phase("development", by, **changes)  # type: ignore[arg-type]


async def waiting_profile(
    by: Viewer, *, profession: str = WAREHOUSE, skills: Sequence[str] = WAREHOUSE_SKILLS, **changes: object
) -> UUID:
    """A person whose profile waits for the next run of her region."""
    person_id = await in_phase("development", by, profession=profession, skills=skills, **changes)
    await consent(person_id, ConsentKind.PROFILE, by)
    await profiles.prepare(id=new_id(), person_id=person_id, profession_code=profession, by=by)
    await profiles.submit(person_id, by=by)
    return person_id


async def crowd(
    by: Viewer,
    size: int,
    *,
    profession: str = WAREHOUSE,
    skills: Sequence[str] = WAREHOUSE_SKILLS,
    **changes: object,
) -> list[UUID]:
    return [await waiting_profile(by, profession=profession, skills=skills, **changes) for _ in range(size)]


async def released(by: Viewer, size: int = 6, *, scope: str = LOMBARDIA, **changes: object) -> list[UUID]:
    """So many people alike whose cards companies see."""
    found = await crowd(by, size, **changes)  # type: ignore[arg-type]
    await profiles.release(scope, by=SYSTEM)
    return found


async def trained(*members: Viewer) -> None:
    """In the method, so that they may sign; recorded by a coordinator of their service."""
    for member in members:
        assert member.organisation_id is not None
        await record_training(
            id=new_id(),
            member=member.account_id,
            topic=Topic.METHOD,
            hours=16,
            completed_on=clock.today(),
            by=await someone(member.organisation_id, Role.COORDINATOR),
        )


async def rater(by: Viewer, role: Role = Role.PSYCHOLOGIST) -> Viewer:
    """A colleague in the counsellor's service who may rate."""
    assert by.organisation_id is not None
    return await someone(by.organisation_id, role)


def rated(**levels: tuple[int, int]) -> dict[str, Rated]:
    """A sheet: A1=(2, 3) is two alone, three with help."""
    return {code: Rated(Level(k, s), Basis.OBSERVATION) for code, (k, s) in levels.items()}


async def assessment_of(person_id: UUID, by: Viewer, *others: Viewer) -> UUID:
    """An assessment just opened: the holder and the others are asked."""
    return await assessment.ask(
        id=new_id(),
        person_id=person_id,
        occasion=Occasion.INITIAL,
        raters=[by.account_id, *(one.account_id for one in others)],
        close_by=clock.today() + timedelta(days=30),
        by=by,
    )


async def compared(person_id: UUID, by: Viewer, other: Viewer, mine: Ratings, hers: Ratings) -> UUID:
    """Two sheets handed in and laid side by side."""
    await trained(by, other)
    id = await assessment_of(person_id, by, other)
    await assessment.fill(id, mine, submit=True, by=by)
    await assessment.fill(id, hers, submit=True, by=other)
    await assessment.compare(id, by=by)
    return id


async def signed_synthesis(person_id: UUID, by: Viewer, **levels: tuple[int, int]) -> UUID:
    """By a single rater, which is allowed and said. Answers the synthesis."""
    await trained(by)
    id = await assessment_of(person_id, by)
    await assessment.fill(id, rated(**(levels or {"A1": (2, 3), "C1": (3, 3)})), submit=True, by=by)
    synthesis_id = await assessment.compare(id, by=by)
    await assessment.agree(id, {}, "Lavora con cura.", by=by)
    await assessment.sign(id, by=by)
    return synthesis_id
