"""People find an occupation by the word they use for it, and codes are compared level by level."""

import pytest

from portal.reference import contracts, professions, skills
from portal.reference.professions import MacroGroup
from portal.reference.register import UnknownCode


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("magazziniere", "Magazziniere"),
        ("MAGAZZINIERE", "Magazziniere"),
        ("magazziniera", "Magazziniere"),
        ("magazzinieri", "Magazziniere"),
        ("magaziniere", "Magazziniere"),
        ("magaz", "Magazziniere"),
        ("saldatrice", "Saldatore/trice"),
        ("saldatori", "Saldatore/trice"),
        ("sadatore", "Saldatore/trice"),
        ("saldare", "Saldatore/trice"),
        ("donna delle pulizie", "Addetto/a alle pulizie"),
        ("contabilita", "Impiegato/a di contabilità"),
        ("contabilità", "Impiegato/a di contabilità"),
        ("impiegate amministrative", "Impiegato/a amministrativo/a"),
        ("segretria", "Segretario/a"),
        ("cuoche", "Cuoco/a"),
        ("aiuto cuoca", "Aiuto cuoco/a"),
        ("parucchiera", "Parrucchiere/a"),
        ("idrauilco", "Idraulico/a"),
        ("elettricisti", "Elettricista"),
        ("muletto", "Carrellista"),
        ("oss", "Operatore/trice socio-sanitario/a (OSS)"),
        ("maestra d’asilo", "Insegnante di nido e scuola dell'infanzia"),
        ("bidella", "Collaboratore/trice scolastico/a"),
        ("data entry", "Operatore/trice data entry"),
    ],
)
def test_an_everyday_word_finds_its_occupation_first(typed: str, title: str) -> None:
    assert professions.find(typed)[0].title == title


def test_a_word_of_a_synonym_group_finds_the_others_after_the_exact_ones() -> None:
    titles = [profession.title for profession in professions.find("mulettista")]
    assert titles[0] == "Carrellista"
    assert "Magazziniere" in titles


def test_a_synonym_that_points_to_several_occupations_finds_them_all() -> None:
    titles = {profession.title for profession in professions.find("receptionist")}
    assert {"Receptionist aziendale", "Receptionist d'albergo"} <= titles


def test_words_that_no_title_has_together_find_those_that_have_most() -> None:
    titles = [profession.title for profession in professions.find("commessa in un supermercato")]
    assert {"Addetto/a vendite di supermercato", "Commesso/a"} <= set(titles[:3])


def test_every_title_and_every_synonym_finds_its_own_occupation() -> None:
    for profession in professions.entries():
        for phrase in (profession.title, *profession.synonyms):
            assert profession in professions.find(phrase, limit=12), phrase


@pytest.mark.parametrize("typed", ["", "   ", "?!", "zzzzzz"])
def test_what_means_nothing_finds_nothing(typed: str) -> None:
    assert professions.find(typed) == ()


def test_no_more_than_the_limit_is_found() -> None:
    assert len(professions.find("addetto", limit=4)) == 4


def test_a_code_has_the_name_of_its_commonest_title() -> None:
    assert professions.name("4.3.1.2.0") == "Magazziniere"
    assert [profession.title for profession in professions.by_code("5.2.2.1.0")] == [
        "Cuoco/a", "Aiuto cuoco/a", "Pizzaiolo/a",
    ]  # fmt: skip
    assert not professions.known("4.3.1.9.9")
    with pytest.raises(UnknownCode):
        professions.name("4.3.1.9.9")


@pytest.mark.parametrize(
    ("a", "b", "levels"),
    [
        ("4.3.1.2.0", "4.3.1.2.0", 5),
        ("4.3.1.2.0", "4.3.1.2.1", 4),
        ("4.3.1.2.0", "4.3.1.3.0", 3),
        ("4.3.1.2.0", "4.3.2.2.0", 2),
        ("4.3.1.2.0", "4.1.1.2.0", 1),
        ("4.3.1.2.0", "8.3.1.2.0", 0),
        ("1.2.3.1.0", "1.23.3.1.0", 1),
    ],
)
def test_levels_are_counted_from_the_left_and_stop_at_the_first_difference(
    a: str, b: str, levels: int
) -> None:
    assert professions.common_levels(a, b) == professions.common_levels(b, a) == levels


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("1.2.3.1.0", MacroGroup.OFFICE_AND_TECHNICAL),
        ("4.3.1.2.0", MacroGroup.OFFICE_AND_TECHNICAL),
        ("5.2.2.1.0", MacroGroup.SERVICES_AND_SALES),
        ("6.1.2.1.0", MacroGroup.MANUAL),
        ("9.3.1.1.0", MacroGroup.MANUAL),
    ],
)
def test_the_first_digit_tells_the_macro_group(code: str, group: MacroGroup) -> None:
    assert professions.macro_group(code) is group


def test_what_is_no_code_has_no_macro_group() -> None:
    with pytest.raises(UnknownCode):
        professions.macro_group("")


def test_every_code_has_five_levels_and_its_groups_have_names() -> None:
    assert len(professions.groups(1)) == 9
    assert len(professions.groups(2)) == 40
    for profession in professions.entries():
        assert profession.code.count(".") == 4
        assert professions.group_name(professions.first_levels(profession.code, 2))
        assert professions.group_name(professions.first_levels(profession.code, 1))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("inserimento dati", "K003"),
        ("saldatura", "K055"),
        ("potature", "K066"),
        ("muletto", "K023"),
        ("excel", "K011"),
        ("lingua dei segni", "K105"),
        ("archivio", "K001"),
    ],
)
def test_a_skill_is_found_by_words_of_its_root_and_by_synonyms(typed: str, code: str) -> None:
    assert code in {skill.code for skill in skills.find(typed)}


@pytest.mark.parametrize(
    ("typed", "code"), [("H011", "H011"), ("cooperative sociali", "T151"), ("metalmeccanici", "C011")]
)
def test_a_collective_agreement_is_found_by_code_and_by_words(typed: str, code: str) -> None:
    assert contracts.find(typed)[0].code == code
