"""The public pages on the calculation: boundaries, a worked company, a simulator that works without script."""

import json
import re

import msgspec
import pytest

from portal.employers.obligations.documents.example import EXAMPLE
from portal.employers.obligations.documents.quota import QuotaDocument
from portal.employers.obligations.documents.quota_answer import answer
from portal.employers.obligations.documents.reading import read
from portal.employers.obligations.forms.simulator import bound, filled
from portal.employers.obligations.parameters import in_law
from portal.employers.obligations.routes import how_we_calculate
from portal.foundation.web.forms import FormInput
from tests.web import Browser, Page, browser

SIMULATOR = "/how-we-calculate/simulator"


async def simulate(visitor: Browser, **typed: str) -> Page:
    await visitor.get(SIMULATOR)
    return await visitor.press(SIMULATOR, typed)


def cells(page: Page, caption: str) -> list[list[str]]:
    """Rows of a table as words, heading cell first."""
    found = re.search(rf"<table[^>]*>\s*<caption[^>]*>{re.escape(caption)}.*?</table>", page.html, re.S)
    assert found, caption
    rows = re.findall(r"<tr>(.*?)</tr>", found.group(0).split("</thead>")[1], re.S)
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)
        ]
        for row in rows
    ]


def numbers(page: Page) -> list[list[str]]:
    return cells(page, "Base, quota e posti scoperti")


@pytest.mark.usefixtures("db_rollback")
async def test_the_page_shows_the_boundaries_and_a_worked_company() -> None:
    async with browser() as visitor:
        page = await visitor.get("/how-we-calculate")
    assert page.status == 200
    art3 = {row[0]: row[1:] for row in cells(page, "Quota dell’art. 3 attorno alle soglie")}
    assert {base: quota for base, (_, quota) in art3.items()} == {
        "14": "0", "15": "1", "35": "1", "36": "2", "50": "2", "51": "4", "57": "4", "64": "4", "65": "5",
        "107": "7", "136": "10", "150": "10", "151": "11", "250": "17", "350": "24", "364": "25",
    }  # fmt: skip
    assert (art3["150"][0], art3["50"][0]) == ("10,5", "–")
    art18 = {row[0]: row[2] for row in cells(page, "Quota dell’art. 18 attorno alle soglie")}
    assert art18 == {"50": "0", "51": "1", "150": "1", "151": "2", "250": "2", "251": "3"}
    assert numbers(page)[0] == ["Base di computo", "141", "141"]
    steps = cells(page, "Il calcolo dell’esempio")
    assert [row[0] for row in steps] == [step.label for step in answer(EXAMPLE, in_law()).steps]
    assert all(row[1] for row in steps), "every line has its article"
    assert "da verificare" in page


async def test_anyone_finds_it_from_the_first_page_and_from_every_footer() -> None:
    async with browser() as visitor:
        home = await visitor.get("/")
        privacy = await visitor.get("/privacy")
    assert 'href="/how-we-calculate/simulator"' in home.html
    assert 'href="/how-we-calculate"' in privacy.html


@pytest.mark.usefixtures("db_rollback")
async def test_figures_typed_without_script_come_out_as_the_rules_count_them() -> None:
    async with browser() as visitor:
        page = await simulate(visitor, head_office="mi", p0_province="mi", p0_dependants="150", p0_art18="1")
    assert page.status == 200
    assert numbers(page) == [
        ["Base di computo", "149", "149"],
        ["Quota di riserva", "10", "1"],
        ["In forza", "0", "1"],
        ["Posti scoperti", "10", "0"],
    ]


@pytest.mark.usefixtures("db_rollback")
async def test_the_example_may_be_changed_and_gives_the_numbers_of_the_command() -> None:
    async with browser() as visitor:
        await visitor.get(f"{SIMULATOR}?example")
        page = await visitor.press(SIMULATOR)
    expected = answer(EXAMPLE, in_law())
    assert numbers(page)[0] == ["Base di computo", str(expected.art3.base), str(expected.art18.base)]
    assert numbers(page)[1] == ["Quota di riserva", str(expected.art3.quota), str(expected.art18.quota)]
    assert len(cells(page, "Il calcolo passo per passo")) == len(expected.steps)


def test_what_the_example_types_is_the_example() -> None:
    form = filled(EXAMPLE)
    sent = FormInput.of(
        provinces=form.provinces, rows=form.rows, **{name: value for name, value in form.raw.items() if value}
    )
    assert read(json.dumps(bound(sent).document()).encode(), QuotaDocument) == EXAMPLE
    assert msgspec.json.decode(msgspec.json.encode(EXAMPLE)) == msgspec.json.decode(
        msgspec.json.encode(read(json.dumps(bound(sent).document()).encode(), QuotaDocument))
    )


@pytest.mark.usefixtures("db_rollback")
async def test_every_error_comes_at_once_beside_its_field_and_nothing_typed_is_lost() -> None:
    async with browser() as visitor:
        page = await simulate(
            visitor,
            on="31/12/2017",
            head_office="XX",
            p0_province="",
            p0_dependants="cento",
            p0_part_time_people_0="3",
            p0_part_time_hours_0="41",
            p0_disabled_people_1="1",
            p0_art18_since_2000="2",
        )
    assert page.status == 422
    assert page.title.startswith("Errore: ")
    summary = re.search(r'id="errori".*?</ul>', page.html, re.S)
    assert summary
    linked = re.findall(r'href="#campo-([a-z0-9_]+)"', summary.group(0))
    assert set(linked) == {
        "on",
        "head_office",
        "p0_province",
        "p0_dependants",
        "p0_part_time_hours_0",
        "p0_disabled_hours_1",
        "p0_art18_since_2000",
    }
    for name in linked:
        assert f'id="campo-{name}"' in page.html
    assert "La provincia «XX» non esiste" in page
    assert 'value="cento"' in page.html
    assert "Base, quota e posti scoperti" not in page.html


@pytest.mark.usefixtures("db_rollback")
async def test_a_province_or_a_row_may_be_added_and_nothing_typed_is_lost() -> None:
    async with browser() as visitor:
        await visitor.get(SIMULATOR)
        page = await visitor.press(SIMULATOR, {"p0_dependants": "77", "change": "province"})
        assert 'id="campo-p1_dependants"' in page.html
        assert 'value="77"' in page.html
        page = await visitor.press(SIMULATOR, {"change": "row"})
        assert 'id="campo-p1_part_time_people_2"' in page.html
        page = await visitor.press(
            SIMULATOR,
            {"head_office": "BG", "p0_province": "MI", "p1_province": "BG", "p1_dependants": "84"},
        )
        assert [row[0] for row in cells(page, "Per provincia")] == ["Bergamo", "Milano"]
        page = await visitor.press(SIMULATOR, {"change": "less"})
        assert 'id="campo-p1_dependants"' not in page.html


@pytest.mark.usefixtures("db_rollback")
async def test_htmx_gets_the_part_alone() -> None:
    async with browser() as visitor:
        await visitor.get(SIMULATOR)
        assert visitor.page is not None
        fields = dict(visitor.page.form(SIMULATOR)) | {"head_office": "MI"}
        response = await visitor.client.post(SIMULATOR, data=fields, headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert response.text.lstrip().startswith('<div id="simulatore"')
    assert "autofocus" in response.text


@pytest.mark.usefixtures("db_rollback")
async def test_a_base_below_zero_is_told_in_words() -> None:
    async with browser() as visitor:
        page = await simulate(
            visitor,
            head_office="MI",
            p0_province="MI",
            p0_dependants="100",
            p0_excluded_group_0="executive",
            p0_excluded_people_0="100",
            p0_art18="1",
        )
    assert page.status == 422
    assert "La base di computo risulta negativa" in page


@pytest.mark.usefixtures("db_rollback")
async def test_too_many_tries_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(how_we_calculate, "MOST_TRIES", 1)
    async with browser() as visitor:
        typed = {"head_office": "MI", "p0_province": "MI", "p0_dependants": "20"}
        assert (await simulate(visitor, **typed)).status == 200
        page = await simulate(visitor, **typed)
    assert page.status == 429
    assert "Hai fatto troppe prove in poco tempo" in page
    assert 'value="20"' in page.html


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("20", 20), ("18,5", "18:30"), ("18.25", "18:15"), ("12:48", "12:48"), ("18,33", "18,33")],
)
def test_hours_with_decimals_are_hours_and_minutes_where_they_are_whole_minutes(
    typed: str, hours: int | str
) -> None:
    form = bound(FormInput.of(provinces=1, rows=1, p0_part_time_people_0="1", p0_part_time_hours_0=typed))
    assert form.document()["provinces"][0]["part_time"] == [{"people": 1, "hours": hours}]


def test_a_form_larger_than_we_draw_is_read_as_far_as_we_draw() -> None:
    form = bound(FormInput.of(provinces="99", rows="-1"))
    assert (form.provinces, form.rows) == (8, 1)


@pytest.mark.usefixtures("db_rollback")
async def test_a_base_below_zero_is_told_once_and_on_the_field_that_causes_it() -> None:
    async with browser() as visitor:
        page = await simulate(
            visitor, head_office="MI", p0_province="MI", p0_dependants="10", p0_disabled_full="12"
        )
    assert page.status == 422
    assert "la base risulterebbe negativa" in page
    assert "Compila" not in page
    assert "superano i dipendenti che non hanno una disabilità" not in page
