"""The closed vocabulary: built by its command, small, without names and without the subjects that are refused."""

from portal.reference.free_text.known_words import is_written, knows
from portal.reference.register import read
from tools import build_free_text_vocabulary as building
from tools.italian_forms import of_adjective, of_noun, of_verb


def test_the_list_of_the_portal_is_what_the_command_builds() -> None:
    assert building.TARGET.read_text("utf-8") == building.document(building.build())


def test_each_word_stands_once_and_says_where_it_comes_from() -> None:
    rows = read("free_text_vocabulary.csv")
    assert len({row["word"] for row in rows}) == len(rows)
    assert {row["source"] for row in rows} == {"own words", "skills", "professions", "synonyms", "phrases"}


def test_it_stays_far_smaller_than_a_dictionary() -> None:
    assert 4_000 < len(read("free_text_vocabulary.csv")) < 10_000


def test_words_of_refused_subjects_are_not_in_it() -> None:
    assert [
        word for word in ("disabili", "invalido", "lis", "carrozzina", "farmacia", "orfani") if knows(word)
    ] == []


def test_surnames_that_are_words_are_left_to_a_reader_unless_work_needs_them() -> None:
    assert [word for word in ("rossi", "verdi", "martello", "gatto") if knows(word)] == []
    assert all(knows(word) for word in ("vita", "posta", "regge"))


def test_only_tools_of_work_are_written_with_capitals() -> None:
    assert is_written("CAD")
    assert not is_written("Cad")
    assert not is_written("Cura")


def test_forms_of_words() -> None:
    assert set(of_verb("gestire +isc")) >= {
        "gestire",
        "gestirsi",
        "gestisce",
        "gestiscono",
        "gestendo",
        "gestita",
    }
    assert set(of_verb("fare : fa fatto facendo")) >= {"fare", "farsi", "fa", "fatto"}
    assert set(of_verb("cercare")) >= {"cerco", "cerca", "cercano", "cercando", "cercata"}
    assert list(of_noun("abilita=")) == ["abilita"]
    assert list(of_noun("macchina")) == ["macchina", "macchine"]
    assert list(of_noun("tavola")) == ["tavola", "tavole"]
    assert list(of_noun("tecnica")) == ["tecnica", "tecniche"]
    assert list(of_noun("lavoro")) == ["lavoro", "lavori"]
    assert list(of_noun("servizio")) == ["servizio", "servizi"]
    assert set(of_adjective("preciso")) == {"preciso", "precisa", "precise", "precisi"}
    assert set(of_adjective("tecnico")) == {"tecnico", "tecnica", "tecniche", "tecnici"}
    assert set(of_adjective("serio")) == {"serio", "seria", "serie", "seri"}
