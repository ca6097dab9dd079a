"""Cases that services share in the story's town, a hand-over on its way, talks to come, questions answered.

Made through the actions in both worlds: they are few.
"""

from __future__ import annotations

from datetime import timedelta

from portal.candidates.cases.actions import open_file
from portal.candidates.cases.team import actions as team
from portal.candidates.cases.team import handing_over, sharing
from portal.candidates.cases.team.handing_over import Receiver
from portal.candidates.cases.vocabulary import CaseState, Weight
from portal.candidates.people.actions import Contact
from portal.candidates.people.file_access import Part
from portal.candidates.people.vocabulary import CollectedHow
from portal.candidates.phases import actions as phases
from portal.candidates.phases import checks
from portal.candidates.phases.moves import move
from portal.candidates.phases.vocabulary import CheckResult, Consequence, InterviewKind
from portal.demo.chance import Chance
from portal.demo.days import at, working
from portal.demo.hosts import DOMAIN
from portal.demo.lived.past import in_office
from portal.demo.rights import Step
from portal.demo.world import words
from portal.demo.world.build import World
from portal.demo.world.models import Organisation, Person
from portal.foundation import clock
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import Viewer

SHARED, DECLINED, ASKED, PLANNED, CHECKED = 4, 1, 1, 3, 3
"""How many cases are shared, declined and only asked; talks to come; questions of the plan answered."""
PURPOSE = "Raccordare il progetto con gli interventi del servizio sociale."
PARTS = (Part.CONTACT, Part.CONSENTS, Part.PROJECT, Part.ACTIVITIES, Part.LEVELS)
TEXTS = {
    "progress": "Il progetto è in vigore da poche settimane: primo obiettivo avviato.",
    "actions": "Due visite in azienda da fissare e un corso breve da finire.",
    "helps": "Una telefonata il giorno prima degli appuntamenti.",
    "contacts": "L’associazione del quartiere e il servizio sociale di base.",
}


CHOSEN = SHARED + DECLINED + ASKED + 1
"""How many people these steps are about."""


def people_in_development(world: World, count: int) -> list[Person]:
    """Of the story's service, in development for a while, the last version of the project behind them."""
    home, found = world.story.people[min(world.story.people)].service, list[Person]()
    for number in range(min(len(world.person_outlines), 400)):
        person = world.person(number)
        life = person.life
        if (
            number not in world.story.people
            and person.service == home
            and life.state is CaseState.DEVELOPMENT
            and life.development_on is not None
            and life.development_on < world.day - timedelta(days=45)
            and (life.renewed_on is None or life.renewed_on < world.day - timedelta(days=35))
        ):
            found.append(person)
        if len(found) == count:
            break
    return found


def _office(world: World, kind: OrganisationKind) -> Organisation:
    return next(one for one in world.offices if one.kind is kind)


class Shared:
    """The steps, in the order in which they are told."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.chance = Chance.of(world.seed, "shared cases")
        self.steps: list[Step] = []
        self.social = _office(world, OrganisationKind.REFERRING_SOCIAL_SERVICE)
        self.worker = in_office(self.social, self.social.having(Role.REFERRING_SOCIAL_WORKER)[0])
        self.people = people_in_development(world, CHOSEN)

    def _counsellor(self, person: Person) -> Viewer:
        service = self.world.services[person.service]
        return in_office(service, service.having(Role.JOB_COUNSELLOR)[person.holder])

    def tell(self) -> list[Step]:
        self._accompany()
        if len(self.people) < CHOSEN:
            return self.steps
        for place, person in enumerate(self.people[: SHARED + DECLINED + ASKED]):
            self._share(person, place)
        for place, person in enumerate(self.people[:PLANNED]):
            self._plan(person, place)
        for person in self.people[:CHECKED]:
            self._check(person)
        self._hand_over(self.people[-1])
        return sorted(self.steps, key=lambda one: (one.day, one.hour))

    def _share(self, person: Person, place: int) -> None:
        by, day = self._counsellor(person), working(self.world.day - timedelta(days=30 - place))
        id, consent = self.chance.id(day), self.chance.id(day)
        until = day + timedelta(days=360)

        async def invite() -> None:
            await team.invite(
                id=id, person_id=person.id, organisation_id=self.social.id, referent=self.worker.account_id,
                purpose=PURPOSE, parts=PARTS, mandate_from=day, mandate_until=until, by=by,
            )  # fmt: skip

        async def agree() -> None:
            await sharing.agree(
                id=consent, person_id=person.id, recipient_id=self.social.id, purpose=PURPOSE, parts=PARTS,
                how=CollectedHow.PAPER, expires_on=until, by=by,
            )  # fmt: skip

        async def accept() -> None:
            await team.accept(id, by=self.worker)

        async def decline() -> None:
            await team.decline(id, by=self.worker)

        self.steps.append(Step(day, 13.0, invite))
        if place < SHARED:
            self.steps += [Step(day, 13.2, agree), Step(day, 13.4, accept)]
        elif place < SHARED + DECLINED:
            self.steps.append(Step(day, 13.4, decline))

    def _plan(self, person: Person, place: int) -> None:
        by, day = self._counsellor(person), self.world.day - timedelta(days=2)
        id, on = self.chance.id(day), working(self.world.day + timedelta(days=3 + place))

        async def plan() -> None:
            await phases.plan_interview(
                id=id, person_id=person.id, kind=InterviewKind.CHECK, on=on, place="Biblioteca civica", by=by
            )

        self.steps.append(Step(day, 14.0, plan))

    def _check(self, person: Person) -> None:
        by, day = self._counsellor(person), working(self.world.day - timedelta(days=20))
        id, fact = self.chance.id(day), self.chance.choice(words.WORKSTATIONS)

        async def check() -> None:
            await checks.answer(
                id=id, person_id=person.id, phase=2, result=CheckResult.YES, fact=fact,
                consequence=Consequence.NONE, by=by,
            )  # fmt: skip

        self.steps.append(Step(day, 14.5, check))

    def _hand_over(self, person: Person) -> None:
        """Offered to a colleague of the same service a few days ago."""
        service = self.world.services[person.service]
        by, day = self._counsellor(person), working(self.world.day - timedelta(days=5))
        others = [one for one in service.having(Role.JOB_COUNSELLOR) if one.id != by.account_id]
        if not others:
            return
        id, receiver = self.chance.id(day), Receiver(others[0].id, service.id)

        async def prepare() -> None:
            await handing_over.prepare(
                id=id, person_id=person.id, receiver=receiver,
                reason="La persona ora abita nella zona seguita dal collega.", texts=TEXTS, by=by,
            )  # fmt: skip

        async def offer() -> None:
            await handing_over.offer(person.id, by=by)

        self.steps += [Step(day, 15.0, prepare), Step(day, 15.2, offer)]

    def _accompany(self) -> None:
        """A light case, led by the social service."""
        day = working(self.world.day - timedelta(days=12))
        id = self.chance.id(day)
        first, last = "Bruna", "Valsassina"
        contact = Contact(first, last, "E507", email=f"bruna.valsassina@posta.{DOMAIN}")

        async def begin() -> None:
            await open_file(id=id, contact=contact, weight=Weight.LIGHT, by=self.worker, sintetico=True)

        async def go_on() -> None:
            await move(id, "light_meet_sender", by=self.worker)

        self.steps += [Step(day, 9.5, begin), Step(day, 9.8, go_on)]


def steps(world: World) -> list[Step]:
    return Shared(world).tell()


async def take(world: World) -> None:
    """All of them at once, each as of its moment: for the copied world."""
    for step in steps(world):
        with clock.as_of(at(step.day, step.hour)):
            await step.deed()
