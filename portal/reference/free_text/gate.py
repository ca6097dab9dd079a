"""The gate: every rule asked of one text, the answers put together. Pure: the same text, the same verdict."""

from collections.abc import Callable, Collection, Iterable, Iterator

from portal.reference.free_text.bodies import bodies, capitals
from portal.reference.free_text.contacts import contacts
from portal.reference.free_text.findings import Finding, Span, Verdict
from portal.reference.free_text.known_words import unknown
from portal.reference.free_text.numbers import numbers
from portal.reference.free_text.places import places
from portal.reference.free_text.reading import Reading, read, unfolded, unreadable
from portal.reference.free_text.subjects import subjects
from portal.reference.free_text.times import times
from portal.reference.free_text.vocabulary import SENTENCES, Rule

MOST_WORDS_SAID = 8
"""Of one rule; whoever finds more of them writes the text anew anyway."""

_ASKED: tuple[Callable[[Reading], Iterator[Span]], ...] = (
    numbers, contacts, times, places, bodies, subjects, capitals, unknown,
)  # fmt: skip
_WEAK = frozenset({Rule.CAPITALS, Rule.UNKNOWN_WORD})
"""A word that a rule before names, even in part, is not named again as a name, nor as unknown."""


def judge(text: str, *, most: int | None = None, only: Collection[Rule] | None = None) -> Verdict:
    """What is wrong with a text, and the text as it would be kept.

    ``most``: characters allowed. ``only``: the rules that count, for texts that are no card
    (``vocabulary.ABOUT_PEOPLE``); signs that hide something are never let through.
    """
    kept = unfolded(text)
    spans = list(unreadable(kept))
    reading = read(kept)
    for rule in _ASKED:
        spans += rule(reading)
    if only is not None:
        spans = [one for one in spans if one.rule in only or one.rule in (Rule.MARKUP, Rule.INVISIBLE)]
    findings = _findings(kept, _said_once(spans))
    if most is not None and len(kept) > most:
        sentence = SENTENCES[Rule.TOO_LONG].format(words=most)
        findings = (*findings, Finding(Rule.TOO_LONG, (), sentence))
    return Verdict(kept, findings)


def check(text: str, *, only: Collection[Rule] | None = None) -> list[Finding]:
    """What is wrong with a text; nothing when it may be kept as it is."""
    return list(judge(text, only=only).findings)


def _said_once(spans: Iterable[Span]) -> list[Span]:
    """Each piece of the text under the first rule that names it, and under another only where that says more."""
    order = list(Rule)
    every = sorted(spans, key=lambda one: (order.index(one.rule), one.start - one.end))
    kept: list[Span] = []
    for one in every:
        if one.rule in _WEAK:
            said = any(other.overlaps(one.start, one.end) for other in kept)
        else:
            said = any(other.start <= one.start and one.end <= other.end for other in kept)
        if not said:
            kept.append(one)
    return kept


def _findings(text: str, spans: list[Span]) -> tuple[Finding, ...]:
    by_rule: dict[Rule, dict[str, None]] = {}
    for one in sorted(spans, key=lambda span: (span.start, -span.end)):
        by_rule.setdefault(one.rule, {})[text[one.start : one.end].strip()] = None
    found = []
    for rule in Rule:
        if rule in by_rule:
            words = tuple(by_rule[rule])
            said = ", ".join(f"«{word}»" for word in words[:MOST_WORDS_SAID])
            if len(words) > MOST_WORDS_SAID:
                said += " e altre"
            found.append(Finding(rule, words, SENTENCES[rule].format(words=said)))
    return tuple(found)
