"""One record of each kind, whose they are, and with which of them each page of the portal is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time, timedelta
from fractions import Fraction
from uuid import UUID, uuid4

from litestar.handlers import HTTPRouteHandler

from portal.accounts import public as accounts
from portal.accounts.actions import passwords
from portal.accounts.vocabulary import TerritoryKind
from portal.candidates.assessment.review_forms import actions as review_forms
from portal.candidates.assessment.review_forms.vocabulary import FormKind, Setting
from portal.candidates.cases.actions import open_file
from portal.candidates.cases.vocabulary import Weight
from portal.candidates.documents import actions as documents
from portal.candidates.documents.actions import Paper
from portal.candidates.documents.vocabulary import DocumentKind
from portal.candidates.people import representatives
from portal.candidates.people.file_access import Column
from portal.candidates.people.vocabulary import RepresentativeKind
from portal.candidates.phases import actions as interviews
from portal.candidates.phases import moves
from portal.candidates.phases.vocabulary import InterviewKind
from portal.candidates.profiles.asking import Wanted
from portal.candidates.profiles.codes import card_code
from portal.candidates.projects import actions as projects
from portal.candidates.projects import agreeing
from portal.candidates.searches import actions as searches
from portal.candidates.services import actions as supports
from portal.candidates.services.vocabulary import ServiceKind
from portal.employers.companies.actions import company_accounts, workforce, workforce_files
from portal.employers.following.actions import adherence, keeping
from portal.employers.following.actions.adherence import Signature
from portal.employers.following.actions.keeping import ContactDraft
from portal.employers.following.vocabulary import Commitment as Adherence
from portal.employers.following.vocabulary import ContactKind
from portal.employers.inclusion.actions import accommodations, commitments, evidence
from portal.employers.inclusion.actions.accommodations import Request
from portal.employers.inclusion.actions.commitments import CommitmentDraft
from portal.employers.inclusion.vocabulary import CommitmentKind, RequestWay
from portal.employers.measures.actions import conventions, measures
from portal.employers.measures.rules.drafts import Period
from portal.employers.obligations.actions import calendars, parameter_recount, scenarios
from portal.employers.obligations.actions.parameters import NewFigure, enter
from portal.employers.obligations.queries.calendars import link_of
from portal.employers.prospetto_informativo.actions import answers
from portal.employers.prospetto_informativo.queries import gathering
from portal.employers.prospetto_informativo.rules.answers import PostSheet
from portal.employers.service_requests import actions as service_requests
from portal.employers.service_requests.actions import Draft as ServiceRequest
from portal.employers.service_requests.vocabulary import RequestKind as AskedService
from portal.employers.vacancies.actions import showing
from portal.employers.workstations.actions.vacancies import keep_as_workstation
from portal.foundation import clock, db, notifications
from portal.foundation.access import Access
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind, Scope
from portal.kernel.parameters import Evidence as Known
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import OPERATOR_COMMAND, SYSTEM, Viewer
from portal.matching.actions import interviewing
from portal.matching.actions.interviewing import Meeting
from portal.privacy.actions import deciding, links, requesting
from portal.privacy.actions.erasing import erase
from portal.privacy.vocabulary import Channel, ErasureWhy, RequestKind
from portal.tutoring.actions import ending, months, retaining, running, signing
from portal.tutoring.actions import keeping as keeping_plans
from portal.tutoring.actions import links as links_to_sign
from portal.tutoring.actions.ending import Hire
from portal.tutoring.actions.retaining import Employer
from portal.tutoring.indemnities import counting
from portal.tutoring.judgements import actions as judging
from portal.tutoring.judgements.vocabulary import Judgement
from portal.tutoring.modules import MODULES
from portal.tutoring.packs import actions as rule_figures
from portal.tutoring.rules import month_of
from portal.tutoring.signals import watching
from portal.tutoring.vocabulary import Outcome, Signer
from tests import cast
from tests.accounts.letters import invitation_token, reset_token
from tests.candidates import builders as candidates
from tests.candidates.team.making import Shared, joined, offered
from tests.candidates.texts.making import text_to_read
from tests.cast import Cast
from tests.employers import builders as employers
from tests.employers.measures import drafts
from tests.employers.prospetto_informativo import company as prospetto
from tests.environment import BASE
from tests.journeys.step_company import workforce_file
from tests.matching import builders as proposals
from tests.matching.builders import Stage
from tests.tutoring import builders as plans
from tests.web import application


@dataclass(frozen=True, slots=True)
class Route:
    path: str
    access: Access

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(re.findall(r"\{(\w+):", self.path))


def get_routes() -> Iterator[Route]:
    """Every page, static files left out."""
    return routes("GET")


def routes(method: str) -> Iterator[Route]:
    for route in application().routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler) and method in handler.http_methods:
                access = handler.opt.get("access")
                if isinstance(access, Access) and not route.path.startswith("/static"):
                    yield Route(route.path, access)


ASKED_WITH = {
    "/proposals/{proposal_id:uuid}/answer": "?kind=refuse",
    "/saved-searches/new": "?q=magazzino",
}
"""Pages that are asked with a question."""

WORDS = {"act", "key", "kind", "name"}
"""Parameters that are a word of the portal's: it stays what it is where the records are made up."""


@dataclass(frozen=True, slots=True)
class World:
    """``values`` fill the addresses by the name of the parameter, ``of_page`` those of one page alone."""

    people: Cast
    values: dict[str, str]
    of_page: dict[str, str]
    herself: UUID
    """The person whose own area is looked at."""

    async def area_link(self) -> str:
        """The secret of a new link to her area, which may be used once."""
        counsellor = await self.owner(Role.JOB_COUNSELLOR)
        return (await links.make_link(self.herself, Channel.BY_HAND, by=counsellor)).rsplit("/", 1)[-1]

    async def owner(self, role: Role) -> Viewer:
        return await self.people.owner(role)

    def of_nobody(self) -> dict[str, str]:
        """The same names with ids that belong to nothing."""
        made_up = {name: str(uuid4()) if "-" in value else value for name, value in self.values.items()}
        return {"token": "x" * 43, **made_up}

    def address(self, route: Route, values: dict[str, str] | None = None) -> str:
        """A parameter that the world does not know fails the test: a new kind of record belongs in it."""
        known = values or {**self.values, **({"token": ""} if "token" in route.parameters else {})}
        if route.path in self.of_page and (values is None or route.parameters[-1] in WORDS):
            known = {**known, route.parameters[-1]: self.of_page[route.path]}
        path = re.sub(r"\{(\w+):\w+\}", lambda found: known[found.group(1)], route.path)
        return path + ASKED_WITH.get(route.path, "")


async def world() -> World:
    """Made through the actions people use."""
    people = Cast()
    await _one_territory(people)
    stage = await _stage(people)
    administrator = await people.owner(Role.COMPANY_ADMINISTRATOR)
    await candidates.released(stage.counsellor)
    course = await _running_plan(stage)
    hire_id = await _hire(stage)
    token_to_sign, rule_id = await _at_signature(stage), str(await _rule(stage))
    retention_id = str(await _retention(stage))
    signature_id = await db.fetchval(
        "SELECT id FROM plan_signature WHERE plan = $1 AND copy_file_key IS NOT NULL", course.plan_id
    )
    on_the_table = replace(
        stage,
        person_id=await proposals.proposable(stage.counsellor),
        vacancy_id=await employers.published_vacancy(stage.recruiter),
    )
    proposal_id, token_back = await proposals.sent(on_the_table)
    await _a_file_with_everything(stage.person_id, stage.counsellor)
    another = replace(on_the_table, person_id=await proposals.proposable(stage.counsellor))
    _, token_to_answer = await proposals.asked(another)
    collecting_id = await candidates.assessment_of(another.person_id, stage.counsellor)
    values = await _of_the_company(administrator)
    values |= await _of_the_duties(administrator, await people.owner(Role.COORDINATOR))
    values |= await _of_the_measures(administrator)
    values |= await _of_the_prospetto(administrator)
    values |= await _of_the_rights(stage)
    values |= await _of_the_following(stage, administrator)
    await showing.show_to_all(on_the_table.vacancy_id, by=stage.recruiter)
    card_id = await _the_id("card")
    token_of_invitation = await _invitation(administrator)
    values |= {
        "vacancy_id": on_the_table.vacancy_id,
        "person_id": stage.person_id,
        "assessment_id": await db.fetchval("SELECT id FROM assessment WHERE person = $1", stage.person_id),
        "proposal_id": proposal_id,
        "plan_id": course.plan_id,
        "signature_id": signature_id,
        "signal_id": await _watched(course),
        "organisation_id": stage.company_id,
        "account_id": stage.recruiter.account_id,
        "code": card_code(card_id, stage.company_id, clock.today()),
        "experience_id": await _the_id("experience"),
        "document_id": await _the_id("document"),
        "form_id": await _balance(stage),
        "region": "03",
        "saved_search_id": await _saved_search(stage.recruiter),
        "review_id": await _fairness_review(),
        "invitation_id": await _the_id("invitation"),
        "text_id": await text_to_read(await people.teammate(Role.JOB_COUNSELLOR)),
        "outbox_id": str(await db.fetchval("SELECT max(id) FROM outbox")),
        **await _of_the_team(stage),
        "phase": "2",
        "key": MODULES[0].key,
        "kind": "profile",
        "name": "suspend",
        "what": "end",
        **await _of_the_register(course),
    }
    of_page = {
        "/workforce/proposed/{proposal_id:uuid}": str(hire_id),
        "/measures/new/{kind:str}": "esonero-parziale",
        "/measures/{measure_id:uuid}/{act:str}": "grant",
        "/assessments/{assessment_id:uuid}/sheet": str(collecting_id),
        "/assessments/{assessment_id:uuid}/icf": str(collecting_id),
        "/assessments/{assessment_id:uuid}/limits": str(collecting_id),
        "/people/{person_id:uuid}/drafts/{name:str}": "interview",
        "/drafts/{name:str}": "new_person",
        "/conventions/new/{kind:str}": "art14",
        "/conventions/{convenzione_id:uuid}/{act:str}": "plan",
        "/parameters/{key:str}": "request_deadline_days",
        "/obligations/calendars/{token:str}": await _calendar(administrator),
        "/rules/{key:str}": RULE,
        "/rules/figures/{figure_id:uuid}/end": rule_id,
        "/rules/figures/{figure_id:uuid}/withdrawal": rule_id,
        "/plans/{plan_id:uuid}/papers/{kind:str}": "progetto",
        "/plans/{plan_id:uuid}/return-steps": retention_id,
        **await _interviews(on_the_table),
        "/plans/{plan_id:uuid}/indemnity/{month:str}": await db.fetchval(
            "SELECT to_char(max(month), 'YYYY-MM') FROM plan_indemnity WHERE plan = $1", course.plan_id
        ),
        "/judgements/{token:str}": await _judged(course),
        "/sign/{token:str}": token_to_sign,
        "/sign/{token:str}/document": token_to_sign,
        "/confirm-month/{token:str}": await _month_link(course),
        "/consent/{token:str}": token_to_answer,
        "/consent/{token:str}/withdrawal": token_back,
        "/invitations/{token:str}": token_of_invitation,
        "/unsubscribe/{token:str}": _stop(administrator),
        "/unsubscribe/{token:str}/undoing": _stop(administrator),
        "/password-reset/{token:str}": await _reset(stage.recruiter),
    }
    herself = await _with_a_whole_copy(stage)
    told = World(people, {name: str(value) for name, value in values.items()}, of_page, herself)
    return replace(told, of_page={**of_page, "/my-area/enter/{token:str}": await told.area_link()})


async def _interviews(stage: Stage) -> dict[str, str]:
    """One with a day to choose, one with its day to come, one that is over and not told of yet."""
    ids = []
    for days in (3, 5, 4):
        other = replace(stage, person_id=await proposals.proposable(stage.counsellor))
        id, _ = await proposals.sent(other)
        meeting = Meeting([clock.now() + timedelta(days=days)], "Via Resinelli 4")
        await interviewing.ask_interview(id, meeting=meeting, note=None, by=stage.recruiter)
        ids.append(id)
    for id in ids[1:]:
        date_id = await db.fetchval("SELECT id FROM interview_date WHERE proposal = $1", id)
        await interviewing.choose_date(date_id=date_id, proposal_id=id, needs=(), by=stage.counsellor)
    await db.execute("UPDATE interview_date SET starts_at = $2 WHERE proposal = $1", ids[2], clock.now())
    pages = ("interview/date", "interview.ics", "interview/outcome")
    return {f"/proposals/{{proposal_id:uuid}}/{page}": str(id) for page, id in zip(pages, ids, strict=True)}


async def _watched(course: plans.Course) -> UUID:
    """A warning that waits: nobody has written in the register. The company pays what a month earned."""
    await db.execute("UPDATE plan SET indemnity = 400, payer = 'host' WHERE id = $1", course.plan_id)
    await counting.count_months()
    await watching.watch()
    return UUID(str(await db.fetchval("SELECT id FROM plan_signal WHERE plan = $1 LIMIT 1", course.plan_id)))


async def _judged(course: plans.Course) -> str:
    """The secret of the person's link to a final judgement."""
    await judging.fill(course.plan_id, judgement=Judgement.SUITED, by=course.counsellor)
    return ((await judging.waiting_link(course.plan_id)) or "").rsplit("/", 1)[-1]


async def _balance(stage: Stage) -> UUID:
    """A skills balance discussed with the person, who may be hired on a reserved place."""
    id = new_id()
    await candidates.eligible(stage.person_id, stage.counsellor)
    await review_forms.begin(
        id=id, person_id=stage.person_id, kind=FormKind.SKILLS_BALANCE, by=stage.counsellor
    )
    await review_forms.write(
        id, stage.person_id, ["Parole."] * 6, setting=Setting.INDIVIDUAL, by=stage.counsellor
    )
    await review_forms.discuss(id, stage.person_id, by=stage.counsellor)
    return id


async def _with_a_whole_copy(stage: Stage) -> UUID:
    """Somebody who asked for everything and may download it."""
    person_id, request_id = await candidates.person(stage.counsellor), new_id()
    await requesting.ask(id=request_id, person_id=person_id, kind=RequestKind.ACCESS, words=None)
    officer = await stage.people.owner(Role.DATA_PROTECTION_OFFICER)
    await deciding.grant(request_id, words="Ecco la copia.", by=officer)
    return person_id


async def _one_territory(people: Cast) -> None:
    """Of our service and of our officers: those of others find nothing of it."""
    territory_id = new_id()
    await accounts.create_territory(
        id=territory_id,
        name="Lecco",
        kind=TerritoryKind.AMBITO,
        region_code="03",
        comuni=["E507"],
        by=OPERATOR_COMMAND,
    )
    for kind in (OrganisationKind.PLACEMENT_SERVICE, OrganisationKind.TERRITORY):
        people.settle(kind, await cast.organisation(kind, territory_ids=[territory_id]))


async def _stage(people: Cast) -> Stage:
    counsellor, recruiter = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.owner(Role.COMPANY_RECRUITER),
    )
    person_id = await proposals.proposable(counsellor)
    vacancy_id = await employers.published_vacancy(recruiter, contract="tis", reserved="none", places=9)
    return Stage(people, counsellor, person_id, recruiter, vacancy_id)


async def _running_plan(stage: Stage) -> plans.Course:
    tutor = await stage.people.owner(Role.IN_COMPANY_TUTOR)
    await plans.train(tutor)
    course = replace(await plans.drafted(now=stage), tutor=tutor)
    await plans.to_sign(course)
    await plans.documents(course)
    await signing.record_paper(course.plan_id, Signer.PERSON, plans.SHEET, by=course.counsellor)
    await signing.sign_for_company(course.plan_id, by=course.recruiter)
    await signing.sign_for_service(course.plan_id, by=course.counsellor)
    with clock.as_of(clock.now() - timedelta(days=39)):
        await running.start(course.plan_id, by=course.counsellor)
    return course


async def _of_the_register(course: plans.Course) -> dict[str, UUID | str]:
    """A month that waits for the person, and a difficulty that waits for her counsellor."""
    month, entry_id = month_of(clock.today() - timedelta(days=clock.today().day)), new_id()
    await keeping_plans.log_day(
        course.plan_id, day=month.last, starts_at=time(8, 30), ends_at=time(12, 30), by=course.tutor
    )
    await months.close(course.plan_id, month, unwritten=True, by=course.tutor)
    await keeping_plans.report_difficulty(course.plan_id, id=entry_id, text="Arriva tardi.", by=course.tutor)
    return {"month": month.key, "month_id": await _the_id("plan_month"), "entry_id": entry_id}


async def _month_link(course: plans.Course) -> str:
    (asked,) = await months.waiting_links(course.plan_id)
    return asked.url.rsplit("/", 1)[-1]


async def _at_signature(stage: Stage) -> str:
    """The secret of somebody's link to the documents of another plan."""
    other = replace(stage, person_id=await proposals.proposable(stage.counsellor))
    course = await plans.to_sign(await plans.drafted(now=other))
    return (await links_to_sign.send_link(course.plan_id, Signer.PERSON, by=stage.counsellor)).rsplit("/", 1)[
        -1
    ]


async def _retention(stage: Stage) -> UUID:
    """Somebody who keeps the job she has."""
    return await retaining.draft_retention(
        await proposals.proposable(stage.counsellor), id=new_id(), employer=Employer(None, "Ditta Rossi"), groups=(),
        tasks="Cassa", requested_in_writing_on=None, by=stage.counsellor,
    )  # fmt: skip


async def _rule(stage: Stage) -> UUID:
    """A figure of the rule packs that a coordinator entered."""
    by = await stage.people.owner(Role.COORDINATOR)
    figure = NewFigure(RULE, Fraction(20), clock.today(), None, "DGR di prova", Known.ONE_SOURCE)
    return await rule_figures.enter(figure, id=new_id(), by=by)


RULE = "duration.max_months:16:extracurricular:disabled"


async def _hire(stage: Stage) -> UUID:
    """Another plan has ended with one, which the company has not confirmed yet."""
    hired = replace(stage, person_id=await proposals.proposable(stage.counsellor))
    course = await plans.running_plan(await plans.drafted(now=hired))
    today = clock.today()
    await ending.end(
        course.plan_id,
        outcome=Outcome.HIRE,
        ended_on=today,
        words=None,
        hire=Hire(today, 24, 40),
        by=stage.counsellor,
    )
    return await _the_id("worker_proposal")


async def _the_id(table: str) -> UUID:
    """Of one row; the first when there are several."""
    return UUID(str(await db.fetchval(f"SELECT id FROM {table} ORDER BY id LIMIT 1")))


async def _a_file_with_everything(person_id: UUID, counsellor: Viewer) -> None:
    """A document, an assessment to agree on, a project that waits for her word, an extension that was asked."""
    mine, hers = candidates.rated(A1=(2, 3)), candidates.rated(A1=(3, 3))
    paper = Paper(DocumentKind.CURRICULUM, "cv.pdf", b"%PDF-1.4\n%%EOF\n", None)
    await documents.add(id=new_id(), person_id=person_id, paper=paper, by=counsellor)
    await candidates.compared(person_id, counsellor, await candidates.rater(counsellor), mine, hers)
    await projects.write(id=new_id(), person_id=person_id, content=candidates.content(), by=counsellor)
    await agreeing.put_to_agreement(person_id, by=counsellor)
    # a guardian signs beside her, so that her agreement is asked of both
    beside = representatives.Words("Ada Fumagalli", "I contratti.", "Decreto 118/2026")
    await representatives.record(
        person_id, RepresentativeKind.TUTORE, beside, starts_on=clock.today(), by=counsellor
    )
    await moves.ask_extension(
        id=new_id(), person_id=person_id, months=3, reason="Serve tempo.", by=counsellor
    )


async def _of_the_team(stage: Stage) -> dict[str, UUID | str]:
    """A service at work on the case, a colleague in the team, a hand-over on its way, a talk to come, a draft."""
    now = Shared(stage.people, stage.counsellor, stage.person_id)
    worker = await stage.people.owner(Role.REFERRING_SOCIAL_WORKER)
    mandate_id = await joined(now, worker)
    # a light case of the referring service, offered to the counsellor
    light_id = await open_file(
        id=new_id(), contact=candidates.contact(), weight=Weight.LIGHT, by=worker, sintetico=True
    )
    handover_id = await offered(Shared(stage.people, worker, light_id), stage.counsellor, agreed=True)
    coach, service_id = await now.join(Column.COACH), new_id()
    await supports.ask(
        stage.person_id,
        id=service_id,
        kind=ServiceKind.COACHING,
        professional_id=coach.account_id,
        words=None,
        hours_planned=12,
        by=stage.counsellor,
    )
    planned_id, interview_id = new_id(), new_id()
    await interviews.plan_interview(
        id=planned_id,
        person_id=stage.person_id,
        kind=InterviewKind.CHECK,
        on=clock.today(),
        place="In biblioteca",
        by=stage.counsellor,
    )
    await interviews.record_interview(
        id=interview_id, person_id=stage.person_id, talk=candidates.talk(), draft=True, by=stage.counsellor
    )
    return {
        "mandate_id": mandate_id,
        "handover_id": handover_id,
        "service_id": service_id,
        "planned_id": planned_id,
        "interview_id": interview_id,
        "involvement_id": await _the_id("involvement"),
        "consent_id": await _the_id("sharing_consent"),
        "action_id": await _the_id("project_action"),
        "project_id": await _the_id("project"),
    }


async def _of_the_company(administrator: Viewer) -> dict[str, UUID | str]:
    company_id = administrator.organisation_id
    assert company_id is not None
    site_id, worker_id = await employers.head_office(company_id), new_id()
    await workforce.load_workers(company_id, [(worker_id, employers.draft(site_id))], by=administrator)
    today = clock.today()
    commitment = CommitmentDraft("Formazione", CommitmentKind.VOLUNTARY, "Chi segue", today, today)
    commitment_id = await commitments.record_commitment(commitment, id=new_id(), by=administrator)
    evidence_id = new_id()
    await evidence.add_evidence(
        commitment_id,
        id=evidence_id,
        name="prova.pdf",
        suffix=".pdf",
        content=b"%PDF-1.4\n%%EOF\n",
        by=administrator,
    )
    file = workforce_file()
    import_id = await workforce_files.check_file(
        content=file.content, suffix=".csv", name=file.name, id=new_id(), by=administrator
    )
    period_id = await db.fetchval(
        "SELECT k.id FROM organisation_kind k WHERE k.organisation = $1 LIMIT 1", company_id
    )
    return {
        "company_id": company_id,
        "site_id": site_id,
        "worker_id": worker_id,
        "commitment_id": commitment_id,
        "accommodation_id": await _accommodation(administrator),
        "notification_id": await _notification(administrator),
        "step": "hearing",
        "evidence_id": evidence_id,
        "import_id": import_id,
        "period_id": period_id,
    }


async def _of_the_following(stage: Stage, administrator: Viewer) -> dict[str, UUID | str]:
    """A workstation, and what whoever follows the company keeps of it: a contact, a signed letter."""
    coordinator = await stage.people.owner(Role.COORDINATOR)
    await company_accounts.assign(stage.company_id, holder_id=stage.counsellor.account_id, by=coordinator)
    today = clock.today()
    said = ContactDraft(today, ContactKind.VISIT, "Visto il reparto.", 30, None, "Richiamare", today)
    contact_id = await keeping.write_contact(stage.company_id, said, id=new_id(), by=stage.counsellor)
    letter_id = await adherence.draft_letter(
        stage.company_id, [Adherence.VISITS], id=new_id(), by=stage.counsellor
    )
    await adherence.send(letter_id, by=stage.counsellor)
    signature = Signature("Rita Serra", "Titolare", today, "lettera.pdf", b"%PDF-1.4\n%%EOF\n")
    await adherence.sign(letter_id, signature, by=administrator)
    vacancy_id = await employers.published_vacancy(stage.recruiter)
    workstation_id = await keep_as_workstation(vacancy_id, id=new_id(), by=stage.recruiter)
    service_request_id = await service_requests.ask(
        ServiceRequest(
            AskedService.DIVERSITY,
            "Vorremmo capire da dove si comincia.",
            stage.counsellor.organisation_id or new_id(),
        ),
        id=new_id(),
        by=administrator,
    )
    return {
        "contact_id": contact_id,
        "letter_id": letter_id,
        "service_request_id": service_request_id,
        "workstation_id": workstation_id,
    }


async def _of_the_duties(administrator: Viewer, coordinator: Viewer) -> dict[str, UUID | str]:
    """A figure entered and its recount, a scenario."""
    figure_id = new_id()
    figure = NewFigure(
        "request_deadline_days", Fraction(60), clock.today(), None, "L. 68/1999 art. 9", Known.TWO_SOURCES
    )
    await enter(figure, id=figure_id, by=coordinator)
    await parameter_recount.start(await db.fetchval("SELECT max(number) FROM parameter_act"))
    scenario_id = await scenarios.save_scenario(
        "Un’assunzione", {"province": "LC", "hire_other": "1"}, id=new_id(), by=administrator
    )
    recount_id = await _the_id("parameter_recount")
    return {"figure_id": figure_id, "recount_id": recount_id, "scenario_id": scenario_id}


async def _of_the_measures(administrator: Viewer) -> dict[str, UUID | str]:
    """A suspension asked for and a convention in force."""
    suspension = drafts.suspension(act=None)
    measure_id = await measures.record_measure(suspension, id=new_id(), by=administrator)
    later = clock.today() + timedelta(days=100)
    period = Period(drafts.SPRING.starts_on, later + timedelta(days=100))
    programme = drafts.programme((1, later), period=period)
    convenzione_id = await conventions.record_convenzione(programme, id=new_id(), by=administrator)
    return {"measure_id": measure_id, "convenzione_id": convenzione_id}


async def _of_the_rights(stage: Stage) -> dict[str, UUID | str]:
    """A correction that was asked for; a person whose file is gone and of whose plan the papers are kept."""
    request_id = new_id()
    await requesting.ask(
        id=request_id, person_id=stage.person_id, kind=RequestKind.RECTIFICATION, words="La via è sbagliata."
    )
    gone = replace(stage, person_id=await proposals.proposable(stage.counsellor))
    course = await plans.running_plan(await plans.drafted(now=gone))
    today = clock.today()
    await ending.end(
        course.plan_id, outcome=Outcome.BACK_TO_SERVICES, ended_on=today, words=None, by=stage.counsellor
    )
    erasure_id = await erase(gone.person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    return {"request_id": request_id, "erasure_id": erasure_id, "kept_id": await _the_id("kept_record")}


async def _of_the_prospetto(administrator: Viewer) -> dict[str, UUID | str]:
    """Two years filed, so that they can be compared; the posts are the open vacancies of the company."""
    company_id = administrator.organisation_id
    assert company_id is not None
    await prospetto.answered(administrator)
    for vacancy in await gathering.open_for_quota(company_id):
        await answers.save_post(vacancy.id, PostSheet(capacities="Usa il computer"), by=administrator)
    year = clock.today().year - 1
    await prospetto.sent(administrator, year - 1)
    prospetto_id = await prospetto.sent(administrator, year, prospetto.OTHER_CODE)
    return {"prospetto_id": prospetto_id, "province": "LC", "region": "03"}


async def _fairness_review() -> UUID:
    """A night found a group far behind another, and somebody has to look."""
    audit_id, review_id = new_id(), new_id()
    await db.execute(
        "INSERT INTO fairness_audit (id, region, run_on, weights, people, vacancies, report, alerts)"
        " VALUES ($1, '03', $2, '2026-11', 40, 9, '[]', 1)",
        audit_id,
        clock.today(),
    )
    await db.execute(
        "INSERT INTO fairness_review (id, audit, region, attribute, group_code, opened_on)"
        " VALUES ($1, $2, '03', 'sex', 'female', $3)",
        review_id,
        audit_id,
        clock.today(),
    )
    return review_id


async def _saved_search(recruiter: Viewer) -> UUID:
    wanted = Wanted("magazzino", {"working_time": ("part",)})
    return (await searches.save(wanted, id=new_id(), news=True, by=recruiter)).id


async def _calendar(administrator: Viewer) -> str:
    """The token of a secret link to the deadlines."""
    assert administrator.organisation_id is not None
    await calendars.renew_link(administrator.organisation_id, by=administrator)
    link = await link_of(administrator.organisation_id, administrator)
    assert link is not None
    return link.token


async def _accommodation(administrator: Viewer) -> UUID:
    request = Request("0042", clock.today(), RequestWay.MAIL, ("C9",))
    return await accommodations.record_request(request, id=new_id(), by=administrator)


async def _notification(administrator: Viewer) -> UUID:
    assert administrator.organisation_id is not None
    async with db.unit_of_work():
        await notifications.notify(
            Kind.COMMITMENT_DUE,
            account_ids=[administrator.account_id],
            organisation_id=administrator.organisation_id,
            object_id=new_id(),
            step="before_7",
            words="Un impegno D&I che segui scade il 27 novembre 2026.",
            href="/commitments",
        )
    return await _the_id("notification")


def _stop(administrator: Viewer) -> str:
    """The token of the link under her mail."""
    assert administrator.organisation_id is not None
    return notifications.token(Scope(administrator.account_id, administrator.organisation_id, None))


async def _invitation(administrator: Viewer) -> str:
    assert administrator.organisation_id is not None
    await accounts.invite(
        id=new_id(),
        organisation_id=administrator.organisation_id,
        email="nuova@persone.example",
        name="Nuova Collega",
        roles=[Role.COMPANY_RECRUITER],
        by=administrator,
        base_url=BASE,
    )
    return await invitation_token("nuova@persone.example")


async def _reset(somebody: Viewer) -> str:
    person = await accounts.account(somebody.account_id)
    assert person is not None
    await passwords.request_reset(email=person.email, address="127.0.0.1", base_url=BASE)
    return await reset_token(person.email)
