"""The check of the prospetto: everything that is wrong, at once, each in its section."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import pytest

from portal.employers.companies.identity import PersonDetails
from portal.employers.companies.rules import ProtectionDetails
from portal.employers.companies.vocabulary import EmployerKind, ProtectedCategory, Sex, WorkContract
from portal.employers.measures.rules.written import Written, WrittenConvenzione, WrittenMeasure
from portal.employers.measures.vocabulary import ConvenzioneKind, ConvenzioneState, MeasureKind, MeasureState
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.vocabulary import Subject
from portal.employers.prospetto_informativo.rules.answers import (
    Contact,
    EmployerSheet,
    PostSheet,
    ProvinceSheet,
)
from portal.employers.prospetto_informativo.rules.document import Document, Province
from portal.employers.prospetto_informativo.rules.notes import note_of
from portal.employers.prospetto_informativo.rules.problems import Problem
from portal.employers.prospetto_informativo.vocabulary import Section
from tests.employers.prospetto_informativo.made import (
    EMPLOYER,
    MILANO,
    art18,
    document,
    draft,
    problems,
    sentences,
    vacancy,
)
from tests.employers.rules.workforce import staff, with_contract


def _blocking(made: Document) -> list[Problem]:
    return [problem for problem in problems(made) if problem.blocks]


def _said(**changes: Any) -> EmployerSheet:
    return msgspec.structs.replace(EMPLOYER, **changes)


def test_a_complete_prospetto_has_no_errors() -> None:
    assert _blocking(document()) == []


def test_a_new_company_is_told_everything_at_once() -> None:
    made = document(answers=EmployerSheet(), provinces={}, posts={})
    sections = {problem.section for problem in _blocking(made)}
    assert sections == {Section.EMPLOYER, Section.PROVINCES, Section.POSTS}
    assert len(_blocking(made)) >= 10


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"pec": ""}, "Manca la PEC"),
        ({"pec": "nessuna"}, "La PEC non è"),
        ({"ateco": "25.62"}, "settore come"),
        ({"ccnl": "ABCD"}, "CCNL"),
        ({"cap": "2012"}, "cinque cifre"),
        ({"sender_email": ""}, "mail di chi invia"),
        ({"contact": Contact()}, "codice fiscale del referente"),
        ({"delegate": "BNCLNE85M41F205S"}, "Del delegato servono"),
        ({"group_head_tax_code": "12"}, "capogruppo non è valido"),
    ],
)
def test_what_the_company_says_is_checked(answers: dict[str, Any], words: str) -> None:
    made = document(answers=_said(**answers))
    assert any(words in problem.sentence for problem in _blocking(made))


def test_a_company_in_a_group_names_its_head() -> None:
    employer = Situation("MI", employer=EmployerKind.PRIVATE_IN_GROUP)
    assert "capogruppo" in sentences(document(employer=employer))
    assert _blocking(document(employer=employer, answers=_said(group_head_tax_code="98765432109"))) == []


def test_every_province_has_a_place_and_a_person() -> None:
    made = document(provinces={"MI": MILANO, "LC": ProvinceSheet(comune_code="E507", cap="239")})
    found = [problem for problem in _blocking(made) if problem.about == "LC"]
    assert [problem.section for problem in found] == [Section.PROVINCES, Section.PROVINCES]
    assert "Lecco: manca indirizzo, cognome e nome del referente." in sentences(made)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"tax_code": None}, "manca il codice fiscale"),
        ({"person": None}, "mancano cognome e nome"),
        ({"profession_code": None}, "qualifica professionale"),
        ({"contract_code": "A0100"}, "A.01.00"),
    ],
)
def test_who_is_listed_is_known_in_full(facts: dict[str, Any], words: str) -> None:
    made = document(reserved=[(draft("R7", **facts), "MI")])
    assert any(words in one.sentence and one.about == "R7" for one in _blocking(made))


def test_two_rows_of_one_person_are_seen() -> None:
    made = document(reserved=[(draft("R1"), "MI"), (draft("R2"), "LC")])
    assert "«R2» e «R1» hanno lo stesso codice fiscale" in sentences(made)


@pytest.mark.parametrize(("born", "seen"), [(2009, False), (2010, True), (1950, False), (1949, True)])
def test_an_age_no_worker_has_asks_for_a_look(born: int, seen: bool) -> None:
    person = PersonDetails("Bianchi", "Elena", Sex.FEMALE, date(born, 12, 31))
    made = document(reserved=[(draft(tax_code="01234567890", person=person), "MI")])
    assert ("risulta avere" in sentences(made)) is seen


@pytest.mark.parametrize(("percentage", "hours", "seen"), [(51, 20, True), (50, 20, False), (51, 40, False)])
def test_part_time_in_a_small_company_is_remembered(percentage: int, hours: int, seen: bool) -> None:
    one = draft(weekly_hours=Decimal(hours), details=ProtectionDetails(ProtectedCategory.D1, percentage))
    made = document(reserved=[(one, "MI")], others=staff(20))
    assert ("DPR 333/2000 art. 3 c. 5" in sentences(made)) is seen


def test_a_percentage_is_only_for_people_with_a_disability() -> None:
    made = document(reserved=[(art18(), "MI")])
    person = msgspec.structs.replace(made.people()[0], percentage=50)
    here = msgspec.structs.replace(made.provinces[1], people=(person,))
    wrong = msgspec.structs.replace(made, provinces=(made.provinces[0], here))
    assert "la percentuale vale solo" in sentences(wrong)
    above = msgspec.structs.replace(person, subject="D", percentage=101)
    here = msgspec.structs.replace(here, people=(above,))
    assert "la percentuale va da 0 a 100" in sentences(msgspec.structs.replace(made, provinces=(here,)))


def test_codes_of_the_module_are_asked() -> None:
    made = document(others=[*staff(50), *with_contract(WorkContract.EXECUTIVE)])
    assert [one.section for one in _blocking(made)] == [Section.CODES]
    assert "quattro cifre" in sentences(made)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"night_shifts": None}, "turni di notte"),
        ({"public_transport": None}, "mezzi pubblici"),
        ({"architectural_barriers": None}, "barriere architettoniche"),
        ({"profession_code": ""}, "manca la professione"),
        ({"tasks": ()}, "mancano le mansioni"),
    ],
)
def test_a_post_says_what_the_module_asks(facts: dict[str, Any], words: str) -> None:
    made = document(vacancies=[vacancy(**facts)])
    assert any(words in one.sentence and one.section is Section.POSTS for one in _blocking(made))


def test_a_post_says_what_it_asks_of_people() -> None:
    made = document(posts={vacancy().id: PostSheet()})
    assert "capacità richieste e controindicazioni" in sentences(made)


def test_fewer_posts_than_the_gap_ask_for_a_look() -> None:
    made = document(vacancies=[vacancy(places=1)])
    assert "Per l’art. 3 i posti scoperti sono 2, quelli dichiarati 1." in sentences(made)
    assert _blocking(made) == []


def _measure(kind: MeasureKind, **facts: Any) -> WrittenMeasure:
    usual: dict[str, Any] = {
        "id": UUID(int=9),
        "kind": kind,
        "state": MeasureState.IN_FORCE,
        "starts_on": date(2025, 1, 1),
        "province": "MI",
        "units": 1,
        "decided_on": date(2025, 1, 1),
        "act_ref": "Atto 1/2025",
    }
    return WrittenMeasure(**{**usual, **facts})


def test_an_esonero_and_a_surplus_do_not_stand_in_one_province() -> None:
    esonero = _measure(MeasureKind.ESONERO_PARZIALE)
    moved = _measure(MeasureKind.COMPENSAZIONE_TERRITORIALE, other_province="LC", subject=Subject.ART3)
    assert "nota ML 1630/2001" in sentences(document(written=Written((esonero, moved))))
    assert "nota ML 1630/2001" not in sentences(document(written=Written((moved,))))


def test_surplus_and_reduction_are_equal() -> None:
    made = document()
    over = msgspec.structs.replace(
        made.provinces[0],
        compensations=document(
            written=Written(
                (_measure(MeasureKind.COMPENSAZIONE_TERRITORIALE, other_province="LC", subject=Subject.ART3),)
            )
        )
        .provinces[0]
        .compensations,
    )
    assert "Devono essere pari" in sentences(
        msgspec.structs.replace(made, provinces=(over, made.provinces[1]))
    )


def test_a_compensation_with_the_group_asks_for_the_other_province() -> None:
    moved = _measure(
        MeasureKind.COMPENSAZIONE_TERRITORIALE, subject=Subject.ART3, group_tax_code="98765432109"
    )
    made = document(written=Written((moved,)))
    assert "le due lettere della targa" in sentences(made)
    known = document(written=Written((moved,)), answers=_said(codes={"group_province:98765432109": "TO"}))
    assert "le due lettere della targa" not in sentences(known)
    foreign = document(
        written=Written((moved,)),
        answers=_said(group_head_tax_code="FR12345", group_head_foreign=True),
    )
    assert "capogruppo estera" in sentences(foreign)


def test_more_than_the_module_holds_asks_for_a_note() -> None:
    two = [_measure(MeasureKind.ESONERO_PARZIALE), _measure(MeasureKind.ESONERO_PARZIALE, id=UUID(int=10))]
    assert "Il modulo ne tiene" not in sentences(document(written=Written(tuple(two[:1]))))
    assert "Il modulo ne tiene" in sentences(document(written=Written(tuple(two))))


_AGREEMENT = WrittenConvenzione(
    id=UUID(int=3),
    kind=ConvenzioneKind.PROGRAMME,
    state=ConvenzioneState.IN_FORCE,
    province="MI",
    requested_on=date(2025, 1, 2),
    starts_on=date(2025, 2, 1),
    ends_on=date(2027, 1, 31),
    signed_on=date(2025, 2, 1),
    act_ref="Conv. 7/2025",
)


def province_of(made: Document) -> Province:
    return next(one for one in made.provinces if one.province == "MI")


def test_what_the_module_cannot_hold_stands_in_the_notes() -> None:
    later = replace(
        _AGREEMENT, id=UUID(int=4), kind=ConvenzioneKind.ART12_BIS, starts_on=date(2025, 6, 1), units=2
    )
    asked = replace(later, id=UUID(int=5), state=ConvenzioneState.REQUESTED, kind=ConvenzioneKind.INTEGRATION)
    one = province_of(document(written=Written((), (asked, _AGREEMENT))))
    assert [row.kind for row in one.agreements] == [ConvenzioneKind.PROGRAMME, ConvenzioneKind.INTEGRATION]
    assert note_of(one).startswith("Altra convenzione richiesta: convenzione di integrazione lavorativa")
    both = province_of(document(written=Written((), (_AGREEMENT, later))))
    assert (
        "Altra convenzione concessa: convenzione di programma (art. 11), 0 persone previste, atto Conv. 7/2025"
        in (note_of(both))
    )
    two = [_measure(MeasureKind.ESONERO_PARZIALE), _measure(MeasureKind.ESONERO_PARZIALE, id=UUID(int=10))]
    assert "Altro esonero concesso:" in note_of(province_of(document(written=Written(tuple(two)))))
    assert note_of(province_of(document())) == ""


def test_an_act_without_its_day_and_number_is_seen() -> None:
    bare = replace(_measure(MeasureKind.ESONERO_PARZIALE), decided_on=None, act_ref=None)
    assert "data ed estremi" in sentences(document(written=Written((bare,))))


def test_gradualita_says_its_act() -> None:
    bare = _measure(MeasureKind.GRADUALITA, decided_on=None, act_ref=None)
    assert "gradualità" in sentences(document(written=Written((bare,))))


def test_a_company_below_fifteen_owes_nothing() -> None:
    made = document(reserved=[], others=staff(14))
    assert "non è dovuto" in sentences(made)
