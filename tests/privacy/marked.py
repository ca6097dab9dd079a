"""A person with something in every part of her file, a word of its own planted in each of her personal columns.

A word that is met again tells which column it came from. Before her consent: companies see her card, one of them has
asked to meet whoever it is, and she has been asked.
"""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import asyncpg
import msgspec

from portal.candidates.documents import actions as documents
from portal.candidates.documents.actions import Paper
from portal.candidates.documents.vocabulary import DocumentKind
from portal.candidates.drafts import actions as drafts
from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.fairness import actions as fairness
from portal.candidates.fairness.queries import Attributes
from portal.candidates.fairness.vocabulary import Citizenship, DisabilityMacroType, Sex
from portal.candidates.people import actions as people
from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.personal_data import COLUMNS as CANDIDATES
from portal.candidates.phases import actions as phases
from portal.candidates.phases import moves
from portal.candidates.phases.vocabulary import InterviewKind
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.codes import card_code
from portal.candidates.profiles.texts import actions as texts
from portal.candidates.profiles.vocabulary import CARD_FIELDS
from portal.candidates.projects import actions as projects
from portal.candidates.projects import agreeing
from portal.foundation import clock, crypto, db
from portal.foundation.access import AREA
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM, Viewer
from portal.matching.actions import asking, opening
from portal.privacy.actions import links, requesting
from portal.privacy.queries import graph
from portal.privacy.vocabulary import Channel, RequestKind
from portal.reference.free_text import phrases
from tests.candidates import builders
from tests.candidates.builders import LOMBARDIA
from tests.journeys.every_page import Route, World, get_routes
from tests.printed import text_of
from tests.web import Browser, Page, browser

SLICES = ("candidates", "matching", "tutoring", "privacy")

SHOWN = {"card.text_sealed", "card.text_words", *(f"card.{name}" for name in CARD_FIELDS)}
"""What the card itself is made of."""

OTHER_KEY = {"card_history.text_sealed": "profile"}
"""Columns sealed for another row than their own."""

FREE = {"person.first_name", "person.last_name", "person.email", "person.phone"}
"""Of the plain columns, those that hold words of anybody's choice; the others hold codes and days."""

OWN = {name.split(".")[0] for name in CANDIDATES}
"""Tables of her file; codes of a proposal are the company's business too."""

_WORD = re.compile(r"zv(\d{3})orrq", re.IGNORECASE)


@dataclass
class Marked:
    """``columns``: by the number in the word, where it was planted. ``values``: addresses of her pages."""

    told: World
    person_id: UUID
    proposal_id: UUID
    card_id: UUID
    values: dict[str, str]
    columns: dict[int, str] = field(default_factory=dict)

    def word(self, column: str) -> str:
        number = len(self.columns) + 1
        self.columns[number] = column
        return f"Zv{number:03d}orrq"

    def met(self, text: str) -> set[str]:
        """The columns whose words stand in a text."""
        return {self.columns[int(number)] for number in _WORD.findall(text)}

    def address(self, route: Route) -> str:
        return self.told.address(route, None if set(route.parameters) <= {"token"} else self._of(route))

    def _of(self, route: Route) -> dict[str, str]:
        """Her records, else those of the world; what neither knows is for ``test_every_route`` to say."""
        own = defaultdict(lambda: str(self.person_id), {**self.told.values, **self.values})
        if route.path in self.told.of_page and route.parameters[-1] not in own:
            own[route.parameters[-1]] = self.told.of_page[route.path]
        return own


async def marked(told: World) -> Marked:
    """She, with everything, and nothing planted yet."""
    counsellor = await told.owner(Role.JOB_COUNSELLOR)
    recruiter = await told.owner(Role.COMPANY_RECRUITER)
    person_id = await _with_everything(counsellor)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    # what companies read once is hers to read for ever
    await texts.write(person_id, phrases.entries()[-1].text, by=counsellor)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    card_id = await db.fetchval(
        "SELECT c.id FROM card c JOIN profile p ON p.id = c.profile WHERE p.person = $1", person_id
    )
    assert recruiter.organisation_id is not None
    code = card_code(card_id, recruiter.organisation_id, clock.today())
    proposal_id = await opening.request_contact(
        id=new_id(),
        code=code,
        vacancy_id=UUID(told.values["vacancy_id"]),
        words="Ci interessa.",
        by=recruiter,
    )
    await asking.put_to_person(proposal_id, reader_ids=None, by=counsellor)
    values = {"person_id": person_id, "proposal_id": proposal_id, "code": code}
    for name, table in (
        ("assessment_id", "assessment"), ("experience_id", "experience"), ("document_id", "document"),
        ("text_id", "profile_text"), ("request_id", "data_request"),
    ):  # fmt: skip
        values[name] = await db.fetchval(f"SELECT id FROM {table} WHERE person = $1 LIMIT 1", person_id)
    return Marked(told, person_id, proposal_id, card_id, {name: str(value) for name, value in values.items()})


async def _with_everything(by: Viewer) -> UUID:
    person_id = await builders.waiting_profile(
        by, birth=date(1931, 7, 19), tax_code="BRMNVS31L59Z000U", preferred_contact="phone"
    )
    await builders.consent(person_id, ConsentKind.PROPOSALS, by)
    await builders.eligible(person_id, by)
    await people.set_conditions(person_id, accommodations=["T2"], by=by)
    await people.set_languages(person_id, {"it": 3, "uk": 6}, by=by)
    await fairness.record(
        person_id, Attributes(Sex.FEMALE, Citizenship.NON_EU, DisabilityMacroType.PSYCHIC), by=by
    )
    said = dict.fromkeys(("wishes", "facts", "resources", "difficulties"), "Parole.")
    for kind in (InterviewKind.MOTIVATION, InterviewKind.LEGAL):
        await phases.record_interview(
            id=new_id(), person_id=person_id, talk=builders.talk(kind, **said), by=by
        )
    await builders.signed_synthesis(person_id, by)
    await builders.assessment_of(person_id, by)
    paper = Paper(DocumentKind.CURRICULUM, "cv.pdf", b"%PDF-1.4\n%%EOF\n", None)
    await documents.add(id=new_id(), person_id=person_id, paper=paper, by=by)
    await projects.write(id=new_id(), person_id=person_id, content=builders.content(), by=by)
    await agreeing.put_to_agreement(person_id, by=by)
    await moves.ask_extension(id=new_id(), person_id=person_id, months=3, reason="Serve tempo.", by=by)
    await texts.write(person_id, "Lavora con cura e precisione.", by=by)
    await drafts.keep(person_id, DraftForm.INTERVIEW, {"facts": ["Una bozza."]}, by=by)
    await requesting.ask(id=new_id(), person_id=person_id, kind=RequestKind.ACCESS, words="Vorrei una copia.")
    return person_id


# --- planting ------------------------------------------------------------------------------------------------


async def plant(her: Marked, *, by_force: bool) -> set[str]:
    """Answers the columns that took a word.

    By force: also where codes, lists and documents stand, so that a page that so much as reads them breaks. Else
    only where somebody writes words, so that the pages of whoever may read them go on.
    """
    planted = set()
    for table, keys in (await graph.rows_of(her.person_id)).items():
        key = next((one.key for one in await graph.references() if one.child == table), "id")
        for name in sorted(personal_columns()):
            if name.split(".")[0] == table and name not in SHOWN:
                column = name.split(".")[1]
                kind = await _kind(table, column)
                if kind == "bytea" and column.endswith("_sealed"):
                    done = await _seal(her, table, column, key, keys, by_force=by_force)
                elif kind in ("text", "ARRAY") and (name in FREE or (by_force and table in OWN)):
                    done = await _write(her, table, column, key, keys, kind)
                else:
                    done = False
                if done:
                    planted.add(name)
    return planted


def personal_columns() -> set[str]:
    found: set[str] = set()
    for name in SLICES:
        found |= set(importlib.import_module(f"portal.{name}.personal_data").COLUMNS)
    return found


async def _kind(table: str, column: str) -> str | None:
    found: str | None = await db.fetchval(
        "SELECT data_type FROM information_schema.columns WHERE table_name = $1 AND column_name = $2",
        table,
        column,
    )
    return found


async def _write(her: Marked, table: str, column: str, key: str, keys: Iterable[object], kind: str) -> bool:
    """False for a column of codes, which the database holds to its list."""
    word = her.word(f"{table}.{column}")
    if column == "email":
        word += "@persone.example"
    try:
        async with db.unit_of_work():
            await db.execute(
                f'UPDATE "{table}" SET "{column}" = $2 WHERE "{key}" = ANY($1)',
                list(keys),
                [word] if kind == "ARRAY" else word,
            )
    except (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError):
        return False
    return True


async def _seal(
    her: Marked, table: str, column: str, key: str, keys: Iterable[object], *, by_force: bool
) -> bool:
    row_key = OTHER_KEY.get(f"{table}.{column}", "id")
    rows = await db.fetch(
        f'SELECT "{key}" AS key, "{row_key}" AS place, "{column}" AS value FROM "{table}" WHERE "{key}" = ANY($1)',
        list(keys),
    )
    words = [row for row in rows if by_force or _is_words(row["value"], table, column, row["place"])]
    if not words:
        return False
    word = her.word(f"{table}.{column}")
    for row in words:
        said = f'["{word}"]' if by_force else word
        sealed = crypto.seal(said, table=table, column=column, row=row["place"])
        try:
            async with db.unit_of_work():
                await db.execute(
                    f'UPDATE "{table}" SET "{column}" = $2 WHERE "{key}" = $1', row["key"], sealed
                )
        except asyncpg.CheckViolationError:
            return False
    return True


def _is_words(value: bytes | None, table: str, column: str, place: UUID) -> bool:
    """Whether somebody wrote them; a document or a day is left as it is."""
    if value is None:
        return False
    said = crypto.open_(value, table=table, column=column, row=place)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", said):
        return False
    try:
        msgspec.json.decode(said)
    except msgspec.DecodeError:
        return True
    return False


# --- reading -------------------------------------------------------------------------------------------------


@asynccontextmanager
async def as_(viewer: Viewer | None) -> AsyncIterator[Browser]:
    async with browser() as one:
        if viewer is not None:
            await one.sign_in_as(viewer.account_id, viewer.organisation_id)
        yield one


def words_of(page: Page) -> str:
    """All that an answer says: its page, its file, its headers."""
    content, headers = page.response.content, str(dict(page.response.headers))
    if content.startswith(b"%PDF"):
        return headers + text_of(content)
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return headers + "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return headers + content.decode("utf-8", "replace")


async def read_by_herself(her: Marked) -> set[str]:
    """What she meets in her own area: pages, the files of her data."""
    found: set[str] = set()
    counsellor = await her.told.owner(Role.JOB_COUNSELLOR)
    link = (await links.make_link(her.person_id, Channel.BY_HAND, by=counsellor)).rsplit("/", 1)[-1]
    async with browser() as one:
        await one.get(f"/my-area/enter/{link}")
        await one.press(f"/my-area/enter/{link}")
        for route in get_routes():
            if route.access == AREA:
                found |= her.met(words_of(await one.get(her.address(route))))
    return found


async def read_by(her: Marked, viewer: Viewer | None, *, fragments: bool = False) -> dict[str, set[str]]:
    """Every page that lets the viewer in, asked for her records: by address the columns whose words it shows."""
    found = {}
    async with as_(viewer) as one:
        for route in get_routes():
            if not route.access.lets_in(viewer):
                continue
            for fragment in (False, True) if fragments else (False,):
                page = await one.get(her.address(route), fragment=fragment, follow=False)
                if met := her.met(words_of(page)):
                    found[f"{route.path}{' fragment' if fragment else ''}"] = met
    return found
