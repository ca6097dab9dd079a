"""Requests that people made of their data, in the story's service: one of each kind that waits, two that were answered.

Made through the actions in both worlds: they are few.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.candidates.cases.vocabulary import CaseState
from portal.demo.chance import Chance
from portal.demo.days import at
from portal.demo.lived.past import in_office
from portal.demo.world.build import World
from portal.demo.world.models import Organisation, Person
from portal.foundation import clock
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.privacy.actions import deciding, requesting
from portal.privacy.actions.deciding import Answer
from portal.privacy.vocabulary import RefusalGround, RequestKind

Deed = Callable[[], Awaitable[object]]

WRONG = "Il mio indirizzo e-mail è cambiato: quello nuovo lo porto al prossimo colloquio."
COPY = "La copia è nella tua area per trenta giorni."
STILL_NEEDED = "Il percorso con il servizio è ancora aperto. Se vuoi chiuderlo, parlane con il tuo operatore."


@dataclass(frozen=True, slots=True)
class Step:
    day: date
    hour: float
    deed: Deed


def _officer(world: World, service: Organisation) -> Viewer:
    office = next(
        one
        for one in world.offices
        if one.territory_id == service.territory_id and one.having(Role.DATA_PROTECTION_OFFICER)
    )
    return in_office(office, office.having(Role.DATA_PROTECTION_OFFICER)[0])


def _people(world: World, count: int) -> list[Person]:
    """The first people of the story's service whose case has been in development for a while."""
    home, found = world.story.people[min(world.story.people)].service, list[Person]()
    for number in range(min(len(world.person_outlines), 400)):
        person = world.person(number)
        life = person.life
        if (
            person.service == home
            and life.state is CaseState.DEVELOPMENT
            and life.development_on is not None
            and life.development_on < world.day - timedelta(days=45)
        ):
            found.append(person)
        if len(found) == count:
            break
    return found


def steps(world: World) -> list[Step]:
    """Asked and answered, in the order of their days."""
    people = _people(world, 5)
    if not people:
        return []
    officer = _officer(world, world.services[people[0].service])
    chance = Chance.of(world.seed, "requests")
    found: list[Step] = []

    def ask(person: Person, back: int, kind: RequestKind, words: str | None = None) -> UUID:
        id, day = chance.id(world.day - timedelta(days=back)), world.day - timedelta(days=back)

        async def asked() -> None:
            await requesting.ask(id=id, person_id=person.id, kind=kind, words=words)

        found.append(Step(day, 18.0, asked))
        return id

    granted = ask(people[0], 40, RequestKind.ACCESS)

    async def grant() -> None:
        await deciding.grant(granted, words=COPY, by=officer)

    found.append(Step(world.day - timedelta(days=24), 10.0, grant))
    if len(people) == 5:
        refused = ask(people[1], 33, RequestKind.ERASURE)

        async def refuse() -> None:
            await deciding.refuse(refused, Answer(STILL_NEEDED, RefusalGround.LAW), by=officer)

        found.append(Step(world.day - timedelta(days=21), 10.5, refuse))
        ask(people[2], 26, RequestKind.ACCESS)
        ask(people[3], 9, RequestKind.ERASURE)
        ask(people[4], 3, RequestKind.RECTIFICATION, WRONG)
    return sorted(found, key=lambda one: (one.day, one.hour))


async def take(world: World) -> None:
    """All of them at once, each as of its moment: for the copied world."""
    for step in steps(world):
        with clock.as_of(at(step.day, step.hour)):
            await step.deed()
