"""Ready phrases about skills and attitudes: what a text is made of where few people share a region.

Each says what many could say of themselves; a text of nothing else cannot be told by its style.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from portal.reference.register import Register, read


@dataclass(frozen=True, slots=True)
class Phrase:
    code: str
    group: str
    text: str


@cache
def register() -> Register[Phrase]:
    return Register(
        "frasi pronte",
        (Phrase(row["code"], row["group"], row["text"]) for row in read("free_text_phrases.csv")),
        lambda phrase: phrase.code,
    )


def entries() -> tuple[Phrase, ...]:
    return register().rows


def text_of(codes: Iterable[str]) -> str:
    """The phrases as one text, in the order of the list whatever the order asked. Raises UnknownCode."""
    chosen = {register().by_code(code).code for code in codes}
    return " ".join(phrase.text for phrase in entries() if phrase.code in chosen)


def codes_of(text: str) -> tuple[str, ...] | None:
    """The phrases that a text is made of; None when it holds anything else, or one of them twice."""
    rest, found = text.strip(), []
    while rest:
        phrase = next((one for one in entries() if rest.startswith(one.text) and one.code not in found), None)
        if phrase is None:
            return None
        found.append(phrase.code)
        rest = rest[len(phrase.text) :].strip()
    return tuple(found)
