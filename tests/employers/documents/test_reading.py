"""Documents: read to their types, or refused with everything that is wrong with them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import pytest
from msgspec import Meta, field

from portal.employers.obligations.documents.document import Document, Fault, check
from portal.employers.obligations.documents.fields import Count, Hours, ProvinceCode, minutes
from portal.employers.obligations.documents.problems import Problem, WrongDocument
from portal.employers.obligations.documents.reading import Form, read, read_many
from portal.employers.obligations.documents.repeated_keys import has_repeated_keys
from portal.employers.obligations.documents.schema import schema


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Row(Document, frozen=True):
    people: Count
    hours: Hours
    full_time: Hours = 40

    @check
    def within_full_time(self) -> Iterator[Fault]:
        if minutes(self.hours) > minutes(self.full_time):
            yield Fault(("hours",), "Le ore superano il tempo pieno.")


class Sheet(Document, frozen=True):
    province: ProvinceCode
    on: Annotated[date, Meta(description="Giorno del conto.")]
    rows: Annotated[list[Row], Meta(max_length=3)] = field(default_factory=list)
    colour: Colour | None = None
    share: Decimal = Decimal(1)
    sure: bool = False
    inner: Row | None = None

    @check
    def rows_differ(self) -> Iterator[Fault]:
        people = [row.people for row in self.rows]
        for index, one in enumerate(people):
            if one in people[:index]:
                yield Fault(("rows", index, "people"), "C’è già.")


def problems(raw: str | bytes, *, many: bool = False) -> list[Problem]:
    content = raw.encode() if isinstance(raw, str) else raw
    with pytest.raises(WrongDocument) as wrong:
        read_many(content, Sheet) if many else read(content, Sheet)
    return list(wrong.value.problems)


def paths(raw: str, *, many: bool = False) -> list[str]:
    return [problem.path for problem in problems(raw, many=many)]


def test_a_right_document_is_read_to_its_types() -> None:
    sheet = read(
        b'{"province":"MI","on":"2026-03-01","rows":[{"people":2,"hours":"37:30"}],"share":0.1,"colour":"red"}',
        Sheet,
    )
    assert sheet == Sheet(
        province="MI",
        on=date(2026, 3, 1),
        rows=[Row(people=2, hours="37:30")],
        share=Decimal("0.1"),
        colour=Colour.RED,
    )


def test_every_problem_comes_at_once_in_the_order_of_the_document() -> None:
    found = problems(
        '{"province":"XX","on":"2026-02-30","rows":[{"people":-1,"hours":"45:00"},{"hours":40,"peopel":1}],'
        '"colour":"green","share":"much","sure":1,"other":[1]}'
    )
    assert [(one.path, one.value) for one in found] == [
        ("/province", "XX"),
        ("/on", "2026-02-30"),
        ("/rows/0/people", -1),
        ("/rows/0/hours", "45:00"),
        ("/rows/1/people", None),
        ("/rows/1/peopel", 1),
        ("/colour", "green"),
        ("/share", "much"),
        ("/sure", 1),
        ("/other", [1]),
    ]
    reasons = {one.path: one.reason for one in found}
    assert reasons["/province"] == "La provincia «XX» non esiste. Scrivi la sigla di due lettere, come MI."
    assert reasons["/on"] == "Scrivi una data che esiste, come 2026-11-22."
    assert reasons["/rows/0/people"] == "Scrivi un numero intero da 0 a 999999."
    assert reasons["/rows/0/hours"] == "Le ore superano il tempo pieno."
    assert reasons["/rows/1/people"] == "Manca il campo «people»: numero di persone."
    assert reasons["/rows/1/peopel"] == "Il campo «peopel» non esiste. Forse volevi «people»."
    assert reasons["/colour"] == "Valore non previsto. Valori possibili: red, blue."


def test_a_check_between_fields_is_made_though_others_are_wrong() -> None:
    assert paths(
        '{"province":7,"on":"2026-01-01","rows":[{"people":1,"hours":20},{"people":1,"hours":20}]}'
    ) == ["/province", "/rows/1/people"]


def test_a_check_that_needs_a_wrong_field_is_left_out() -> None:
    assert paths('{"province":"MI","on":"2026-01-01","inner":{"people":1,"hours":"x"}}') == ["/inner/hours"]


def test_a_part_and_a_code_are_checked_when_the_shape_is_right() -> None:
    assert paths('{"province":"ZZ","on":"2026-01-01","inner":{"people":1,"hours":41}}') == [
        "/province",
        "/inner/hours",
    ]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "Il documento è vuoto."),
        (b" \n ", "Il documento è vuoto."),
        (b'{"province":', "Il documento non è JSON valido: controlla virgole, virgolette e parentesi."),
        (b'{"province":"\xff"}', "Il documento non è testo UTF-8."),
        (b"[" * 100_000, "Il documento ha troppi livelli uno dentro l’altro."),
        (b"7", "Scrivi un oggetto, fra parentesi graffe."),
    ],
)
def test_what_is_no_document_is_told_in_one_sentence(raw: bytes, reason: str) -> None:
    assert [(one.path, one.reason) for one in problems(raw)] == [("", reason)]


@pytest.mark.parametrize("hours", ['"168:01"', '"0:00"', "0", "169", "37.5", '"37,30"', "true", "null"])
def test_hours_that_no_week_has_are_refused(hours: str) -> None:
    assert paths(f'{{"province":"MI","on":"2026-01-01","inner":{{"people":1,"hours":{hours}}}}}') == [
        "/inner/hours"
    ]


def test_true_is_not_a_number_and_one_is_not_true() -> None:
    assert paths(
        '{"province":"MI","on":"2026-01-01","sure":1,"inner":{"people":true,"hours":20}}',
    ) == ["/sure", "/inner/people"]


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        ('{"province":"MI","on":"2026-01-01"}\n', Form.ONE),
        ('{\n"province":"MI",\n"on":"2026-01-01"}', Form.ONE),
        ('[{"province":"MI","on":"2026-01-01"}]', Form.ARRAY),
        ("\n[]", Form.ARRAY),
        ('{"province":"MI","on":"2026-01-01"}\n\n{"province":"BG","on":"2026-01-01"}\n', Form.LINES),
    ],
)
def test_one_an_array_or_one_a_line(raw: str, form: Form) -> None:
    batch = read_many(raw.encode(), Sheet)
    assert batch.form is form
    assert [sheet.province for sheet in batch.documents] == {
        Form.ONE: ["MI"],
        Form.LINES: ["MI", "BG"],
        Form.ARRAY: ["MI"] if "MI" in raw else [],
    }[form]


def test_in_an_array_the_path_begins_with_the_index() -> None:
    right = '{"province":"MI","on":"2026-01-01"}'
    assert paths(f'[{right},{{"province":"MI"}},{right},7]', many=True) == ["/1/on", "/3"]


def test_in_lines_every_wrong_line_is_told() -> None:
    right = '{"province":"MI","on":"2026-01-01"}'
    assert paths(f'{right}\n{{"province":\n{right}\n{{"on":1}}', many=True) == ["/1", "/3/province", "/3/on"]


def test_lines_with_a_broken_first_line_are_still_lines() -> None:
    right = '{"province":"MI","on":"2026-01-01"}'
    assert paths(f'{{"province"=1}}\n{right}', many=True) == ["/0"]


TWICE = '{"province": "MI", "on": "2026-01-01", "rows": [{"people": 1, "people": 2, "hours": 20}], "on": "2026-02-01"}'


def test_a_key_written_twice_is_told_at_its_path() -> None:
    with pytest.raises(WrongDocument) as wrong:
        read(TWICE.encode(), Sheet)
    assert [(one.path, one.value) for one in wrong.value.problems] == [
        ("/on", "2026-02-01"),
        ("/rows/0/people", 2),
    ]
    assert wrong.value.problems[0].reason == "Il campo «on» c’è più di una volta: lascia un valore solo."


@pytest.mark.parametrize("form", [Form.ARRAY, Form.LINES])
def test_a_key_written_twice_is_told_beside_other_errors_in_many_documents(form: Form) -> None:
    rows = [
        '{"province": "MI", "on": "2026-01-01"}',
        TWICE,
        '{"province": "XX", "on": "2026-01-01", "on": "x"}',
    ]
    raw = ("[" + ",".join(rows) + "]" if form is Form.ARRAY else "\n".join(rows)).encode()
    with pytest.raises(WrongDocument) as wrong:
        read_many(raw, Sheet, form=form, start=7)
    paths = {one.path for one in wrong.value.problems}
    assert paths == {"/8/on", "/8/rows/0/people", "/9/province", "/9/on"}


@pytest.mark.parametrize(
    ("raw", "twice"),
    [
        (r'{"a": 1, "a": 2}', True),
        (r'{"a" : 1, "b" : {"c": "x:y"}}', False),
        (r'{"a": 1, "a": 2, "b" : 3}', True),
        (r'{"a": 1, "\u0061": 2}', True),
        (r'{"a": "\u003a", "b": 1}', False),
        (r'{"a": "q\":", "b": 1}', False),
        (r'{"a": "q\":", "a": 1}', True),
        (r'[{"a": 1}, {"a": 1}]', False),
        (r'[{"a": {"b": 1, "b": 1}}]', True),
    ],
)
def test_a_key_is_twice_however_it_is_written(raw: str, twice: bool) -> None:
    assert has_repeated_keys(raw.encode()) is twice
    if raw.startswith("{"):
        assert has_repeated_keys(f'{{"a": 1}}\n\n{raw}\n'.encode(), lines=True) is twice


def test_a_long_value_is_told_back_cut() -> None:
    (problem,) = problems('{"province":"' + "M" * 5000 + '","on":"2026-01-01"}')
    assert problem.value == "M" * 200 + "…"
    assert len(problem.reason) < 120


def test_too_many_rows_are_refused_and_still_read() -> None:
    row = '{"people":%d,"hours":20}'
    raw = '{"province":"MI","on":"2026-01-01","rows":[' + ",".join(row % n for n in (1, 2, 3, -4)) + "]}"
    assert paths(raw) == ["/rows", "/rows/3/people"]


def test_the_schema_holds_fields_bounds_and_words() -> None:
    made = schema(Sheet, title="Foglio", many=True)
    assert made["anyOf"] == [{"$ref": "#/$defs/Sheet"}, {"type": "array", "items": {"$ref": "#/$defs/Sheet"}}]
    sheet = made["$defs"]["Sheet"]
    assert sheet["additionalProperties"] is False
    assert sheet["required"] == ["province", "on"]
    assert "MI" in sheet["properties"]["province"]["enum"]
    assert sheet["properties"]["on"] == {
        "type": "string",
        "format": "date",
        "description": "Giorno del conto.",
    }
    assert "description" not in made["$defs"]["Row"]
