"""How text becomes words, stems and terms."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.foundation.search import Document, IndexSettings, PostgresEngine, broader_of, folding, typos
from portal.foundation.search.meilisearch_requests import decode, encode
from portal.foundation.search.plan import MOST_WORDS, plan_of
from portal.foundation.search.stems import stems_of
from portal.foundation.search.synonyms import synonyms_of

needs_database = pytest.mark.usefixtures("db_rollback")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Perché UNIVERSITÀ", "perche universita"),
        ("Addetto/a alle pulizie", "addetto alle pulizie"),
        ("Direttore/trice di stabilimento", "direttore di stabilimento"),
        ("l'archivio, dell’ufficio", "l archivio dell ufficio"),
        ("C++ e C# per l'e-commerce", "cplusplus e csharp per l e commerce"),
        ("art. 18, l. 68/99", "art 18 l 68 99"),
        ("Straße ﬁne", "strasse fine"),
        ("…!?", ""),
    ],
)
def test_a_text_becomes_folded_words(text: str, words: str) -> None:
    assert " ".join(folding.words(text)) == words


@needs_database
@pytest.mark.parametrize(
    "forms",
    [
        "magazziniere magazziniera magazzinieri magazziniere",
        "infermiere infermiera infermieri infermiere",
        "saldatore saldatrice saldatori saldatrici",
        "professore professoressa",
        "operaio operaia operai operaie",
        "impiegato impiegata impiegati impiegate",
        "archivio archivi archiviare archiviazione archivista",
        "città citta",
    ],
)
async def test_forms_of_one_word_share_one_stem(forms: str) -> None:
    stems = await stems_of(folding.words(forms))
    assert len(set(stems.values())) == 1
    assert None not in stems.values()


@needs_database
async def test_stop_words_have_no_stem_but_a_licence_has() -> None:
    stems = await stems_of(["alle", "perche", "d", "di", "c", "b"])
    assert {word for word, stem in stems.items() if stem is None} == {"alle", "perche", "d", "di"}


@needs_database
@pytest.mark.parametrize(
    ("typed", "beginning"),
    [
        ("cuoco", "cuoco"),  # «cuoc» is too short to stand for a beginning
        ("magazzinie", "magazzinie"),
        ("cucina", "cucin"),
        ("pulire uffi", "uffi"),
        ("con", "con"),  # a stop word alone may become «contabile»
        ("cuoco ", None),
        ('"prima nota"', None),
        ("cuoco -sala", None),
        ("addetto alle", None),
    ],
)
async def test_only_an_unfinished_last_word_is_a_beginning(typed: str, beginning: str | None) -> None:
    plan = await plan_of(typed, "none")
    assert plan.terms[-1].beginning == beginning


@needs_database
async def test_a_last_word_that_some_document_holds_is_finished() -> None:
    index = IndexSettings("words", ("t",), ())
    await PostgresEngine().upsert(index, [Document(UUID(int=1), {"t": "Cassa"}, {})])
    assert (await plan_of("cassa", "words")).terms[-1].beginning is None
    assert (await plan_of("cass", "words")).terms[-1].beginning == "cass"
    assert (await plan_of("cassa", "others")).terms[-1].beginning == "cassa"


@needs_database
async def test_quotes_keep_together_and_a_minus_excludes() -> None:
    plan = await plan_of('"prima nota" -part-time ufficio', "none")
    assert [(term.quoted, len(term.words)) for term in plan.terms] == [(True, 2), (False, 1)]
    assert [[one.word for one in term.words] for term in plan.excluded] == [["part", "time"]]


@needs_database
@pytest.mark.parametrize(
    ("typed", "hopeless", "empty"), [("", False, True), ("  ", False, True), ("?!", True, False)]
)
async def test_nothing_typed_is_not_the_same_as_nothing_to_look_for(
    typed: str, hopeless: bool, empty: bool
) -> None:
    plan = await plan_of(typed, "none")
    assert (plan.hopeless, plan.is_empty) == (hopeless, empty)


@needs_database
async def test_at_most_eight_words_count() -> None:
    assert len((await plan_of("saldare " * 50, "none")).terms) == MOST_WORDS


@needs_database
async def test_every_term_of_a_group_leads_to_the_others_and_a_narrow_word_to_the_wide_one_only() -> None:
    index = IndexSettings(
        "i", ("t",), (), synonyms=(("cuoco", "addetto cucina", "chef"),), broader=(("saldare", "produzione"),)
    )
    found = await synonyms_of(index)
    (cook,) = found.sought["cuoc",]
    assert found.sought["addett", "cucin"] == found.sought["chef",] == (cook,)
    assert list(found.meanings(("brav", "addett", "cucin", "chef"))) == [(1, cook), (3, cook)]
    (production,) = found.sought["sald",]
    assert ("produzion",) not in found.sought
    assert list(found.meanings(("produzion",))) == [(0, production)]
    assert list(found.meanings(("produzion", "sald"))) == [], "a wide word is a whole text of the document"


def test_each_telling_word_of_a_label_leads_to_its_family_and_common_ones_do_not() -> None:
    families = {
        "Usare il tornio": "officina",
        "Usare il forno": "cucina",
        "Usare la cassa": "vendita",
        "Usare": "x",
    }
    pairs = broader_of(families)
    assert ("Usare il tornio", "officina") in pairs
    assert ("tornio", "officina") in pairs
    assert not any(narrow == "usare" for narrow, _ in pairs)


@pytest.mark.parametrize("name", ["", "Cards", "a-b", "1a", "a b", 'a"b'])
def test_an_odd_name_of_an_index_or_field_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        IndexSettings(name, (), ())
    with pytest.raises(ValueError, match="no name"):
        IndexSettings("a", (), (name,))


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("cuoco", "cuoco", True),
        ("cuoco", "cuco", True),
        ("cuoco", "cuocoo", True),
        ("cuoco", "cuogo", True),
        ("cuoco", "cuooc", True),
        ("cuoco", "uoco", False),  # the first letter counts as two slips
        ("cuoco", "fuoco", False),
        ("cuoco", "cuochi", False),
        ("cuoco", "couoc", False),
        ("", "c", False),
    ],
)
def test_one_slip_is_forgiven_and_two_are_not(one: str, other: str, near: bool) -> None:
    assert typos.one_slip_apart(one, other) is typos.one_slip_apart(other, one) is near


letters = st.text("abc", min_size=1, max_size=6)


@given(letters, letters)
def test_one_slip_is_what_editing_says(one: str, other: str) -> None:
    edits = {one[:i] + one[i + 1 :] for i in range(1, len(one))}
    edits |= {one[:i] + letter + one[i:] for i in range(1, len(one) + 1) for letter in "abc"}
    edits |= {one[:i] + letter + one[i + 1 :] for i in range(1, len(one)) for letter in "abc"}
    edits |= {one[:i] + one[i + 1] + one[i] + one[i + 2 :] for i in range(1, len(one) - 1)}
    assert typos.one_slip_apart(one, other) is (other == one or (other in edits and other[0] == one[0]))


@pytest.mark.parametrize(
    ("typed", "word", "may"),
    [("magazi", "magazziniere", True), ("mgazz", "magazzino", True), ("cuoc", "magazzino", False)],
)
def test_a_beginning_with_a_slip_is_recognised(typed: str, word: str, may: bool) -> None:
    assert typos.could_begin(typed, word) is may


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30), st.text(max_size=10))
def test_values_stay_apart_however_they_are_compared(value: str, other: str) -> None:
    assert decode(encode(value)) == value
    assert set(encode(value)) <= set("abcdefghijklmnopqrstuvwxyz0123456789_.-~")
    assert (encode(value) == encode(other)) is (value == other) if other.isascii() else True
