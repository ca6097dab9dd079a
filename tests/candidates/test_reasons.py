"""A reason for every hidden field: told from the ladder's own trace, in sentences a counsellor can act on."""

from uuid import UUID

import pytest

from portal.candidates.profiles.blind_profile import STEPS, Seen
from portal.candidates.profiles.blind_profile.ladder import partition
from portal.candidates.profiles.reasons import FIELD_LABELS, Reason, field_reasons, text_reason

K = 5
OWN = UUID(int=1)
PLACE = {step.name: place for place, step in enumerate(STEPS)}
NAMES = {
    ("region", "03"): "Lombardia",
    ("province", "LC"): "Provincia di Lecco",
    ("profession_macro", "operativi"): "Operativi",
    ("working_time", "pieno"): "Tempo pieno",
}


def label(step: str, value: str) -> str:
    return NAMES.get((step, value), value)


def values(**known: str) -> list[str | None]:
    row: list[str | None] = [None] * len(STEPS)
    for name, value in known.items():
        row[PLACE[name]] = value
    return row


def trace(own: list[str | None], *others: tuple[int, list[str | None]], epoch: bool = True) -> list[Seen]:
    people = {OWN: own}
    for count, row in others:
        for _ in range(count):
            people[UUID(int=len(people) + 1)] = row
    return partition(list(zip(*people.values(), strict=True)), K, epoch=epoch, trace=0).seen


def said(seen: list[Seen], *, off: tuple[str, ...] = ()) -> dict[str, str]:
    return {one.field: one.sentence for one in field_reasons(seen, label, K, switched_off=off)}


MILANO = values(region="03", profession_macro="operativi", province="MI")


BASE = {"region": "03", "profession_macro": "operativi", "province": "LC"}


def test_a_finer_place_tells_how_many_are_there_and_how_many_it_takes() -> None:
    own = values(**BASE, basin="LC1")
    seen = trace(own, (6, own), (13, values(**BASE, basin="LC2")), (20, MILANO))
    assert said(seen)["Area"] == "Provincia di Lecco, non il bacino: servono 10 profili, ora 7."


def test_a_rare_value_names_what_the_others_share() -> None:
    own = values(**BASE, age_3="50+")
    seen = trace(own, (2, own), (25, values(**BASE, age_3="18–34")), (20, MILANO))
    assert said(seen)["Età"] == (
        "Non si vede. Nella stessa area e professione meno di 5 persone hanno questa fascia."
    )


def test_some_but_not_enough_are_counted() -> None:
    own = values(**BASE, working_time="pieno")
    seen = trace(own, (6, own), (25, values(**BASE, working_time="parziale")), (20, MILANO))
    assert said(seen)["Orario"] == (
        "Non si vede. Nella stessa area e professione servono 10 profili con quest’orario, ora 7."
    )


def test_between_epochs_it_is_said_that_new_fields_open_later() -> None:
    own = values(**BASE)
    assert "ogni 28 giorni" in said(trace(own, (30, own), epoch=False))["Area"]


def test_a_value_that_is_closed_for_the_others_says_so() -> None:
    own = values(**BASE, licence="B")
    seen = trace(own, (17, own), (3, values(**BASE, licence="no")))
    assert said(seen)["Patente"] == (
        "Non si vede. Mostrarla lascerebbe riconoscibili meno di 5 persone con un altro valore."
    )


def test_what_nobody_wrote_down_is_not_blamed_on_the_others() -> None:
    own = values(**BASE)
    seen = trace(own, (30, own))
    assert said(seen)["Patente"] == "Non si vede. Nella scheda della persona non c’è: scrivila in «Dati»."
    assert "Area" not in said(seen)


def test_a_small_crowd_that_shows_the_same_stops_there() -> None:
    own = values(**BASE, licence="B")
    seen = trace(own, (8, own), (20, MILANO))
    assert "i profili uguali sono meno di 10" in said(seen)["Patente"]


def test_a_field_that_is_off_for_everybody_needs_no_reason() -> None:
    own = values(**BASE)
    assert "Età" in said(trace(own, (30, own)))
    assert "Età" not in said(trace(own, (30, own)), off=("age",))


def test_every_field_that_the_card_does_not_show_in_full_has_one_reason() -> None:
    own = values(
        **BASE, basin="LC1", working_time="pieno", licence="B", experience_2="5+", experience_4="10+"
    )
    seen = trace(own, (12, own), (12, values(**BASE, basin="LC2")), (20, MILANO))
    shown = {str(one.step.field) for one in seen if one.hidden is None}
    told = said(seen)
    for field, words in FIELD_LABELS.items():
        assert field in shown or words in told, field


def test_every_sentence_is_short() -> None:
    own = values(**BASE, basin="LC1", working_time="pieno", licence="B", age_3="50+", education_3="base")
    for size in (1, 4, 8, 12):
        for epoch in (True, False):
            for sentence in said(
                trace(own, (size, own), (30, MILANO), (13, values(**BASE)), epoch=epoch)
            ).values():
                assert all(len(part.split()) < 20 for part in sentence.split(". ")), sentence


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"there": False}, "Non c’è"),
        ({"may_show": False}, "prima deve leggerlo un collega"),
        ({"small": True, "of_phrases": False}, "in Lombardia i profili sono meno di 200"),
        ({"small": True, "of_phrases": True}, None),
        ({}, None),
    ],
)
def test_the_text_has_its_reason_too(known: dict[str, bool], words: str | None) -> None:
    facts = {"there": True, "may_show": True, "small": False, "of_phrases": False} | known
    reason = text_reason(**facts, region="Lombardia", least=200)
    assert (words is None) == (reason is None)
    if words is not None:
        assert isinstance(reason, Reason)
        assert words in reason.sentence
