"""What the card of how to fill the uncovered places receives."""

from dataclasses import dataclass
from datetime import date

from portal.employers.obligations.queries.standing import Standing
from portal.employers.obligations.rules.avviamento import CHANNEL_WORDS, ChannelWords, channels
from portal.employers.obligations.rules.deadlines import due_on_of
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
    for (subject, since, until, asked), places in _groups(now).items():
        ways = channels(employer, until, on)
        named.update(dict.fromkeys(ways))
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


def _groups(now: Standing) -> dict[tuple[Subject, date, date, str], int]:
    """How many places by quota, day they opened, last day to ask for them, what was already done."""
    found: dict[tuple[Subject, date, date, str], int] = {}
    for place in now.places:
        asked = asked_words(place.answered_on, of_esonero=place.of_esonero)
        key = place.subject, place.since, due_on_of(place, now.parameters), asked
        found[key] = found.get(key, 0) + 1
    return found


def asked_words(answered_on: date | None, *, of_esonero: bool) -> str:
    if answered_on is None:
        return ""
    what = "Esonero chiesto" if of_esonero else "Richiesta presentata"
    return f"{what} {date_it(answered_on, 'il')}"
