"""Texts from a file, CSV or XLSX: every row through the gate, all or nothing, each problem at its row.

The problems quote what was written, for who sent the file and for nobody else: nothing of them is stored.
"""

from dataclasses import dataclass, field
from uuid import UUID

from portal.candidates.people.actions import tax_code_index
from portal.candidates.people.ranking import followed_by
from portal.candidates.profiles.texts import actions
from portal.foundation import db
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.reference.official.files import Line, read_lines
from portal.reference.text import words

WHO, TEXT = "Codice fiscale o e-mail", "Testo"
HEADER = (WHO, TEXT)
TEMPLATE = f"{WHO};{TEXT}\r\n".encode("utf-8-sig")
MOST_ROWS = 1000
MOST_BYTES = 1_000_000

NOBODY = "Tra le persone che segui nessuna ha questo codice o questa e-mail."
TWICE = "Questa persona è già in una riga sopra."

_WHO_WORDS = frozenset({"codice", "fiscale", "cf", "mail", "email", "posta"})
_TEXT_WORDS = frozenset({"testo", "presentazione", "descrizione"})


@dataclass(frozen=True, slots=True)
class Problem:
    """``row`` as a person counts them, the header being the first."""

    row: int
    sentence: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Imported:
    rows: int
    problems: tuple[Problem, ...] = ()


class _Undone(Exception):
    """Some rows were refused: none is kept."""


async def import_texts(content: bytes, *, by: Viewer) -> Imported:
    """Raises Refused where the file as a whole cannot be read."""
    if len(content) > MOST_BYTES:
        raise Refused("Il file supera 1 MB. Dividilo in più file.", field="file")
    try:
        header, *lines = read_lines(content)
    except Refused as problem:
        raise Refused(problem.sentence, field="file") from None
    if len(lines) > MOST_ROWS:
        raise Refused(f"Il file ha più di {MOST_ROWS} righe. Dividilo in più file.", field="file")
    who, text = _column(header, _WHO_WORDS, WHO), _column(header, _TEXT_WORDS, TEXT)
    people = await _people(by)
    problems: list[Problem] = []
    seen: set[UUID] = set()
    refused: list[tuple[UUID, str]] = []
    try:
        async with db.unit_of_work():
            for line in lines:
                person_id = people.get(_key(_cell(line, who)))
                if person_id is None:
                    problems.append(
                        Problem(
                            line.number, "Tra le persone che segui nessuna ha questo codice o questa e-mail."
                        )
                    )
                elif person_id in seen:
                    problems.append(Problem(line.number, TWICE))
                else:
                    seen.add(person_id)
                    found = await _write(person_id, _cell(line, text), by)
                    problems += [Problem(line.number, sentence) for sentence in found]
                    if found:
                        refused.append((person_id, _cell(line, text)))
            if problems:
                raise _Undone
    except _Undone:
        await _remember(refused, by)
    return Imported(len(lines), tuple(problems))


async def _write(person_id: UUID, text: str, by: Viewer) -> list[str]:
    """What is wrong with the row; nothing when its text was kept."""
    if not text.strip():
        return ["Il testo è vuoto: togli la riga."]
    try:
        verdict = await actions.write(person_id, text, by=by)
    except Refused as problem:
        return [problem.sentence]
    return [finding.sentence for finding in verdict.findings] if verdict.is_refused else []


async def _remember(refused: list[tuple[UUID, str]], by: Viewer) -> None:
    """Nothing of the file is kept but that a rule fired on somebody's text."""
    for person_id, text in refused:
        await actions.note_fired(person_id, text, by=by)


def _column(header: Line, names: frozenset[str], label: str) -> int:
    for place, cell in enumerate(header.cells):
        if names & set(words(str(cell))):
            return place
    raise Refused(f"Manca la colonna «{label}». Scarica il modello e usa quello.", field="file")


def _cell(line: Line, place: int) -> str:
    return str(line.cells[place]).strip() if place < len(line.cells) else ""


def _key(typed: str) -> bytes | str:
    return typed.lower() if "@" in typed else tax_code_index(typed.replace(" ", ""))


async def _people(by: Viewer) -> dict[bytes | str, UUID]:
    """Whom the viewer follows, by the index of the tax code and by mail; an address of two people is nobody's."""
    rows = await db.fetch(
        "SELECT id, tax_code_index, lower(email) AS email FROM person WHERE id = ANY($1)",
        await followed_by(by),
    )
    found: dict[bytes | str, UUID] = {
        row["tax_code_index"]: row["id"] for row in rows if row["tax_code_index"]
    }
    addresses = [row["email"] for row in rows if row["email"]]
    found.update(
        (row["email"], row["id"]) for row in rows if row["email"] and addresses.count(row["email"]) == 1
    )
    return found
