"""Ready phrases: each passes the gate, and a text of nothing else is known again."""

import pytest

from portal.reference.free_text import judge
from portal.reference.free_text.phrases import codes_of, entries, register, text_of
from portal.reference.register import UnknownCode

MOST = 400


def test_every_phrase_passes_the_gate() -> None:
    assert [one.code for one in entries() if not judge(one.text).is_clean] == []


def test_a_text_of_phrases_passes_as_it_is_and_is_known_again() -> None:
    text = text_of(["T15", "T01", "T24"])
    assert (
        text
        == "Lavora con cura e precisione. Lavora volentieri in squadra. Impara bene con qualcuno accanto all’inizio."
    )
    assert judge(text).text == text
    assert codes_of(text) == ("T01", "T15", "T24")


def test_six_phrases_fit_on_a_card() -> None:
    longest = sorted((len(one.text) for one in entries()), reverse=True)[:6]
    assert sum(longest) + 5 <= MOST


@pytest.mark.parametrize(
    "text",
    [
        "Lavora con cura e precisione. Sempre.",
        "lavora con cura e precisione.",
        "Lavora con cura e precisione. Lavora con cura e precisione.",
        "Lavora con cura",
    ],
)
def test_anything_else_is_no_text_of_phrases(text: str) -> None:
    assert codes_of(text) is None


def test_no_text_is_made_of_no_phrase() -> None:
    assert codes_of("") == ()
    assert text_of([]) == ""


def test_an_unknown_code_is_no_phrase() -> None:
    with pytest.raises(UnknownCode):
        text_of(["T99"])


def test_no_phrase_tells_gender() -> None:
    told = [
        one.text
        for one in register()
        if any(f" {word} " in f" {one.text} " for word in ("bravo", "brava", "attento"))
    ]
    assert told == []
