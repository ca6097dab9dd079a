"""What is wrong with a document: where, with which value, and why in Italian."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

LONGEST_VALUE = 200
"""Characters of a wrong value that are told back."""


class Problem(msgspec.Struct, frozen=True):
    """``path`` is a JSON Pointer (RFC 6901): ``/provinces/1/dependants``; empty for the document as a whole."""

    path: Annotated[
        str,
        Meta(description="Dove, come JSON Pointer (RFC 6901): /provinces/1/dependants. Vuoto per il tutto."),
    ]
    value: Annotated[Any, Meta(description="Il valore ricevuto, accorciato se è lungo.")]
    reason: Annotated[str, Meta(description="Perché non va bene.")]


class WrongDocument(Exception):
    """A document that cannot be used. ``problems`` holds every reason found, in the order of the document."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")

    def as_json(self) -> bytes:
        """The list as commands and the API give it."""
        return msgspec.json.encode(self.problems)


def pointer(where: Sequence[str | int]) -> str:
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in where)


def shown(value: Any) -> Any:
    """The value as it came, cut where it is long."""
    if isinstance(value, str):
        return value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"
    if isinstance(value, list | dict):
        text = msgspec.json.encode(value)
        return value if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE].decode(errors="ignore") + "…"
    return value
