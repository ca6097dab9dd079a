"""People opened from a file: each row goes through the same form as one opened by hand; all rows or none."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from portal.candidates.cases.actions import ALREADY_FOLLOWED, open_file
from portal.candidates.cases.forms import NewFileForm
from portal.candidates.cases.vocabulary import TRACK_LABELS, Track
from portal.foundation import db
from portal.foundation.ids import new_id
from portal.foundation.spreadsheets import Row
from portal.foundation.web.forms import FormInput
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

MOST_ROWS = 300
MOST_BYTES = 2_000_000
COLUMNS: dict[str, str] = {
    # heading: field of the form
    "Cognome": "last_name",
    "Nome": "first_name",
    "Comune": "comune",
    "Telefono": "phone",
    "E-mail": "email",
    "Codice fiscale": "tax_code",
    "Data di nascita": "birth",
    "Percorso": "track",
    "Primo contatto": "opened_on",
}
_HEADING = {field: heading for heading, field in COLUMNS.items()}
_TRACKS = {label.casefold(): track.value for track, label in TRACK_LABELS.items()}


@dataclass(frozen=True, slots=True)
class RowProblem:
    line: int
    heading: str
    sentence: str


def checked(rows: list[Row], *, sample_data: bool) -> tuple[list[tuple[int, NewFileForm]], list[RowProblem]]:
    """The forms of the rows, and everything that is wrong with them, row by row."""
    forms: list[tuple[int, NewFileForm]] = []
    problems: list[RowProblem] = []
    seen: dict[str, int] = {}
    for line, cells in rows:
        typed = {COLUMNS[heading]: cell for heading, cell in cells.items()}
        track = typed["track"].casefold()
        typed["track"] = _TRACKS.get(track, track or Track.PLACEMENT.value)
        form = NewFileForm.bind(FormInput.of(**typed))
        form.read_tax_code(sample_data=sample_data)
        code = form.values.get("tax_code")
        if code and code in seen:
            form.fail("tax_code", f"È lo stesso codice fiscale della riga {seen[code]}. Tieni una riga sola.")
        elif code:
            seen[code] = line
        forms.append((line, form))
        problems += [
            RowProblem(line, _HEADING.get(error.field or "", "Riga"), error.message) for error in form.errors
        ]
    return forms, problems


async def open_all(
    forms: list[tuple[int, NewFileForm]], *, once: UUID, by: Viewer, sintetico: bool
) -> list[RowProblem]:
    """Opens every file in one transaction; pressed twice, each is opened once. Answers what refused them all."""
    line = 0
    try:
        async with db.unit_of_work():
            for line, form in forms:
                await open_file(
                    id=uuid5(once, str(line)),
                    contact=form.contact(),
                    track=Track(form["track"]),
                    on=form["opened_on"],
                    by=by,
                    sintetico=sintetico,
                )
    except Refused as refusal:
        problem = RowProblem(line, _HEADING.get(refusal.field or "", "Riga"), refusal.sentence)
        if refusal.sentence == ALREADY_FOLLOWED:
            await _tell_her_counsellor(dict(forms)[line], by, sintetico=sintetico)
        return [problem]
    return []


async def _tell_her_counsellor(form: NewFileForm, by: Viewer, *, sintetico: bool) -> None:
    """The notice went with the transaction that was undone: asked again alone, it stays."""
    try:
        await open_file(id=new_id(), contact=form.contact(), on=form["opened_on"], by=by, sintetico=sintetico)
    except Refused:
        return
