"""What the card of how to fill the uncovered places receives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.employers.obligations.queries.standing import Standing
from portal.employers.obligations.rules.avviamento import CHANNEL_WORDS, ChannelWords, channels
from portal.employers.obligations.rules.deadlines import request_due_on
from portal.employers.obligations.rules.timeline import OpenPlace
from portal.employers.obligations.vocabulary import SUBJECT_LABELS, Subject
from portal.foundation.web.italian import date_it, plural


@dataclass(frozen=True, slots=True)
class WayRow:
    """Places uncovered since one day. ``asked``: what was already done for them, or nothing."""

    places: str
    since: date
    until: date
    passed: bool
    labels: str
    asked: str


@dataclass(frozen=True, slots=True)
class WaysCard:
    rows: list[WayRow]
    channels: list[ChannelWords]
    """Those named in the rows, each once."""

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        return [(one.label, one.note, one.article) for one in self.channels]


def ways_card(now: Standing) -> WaysCard | None:
    """None without uncovered places."""
    if not now.places:
        return None
    on, employer = now.position.on, now.company.employer_kind
    rows, named = [], {}
    for subject, since, asked, places in _groups(now.places):
        ways = channels(employer, since, on, now.parameters)
        named.update(dict.fromkeys(ways))
        until = request_due_on(since, now.parameters)
        rows.append(
            WayRow(
                f"{plural(places, 'posto', 'posti')}. {SUBJECT_LABELS[subject]}",
                since,
                until,
                on > until,
                ", ".join(CHANNEL_WORDS[way].label for way in ways),
                asked,
            )
        )
    return WaysCard(rows, [CHANNEL_WORDS[way] for way in named])


def _groups(places: Iterable[OpenPlace]) -> list[tuple[Subject, date, str, int]]:
    found: dict[tuple[Subject, date, str], int] = {}
    for place in places:
        key = place.subject, place.since, asked_words(place.answered_on, of_esonero=place.of_esonero)
        found[key] = found.get(key, 0) + 1
    return [(*key, places) for key, places in found.items()]


def asked_words(answered_on: date | None, *, of_esonero: bool) -> str:
    if answered_on is None:
        return ""
    what = "Esonero chiesto" if of_esonero else "Richiesta presentata"
    return f"{what} {date_it(answered_on, 'il')}"
