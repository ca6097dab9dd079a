"""What the story's service does beside placing: companies it answers, a coach, a job kept, a plan that changes.

Made through the actions in both worlds: they are few.
"""

from __future__ import annotations

from datetime import time, timedelta
from decimal import Decimal
from uuid import UUID

from portal.candidates.cases.team import actions as team
from portal.candidates.cases.team import sharing as agreements
from portal.candidates.people.file_access import Part
from portal.candidates.people.vocabulary import CollectedHow
from portal.candidates.services import actions as services
from portal.candidates.services.actions import Meeting
from portal.candidates.services.vocabulary import Mode, Place, Present, ServiceKind
from portal.demo.chance import Chance
from portal.demo.days import at, working
from portal.demo.lived.past import in_office
from portal.demo.rights import Deed, Step
from portal.demo.sharing import CHOSEN, people_in_development
from portal.demo.world.build import World
from portal.demo.world.models import Organisation, Person, Plan
from portal.demo.world.work import STORY
from portal.employers.service_requests import actions as requests
from portal.employers.service_requests.actions import Draft
from portal.employers.service_requests.vocabulary import RequestKind
from portal.foundation import clock, db
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import Viewer
from portal.network import public as network
from portal.network.public import EditionDraft, Module
from portal.tutoring.actions import amending, contents, links, preparing, retaining, running
from portal.tutoring.actions.amending import Changes
from portal.tutoring.actions.preparing import GoalLine, Preparation
from portal.tutoring.vocabulary import PlanState, Signer

PARTS = (Part.CONTACT, Part.ACTIVITIES)
EMPLOYER = "Lavanderia del Borgo"
TASKS = "Stiratura e consegna al banco"
ACTIVITIES = ("Preparare gli ordini con il lettore", "Controllare le bolle", "Rifornire gli scaffali bassi")
COURSE = "Sicurezza e movimentazione in magazzino"
ASKED = {
    RequestKind.AWARENESS_TEAM: "Vorremmo un incontro con i colleghi del magazzino prima dei nuovi arrivi.",
    RequestKind.LEGAL_ADVICE: "Come si cambia l’orario di lavoro di chi lo chiede per iscritto?",
    RequestKind.DIVERSITY: "Da dove si comincia per scrivere annunci aperti a tutti?",
    RequestKind.CRISIS_SUPPORT: "Nel reparto c’è molta tensione da quando sono cambiati i turni.",
}
ANSWERS = {
    RequestKind.AWARENESS_TEAM: "Fatto l’incontro: restano le due pagine con le regole del gruppo.",
    RequestKind.LEGAL_ADVICE: "La richiesta scritta chiede una risposta scritta, con il motivo.",
}


def _office(world: World, kind: OrganisationKind) -> Organisation:
    return next(one for one in world.offices if one.kind is kind)


class Helped:
    """The steps, each on its day."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.chance = Chance.of(world.seed, "helping")
        self.steps: list[Step] = []
        self.people = people_in_development(world, CHOSEN + 2)[CHOSEN:]
        self.home = world.services[world.story.people[min(world.story.people)].service]

    def tell(self) -> list[Step]:
        self._requests()
        self._cost()
        self._amendment()
        if len(self.people) == 2:
            self._coaching(self.people[0])
            self._job_kept(self.people[1])
        return sorted(self.steps, key=lambda one: (one.day, one.hour))

    def _step(self, ago: int, hour: float, deed: Deed) -> None:
        self.steps.append(Step(working(self.world.day - timedelta(days=ago)), hour, deed))

    def _counsellor(self, person: Person) -> Viewer:
        service = self.world.services[person.service]
        return in_office(service, service.having(Role.JOB_COUNSELLOR)[person.holder])

    def _of_home(self, role: Role) -> Viewer:
        return in_office(self.home, self.home.having(role)[0])

    def _requests(self) -> None:
        """Answered with a meeting, answered in writing, given and not answered, and one that just came."""
        company = self.world.company(STORY)
        account = company.having(Role.COMPANY_ADMINISTRATOR)[0]
        asker = Viewer(
            account.id, account.name, company.id, company.registration.name,
            frozenset({OrganisationKind.COMPANY}), frozenset(account.roles),
        )  # fmt: skip
        coordinator = self._of_home(Role.COORDINATOR)
        answering = {
            RequestKind.AWARENESS_TEAM: self._of_home(Role.JOB_COUNSELLOR),
            RequestKind.LEGAL_ADVICE: self._of_home(Role.LAWYER),
            RequestKind.DIVERSITY: self._of_home(Role.JOB_COUNSELLOR),
        }
        for place, (kind, words) in enumerate(ASKED.items()):
            id, ago = self.chance.id(self.world.day), 24 - 7 * place
            by = answering.get(kind)
            self._step(ago, 15.1, self._asks(id, kind, words, asker))
            if by is not None:
                self._step(ago - 1, 15.2, self._assigns(id, by.account_id, coordinator))
            if by is not None and kind is RequestKind.AWARENESS_TEAM:
                self._step(ago - 5, 15.3, self._meets(id, by))
            if by is not None and kind in ANSWERS:
                self._step(ago - 6, 15.4, self._answers(id, ANSWERS[kind], by))

    def _asks(self, id: UUID, kind: RequestKind, words: str, by: Viewer) -> Deed:
        async def ask() -> None:
            await requests.ask(Draft(kind, words, self.home.id), id=id, by=by)

        return ask

    def _assigns(self, id: UUID, to: UUID, by: Viewer) -> Deed:
        async def assign() -> None:
            await requests.assign(id, to=to, by=by)

        return assign

    def _meets(self, id: UUID, by: Viewer) -> Deed:
        session = self.chance.id(self.world.day)

        async def meet() -> None:
            await requests.hold_session(id, id=session, held_on=clock.today(), minutes=90, present=8, by=by)

        return meet

    def _answers(self, id: UUID, words: str, by: Viewer) -> Deed:
        async def answer() -> None:
            await requests.answer(id, words=words, minutes=40, shown=True, by=by)

        return answer

    def _cost(self) -> None:
        """Of about a quarter: the ratio has something to divide."""
        id, by = self.chance.id(self.world.day), self._of_home(Role.COORDINATOR)

        async def record() -> None:
            last = clock.today() - timedelta(days=1)
            await network.record_cost(
                self.home.id,
                id=id,
                starts_on=last - timedelta(days=89),
                ends_on=last,
                amount=Decimal(3_100),
                by=by,
            )

        self._step(3, 16.0, record)

    def _amendment(self) -> None:
        """Other activities of a hire with tutoring: she has signed, the company not yet."""
        found = next(
            (
                plan
                for plan in self.world.plans()
                if plan.state is PlanState.RUNNING
                and plan.starts_on < self.world.day - timedelta(days=20)
                and plan.ends_on > self.world.day + timedelta(days=10)
                and self._is_a_hire(plan)
            ),
            None,
        )
        if found is None:
            return
        proposal = self.world.proposals[found.proposal]
        by = self._counsellor(self.world.person(proposal.person))

        async def change() -> None:
            plan_id = await db.fetchval("SELECT id FROM plan WHERE proposal = $1", proposal.id)
            await amending.propose(
                plan_id, Changes(activities=ACTIVITIES), reason="Il magazzino ha cambiato turni.", by=by
            )
            url = await links.send_link(plan_id, Signer.PERSON, by=by)
            await links.sign_by_link(url.rsplit("/", 1)[-1])

        self._step(4, 16.2, change)
        service = self.world.services[self.world.person(proposal.person).service]
        self._course(proposal.id, by, in_office(service, service.having(Role.COORDINATOR)[0]))

    def _course(self, proposal_id: UUID, by: Viewer, coordinator: Viewer) -> None:
        """An edition that the coordinator wrote down, and that plan's place in it."""
        first = self.world.day - timedelta(days=5)
        edition, place = (self.chance.id(self.world.day) for _ in range(2))
        draft = EditionDraft(
            Module.SPECIFIC,
            COURSE,
            "Scuola professionale del lago",
            first,
            first + timedelta(days=40),
            24,
            12,
        )

        async def record() -> None:
            await network.record_edition(draft, id=edition, by=coordinator)

        async def enrol() -> None:
            plan_id = await db.fetchval("SELECT id FROM plan WHERE proposal = $1", proposal_id)
            await contents.enrol(plan_id, edition, id=place, by=by)

        self._step(18, 16.6, record)
        self._step(8, 16.7, enrol)

    def _is_a_hire(self, plan: Plan) -> bool:
        """Only its project is signed: of a tirocinio a copied world does not hold the whole convenzione."""
        vacancy = self.world.vacancy(self.world.proposals[plan.proposal].vacancy)
        return vacancy.place.contract not in ("tis", "tirocinio")

    def _coaching(self, person: Person) -> None:
        """Asked of a coach who joins the team, and met twice: about one goal at a time."""
        provider = _office(self.world, OrganisationKind.PROVIDER)
        coach = in_office(provider, provider.having(Role.COACH)[0])
        by, day = self._counsellor(person), self.world.day
        mandate, consent, service = (self.chance.id(day) for _ in range(3))
        meetings = [self.chance.id(day) for _ in range(2)]
        until = day + timedelta(days=300)

        async def invite() -> None:
            await team.invite(
                id=mandate, person_id=person.id, organisation_id=provider.id, referent=coach.account_id,
                purpose="Coaching prima e durante il percorso.", parts=PARTS, mandate_from=clock.today(),
                mandate_until=until, by=by,
            )  # fmt: skip
            await agreements.agree(
                id=consent, person_id=person.id, recipient_id=provider.id,
                purpose="Coaching prima e durante il percorso.", parts=PARTS, how=CollectedHow.PAPER,
                expires_on=until, by=by,
            )  # fmt: skip
            await team.accept(mandate, by=coach)
            await services.ask(
                person.id, id=service, kind=ServiceKind.COACHING, professional_id=coach.account_id,
                words="Parlare con il gruppo e chiedere aiuto.", hours_planned=8, by=by,
            )  # fmt: skip
            await services.move(service, person.id, "accept", by=coach)

        self._step(20, 13.6, invite)
        for place, id in enumerate(meetings):
            self._step(12 - 6 * place, 13.7, self._coached(service, person, id, 2 + place, coach))

    def _coached(self, service: UUID, person: Person, id: UUID, progress: int, coach: Viewer) -> Deed:
        async def log() -> None:
            said = Meeting(
                clock.today(), 50, Mode.IN_PERSON, Present.YES, Place.OUTSIDE, "Chiedere aiuto prima di fermarsi.",
                progress,
            )  # fmt: skip
            await services.log(service, person.id, said, id=id, by=coach)

        return log

    def _job_kept(self, person: Person) -> None:
        """Her employer must not know of it: she signs alone, and goes back by steps."""
        by, id = self._counsellor(person), self.chance.id(self.world.day)

        async def draft() -> None:
            today = clock.today()
            await retaining.draft_retention(
                person.id, id=id, employer=retaining.Employer(None, EMPLOYER, [], False), groups=[], tasks=TASKS,
                requested_in_writing_on=today, measures=["T1", "M3"], by=by,
            )  # fmt: skip
            steps = [
                retaining.Step(today + timedelta(days=1), 12, "Solo stiratura", False),
                retaining.Step(today + timedelta(days=30), 20, None, False),
            ]
            await retaining.write_steps(id, steps, by=by)
            await preparing.prepare(
                id,
                Preparation(
                    today, today + timedelta(days=180), 20, time(8), time(12), None,
                    [GoalLine("Tenere il ritmo", "Finire il turno con una pausa in più", 4)],
                ),
                by=by,
            )  # fmt: skip
            await preparing.complete(id, by=by)
            url = await links.send_link(id, Signer.PERSON, by=by)
            await links.sign_by_link(url.rsplit("/", 1)[-1])
            await running.start(id, by=by)

        self._step(15, 16.4, draft)


def steps(world: World) -> list[Step]:
    return Helped(world).tell()


async def take(world: World) -> None:
    """All of them at once, each as of its moment: for the copied world."""
    for step in steps(world):
        with clock.as_of(at(step.day, step.hour)):
            await step.deed()
