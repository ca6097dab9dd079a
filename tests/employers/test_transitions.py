"""Every state × move × actor of the employers' tables, computed from the tables and then said by name."""

import pytest

from portal.employers.companies.transitions import (
    COMPANY,
    HIRE_PROPOSAL,
    WORKFORCE_FILE,
    ReasonFacts,
    VerificationFacts,
)
from portal.employers.companies.vocabulary import CompanyState
from portal.employers.following.transitions import LETTER
from portal.employers.following.transitions import Facts as Adherence
from portal.employers.vacancies.transitions import EDITABLE, OPEN, VACANCY, Facts
from portal.employers.vacancies.vocabulary import VacancyState
from portal.employers.workstations.transitions import WORKSTATION
from portal.employers.workstations.transitions import Facts as Paths
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.states import Table

TABLES = {
    "company": COMPANY,
    "hire": HIRE_PROPOSAL,
    "file": WORKFORCE_FILE,
    "vacancy": VACANCY,
    "workstation": WORKSTATION,
    "letter": LETTER,
}
ACTORS = [*Role, "system"]


class Everything:
    """Facts that satisfy every need."""

    vat_checked = pec_checked = company_verified = True
    reason = "motivo"
    missing: tuple[str, ...] = ()
    reserve_problem = None
    places_left = 1
    is_public = False
    receiver_problem = None
    running = 0
    signatory = True


class Full(Everything):
    places_left = 0


class Shown(Everything):
    is_public = True


def _facts(table: Table, move: str) -> object:
    if table is not VACANCY:
        return Everything()
    return {"fill": Full(), "hide": Shown()}.get(move, Everything())


@pytest.mark.parametrize("name", TABLES)
def test_a_move_is_made_exactly_from_its_states_by_its_actors(name: str) -> None:
    table = TABLES[name]
    for row in table:
        for state in table.states:
            for actor in ACTORS:
                refusal = table.refusal(row.name, state, {actor}, _facts(table, row.name))
                possible = state in row.sources and actor in row.who
                assert (refusal is None) is possible, (row.name, state, actor, refusal)


@pytest.mark.parametrize("name", TABLES)
def test_a_refusal_for_the_state_names_thing_state_and_way_out(name: str) -> None:
    table = TABLES[name]
    for row in table:
        for state in set(table.states) - row.sources:
            sentence = table.refusal(row.name, state, row.who, Everything())
            assert sentence is not None
            assert table.thing in sentence
            assert table.label(state) in sentence
            assert "Ricarica la pagina" in sentence


def test_an_archived_company_stays_archived() -> None:
    assert COMPANY.closed == {CompanyState.ARCHIVED}


def test_only_coordinators_decide_about_companies() -> None:
    assert {actor for row in COMPANY for actor in row.who} == {Role.COORDINATOR}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (VerificationFacts(False, True), "partita IVA"),
        (VerificationFacts(True, False), "PEC"),
    ],
)
def test_a_company_is_verified_only_with_both_checks(facts: VerificationFacts, words: str) -> None:
    with pytest.raises(Refused, match=words):
        COMPANY.move("verify", CompanyState.REGISTERED, {Role.COORDINATOR}, facts)


def test_a_suspension_has_a_reason() -> None:
    with pytest.raises(Refused, match="motivo"):
        COMPANY.move("suspend", CompanyState.VERIFIED, {Role.COORDINATOR}, ReasonFacts(None))


@pytest.mark.parametrize(
    ("move", "state", "facts", "words"),
    [
        ("publish", VacancyState.DRAFT, Facts(False, (), None, 1), "in attesa di verifica"),
        (
            "publish",
            VacancyState.DRAFT,
            Facts(True, ("Scegli la sede di lavoro.",), None, 1),
            "Scegli la sede",
        ),
        ("publish", VacancyState.DRAFT, Facts(True, (), "Un tirocinio non copre la quota.", 1), "tirocinio"),
        ("reopen", VacancyState.FILLED, Facts(True, (), None, 0), "aumenta i posti"),
        ("republish", VacancyState.UNPUBLISHED, Facts(False, (), None, 1), "in attesa di verifica"),
        ("confirm", VacancyState.STALE, Facts(False, (), None, 1), "in attesa di verifica"),
    ],
)
def test_a_vacancy_goes_out_only_when_its_needs_are_met(
    move: str, state: VacancyState, facts: Facts, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        VACANCY.move(move, state, {Role.COMPANY_RECRUITER}, facts)


def test_every_state_of_the_vacancy_can_be_left_again() -> None:
    assert VACANCY.closed == frozenset()
    assert OPEN <= EDITABLE


def test_the_system_alone_lets_a_vacancy_age() -> None:
    assert VACANCY.named("age").who == {"system"}
    assert VACANCY.named("warn").stays


def test_a_workstation_with_paths_is_not_retired() -> None:
    recruiter = {Role.COMPANY_RECRUITER}
    assert "2 percorsi" in (WORKSTATION.refusal("retire", "active", recruiter, Paths(2)) or "")
    assert "c’è un percorso" in (WORKSTATION.refusal("retire", "active", recruiter, Paths(1)) or "")
    assert WORKSTATION.refusal("pause", "active", recruiter, Paths(2)) is None


def test_a_letter_is_signed_by_somebody_and_ended_with_a_reason() -> None:
    administrator = {Role.COMPANY_ADMINISTRATOR}
    nobody = LETTER.refusal("sign", "sent", administrator, Adherence())
    assert nobody == "Indica chi firma e con quale incarico."
    assert "perché" in (LETTER.refusal("end", "signed", administrator, Adherence()) or "")
    # the company neither prepares nor takes back
    assert set(LETTER.named("send").who) == {Role.JOB_COUNSELLOR, Role.ACCOUNT_HOLDER}
