"""A whole invented prospetto, without a database: what the pure rules make of a company in two provinces."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.employers.companies.identity import PersonDetails
from portal.employers.companies.rules import ProtectionDetails, WorkerDraft
from portal.employers.companies.vocabulary import (
    CoverageTitle,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.employers.measures.rules.written import Written
from portal.employers.obligations.queries.standing import facts_of
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.rules.thresholds import thresholds
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.prospetto_informativo.rules.answers import (
    Contact,
    EmployerSheet,
    PostSheet,
    ProvinceSheet,
)
from portal.employers.prospetto_informativo.rules.building import Material, build
from portal.employers.prospetto_informativo.rules.checking import check
from portal.employers.prospetto_informativo.rules.document import Document
from portal.employers.prospetto_informativo.rules.posts import OpenVacancy
from portal.employers.prospetto_informativo.rules.problems import Problem
from portal.employers.vacancies.vocabulary import PublicTransport, Reserved
from tests.employers.rules.workforce import LAW, staff

YEAR = 2025
ON = date(YEAR, 12, 31)
VACANCY = UUID(int=7)
SITE = UUID(int=1)

EMPLOYER = EmployerSheet(
    ateco="25.62.00",
    ccnl="C01",
    cap="20121",
    address="Via Roma 1",
    pec="officine@pec.example.org",
    sender_email="personale@example.org",
    contact=Contact(
        tax_code="RSSMRA80A01F205X",
        surname="Rossi",
        name="Maria",
        address="Via Roma 1",
        comune_code="F205",
        cap="20121",
    ),
)
MILANO = ProvinceSheet(
    comune_code="F205", cap="20121", address="Via Roma 1", contact_surname="Rossi", contact_name="Maria"
)
LECCO = ProvinceSheet(
    comune_code="E507", cap="23900", address="Corso Matteotti 2", contact_surname="Verdi", contact_name="Ugo"
)


def draft(number: str = "R001", **facts: Any) -> WorkerDraft:
    """Somebody hired through the targeted channel, with all that the module asks."""
    usual = WorkerDraft(
        code=number,
        site_id=SITE,
        starts_on=date(2019, 5, 6),
        contract=WorkContract.PERMANENT,
        weekly_hours=Decimal(40),
        full_time_hours=Decimal(40),
        protection=Protection.ART1,
        details=ProtectionDetails(ProtectedCategory.D1, 67),
        coverage_title=CoverageTitle.TARGETED_HIRE,
        profession_code="4.1.1.2.0",
        tax_code="BNCLNE85M41F205S",
        person=PersonDetails("Bianchi", "Elena"),
    )
    return replace(usual, **facts)


def art18(number: str = "C001", **facts: Any) -> WorkerDraft:
    usual: dict[str, Any] = {
        "protection": Protection.ART18,
        "details": ProtectionDetails(ProtectedCategory.C1),
        "coverage_title": None,
        "tax_code": "VRDGNN70B12E507A",
        "person": PersonDetails("Verdi", "Giovanni"),
    }
    return draft(number, **{**usual, **facts})


def vacancy(**facts: Any) -> OpenVacancy:
    usual = OpenVacancy(
        id=VACANCY,
        title="Addetto al magazzino",
        profession_code="4.3.1.2.0",
        tasks=("Preparare gli ordini", "Registrare le merci"),
        reserved=Reserved.ART3,
        places=2,
        province="MI",
        comune_code="F205",
        architectural_barriers=False,
        night_shifts=False,
        public_transport=PublicTransport.YES,
    )
    return replace(usual, **facts)


def material(
    reserved: list[tuple[WorkerDraft, str]] | None = None,
    others: list[WorkerFacts] | None = None,
    **facts: Any,
) -> Material:
    """Sixty people: quota 4, two in force, with an open post."""
    people = (
        [(draft(), "MI"), (draft("R002", tax_code="NRIPLA90E45F205P"), "LC")]
        if reserved is None
        else reserved
    )
    known = [(one, facts_of(one, province)) for one, province in people]
    usual = Material(
        "01234567890",
        "Officine di prova",
        "F205",
        Situation("MI"),
        [*(others if others is not None else [*staff(45), *staff(13, "LC")]), *(facts for _, facts in known)],
        known,
        Written(),
        [vacancy()],
        EMPLOYER,
        {"MI": MILANO, "LC": LECCO},
        {VACANCY: PostSheet(capacities="Sa usare un terminale; non adatto a chi non può stare in piedi")},
    )
    return replace(usual, **facts)


def document(kind: str = "01", **facts: Any) -> Document:
    return build(material(**facts), YEAR, kind, LAW)


def problems(made: Document) -> list[Problem]:
    return check(made, thresholds(LAW, made.reference_on))


def sentences(made: Document) -> str:
    return " ".join(problem.sentence for problem in problems(made))
