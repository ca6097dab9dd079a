"""«Pubblica profilo»: where it stands, the card exactly as companies see it, a reason for every hidden field."""

from dataclasses import dataclass, replace
from datetime import date

from portal.candidates.cases.locking import case_of
from portal.candidates.cases.parameters import figure
from portal.candidates.people import queries as people
from portal.candidates.people.reading import OpenFile
from portal.candidates.profiles import card_words, queries
from portal.candidates.profiles.actions import facts_of
from portal.candidates.profiles.blind_profile import PLACE, Built
from portal.candidates.profiles.blind_profile import STEPS as LADDER
from portal.candidates.profiles.pages import CardInWords, in_words
from portal.candidates.profiles.queries import ProfileRow
from portal.candidates.profiles.reasons import Reason, field_reasons, label_reason, text_reason
from portal.candidates.profiles.release import preview
from portal.candidates.profiles.rules import next_release
from portal.candidates.profiles.scopes import ScopeState, state_of
from portal.candidates.profiles.search import Shown
from portal.candidates.profiles.texts import queries as texts
from portal.candidates.profiles.texts import rules as text_rules
from portal.candidates.profiles.texts.vocabulary import MAY_SHOW, TEXT_STATE_LABELS, TextState
from portal.candidates.profiles.transitions import PROFILE
from portal.candidates.profiles.vocabulary import (
    PROFILE_STATE_LABELS,
    WITHDRAWN_WHY_LABELS,
    CardField,
    ProfileState,
    WithdrawnWhy,
)
from portal.foundation import clock, threshold
from portal.foundation.web.italian import date_it
from portal.reference import professions, regions, skills

NEVER_SHOWN = (
    "Nome, codice fiscale, nascita, sesso, cittadinanza",
    "Contatti, indirizzo e comune",
    "Diagnosi, categoria, percentuale, limiti e condizioni che aiutano",
    "Aziende e scuole frequentate, anni, tempi di attesa",
    "Operatore, servizio e giorno di pubblicazione",
)
"""What no card ever holds, as the page says it (anonymisation.md §2)."""

STEPS = (
    (ProfileState.DRAFT, "Prepara"),
    (ProfileState.WAITING, "In attesa"),
    (ProfileState.PUBLISHED, "Pubblicato"),
)
READER_STEP = (ProfileState.SECOND_READER, "Secondo lettore")
"""Only where a rule fired on the text."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """How the text stands: its state in a word, whether the next act is to have it read."""

    label: str
    reason: Reason | None
    shown: str | None
    to_send: bool
    needs_reader: bool


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    state: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ProfilePage:
    file: OpenFile
    state: ProfileState | None
    label: str
    steps: tuple[Step, ...]
    profession: str | None
    missing: tuple[str, ...]
    """Why it cannot be published now, each a sentence."""
    card: CardInWords | None
    reasons: tuple[Reason, ...]
    waiting: str | None
    facts: tuple[tuple[str, str], ...]
    ended: str | None
    needed: int
    ready: int
    text: TextLine | None = None
    never: tuple[str, ...] = NEVER_SHOWN

    @property
    def over(self) -> bool:
        return self.state in (None, ProfileState.WITHDRAWN, ProfileState.EXPIRED)

    @property
    def draft(self) -> bool:
        return self.state is ProfileState.DRAFT

    @property
    def read(self) -> bool:
        return self.state is ProfileState.SECOND_READER

    @property
    def waits(self) -> bool:
        return self.state is ProfileState.WAITING

    @property
    def matching_href(self) -> str:
        return f"/matching?person={self.file.person_id}"


async def profession_choices(file: OpenFile) -> list[tuple[str, str]]:
    """What she desires first, then what she has done; each once."""
    available = await people.availability(file.person_id)
    wished = list(available.wished_professions) if available else []
    done = [row.profession_code for row in await people.experiences(file.person_id)]
    return [(code, professions.name(code)) for code in dict.fromkeys([*wished, *done])]


async def profile_page(file: OpenFile) -> ProfilePage:
    row = await queries.latest_profile(file.person_id)
    if row is None or row.ended_on is not None:
        return _empty(file, row, await _missing(file))
    scope = await state_of(row.region_code)
    own = await queries.own_source(row.id, row.region_code)
    computed, ready = await preview(row.region_code, own.traits)
    shown = await queries.shown_card(row.id)
    text = await _text(file, row.region_code)
    return ProfilePage(
        file,
        row.state,
        PROFILE_STATE_LABELS[row.state],
        _steps(row.state, with_reader=text.needs_reader or row.state is ProfileState.SECOND_READER),
        professions.name(row.profession_code),
        await _missing(file) if row.state is ProfileState.DRAFT else (),
        _preview(row, computed, shown, text.shown),
        (*_reasons(computed, scope), *((text.reason,) if text.reason else ())) if computed.cards else (),
        await _waiting(row, ready, scope.k, is_edited=own.is_edited),
        _facts(row),
        None,
        scope.k,
        ready,
        text,
    )


async def _text(file: OpenFile, scope: str) -> TextLine:
    row = await texts.text_of(file.person_id)
    state = row.state if row is not None else TextState.REMOVED
    words = row.text if row is not None else None
    people, least = await texts.people_in(scope), figure("profile.text_people", clock.today())
    reason = text_reason(
        there=words is not None,
        may_show=state in MAY_SHOW,
        small=text_rules.only_phrases(people, least),
        of_phrases=words is not None and text_rules.is_of_phrases(words),
        region=regions.name(scope),
        least=least,
    )
    return TextLine(
        TEXT_STATE_LABELS[state],
        reason,
        text_rules.shown(words, state, people=people, least=least),
        state is TextState.TO_SEND,
        state not in MAY_SHOW and words is not None,
    )


def _empty(file: OpenFile, row: ProfileRow | None, missing: tuple[str, ...]) -> ProfilePage:
    ended = None
    if row is not None and row.ended_on is not None:
        why = (
            WITHDRAWN_WHY_LABELS.get(WithdrawnWhy(row.ended_why))
            if row.ended_why in list(WithdrawnWhy)
            else "Scaduto"
        )
        ended = f"{why}, il {date_it(row.ended_on)}."
    label = PROFILE_STATE_LABELS[row.state] if row is not None else "Non preparato"
    state = row.state if row is not None else None
    return ProfilePage(
        file, state, label, _steps(None), None, missing, None, (), None, (), ended, threshold.k(), 0
    )


async def _missing(file: OpenFile) -> tuple[str, ...]:
    """Every need of «Pubblica profilo» that is not met, in the order of the table."""
    case = await case_of(file.person_id)
    if case is None:
        return ()
    given = await facts_of(case)
    row = PROFILE.named("submit")
    found = [sentence for need in row.needs if (sentence := need(given)) is not None]
    return tuple(found)


def _steps(state: ProfileState | None, *, with_reader: bool = False) -> tuple[Step, ...]:
    steps = (STEPS[0], READER_STEP, *STEPS[1:]) if with_reader else STEPS
    order = [one for one, _ in steps]
    reached = order.index(state) if state in order else 0
    return tuple(
        Step(label, "done" if place < reached else "current" if place == reached else "todo")
        for place, (_, label) in enumerate(steps)
    )


def _preview(row: ProfileRow, computed: Built, shown: Shown | None, text: str | None) -> CardInWords | None:
    """A published profile shows its card as it is; any other the card it would have if it were released now."""
    if shown is not None:
        return in_words(shown)
    own = next((one for one in computed.cards if one.profile_id == row.id), None)
    if own is None:
        return None
    codes = tuple(own.labels.get(of) for of in CardField)
    return in_words(Shown(row.id, codes, own.families, own.skills, text))


def _reasons(computed: Built, scope: ScopeState) -> tuple[Reason, ...]:
    off = [
        of.value
        for of, shows in (
            (CardField.AGE, scope.shows_age),
            (CardField.RESERVED_QUOTA, scope.shows_reserved_quota and not computed.quota_held_back),
        )
        if not shows
    ]
    family_of = card_words.family_of()
    labels = [
        label_reason(
            one,
            skills.label(one.code).capitalize(),
            scope.k,
            family=skills.family(family_of[one.code]).name if one.code in family_of else None,
        )
        for one in computed.hidden
    ]
    return (*field_reasons(computed.seen, _words, scope.k, switched_off=off), *labels)


def _words(step: str, value: str) -> str:
    return card_words.words(LADDER[PLACE[step]].field, value)


async def _waiting(row: ProfileRow, ready: int, k: int, *, is_edited: bool) -> str | None:
    """When what companies do not see yet is computed: the whole profile, or a change of its file or its words."""
    region = regions.name(row.region_code)
    changed = row.state is ProfileState.PUBLISHED and (is_edited or row.edited_on is not None)
    if row.state is not ProfileState.WAITING and not changed:
        return None
    if await queries.scope_is_hidden(row.region_code):
        return f"I profili di {region} sono nascosti per un controllo. Tornano visibili appena è finito."
    if ready < k:
        return f"I profili pronti in {region} sono {ready}: per mostrarli ne servono {k}."
    queue, today = await queries.waiting_in(row.region_code), clock.today()
    if changed and row.edited_on is None:  # noticed tonight
        queue = replace(queue, count=queue.count + 1, oldest=min(queue.oldest or today, today))
    night = f"prevista nella notte {date_it(next_release(queue, today), 'del')}"
    if changed:
        return f"Le ultime modifiche si vedono dalla prossima uscita di {region}, {night}."
    return f"Entra nella prossima uscita di {region}, {night}."


def _facts(row: ProfileRow) -> tuple[tuple[str, str], ...]:
    known: list[tuple[str, date | None]] = [
        ("In attesa dal", row.waiting_since if row.state is ProfileState.WAITING else None),
        ("Pubblicato dal", row.published_on if row.state is ProfileState.PUBLISHED else None),
        ("Vale fino al", row.expires_on),
    ]
    return tuple((label, date_it(day)) for label, day in known if day is not None)
