"""Words are compared without case, accents, gender or number."""

import pytest

from portal.reference import synonyms
from portal.reference.text import fold, words
from portal.reference.wordforms import inflected, near_misses, rooted


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Università", "universita"), ("FORLÌ", "forli"), ("Straße", "strasse"), ("Sèn Jan", "sen jan")],
)
def test_case_and_accents_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L'Aquila", ("l", "aquila")),
        ("L’Aquila", ("l", "aquila")),
        ("socio-sanitario", ("socio", "sanitario")),
        ("C++ e C#", ("c++", "e", "c#")),
        ("  ", ()),
    ],
)
def test_apostrophes_and_hyphens_part_words(text: str, found: tuple[str, ...]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "forms",
    [
        ("magazziniere", "magazziniera", "magazzinieri", "magazziniere"),
        ("saldatore", "saldatrice", "saldatori", "saldatrici"),
        ("cuoco", "cuoca", "cuochi", "cuoche"),
        ("barista", "baristi", "bariste"),
        ("operaio", "operaia", "operai", "operaie"),
        ("meccanico", "meccanica", "meccanici", "meccaniche"),
        ("contabile", "contabili"),
    ],
)
def test_genders_and_numbers_of_a_word_share_a_form(forms: tuple[str, ...]) -> None:
    assert len({inflected(form) for form in forms}) == 1


def test_different_jobs_keep_different_forms() -> None:
    jobs = ["muratore", "sarto", "cuoco", "barista", "autista", "fabbro", "infermiere", "magazziniere"]
    assert len({inflected(job) for job in jobs}) == len(jobs)


@pytest.mark.parametrize(
    "family", [("saldare", "saldatore", "saldatura"), ("montare", "montatrice", "montaggio")]
)
def test_who_does_and_what_is_done_share_a_root(family: tuple[str, ...]) -> None:
    assert len({rooted(word) for word in family}) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("magaziniere", "magazziniere"),
        ("idrauilco", "idraulico"),
        ("elettrcista", "elettricista"),
        ("giardinniere", "giardiniere"),
        ("falegnane", "falegname"),
    ],
)
def test_one_slip_still_meets_the_word(typed: str, meant: str) -> None:
    assert near_misses(typed) & near_misses(meant)


def test_short_words_forgive_no_slip() -> None:
    assert not near_misses("sarto") & near_misses("sardo")


def test_synonyms_of_a_term_inside_a_longer_text_are_offered_once() -> None:
    found = synonyms.alternatives("patentino muletto e carrellisti")
    assert "carrello elevatore" in found
    assert len(found) == len(set(found))
    assert synonyms.alternatives("astronauta") == ()
