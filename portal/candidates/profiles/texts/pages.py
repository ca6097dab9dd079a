"""What the pages of the text receive."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from portal.candidates.cases.parameters import figure
from portal.candidates.people.reading import OpenFile
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.texts import queries, rules
from portal.candidates.profiles.texts.importing import Problem
from portal.candidates.profiles.texts.queries import TextRow, TextToRead
from portal.candidates.profiles.texts.vocabulary import (
    MOST_CHARACTERS,
    SEND_BACK_LABELS,
    TEXT_STATE_LABELS,
    TextState,
)
from portal.foundation import clock
from portal.foundation.web.italian import date_it
from portal.reference import regions
from portal.reference.free_text import judge, phrases

SENTENCES: dict[TextState, str] = {
    TextState.CLEAR: "Il testo è pronto: esce con la scheda.",
    TextState.TO_SEND: "Prima di uscire il testo va letto da un collega.",
    TextState.TO_READ: "Un collega lo sta leggendo. Se lo cambi, lo leggerà da capo.",
    TextState.APPROVED: "Un collega ha approvato il testo: esce con la scheda.",
    TextState.SENT_BACK: "Un collega ha chiesto di riscriverlo.",
}


@dataclass(frozen=True, slots=True)
class PhraseGroup:
    label: str
    phrases: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    file: OpenFile
    state: TextState
    label: str
    sentence: str | None
    text: str | None
    to_explain: tuple[str, ...]
    """What the gate found in the text as it stands: only words that are unknown."""
    sent_back: str | None
    small: bool
    region: str
    least: int
    groups: tuple[PhraseGroup, ...]

    @property
    def may_ask(self) -> bool:
        return self.state is TextState.TO_SEND

    @property
    def there(self) -> bool:
        return self.text is not None

    @property
    def initial(self) -> dict[str, Any]:
        """What the form holds when it is opened."""
        if self.text is None:
            return {}
        if self.small:
            return {"phrases": list(phrases.codes_of(self.text) or ())}
        return {"text": self.text}


def _groups() -> tuple[PhraseGroup, ...]:
    return tuple(
        PhraseGroup(label, tuple((one.code, one.text) for one in some))
        for label, some in groupby(phrases.entries(), key=lambda one: one.group)
    )


async def text_page(file: OpenFile) -> TextPage:
    row = await queries.text_of(file.person_id)
    scope = await profiles.region_of(file.person_id)
    least = figure("profile.text_people", clock.today())
    state = row.state if row is not None else TextState.REMOVED
    return TextPage(
        file,
        state,
        TEXT_STATE_LABELS[state],
        SENTENCES.get(state),
        row.text if row is not None else None,
        _sentences(row),
        await _sent_back(row),
        rules.only_phrases(await queries.people_in(scope), least),
        regions.name(scope),
        least,
        _groups(),
    )


def _sentences(row: TextRow | None) -> tuple[str, ...]:
    if row is None or row.text is None or row.state in (TextState.CLEAR, TextState.APPROVED):
        return ()
    return tuple(finding.sentence for finding in judge(row.text, most=MOST_CHARACTERS).findings)


async def _sent_back(row: TextRow | None) -> str | None:
    if row is None or row.state is not TextState.SENT_BACK:
        return None
    last = await queries.last_reading(row.id)
    return SEND_BACK_LABELS[last.why] if last is not None and last.why is not None else None


@dataclass(frozen=True, slots=True)
class WaitingText:
    href: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    texts: tuple[WaitingText, ...]


def queue_page(waiting: list[TextToRead]) -> QueuePage:
    return QueuePage(
        tuple(
            WaitingText(f"/profile-texts/{one.id}", f"Testo {place}", f"Aspetta dal {_day(one.asked_at)}")
            for place, one in enumerate(waiting, 1)
        )
    )


def _day(moment: datetime) -> str:
    return date_it(clock.in_rome(moment).date())


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """Whose text it is stands nowhere: it is judged for what it says to a stranger."""

    id: UUID
    text: str
    to_look_at: tuple[str, ...]
    rule_fired_before: bool
    asked: str
    version: int

    @property
    def url(self) -> str:
        return f"/profile-texts/{self.id}/reading"


def reading_page(row: TextRow) -> ReadingPage:
    text = row.text or ""
    findings = judge(text, most=MOST_CHARACTERS).findings
    told = tuple(f"Guarda bene: {', '.join(f'«{word}»' for word in finding.words)}." for finding in findings)
    asked = _day(row.asked_at) if row.asked_at else ""
    return ReadingPage(row.id, text, told, not findings, asked, row.version)


@dataclass(frozen=True, slots=True)
class ImportPage:
    problems: tuple[Problem, ...] = ()
    rows: int = 0
