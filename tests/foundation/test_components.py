"""The macros of templates/components: what they say, and how they tie words to controls."""

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from jinja2 import Environment

from portal.foundation.web.assets import Assets
from portal.foundation.web.forms import (
    Choice,
    Choices,
    Day,
    Form,
    FormInput,
    Integer,
    LongText,
    Password,
    Text,
    Tick,
    TimeOfDay,
)
from portal.foundation.web.pagination import Pages
from portal.foundation.web.templating import environment

TODAY = date(2026, 11, 23)
Draw = Callable[..., str]
VOID = {"input", "br", "hr", "meta", "link", "img"}


class Element:
    def __init__(self, tag: str, attributes: dict[str, str], parents: list["Element"]) -> None:
        self.tag, self.attributes, self.parents = tag, attributes, parents
        self.text = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]


class Page(HTMLParser):
    """The elements of a piece of a page, each with its own words and those of what it holds."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, list(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, list(self._open)))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            continue

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, *tags: str, having: str | None = None) -> list[Element]:
        return [
            one
            for one in self.elements
            if (not tags or one.tag in tags) and (having is None or having in one.attributes)
        ]

    def by_id(self, wanted: str) -> Element:
        (found,) = [one for one in self.elements if one.attributes.get("id") == wanted]
        return found

    @property
    def ids(self) -> list[str]:
        return [one["id"] for one in self.all(having="id")]


class VacancyForm(Form):
    title = Text("Titolo dell’annuncio", autocomplete="off")
    duties = LongText("Mansioni principali", hint="Una per riga.", missing="Descrivi almeno una mansione")
    hours = Integer("Ore settimanali", minimum=1, maximum=40, wrong="Le ore settimanali vanno da 1 a 40")
    scheme = Choice("A chi si rivolge", choices=[("quota", "Quota L. 68/99"), ("tis", "Tirocinio")])
    offers = Choices(
        "Cosa può offrire la sede", choices=[("a", "Istruzioni"), ("b", "Orario")], required=False
    )
    day = Day("Da quando", required=False)
    start = TimeOfDay("Entrata", required=False)
    secret = Password("Password")
    agreed = Tick("Ho letto le regole", missing="Leggi e accetta le regole")


EVERY_FIELD = """
{% from 'components/forms.html' import error_summary, text_field, textarea_field, radio_cards, radio_list,
   checkbox_list, checkbox, date_field, time_field with context %}
{{ error_summary(form) }}{{ text_field(form, 'title') }}{{ textarea_field(form, 'duties') }}
{{ text_field(form, 'hours', width='tiny') }}{{ radio_cards(form, 'scheme', {'quota': 'Copre un posto.'}) }}
{{ checkbox_list(form, 'offers') }}{{ date_field(form, 'day') }}{{ time_field(form, 'start') }}
{{ text_field(form, 'secret', type='password') }}{{ checkbox(form, 'agreed') }}
"""


@pytest.fixture(scope="module")
def env() -> Environment:
    return environment(Assets())


@pytest.fixture(scope="module")
def draw(env: Environment) -> Draw:
    def drawn(source: str, **values: object) -> str:
        return env.from_string(source).render(values)

    return drawn


def wrong_form() -> VacancyForm:
    return VacancyForm.bind(FormInput.of(title="Back office", hours="48", scheme="quota", secret="segreta"))


def test_the_summary_counts_in_words_and_takes_the_focus(draw: Draw) -> None:
    summary = Page(draw(EVERY_FIELD, form=wrong_form())).by_id("errori")
    assert "Controlla tre risposte" in summary.text
    assert summary["role"] == "alert"
    assert summary["tabindex"] == "-1"
    assert "autofocus" in summary.attributes


def test_one_error_is_one_answer_to_check(draw: Draw) -> None:
    form = VacancyForm.blank()
    form.fail(None, "L’annuncio è già stato pubblicato.")
    text = draw("{% from 'components/forms.html' import error_summary %}{{ error_summary(form) }}", form=form)
    assert "Controlla una risposta" in text
    assert "<li>L’annuncio è già stato pubblicato.</li>" in text


def test_every_link_of_the_summary_leads_to_a_control_with_the_same_words(draw: Draw) -> None:
    page = Page(draw(EVERY_FIELD, form=VacancyForm.bind(FormInput.of(hours="48"))))
    links = [link for link in page.all("a") if link["href"].startswith("#campo-")]
    assert len(links) == 6
    for link in links:
        control = page.by_id(link["href"][1:])
        assert control.tag in {"input", "textarea"}
        message = page.by_id(link["href"][1:] + "-errore").text
        assert message.strip() == f"Errore: {link.text}"


def test_a_form_without_errors_has_no_summary(draw: Draw) -> None:
    text = draw(
        "{% from 'components/forms.html' import error_summary %}{{ error_summary(form) }}{{ error_summary(none) }}",
        form=VacancyForm.blank(),
    )
    assert text.strip() == ""


def test_what_describes_a_control_exists_on_the_page(draw: Draw) -> None:
    page = Page(draw(EVERY_FIELD, form=wrong_form()))
    described = page.all(having="aria-describedby")
    assert len(described) >= 3
    for element in described:
        assert set(element["aria-describedby"].split()) <= set(page.ids)


def test_every_control_has_a_label_or_stands_in_one(draw: Draw) -> None:
    page = Page(draw(EVERY_FIELD, form=wrong_form()))
    named = {label["for"] for label in page.all("label", having="for")}
    for control in page.all("input", "textarea", "select"):
        assert control["id"] in named or any(parent.tag == "label" for parent in control.parents), control[
            "id"
        ]


def test_no_id_stands_twice(draw: Draw) -> None:
    ids = Page(draw(EVERY_FIELD, form=wrong_form())).ids
    assert len(ids) == len(set(ids))


def test_what_was_typed_comes_back_but_never_a_password(draw: Draw) -> None:
    text = draw(EVERY_FIELD, form=wrong_form())
    assert 'value="Back office"' in text
    assert 'value="48"' in text
    assert "segreta" not in text


def test_typed_markup_is_only_text(draw: Draw) -> None:
    form = VacancyForm.bind(
        FormInput.of(title='"><script>x</script>', duties="</textarea><script>y</script>")
    )
    assert "<script>" not in draw(EVERY_FIELD, form=form)


def test_questions_that_may_stay_empty_say_so(draw: Draw) -> None:
    page = Page(draw(EVERY_FIELD, form=VacancyForm.blank()))
    optional = [one.text for one in page.all("label", "legend") if "(facoltativo)" in one.text]
    assert optional == [
        f"{label} (facoltativo)" for label in ("Cosa può offrire la sede", "Da quando", "Entrata")
    ]


@pytest.mark.parametrize(("known", "shown"), [("2026-11-27", "27/11/2026"), ("27/1/26", "27/1/26"), ("", "")])
def test_a_known_day_is_shown_as_people_write_it(draw: Draw, known: str, shown: str) -> None:
    page = Page(draw(EVERY_FIELD, form=VacancyForm.blank(day=known)))
    assert page.by_id("campo-day")["value"] == shown


@pytest.mark.parametrize(("known", "shown"), [("08:30:00", "8:30"), ("12:05:00", "12:05"), ("8.30", "8.30")])
def test_a_known_time_is_shown_as_people_write_it(draw: Draw, known: str, shown: str) -> None:
    page = Page(draw(EVERY_FIELD, form=VacancyForm.blank(start=known)))
    assert page.by_id("campo-start")["value"] == shown


def test_chosen_answers_stay_chosen(draw: Draw) -> None:
    page = Page(draw(EVERY_FIELD, form=VacancyForm.blank(scheme="tis", offers=["b"])))
    assert [one["value"] for one in page.all("input", having="checked")] == ["tis", "b"]


DEADLINE = "{% from 'components/tags.html' import deadline %}{{ deadline(day, today) }}"


@pytest.mark.parametrize(
    ("day", "kind", "words"),
    [
        (date(2026, 11, 21), "error", "scaduta da 2 giorni"),
        (date(2026, 11, 23), "error", "entro oggi"),
        (date(2026, 11, 24), "error", "entro domani"),
        (date(2026, 11, 27), "error", "entro 4 giorni"),
        (date(2026, 11, 28), "warning", "entro 5 giorni"),
        (date(2026, 12, 7), "warning", "entro 14 giorni"),
        (date(2026, 12, 8), "neutral", "entro 15 giorni"),
    ],
)
def test_a_deadline_is_red_within_four_days_and_amber_within_fourteen(
    draw: Draw, day: date, kind: str, words: str
) -> None:
    text = draw(DEADLINE, day=day, today=TODAY)
    assert f"tag--{kind}" in text
    assert words in text
    assert "#it-clock" in text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "Verifica oggi"),
        (date(2026, 11, 24), "Verifica domani"),
        (date(2026, 12, 2), "Verifica tra 9 giorni"),
        (date(2026, 11, 20), "Verifica il 20 novembre 2026"),
    ],
)
def test_an_appointment_says_how_far_it_is(draw: Draw, day: date, words: str) -> None:
    source = "{% from 'components/tags.html' import appointment %}{{ appointment('Verifica', day, today) }}"
    assert words in draw(source, day=day, today=TODAY)


def test_steps_say_in_one_sentence_where_things_are(draw: Draw) -> None:
    steps = [
        {"label": "Consenso", "note": None, "state": "done"},
        {"label": "Valutazione", "note": "tocca all’azienda", "state": "current"},
        {"label": "Esito", "note": None, "state": "todo"},
    ]
    text = draw("{% from 'components/steps.html' import step_list %}{{ step_list(steps) }}", steps=steps)
    assert "<strong>Passo 2 di 3: Valutazione.</strong> Tocca all’azienda." in text
    assert text.count('aria-current="step"') == 1


def test_steps_all_done_need_no_sentence(draw: Draw) -> None:
    steps = [{"label": "Consenso", "note": None, "state": "done"}]
    text = draw("{% from 'components/steps.html' import step_list %}{{ step_list(steps) }}", steps=steps)
    assert "Passo" not in text


def test_a_bar_is_drawn_without_style_and_never_beyond_its_track(draw: Draw) -> None:
    source = "{% from 'components/progress.html' import bar %}{{ bar(done, total) }}"
    assert 'width="34.6%"' in draw(source, done=9, total=26)
    assert 'width="100%"' in draw(source, done=30, total=26)
    assert "bar__fill" not in draw(source, done=0, total=26)
    assert "bar__fill" not in draw(source, done=0, total=0)


def test_pages_mark_the_current_one_and_a_single_page_shows_nothing(draw: Draw) -> None:
    source = "{% from 'components/pagination.html' import pagination %}{{ pagination(pages) }}"
    text = draw(source, pages=Pages(2, 70, 25, (("q", "archivio"),), "/profiles"))
    assert re.search(r'aria-current="page"><span class="visually-hidden">Pagina </span>2<', text)
    assert 'href="/profiles?q=archivio&amp;page=3"' in text
    assert draw(source, pages=Pages(1, 20, 25, (), "/profiles")).strip() == ""


def test_the_menu_marks_the_current_entry_once_on_each_width(draw: Draw) -> None:
    menu = [
        SimpleNamespace(label="Panoramica", href="/", current=True, badge=None),
        SimpleNamespace(label="Proposte", href="/proposals", current=False, badge=2),
    ]
    text = draw("{% from 'components/navigation.html' import role_menu %}{{ role_menu(menu) }}", menu=menu)
    assert text.count('aria-current="page"') == 2
    assert "<details>" in text
    assert '2<span class="visually-hidden"> da vedere</span>' in text


def test_initials_come_from_first_and_last_name(draw: Draw) -> None:
    source = "{% from 'components/people.html' import people %}{{ people(rows) }}"
    text = draw(source, rows=[("Maria Teresa Rossi", "Operatrice"), ("Cher", "Tutor")])
    assert re.findall(r'aria-hidden="true">(\w+)<', text) == ["MR", "C"]
