"""Officine Lariane at Lecco: 141 dependants, nine reserved places, six covered, one gap that is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from portal.demo import codes
from portal.demo.chance import Chance
from portal.demo.days import working
from portal.demo.story_names import ADMINISTRATOR, COMPANY, COMPANY_HOST, LEARNER, RECRUITER, TUTOR
from portal.demo.world import companies, measures, prospetti
from portal.demo.world.measures import Agreement
from portal.demo.world.models import Accommodation, Account, Commitment, Company, Scenario, Site
from portal.demo.world.workforce import FULL_TIME, Staff
from portal.employers.companies.actions.profile import Profile
from portal.employers.companies.actions.registration import Registration
from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.vocabulary import CompanyState, Protection, WorkContract
from portal.employers.inclusion.actions.accommodations import Reply, Request
from portal.employers.inclusion.actions.commitments import CommitmentDraft
from portal.employers.inclusion.actions.kpis import KpiDraft
from portal.employers.inclusion.rules.items import item
from portal.employers.inclusion.vocabulary import Answer, CommitmentKind, RequestWay
from portal.employers.obligations.rules.programma_di_assunzioni import TimedHires
from portal.kernel.roles import Role
from portal.tutoring.modules import MODULES

PROVINCE = "LC"
NUMBER = 0
BASE, DEPENDANTS, COVERING = 128, 141, 6
LECCO, MERATE = "E507", "F133"
GAP_SINCE = timedelta(days=46)
"""So long ago a covering worker had left: of the sixty days for the request (art. 9 c. 1) two weeks remain."""
JOINED = timedelta(days=220)
"""So long ago the first person of the programme came."""


def outline(day: date) -> companies.Outline:
    registered_on = working(day - timedelta(days=1_050))
    verified_on = working(registered_on + timedelta(days=6))
    return companies.Outline(
        NUMBER, COMPANY, "C", PROVINCE, BASE, registered_on, CompanyState.VERIFIED, verified_on
    )


def company(seed: int, day: date) -> Company:
    chance = Chance.of(seed, "story company")
    known = outline(day)
    since = known.registered_on
    sites = (Site(chance.id(since), "Lecco", LECCO), Site(chance.id(since), "Merate", MERATE))

    def colleague(name: str, role: Role, modules: int = 0) -> Account:
        return Account(chance.id(since), name, address(name), (role,), since, modules)

    staff = (
        colleague(ADMINISTRATOR, Role.COMPANY_ADMINISTRATOR),
        colleague(RECRUITER, Role.COMPANY_RECRUITER),
        colleague(TUTOR, Role.IN_COMPANY_TUTOR, len(MODULES)),
        colleague(LEARNER, Role.IN_COMPANY_TUTOR, 3),
    )
    company_id, rows = chance.id(since), prospetti.identified(seed, _workforce(chance, sites, day).rows)
    return Company(
        registration=Registration(
            id=company_id,
            name=COMPANY,
            tax_code=codes.vat_number(companies.FIRST_VAT_NUMBER + NUMBER),
            pec=f"posta@pec.{COMPANY_HOST}",
            comune_code=LECCO,
            administrator_name=ADMINISTRATOR,
            administrator_email=address(ADMINISTRATOR),
            legal_form="1.3.20",
            ateco_section="C",
        ),
        profile=Profile("1.3.20", "C", "C011", FULL_TIME, 5),
        sites=sites,
        registered_on=since,
        verified_on=known.verified_on,
        state=CompanyState.VERIFIED,
        state_on=known.state_on,
        reason=None,
        base=BASE,
        workers=rows,
        staff=staff,
        commitments=tuple(_commitments(chance, day)),
        agreements=(_programme(seed, rows, day),),
        accommodations=tuple(_accommodations(chance, day)),
        scenarios=tuple(_scenarios(chance, day)),
        prospetti=prospetti.prospetti(seed, since, ADMINISTRATOR, COMPANY_HOST, day),
    )


def address(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@{COMPANY_HOST}"


_GROWTH = ((74, None), (14, 475), (15, 226), (10, GAP_SINCE.days), (11, 28))
"""Full-timers, and how many days ago they came: with the eight halves the base goes 78, 92, 107, 117, 128, and the
quota 5, 6, 7, 8, 9. A new department opened within the last weeks."""


def _workforce(chance: Chance, sites: tuple[Site, ...], day: date) -> Staff:
    """Five covering workers for years, two hired as the quota grew, one of the seven gone since: six."""
    staff = Staff(chance, sites, day)
    for _ in range(4):
        staff.covering(starts_on=staff.years_ago(), whole=True)
    staff.covering(starts_on=working(day - timedelta(days=470)), whole=True)
    staff.covering(starts_on=working(day - JOINED), whole=True)
    last_day = day - GAP_SINCE - timedelta(days=1)
    staff.covering(starts_on=staff.years_ago(), ends_on=last_day, whole=True)
    staff.art18(staff.years_ago())
    staff.add(WorkContract.EXECUTIVE, staff.years_ago())
    staff.add(WorkContract.APPRENTICESHIP, working(day - timedelta(days=400)))
    for _ in range(8):
        staff.add(WorkContract.PERMANENT, staff.years_ago(), hours=Decimal(20))
    for heads, days_ago in _GROWTH:
        start = None if days_ago is None else working(day - timedelta(days=days_ago))
        for _ in range(heads):
            staff.add(WorkContract.PERMANENT, start or staff.years_ago())
    for _ in range(2):
        staff.add(WorkContract.AGENCY, day - chance.days(40, 120))
    return staff


def _programme(seed: int, rows: Sequence[tuple[UUID, WorkerDraft]], day: date) -> Agreement:
    """One person has come, another one is due by the end of next June: her place waits and is not uncovered."""
    came_on = working(day - JOINED)
    hired = next(
        id for id, draft in rows if draft.starts_on == came_on and draft.protection is Protection.ART1
    )
    planned = [TimedHires(came_on + timedelta(days=20), 1), TimedHires(date(day.year + 1, 6, 30), 1)]
    chance = Chance.of(seed, "story company", "programme")
    return measures.programme(chance, PROVINCE, day - timedelta(days=300), planned, (hired,), day)


def _commitments(chance: Chance, day: date) -> list[Commitment]:
    kinds = CommitmentKind
    rows = (
        ("Politica D&I approvata", kinds.VOLUNTARY, ADMINISTRATOR, 400, 340, 352, None),
        ("Referente inclusione nominata", kinds.VOLUNTARY, ADMINISTRATOR, 380, 300, 310, "DM-ROLE"),
        ("Registro degli accomodamenti", kinds.OBLIGATION, RECRUITER, 300, 180, 190, None),
        ("Verifica accessibilità postazioni", kinds.OBLIGATION, TUTOR, 240, 60, 75, None),
        ("Formazione dei preposti", kinds.OBLIGATION, RECRUITER, 120, -40, None, "TRAIN"),
        ("Certificazione parità di genere", kinds.TENDER, ADMINISTRATOR, 30, -120, None, "PDR125"),
    )
    found = []
    for title, kind, owner, began, due, done, code in rows:
        starts_on = working(day - timedelta(days=began))
        template = item(code)
        draft = CommitmentDraft(title, kind, owner, starts_on, day - timedelta(days=due))
        if template is not None and done is None:
            draft = replace(
                draft,
                item=template.code,
                legal_ref=template.legal_ref,
                every=template.every,
                trigger=template.trigger,
                document=template.document,
                kpis=tuple(KpiDraft(name, unit) for name, unit in template.kpis),
            )
        done_on = None if done is None else working(day - timedelta(days=done))
        found.append(Commitment(chance.id(starts_on), draft, done_on))
    return found


def _accommodations(chance: Chance, day: date) -> list[Accommodation]:
    """One in place since the spring, one that was asked for three weeks ago and waits for its answer."""
    first, second = working(day - timedelta(days=210)), working(day - timedelta(days=20))
    heard, answered = working(first + timedelta(days=6)), working(first + timedelta(days=12))
    return [
        Accommodation(
            chance.id(first),
            Request(
                "Matricola C003", first, RequestWay.LETTER, ("C1", "T2"), "Sgabello alla linea, due pause."
            ),
            heard_on=heard,
            reply=Reply(answered, Answer.GRANTED, "La linea lo permette senza rallentare.", ("C1", "T2")),
            in_place_on=working(first + timedelta(days=25)),
            review_on=working(day + timedelta(days=30)),
        ),
        Accommodation(
            chance.id(second),
            Request("Ufficio ordini", second, RequestWay.MAIL, ("C9",), "Scrivania lontana dal corridoio."),
            heard_on=working(second + timedelta(days=5)),
        ),
    ]


def _scenarios(chance: Chance, day: date) -> list[Scenario]:
    """What the company weighs for the three places it misses."""
    rows = (
        ("Due assunzioni mirate a Lecco", {"province": PROVINCE, "hire_reserved": "2"}, 18),
        ("Un tirocinio che finisce con un’assunzione", {"province": PROVINCE, "tis_reserved": "1"}, 9),
    )
    return [
        Scenario(chance.id(on), name, dict(answers), on)
        for name, answers, ago in rows
        for on in (working(day - timedelta(days=ago)),)
    ]
