"""The story's own people, vacancies and plans at Officine Lariane; everything else is drawn around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from portal.candidates.cases.vocabulary import CaseState
from portal.demo.chance import Chance
from portal.demo.days import working
from portal.demo.world import courses, jobs, lives, people, plans, story_company, vacancies
from portal.demo.world.courses import PlanDays
from portal.demo.world.models import Company, Goal, Person, Plan, Proposal, Vacancy
from portal.demo.world.placing import PlacedPlan
from portal.demo.world.story_company import LECCO, MERATE, NUMBER, PROVINCE
from portal.demo.world.story_services import LUCA, MARTA
from portal.employers.vacancies.vocabulary import PublicTransport, Reserved, VacancyContract, VacancyState
from portal.matching.vocabulary import Group, Origin, ProposalState
from portal.reference import professions
from portal.reference.professions import MacroGroup
from portal.tutoring.vocabulary import PlanState

BACK_OFFICE, SPARE_PARTS, GREENERY, ASSEMBLY = range(4)
ANDREA, IRENE, SARA, MATTEO, LAURA = range(5)
SPARE_PARTS_PLAN, ASSEMBLY_PLAN = range(2)


@dataclass(frozen=True, slots=True)
class Story:
    """Details by number, in place of drawn ones; the outlines stand at the head of the world's lists."""

    companies: dict[int, Company]
    vacancies: dict[int, Vacancy]
    people: dict[int, Person]
    plans: dict[int, Plan]


_TITLES = {
    BACK_OFFICE: ("Addetto/a back office", "Operatore/trice di back office"),
    SPARE_PARTS: ("Magazzino ricambi", "Aiuto magazziniere"),
    GREENERY: ("Manutenzione del verde", "Operaio/a del verde"),
    ASSEMBLY: ("Montaggio componenti", "Assemblatore/trice meccanico/a"),
}
_TASKS = {
    BACK_OFFICE: (
        "Archiviare e cercare documenti digitali",
        "Inserire ordini e fatture nel gestionale",
        "Controllare i dati e segnalare gli errori",
        "Smistare posta e messaggi",
    ),
    SPARE_PARTS: (
        "Preparare gli ordini con la lista",
        "Registrare carico e scarico con il lettore di codici",
    ),
    GREENERY: ("Tagliare erba e siepi dell’area esterna",),
    ASSEMBLY: ("Montare componenti seguendo lo schema", "Controllare i pezzi a vista"),
}


@dataclass(frozen=True, slots=True)
class Beginning:
    """What stands at the head of the world's lists before anything is drawn."""

    plans: tuple[PlacedPlan, ...]
    vacancies: tuple[vacancies.Outline, ...]
    people: tuple[people.Outline, ...]
    proposals: tuple[Proposal, ...]


def begin(day: date, service: int) -> Beginning:
    """``service``: the place of SIL Lecco in the list of services."""
    chance = Chance.of("story courses")
    parts, assembly = _spare_parts_days(day), courses.plan_days(Chance.of("assembly"), PlanState.TO_SIGN, day)
    plan_proposals = (
        courses.accepted(chance, ANDREA, SPARE_PARTS, parts.accepted_on),
        courses.accepted(chance, IRENE, ASSEMBLY, assembly.accepted_on),
    )
    began = {ANDREA: plan_proposals[0].opened_on, IRENE: plan_proposals[1].opened_on}
    return Beginning(
        (
            PlacedPlan(SPARE_PARTS_PLAN, parts, plan_proposals[0], 0),
            # this tutor has two modules of the training before her, so the plan cannot become ready
            PlacedPlan(ASSEMBLY_PLAN, assembly, plan_proposals[1], 1),
        ),
        tuple(_vacancy_outlines(day, parts, assembly)),
        tuple(_person_outline(number, service, began.get(number), day) for number in _NAMES),
        tuple(_proposals(day)),
    )


def tell(seed: int, begun: Beginning, day: date) -> Story:
    company = story_company.company(seed, day)
    parts, assembly = begun.plans[0].days, begun.plans[1].days
    return Story(
        {NUMBER: company},
        {one.number: _vacancy(seed, one, company) for one in begun.vacancies},
        {one.number: _person(seed, one, day) for one in begun.people},
        {
            SPARE_PARTS_PLAN: _spare_parts_plan(seed, parts, day),
            ASSEMBLY_PLAN: plans.details(
                seed, ASSEMBLY_PLAN, ASSEMBLY_PLAN, 1, MacroGroup.MANUAL, assembly, day
            ),
        },
    )


def _vacancy_outlines(day: date, spare_parts: PlanDays, assembly: PlanDays) -> list[vacancies.Outline]:
    def one(
        number: int, contract: VacancyContract, places: int, taken: int, published_on: date | None,
        state: VacancyState, state_on: date,
    ) -> vacancies.Outline:  # fmt: skip
        drafted_on = working((published_on or day) - timedelta(days=2))
        until = day if state is VacancyState.PUBLISHED else state_on
        confirmed = vacancies.confirmations(published_on, until) if published_on else ()
        key = jobs.by_title(_TITLES[number][1]).key
        return vacancies.Outline(
            number, NUMBER, key, contract, places, taken, drafted_on, published_on, confirmed, state,
            drafted_on if state is VacancyState.DRAFT else state_on,
        )  # fmt: skip

    states = VacancyState
    back_office = working(day - timedelta(days=24))
    parts_on = working(spare_parts.accepted_on - timedelta(days=30))
    assembly_on = working(assembly.accepted_on - timedelta(days=30))
    return [
        one(BACK_OFFICE, VacancyContract.FIXED_TERM, 1, 0, back_office, states.PUBLISHED, back_office),
        one(SPARE_PARTS, VacancyContract.TIS, 2, 1, parts_on, states.PUBLISHED, parts_on),
        one(GREENERY, VacancyContract.FIXED_TERM, 1, 0, None, states.DRAFT, day),
        one(ASSEMBLY, VacancyContract.TIROCINIO, 1, 1, assembly_on, states.FILLED, assembly.accepted_on),
    ]


def _vacancy(seed: int, outline: vacancies.Outline, company: Company) -> Vacancy:
    title = _TITLES[outline.number][0]
    drawn = vacancies.details(seed, outline, company.sites, professions.by_key(outline.profession_key))
    site = company.sites[1] if outline.number in (SPARE_PARTS, ASSEMBLY) else company.sites[0]
    hire = outline.contract is VacancyContract.FIXED_TERM
    tasks = replace(
        drawn.tasks, title=title, tasks=_TASKS[outline.number], weekly_hours_min=20, weekly_hours_max=24,
        slots=tuple(f"{one}-morning" for one in ("mon", "tue", "wed", "thu", "fri")), night_shifts=False,
        reserved=(Reserved.ART3 if hire else Reserved.NONE).value, offers=("M2", "C2", "S1", "S3"),
    )  # fmt: skip
    place = replace(
        drawn.place, site_id=site.id, contract=outline.contract.value, places=outline.places,
        public_transport=PublicTransport.YES.value, architectural_barriers=False, remote=False,
    )  # fmt: skip
    asked = replace(
        drawn.requirements, experience_required=False, licences=(), certificates=(), certificates_given=(),
        education_code=None, languages=(),
    )  # fmt: skip
    return replace(drawn, place=place, tasks=tasks, requirements=asked)


def _spare_parts_days(day: date) -> PlanDays:
    """Twenty-six weeks, of which the ninth begins."""
    monday = day - timedelta(days=day.weekday() + 7 * 8)
    chance = Chance.of("spare parts")
    return courses.running(chance, working(monday), monday + timedelta(days=26 * 7 - 3))


def _spare_parts_plan(seed: int, given: PlanDays, day: date) -> Plan:
    chance = Chance.of(seed, "spare parts plan")
    drawn = plans.details(seed, SPARE_PARTS_PLAN, SPARE_PARTS_PLAN, 0, MacroGroup.MANUAL, given, day)
    goals = (
        Goal("Preparare gli ordini", "Leggere la lista e prelevare i pezzi giusti", 4),
        Goal("Usare il lettore di codici", "Registrare carico e scarico senza aiuto", 4),
        Goal("Rispettare gli orari", "Arrivo, pause e uscita concordati", 4),
        Goal("Chiedere aiuto quando serve", "Rivolgersi al tutor prima di fermarsi", 4),
    )
    last = working(day - timedelta(days=1))
    return replace(
        drawn, weekly_hours=20, day_starts_at=time(8, 30), day_ends_at=time(12, 30), goals=goals,
        presences=plans.register(chance, given.starts_on, last, 20, time(8, 30), until=last, closed=False),
        ratings=plans.ratings(chance, given.starts_on, last, goals, after=(0, 14, 28, 45)),
    )  # fmt: skip


def _proposals(day: date) -> list[Proposal]:
    """Two that wait for the company's answer, of the vacancy «Addetto/a back office»."""
    chance = Chance.of("story proposals")
    opened = courses.other(
        chance, SARA, BACK_OFFICE, ProposalState.OPENED, working(day - timedelta(days=3)), day
    )
    sent = courses.other(
        chance, MATTEO, BACK_OFFICE, ProposalState.SENT, working(day - timedelta(days=1)), day
    )
    groups = (Group.CONTACTS, Group.CV, Group.ACCOMMODATIONS)
    words = "Precisa e costante. Ha già gestito un archivio di 4.000 pratiche durante un tirocinio."
    return [
        replace(opened, origin=Origin.COUNSELLOR, groups=groups, words=words),
        replace(
            sent, origin=Origin.COUNSELLOR, groups=groups,
            words="Esperienza di sportello e di archivio, cortese al telefono. Raggiunge la sede in autobus.",
        ),
    ]  # fmt: skip


_OFFICE_SKILLS = ("K001", "K002", "K003", "K004", "K108")
_NAMES: dict[int, tuple[str, str, bool, str, int, str, tuple[str, ...]]] = {
    # who: first and last name, woman, comune, counsellor, occupation, skills
    ANDREA: ("Andrea", "Dell’Oro", False, MERATE, LUCA, "Aiuto magazziniere", ("K017", "K018", "K019", "K108")),
    IRENE: ("Irene", "Castagna", True, LECCO, MARTA, "Assemblatore/trice meccanico/a", ("K049", "K051", "K109")),
    SARA: ("Sara", "Panzeri", True, LECCO, MARTA, "Operatore/trice di back office", _OFFICE_SKILLS),
    MATTEO: ("Matteo", "Corti", False, "L634", LUCA, "Receptionist aziendale", ("K002", "K004", "K101", "K111")),
    LAURA: ("Laura", "Milani", True, LECCO, MARTA, "Addetto/a all'archivio", ("K001", "K002", "K003", "K109")),
}  # fmt: skip


def _person_outline(number: int, service: int, life_from: date | None, day: date) -> people.Outline:
    """``life_from``: when the first proposal of a plan began; None: in development, without a plan.

    Laura has everything but a profile: hers is the one to publish.
    """
    chance = Chance.of("story person", number)
    if life_from is None:
        life = lives.life_since(chance, working(day - timedelta(days=90 + 10 * number)), day)
    else:
        life = lives.life_with_plan(
            chance, CaseState.DEVELOPMENT, opened_on=life_from, ended_on=None, day=day
        )
    code = jobs.by_title(_NAMES[number][5]).code
    prepared_on = working((life.development_on or day) + timedelta(days=5))
    card = None if number == LAURA else people.published(chance, prepared_on, code)
    return people.Outline(number, service, _NAMES[number][4], PROVINCE, life, card)


def _person(seed: int, outline: people.Outline, day: date) -> Person:
    first, last, woman, comune, _, title, skills = _NAMES[outline.number]
    drawn = people.details(seed, outline, day)
    code = jobs.by_title(title).code
    experience = replace(drawn.experiences[0], profession_code=code)
    return replace(
        drawn,
        contact=people.contact(outline.number, first, last, drawn.contact.birth or day, comune, woman=woman),
        experiences=(experience,),
        skills=skills,
        available=replace(drawn.available, hours_min=20, hours_max=24, wished_professions=(code,)),
    )
