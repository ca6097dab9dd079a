"""States are one readable table: name, from, to, who, needs, then.

Buttons, refusals, closed states, labels and the test of every state × move × actor are computed from it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from portal.kernel.refusals import Refused

Need = Callable[[Any], str | None]
"""Looks at the facts of the case; answers None, or the Italian sentence that says what is missing."""


def nothing_more(_facts: Any) -> None:
    """The move needs only its state and its actor."""


@dataclass(frozen=True, slots=True)
class Transition:
    name: str
    sources: frozenset[StrEnum]
    target: StrEnum | None
    who: frozenset[str]
    label: str
    needs: tuple[Need, ...] = ()
    then: type[Any] | None = None
    stays: bool = False

    def lands(self, state: StrEnum) -> StrEnum:
        return state if self.target is None else self.target


def T(
    name: str,
    sources: StrEnum | Iterable[StrEnum],
    target: StrEnum | None,
    who: str | Iterable[str],
    label: str,
    *needs: Need,
    then: type[Any] | None = None,
) -> Transition:
    """One row. ``target`` None keeps the state; ``who`` are actors of the table (roles, or words such as «person»)."""
    origin = frozenset({sources}) if isinstance(sources, StrEnum) else frozenset(sources)
    actors = frozenset({who}) if isinstance(who, str) else frozenset(who)
    return Transition(name, origin, target, actors, label, needs, then, target is None)


@dataclass(frozen=True, slots=True)
class Table:
    """The transitions of one thing; ``thing`` is how a refusal calls it, article included («La proposta»)."""

    thing: str
    states: type[StrEnum]
    labels: dict[Any, str]
    rows: tuple[Transition, ...]
    _by_name: dict[str, Transition] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name: dict[str, Transition] = {}
        for row in self.rows:
            if row.name in by_name:
                raise ValueError(f"two transitions called {row.name}")
            by_name[row.name] = row
        missing = set(self.states) - set(self.labels)
        if missing:
            raise ValueError(f"states without a label: {sorted(missing)}")
        object.__setattr__(self, "_by_name", by_name)

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.rows)

    def named(self, name: str) -> Transition:
        return self._by_name[name]

    def label(self, state: str) -> str:
        return self.labels[self.states(state)]

    @property
    def closed(self) -> frozenset[StrEnum]:
        """States that nothing leaves."""
        return frozenset(self.states) - {s for row in self.rows if not row.stays for s in row.sources}

    def refusal(self, name: str, state: str, actors: Iterable[str], facts: Any = None) -> str | None:
        """Why the move is refused now, as a sentence; None when it may be made."""
        row, now = self._by_name[name], self.states(state)
        if now not in row.sources:
            return (
                f"{self.thing} ora è nello stato «{self.labels[now]}»: «{row.label}» non è più possibile."
                " Ricarica la pagina."
            )
        if not row.who & frozenset(actors):
            return f"Non spetta a te: «{row.label}»."
        for need in row.needs:
            sentence = need(facts)
            if sentence is not None:
                return sentence
        return None

    def move(self, name: str, state: str, actors: Iterable[str], facts: Any = None) -> Transition:
        """The transition, or Refused with the sentence."""
        sentence = self.refusal(name, state, actors, facts)
        if sentence is not None:
            raise Refused(sentence)
        return self._by_name[name]

    def available(self, state: str, actors: Iterable[str]) -> list[Transition]:
        """Moves that state and actor allow; their needs may still refuse (a button that explains)."""
        now, who = self.states(state), frozenset(actors)
        return [row for row in self.rows if now in row.sources and row.who & who]


def table(thing: str, states: type[StrEnum], labels: dict[Any, str], *rows: Transition) -> Table:
    return Table(thing, states, labels, rows)
