"""Uploading a workforce file, and saying which of its columns is which of ours."""

from collections.abc import Mapping, Sequence

from portal.employers.companies.workforce_cells import folded
from portal.employers.companies.workforce_columns import BY_HEADER, COLUMNS
from portal.employers.companies.workforce_matching import LEFT_OUT, guess
from portal.foundation.web.forms import Choice, Form, Once, Upload


class WorkforceFileForm(Form):
    file = Upload("File dell’organico o prospetto", max_bytes=10_000_000, suffixes=(".csv", ".xlsx", ".xml"))
    once = Once()


_CHOICES = [(column.field, column.header) for column in COLUMNS]


def name_of(position: int) -> str:
    return f"column{position}"


def matching_form(header: Sequence[str]) -> type[Form]:
    """A form with one question for each column of the file."""
    questions = {
        name_of(position): Choice(
            name or f"Colonna {position + 1}, senza nome", choices=_CHOICES, required=False
        )
        for position, name in enumerate(header)
    }
    return type("MatchingForm", (Form,), questions)


def guesses(header: Sequence[str], said: Mapping[str, str]) -> dict[str, str]:
    """What each column most likely is, for a form nobody has answered yet; each field at most once."""
    taken: set[str] = set()
    found: dict[str, str] = {}
    for position, name in enumerate(header):
        key = folded(name)
        known = said.get(key) or (BY_HEADER[key].field if key in BY_HEADER else guess(name))
        if known != LEFT_OUT and known not in taken:
            taken.add(known)
            found[name_of(position)] = known
    return found
