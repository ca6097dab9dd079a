"""Pure rules of the text: who may approve it, when a region is small enough for ready phrases only, what shows."""

from dataclasses import dataclass

from portal.candidates.profiles.texts.vocabulary import MAY_SHOW, TextState
from portal.reference.free_text import phrases


@dataclass(frozen=True, slots=True)
class TextFacts:
    """``needs_reader``: a rule fired on this text or on one before it, and it is not made of ready phrases alone."""

    needs_reader: bool = False
    reader_wrote_it: bool = False


def no_rule_fired(facts: TextFacts) -> str | None:
    return "Il testo va letto da un collega prima di pubblicare." if facts.needs_reader else None


def a_rule_fired(facts: TextFacts) -> str | None:
    return None if facts.needs_reader else "Il testo è già pronto: non serve un secondo lettore."


def reader_did_not_write_it(facts: TextFacts) -> str | None:
    return "Hai scritto tu questo testo: lo legge un collega." if facts.reader_wrote_it else None


def only_phrases(people: int, least: int) -> bool:
    """Whether a region is so small that a text of one's own could be told by its style."""
    return people < least


def is_of_phrases(text: str) -> bool:
    return bool(phrases.codes_of(text))


def needs_reader(text: str, *, is_clean: bool, fired_before: bool) -> bool:
    return not is_of_phrases(text) and (fired_before or not is_clean)


def shown(text: str | None, state: TextState, *, people: int, least: int) -> str | None:
    """What a card may say; None: nothing."""
    if text is None or state not in MAY_SHOW:
        return None
    return None if only_phrases(people, least) and not is_of_phrases(text) else text
