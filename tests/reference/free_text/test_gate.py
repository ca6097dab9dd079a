"""The gate for free text: what it stops, what it lets through, and that it never shows the words by accident."""

import random
from itertools import islice

import pytest
from codicefiscale import codicefiscale
from faker.providers.person.it_IT import Provider as Names
from hypothesis import given
from hypothesis import strategies as st

from portal.reference import municipalities, skills
from portal.reference.free_text import ABOUT_PEOPLE, Rule, check, judge, known_words
from portal.reference.text import fold, words

GOOD = (
    "Lavora con cura, ha esperienza di magazzino e usa bene il muletto.",
    "Sa fare il pane e i dolci, prepara la sala e serve i clienti.",
    "Persona puntuale e precisa. Ama il giardinaggio e la cura del verde.",
    "Usa Excel, Word e il CAD. Rispetta i DPI.",
    "Ha lavorato come autista e mulettista.",
    "Ha lavorato 20 ore a settimana in ufficio.",
    "Assistente familiare con molta pazienza.",
    "Scrive bene in italiano e ascolta con attenzione.",
    "Ha seguito un corso di cucina; impara in fretta.",
    "L’ordine è la sua forza: non perde tempo!",
    "Controlla più volte il lavoro.\n- È puntuale.\n- È gentile.",
    "Trapiantare e seminare: cura serre e vivai.",
    "Ha esperienza in pulizia e in cura del verde; tiene separati carta e vetro.",
    "Vede subito gli errori e sente la responsabilità del lavoro.",
    "Aiuta chi ha bisogno di aiuto.",
)


@pytest.mark.parametrize("text", GOOD)
def test_a_sentence_about_work_passes(text: str) -> None:
    assert check(text) == []


def test_every_skill_that_a_card_may_show_can_be_written() -> None:
    hidden = {"K105", "K106", "K107"}
    assert [one.name for one in skills.entries() if check(one.name) and one.code not in hidden] == []
    assert all(check(skills.name(code)) for code in hidden)


REFUSED = (
    ("<b>cura</b>", Rule.MARKUP),
    ("&lt;b&gt;cura", Rule.MARKUP),
    ("&amp;lt;script&amp;gt;", Rule.MARKUP),
    ("&amp;amp;lt;b&amp;amp;gt; cura", Rule.MARKUP),
    ("[cura](sito)", Rule.MARKUP),
    ("cu\u200bra", Rule.INVISIBLE),
    ("cu\u00adra", Rule.INVISIBLE),
    ("cura\u202e", Rule.INVISIBLE),
    ("cura\U000e0041", Rule.INVISIBLE),
    ("z\u0337ero", Rule.INVISIBLE),
    ("lаvora", Rule.LETTERS),  # the second letter is Cyrillic
    ("λαvora", Rule.LETTERS),
    ("cura ٣", Rule.LETTERS),
    ("lɑvora", Rule.LETTERS),  # Latin alpha
    ("cura 💪", Rule.SIGNS),
    ("cura |", Rule.SIGNS),
    ("RSSMRA85T10A562S", Rule.TAX_CODE),
    ("ＲＳＳＭＲＡ８５Ｔ１０Ａ５６２Ｓ", Rule.TAX_CODE),
    ("IT60X0542811101000000123456", Rule.IBAN),
    ("IT60 X054 2811 1010 0000 0123 456", Rule.IBAN),
    ("auto AB123CD", Rule.PLATE),
    ("auto ab123cd", Rule.PLATE),
    ("auto AB 123 CD", Rule.PLATE),
    ("chiamare 333 1234567", Rule.LONG_NUMBER),
    ("3-3-3-1-2-3-4", Rule.LONG_NUMBER),
    ("3 3 3.1 2/3 (4)", Rule.LONG_NUMBER),
    ("tre tre tre uno due tre quattro", Rule.LONG_NUMBER),
    ("tre 3 tre uno", Rule.LONG_NUMBER),
    ("trentatré quarantadue cinquantuno", Rule.LONG_NUMBER),
    ("lavora@posta.example", Rule.CONTACT),
    ("mario chiocciola posta punto it", Rule.CONTACT),
    ("su www.lavoro.example", Rule.CONTACT),
    ("lavoro.it/cura", Rule.CONTACT),
    ("su Instagram", Rule.CONTACT),
    ("scrivere su whatsapp", Rule.CONTACT),
    ("#cura", Rule.CONTACT),
    ("nato il 12 marzo", Rule.DATE),
    ("12/3/85", Rule.DATE),
    ("12.03.1985", Rule.DATE),
    ("dal 2015", Rule.DATE),
    ("dal ’98", Rule.DATE),
    ("dal duemilaquindici", Rule.DATE),
    ("anni novanta", Rule.DATE),
    ("ha 35 anni", Rule.DATE),
    ("trentenne", Rule.DATE),
    ("cuoco per sei mesi", Rule.DATE),
    ("in via Garibaldi", Rule.STREET),
    ("in via garibaldi 3", Rule.STREET),
    ("in via garibaldi", Rule.STREET),
    ("in piazza del Mercato", Rule.STREET),
    ("in corso Italia 4", Rule.STREET),
    ("abita vicino", Rule.STREET),
    ("lavora a Lecco", Rule.PLACE),
    ("lavora a lecco", Rule.PLACE),
    ("lavora a LECCO", Rule.PLACE),
    ("a reggio nell'emilia", Rule.PLACE),
    ("di Bolzano/Bozen", Rule.PLACE),
    ("in lombardia", Rule.PLACE),
    ("in provincia di monza", Rule.PLACE),
    ("per la lavoro srl", Rule.BODY),
    ("per la lavoro s.r.l.", Rule.BODY),
    ("per la lavoro S.p.A.", Rule.BODY),
    ("ha fatto il liceo", Rule.BODY),
    ("istituto tecnico", Rule.BODY),
    ("università", Rule.BODY),
    ("il sig. serio", Rule.TITLE),
    ("con la dott.ssa", Rule.TITLE),
    ("il dottor cura", Rule.TITLE),
    ("lavora con Cura", Rule.CAPITALS),
    ("LAVORA con cura", Rule.CAPITALS),
    ("ha due figli", Rule.FAMILY),
    ("con la moglie", Rule.FAMILY),
    ("è rumeno", Rule.ORIGIN),
    ("permesso di soggiorno", Rule.ORIGIN),
    ("parla inglese", Rule.ORIGIN),
    ("madrelingua", Rule.ORIGIN),
    ("in parrocchia", Rule.BELIEFS),
    ("è stato in carcere", Rule.JUSTICE),
    ("precedenti penali", Rule.JUSTICE),
    ("ha il diabete", Rule.HEALTH),
    ("ha il diàbete", Rule.HEALTH),
    ("ha il Ｄiabete", Rule.HEALTH),
    ("invalidità al 75%", Rule.HEALTH),
    ("in carrozzina", Rule.HEALTH),
    ("vede poco", Rule.HEALTH),
    ("non sente bene", Rule.HEALTH),
    ("ha bisogno di pause", Rule.HEALTH),
    ("lavora con il cane guida", Rule.HEALTH),
    ("è in cura da anni", Rule.HEALTH),
    ("non può sollevare molto", Rule.HEALTH),
    ("si è separata", Rule.FAMILY),
    ("ha un amministratore di sostegno", Rule.JUSTICE),
    ("usa la LIS", Rule.HEALTH),
    ("categorie protette", Rule.HEALTH),
    ("prende farmaci", Rule.HEALTH),
    ("comunità per tossicodipendenti", Rule.HEALTH),
    ("prende metadone", Rule.DRUGS),
    ("non beve alcol", Rule.DRUGS),
)


@pytest.mark.parametrize(
    ("text", "rule"), REFUSED, ids=[f"{rule}-{place}" for place, (_, rule) in enumerate(REFUSED)]
)
def test_what_tells_who_somebody_is_is_refused(text: str, rule: Rule) -> None:
    verdict = judge(text)
    assert rule in verdict.rules
    assert verdict.is_refused


def test_every_rule_has_a_text_that_meets_it() -> None:
    assert {rule for _, rule in REFUSED} | {Rule.UNKNOWN_WORD, Rule.TOO_LONG} == set(Rule)


def test_an_unknown_word_asks_for_a_reader_and_refuses_nothing() -> None:
    verdict = judge("Lavora con brambilla e con cura.")
    assert verdict.rules == {Rule.UNKNOWN_WORD}
    assert not verdict.is_refused
    assert not verdict.is_clean
    (finding,) = verdict.findings
    assert finding.words == ("brambilla",)
    assert "«brambilla»" in finding.sentence


def test_a_word_is_named_once_by_the_rule_that_says_most() -> None:
    (finding,) = judge("Lavora in via Garibaldi 12.").findings
    assert finding.rule is Rule.STREET
    assert finding.words == ("via Garibaldi 12",)


def test_a_text_over_the_limit_is_told_the_limit() -> None:
    verdict = judge("Lavora con cura. " * 30, most=400)
    assert verdict.rules == {Rule.TOO_LONG}
    assert verdict.findings[0].sentence == "Il testo è troppo lungo: accorcialo a 400 caratteri."


def test_the_text_kept_is_unescaped_in_one_form_with_single_spaces() -> None:
    assert judge("  Lavora   con&nbsp;cura&#46; \r\n\r\n È \ufb01ne ").text == "Lavora con cura.\nÈ fine"


def test_for_other_texts_only_the_rules_on_people_count() -> None:
    text = "Incontro con il Comune di Lecco, il 12 marzo 2026: kpi."
    assert check(text, only=ABOUT_PEOPLE) == []
    assert [one.rule for one in check("Il sig. serio ha il diabete.", only=ABOUT_PEOPLE)] == [
        Rule.TITLE,
        Rule.HEALTH,
    ]
    assert [one.rule for one in check("ca\u200bsa <b>", only=ABOUT_PEOPLE)] == [Rule.MARKUP, Rule.INVISIBLE]


def test_nothing_that_is_printed_by_accident_holds_the_words() -> None:
    verdict = judge("Lavora con zanzottera e ha il diabete.")
    assert len(verdict.findings) == 2
    for shown in (repr(verdict), repr(verdict.findings[0]), str(verdict.findings), f"{verdict!s}"):
        assert "zanzottera" not in shown
        assert "diabete" not in shown


# --- codice fiscale in every disguise ---------------------------------------------------------------------------


def _codes(count: int) -> list[str]:
    chance = random.Random(68)
    places = [one.name for one in municipalities.entries()]
    found: list[str] = []
    while len(found) < count:
        year, month, day = chance.randint(1950, 2007), chance.randint(1, 12), chance.randint(1, 28)
        try:
            code = codicefiscale.encode(
                chance.choice(Names.last_names),
                chance.choice(Names.first_names_female),
                chance.choice("MF"),
                f"{day:02}/{month:02}/{year}",
                chance.choice(places),
            )
        except ValueError:
            continue
        found.append(code)
    return found


def _disguises(code: str) -> list[str]:
    variants = [code, *islice(reversed(codicefiscale.decode(code)["omocodes"]), 3)]
    found = []
    for one in variants:
        grouped = " ".join((one[:3], one[3:6], one[6:11], one[11:15], one[15:]))
        found += [
            one.lower(),
            grouped,
            " ".join(one),
            "-".join(one.lower()),
            f"Codice: {one}.",
            f"{one[:8]}. {one[8:]}",
        ]
    return found


def test_a_codice_fiscale_is_found_in_2400_disguises() -> None:
    disguised = [text for code in _codes(100) for text in _disguises(code)]
    assert len(disguised) == 2400
    assert [text for text in disguised if Rule.TAX_CODE not in judge(text).rules] == []


def test_words_side_by_side_are_no_codice_fiscale() -> None:
    chance = random.Random(7)
    known = [word for word in known_words._known() if word.isalpha()]
    texts = [" ".join(chance.choices(known, k=50)) for _ in range(200)]
    assert sum(Rule.TAX_CODE in judge(text).rules for text in texts) <= 1


# --- names ------------------------------------------------------------------------------------------------------

SURNAMES = sorted({name for name in Names.last_names if len(words(name)) == 1})


def _passes(text: str) -> bool:
    return judge(text).is_clean


def test_of_surnames_in_lower_case_one_in_a_hundred_passes_for_a_word() -> None:
    passed = [name for name in SURNAMES if _passes(f"lavora con {fold(name)} ogni giorno")]
    assert len(SURNAMES) > 1000
    assert len(passed) / len(SURNAMES) < 0.01


def test_a_name_with_a_capital_never_passes() -> None:
    names = [*SURNAMES, *Names.first_names_female, *Names.first_names_male]
    assert [name for name in names if _passes(f"Lavora con {name} ogni giorno.")] == []


SOME_COMUNI = municipalities.entries()[::7]


def test_no_comune_passes_with_a_capital_whatever_its_name_means() -> None:
    assert [one.name for one in SOME_COMUNI if _passes(f"Lavora a {one.name} ogni giorno.")] == []


def test_of_comuni_in_lower_case_only_everyday_words_pass() -> None:
    passed = [one.name for one in SOME_COMUNI if _passes(f"lavora a {one.name.lower()} ogni giorno")]
    assert len(passed) / len(SOME_COMUNI) < 0.01


@given(st.text(max_size=300))
def test_whatever_is_written_gets_a_verdict(text: str) -> None:
    verdict = judge(text)
    for finding in verdict.findings:
        assert finding.sentence
        assert all(word in verdict.text for word in finding.words)
    assert judge(verdict.text).text == verdict.text
