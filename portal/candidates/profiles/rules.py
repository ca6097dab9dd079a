"""Pure rules of the profile: what publishing needs, when a scope is due, what counts say, how long a code lasts."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.candidates.cases.parameters import figure
from portal.candidates.cases.vocabulary import CASE_STATE_LABELS, CaseState, Track, Weight
from portal.kernel.italian_days import day_it


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """What is known of the person's case and consents on a day."""

    today: date
    case_state: CaseState | None = None
    track: Track = Track.PLACEMENT
    weight: Weight = Weight.FULL
    admitted_on: date | None = None
    due_on: date | None = None
    profile_consent: bool = False
    region_known: bool = False
    text_rule_fired: bool = False
    reader_is_author: bool = False


def case_is_in_development(facts: ProfileFacts) -> str | None:
    if facts.case_state is None:
        return "Questa persona non ha un caso aperto: prima apri o riapri il caso."
    if facts.case_state is CaseState.DEVELOPMENT and facts.admitted_on is not None:
        return None
    now = CASE_STATE_LABELS[facts.case_state]
    return f"Il caso è in «{now}»: il profilo si pubblica quando è ammesso e in «Sviluppo»."


def case_is_for_placement(facts: ProfileFacts) -> str | None:
    if facts.track is Track.PLACEMENT and facts.weight is Weight.FULL:
        return None
    return "Il profilo si pubblica solo per una presa in carico con inserimento lavorativo."


def case_is_in_term(facts: ProfileFacts) -> str | None:
    if facts.due_on is None or facts.today <= facts.due_on:
        return None
    return f"Il caso è scaduto {day_it(facts.due_on, 'il')}: chiedi una proroga al coordinatore."


def profile_consent_in_force(facts: ProfileFacts) -> str | None:
    if facts.profile_consent:
        return None
    return "Manca il consenso della persona alla pubblicazione del profilo: registralo in «Consensi»."


def region_is_known(facts: ProfileFacts) -> str | None:
    return None if facts.region_known else "Manca il comune della persona: scrivilo in «Dati»."


def no_text_rule_fired(facts: ProfileFacts) -> str | None:
    return "Il testo va letto da un secondo operatore prima di pubblicare." if facts.text_rule_fired else None


def a_text_rule_fired(facts: ProfileFacts) -> str | None:
    return (
        None
        if facts.text_rule_fired
        else "Nessuna regola sul testo è scattata: il secondo lettore non serve."
    )


def reader_is_someone_else(facts: ProfileFacts) -> str | None:
    return (
        "Il secondo lettore è un collega, non chi ha preparato il profilo."
        if facts.reader_is_author
        else None
    )


@dataclass(frozen=True, slots=True)
class Queue:
    """What a scope's next run is for: profiles that wait and cards whose file changed, since when the first; when
    its nodes last opened, None where no card ever showed."""

    count: int = 0
    oldest: date | None = None
    epoch_on: date | None = None
    has_cards: bool = False


def opens_nodes(epoch_on: date | None, today: date) -> bool:
    """Whether a run on that day is an epoch run: the scope's first, then one every 28 days."""
    return epoch_on is None or today >= epoch_on + timedelta(days=EPOCH_DAYS)


def release_is_due(queue: Queue, today: date) -> bool:
    """Whether the run of this early morning computes the scope: enough wait, one has waited long enough, or an
    epoch begins."""
    return _due_from(queue, today) <= today


def next_release(queue: Queue, today: date) -> date:
    """The morning on which what waits is computed: tomorrow's at the earliest, today's is over."""
    return max(today + timedelta(days=1), _due_from(queue, today))


def _due_from(queue: Queue, today: date) -> date:
    days = []
    if queue.count >= figure("profile.release_waiting", today):
        days.append(today)
    if queue.oldest is not None:
        days.append(queue.oldest + timedelta(days=figure("profile.release_days", today)))
    if queue.has_cards and queue.epoch_on is not None:
        days.append(queue.epoch_on + timedelta(days=EPOCH_DAYS))
    return min(days, default=date.max)


LEAST_K = 5


def k_problem(asked: int, *, now: int, least: int, may_lower: bool) -> str | None:
    """Why a scope may not ask for that k. ``least``: the installation's; ``now``: the one in force."""
    if asked < LEAST_K:
        return f"Sotto {LEAST_K} la soglia non si può mettere: una scheda sarebbe di troppo poche persone."
    if asked < least:
        return f"In questo portale la soglia è almeno {least}: scrivi {least} o più."
    if asked < now and not may_lower:
        return (
            f"La soglia ora è {now}: abbassarla è una decisione del responsabile della protezione dei dati."
        )
    return None


@dataclass(frozen=True, slots=True)
class Count:
    """A count as companies may read it: exact from k on, else «meno di k»; nobody is said as zero."""

    exact: int | None
    k: int

    @property
    def words(self) -> str:
        if self.exact is None:
            return f"meno di {self.k} profili"
        return "nessun profilo" if self.exact == 0 else f"{self.exact} profili"


def count_for_companies(found: int, k: int) -> Count:
    """Cards alone are counted, and a filter on cards finds none or at least k; words are no filter, so a search
    by words may find fewer, and then the number is not said."""
    return Count(found if found == 0 or found >= k else None, k)


_FIRST_EPOCH = date(2026, 1, 5)
EPOCH_DAYS = 28
"""Between two runs of a scope in which nodes may open, and as long as a company's codes last."""


def epoch(on: date) -> int:
    """Number of the 28-day epoch a day lies in; codes of cards change with it."""
    return (on - _FIRST_EPOCH).days // EPOCH_DAYS
