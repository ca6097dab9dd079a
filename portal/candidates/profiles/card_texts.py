"""The few words on a card: which show, and which of them may be searched."""

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from portal.candidates.cases.parameters import figure
from portal.candidates.profiles.gathering import ShownCard
from portal.candidates.profiles.texts import queries
from portal.candidates.profiles.texts.rules import shown
from portal.candidates.profiles.texts.vocabulary import TextState
from portal.foundation import clock
from portal.reference.text import words


async def texts_for(scope: str, people: int) -> dict[UUID, str]:
    """By profile, what the cards of a scope may say in a run that admits so many people."""
    least = figure("profile.text_people", clock.today())
    found = {
        profile_id: shown(text, state, people=people, least=least)
        for profile_id, (text, state) in (await queries.that_may_show(scope)).items()
    }
    return {profile_id: text for profile_id, text in found.items() if text is not None}


def texts_still(cards: Iterable[ShownCard], people: int) -> dict[UUID, str]:
    """What they said already and may go on saying, now that they are so many."""
    least = figure("profile.text_people", clock.today())
    found = {
        one.profile_id: shown(one.card.text, TextState.CLEAR, people=people, least=least) for one in cards
    }
    return {profile_id: text for profile_id, text in found.items() if text is not None}


def searchable(texts: Mapping[UUID, str], k: int) -> dict[UUID, tuple[str, ...]]:
    """Of each text the words that are on k cards, in the order of the alphabet: the others lead to few people."""
    told = {profile_id: frozenset(words(text)) for profile_id, text in texts.items()}
    counts = Counter(word for of_card in told.values() for word in of_card)
    return {
        profile_id: tuple(sorted(word for word in of_card if counts[word] >= k))
        for profile_id, of_card in told.items()
    }
