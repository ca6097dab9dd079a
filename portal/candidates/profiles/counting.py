"""How many cards companies may read of: by the cards' fields, from the database alone, said by the rules of counts."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from portal.candidates.profiles.asking import Wanted
from portal.candidates.profiles.card_words import family_of, implied, in_basin, options
from portal.candidates.profiles.rules import Count, count_for_companies
from portal.candidates.profiles.search import FILTERS, VISIBLE
from portal.candidates.profiles.vocabulary import CardField
from portal.foundation import db, threshold


class AskedNow(NamedTuple):
    """``k``: the strictest of all scopes. ``is_stopped``: every card is hidden. ``fields``: those of the index that
    some scope lets its cards show; what is off everywhere need not be counted.
    """

    k: int
    is_stopped: bool
    fields: tuple[str, ...]


async def asked_now() -> AskedNow:
    (row,) = await db.fetch(
        "SELECT max(k) AS k, coalesce(bool_or(shows_age), false) AS age,"
        " coalesce(bool_or(shows_reserved_quota), false) AS reserved_quota,"
        " EXISTS (SELECT 1 FROM card_stop WHERE lifted_at IS NULL) AS stopped FROM scope"
    )
    off = {field.value for field in _OFF_BY_DEFAULT if not row[field.value]}
    shown = tuple(name for name in FILTERS if name not in off)
    return AskedNow(max(threshold.k(), row["k"] or 0), row["stopped"], shown)


_OFF_BY_DEFAULT = (CardField.AGE, CardField.RESERVED_QUOTA)


async def count_cards(*, group: str | None, families: Sequence[str], area: str | None = None) -> Count:
    """How many cards show the occupation (or a finer one), the area and every one of the families."""
    said = _Conditions()
    conditions = [
        said.of(field.value, [code])
        for field, code in ((CardField.PROFESSION, group), (CardField.AREA, area))
        if code is not None
    ]
    conditions += [said.of("families", [family]) for family in families]
    found = await db.fetchval(
        f"SELECT count(*) {VISIBLE} {''.join(f' AND {one}' for one in conditions)}", *said.args
    )
    return count_for_companies(int(found), (await asked_now()).k)


async def counts_without(wanted: Wanted) -> Mapping[str, Count]:
    """For each field that narrows, how many cards there would be without it; «» for all filters without the words."""
    said = _Conditions()
    conditions = {name: said.of(name, codes) for name, codes in wanted.narrowed.items()}
    if not conditions:
        return {}
    ways = {name: [one for of, one in conditions.items() if of != name] for name in ("", *conditions)}
    counts = ", ".join(
        f"count(*) FILTER (WHERE {' AND '.join(kept) or 'true'}) AS n_{number}"
        for number, kept in enumerate(ways.values())
    )
    (row,) = await db.fetch(f"SELECT {counts} {VISIBLE}", *said.args)
    now = await asked_now()
    if now.is_stopped:
        return {}
    return {name: count_for_companies(row[f"n_{number}"], now.k) for number, name in enumerate(ways)}


class _Conditions:
    """Conditions on the card ``c``, and what stands for their parameters."""

    def __init__(self) -> None:
        self.args: list[object] = []

    def of(self, name: str, codes: Sequence[str]) -> str:
        """The card shows one of the codes, or a finer one."""
        if name == "skills":
            return f"c.skills && {self._given(codes)}"
        if name == "families":
            of_these = (code for code, family in family_of().items() if family in codes)
            return f"(c.families || c.skills) && {self._given([*codes, *of_these])}"
        field = CardField(name)
        finer = [one for one in options(field) if not set(codes).isdisjoint(implied(field, one))]
        if field is not CardField.AREA:
            return f"c.{field.value} = ANY({self._given([*codes, *finer])})"
        # a basin's code begins with its province's, and which basins there are only the data know
        coarse, basins = [one for one in codes if not in_basin(one)], [one for one in codes if in_basin(one)]
        return (
            f"(split_part(c.area, ':', 1) = ANY({self._given([*coarse, *finer])})"
            f" OR c.area = ANY({self._given(basins)}))"
        )

    def _given(self, codes: Sequence[str]) -> str:
        self.args.append(list(dict.fromkeys(codes)))
        return f"${len(self.args)}::text[]"
