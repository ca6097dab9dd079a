"""People opened from a file: each row goes through the same form as one opened by hand; all rows or none."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from portal.candidates.cases.actions import ALREADY_FOLLOWED, open_file
from portal.candidates.cases.forms import NewFileForm
from portal.candidates.cases.import_columns import Told, told
from portal.candidates.cases.vocabulary import TRACK_LABELS, Track
from portal.candidates.people import actions as people
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


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A line of the file: the form of who is opened, and what else it tells of her."""

    line: int
    form: NewFileForm
    told: Told


def checked(rows: list[Row], *, sample_data: bool) -> tuple[list[ReadRow], list[RowProblem]]:
    """The rows as they were read, and everything that is wrong with them, row by row."""
    found: list[ReadRow] = []
    problems: list[RowProblem] = []
    seen: dict[str, int] = {}
    for line, cells in rows:
        typed = {COLUMNS[heading]: cell for heading, cell in cells.items() if heading in COLUMNS}
        more = told(cells)
        typed["preferred_contact"] = more.preferred_contact
        track = typed["track"].casefold()
        typed["track"] = _TRACKS.get(track, track or Track.PLACEMENT.value)
        form = NewFileForm.bind(FormInput.of(**typed))
        form.read_tax_code(sample_data=sample_data)
        code = form.values.get("tax_code")
        if code and code in seen:
            form.fail("tax_code", f"È lo stesso codice fiscale della riga {seen[code]}. Tieni una riga sola.")
        elif code:
            seen[code] = line
        found.append(ReadRow(line, form, more))
        problems += [
            RowProblem(line, _HEADING.get(error.field or "", "Riga"), error.message) for error in form.errors
        ]
        problems += [RowProblem(line, heading, sentence) for heading, sentence in more.problems]
    return found, problems


async def open_all(rows: list[ReadRow], *, once: UUID, by: Viewer, sintetico: bool) -> list[RowProblem]:
    """Opens every file in one transaction; pressed twice, each is opened once. Answers what refused them all."""
    if not rows:
        return []
    row = rows[0]
    try:
        async with db.unit_of_work():
            for row in rows:
                id = uuid5(once, str(row.line))
                if await db.fetchval("SELECT count(*) FROM person WHERE id = $1", id):
                    continue
                await open_file(
                    id=id,
                    contact=row.form.contact(),
                    track=Track(row.form["track"]),
                    on=row.form["opened_on"],
                    by=by,
                    sintetico=sintetico,
                )
                await _tell(id, row.told, by)
    except Refused as refusal:
        problem = RowProblem(row.line, _HEADING.get(refusal.field or "", "Riga"), refusal.sentence)
        if refusal.sentence == ALREADY_FOLLOWED:
            await _tell_her_counsellor(row.form, by, sintetico=sintetico)
        return [problem]
    return []


async def _tell(person_id: UUID, more: Told, by: Viewer) -> None:
    for code, years in more.experiences.items():
        await people.add_experience(
            id=new_id(), person_id=person_id, profession_code=code, years=years, by=by
        )
    if more.skills:
        await people.set_skills(person_id, more.skills, by=by)
    if more.languages:
        await people.set_languages(person_id, more.languages, by=by)
    if more.available is not None:
        await people.set_availability(person_id, more.available, version=None, by=by)


async def _tell_her_counsellor(form: NewFileForm, by: Viewer, *, sintetico: bool) -> None:
    """The notice went with the transaction that was undone: asked again alone, it stays."""
    try:
        await open_file(id=new_id(), contact=form.contact(), on=form["opened_on"], by=by, sintetico=sintetico)
    except Refused:
        return
