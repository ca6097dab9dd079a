"""Which column of a file is which of ours: by its name, or as the company said the last time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.employers.companies.workforce_cells import folded
from portal.employers.companies.workforce_columns import BY_FIELD, BY_HEADER, COLUMNS, Column

LEFT_OUT = ""
"""What the company says of a column it does not want read."""


@dataclass(frozen=True, slots=True)
class Matched:
    """One entry a column of the file: ours, None for one left out; ``unknown`` are those nobody spoke of."""

    columns: tuple[Column | None, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    twice: tuple[str, ...]

    @property
    def clear(self) -> bool:
        return not (self.unknown or self.missing or self.twice)


def matched(header: Sequence[str], said: Mapping[str, str]) -> Matched:
    """``said``: field, or ``LEFT_OUT``, by folded header. What the company said goes before what a name looks like."""
    found: list[Column | None] = []
    unknown: list[str] = []
    for name in header:
        key = folded(name)
        field = said.get(key)
        column = BY_FIELD.get(field) if field else None
        if field is None:
            column = BY_HEADER.get(key)
            if column is None and key:
                unknown.append(name)
        found.append(column)
    fields = [column.field for column in found if column is not None]
    return Matched(
        tuple(found),
        tuple(unknown),
        tuple(column.header for column in COLUMNS if column.required and column.field not in fields),
        tuple(sorted({BY_FIELD[field].header for field in fields if fields.count(field) > 1})),
    )


def guess(header: str) -> str:
    """The field a header most likely means, for the page that asks; ``LEFT_OUT`` when nothing is like it."""
    words = set(folded(header).split())
    if not words:
        return LEFT_OUT
    likeness = {
        column.field: len(words & set(folded(column.header).split()))
        / len(words | set(folded(column.header).split()))
        for column in COLUMNS
    }
    best = max(likeness, key=lambda field: likeness[field])
    return best if likeness[best] >= 0.5 else LEFT_OUT


def choice_problems(chosen: Sequence[str]) -> list[str]:
    """What is wrong with a choice of fields, one for each column of the file: every sentence at once."""
    missing = [column.header for column in COLUMNS if column.required and column.field not in chosen]
    twice = sorted({BY_FIELD[field].header for field in chosen if field and chosen.count(field) > 1})
    found = []
    if missing:
        found.append(f"Mancano queste colonne: {_quoted(missing)}. Di’ quali sono nel tuo file.")
    if twice:
        found.append(f"Due colonne del file hanno la stessa voce: {_quoted(twice)}. Lasciane una sola.")
    return found


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)
