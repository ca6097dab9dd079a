"""Figures of the rule packs as coordinators enter, end and withdraw them."""

from uuid import UUID

from portal.foundation.figure_acts import Keeper
from portal.kernel.overlay import ActKind, Unit
from portal.reference import regions
from portal.tutoring.events import RuleChanged
from portal.tutoring.packs.delivered import BOOK
from portal.tutoring.packs.rules import parts_of
from portal.tutoring.packs.vocabulary import ANY, NAMES, NATION, Category, RuleKind

_REGIONS = {NATION, *(region.code for region in regions.entries())}
_KINDS, _CATEGORIES = {ANY, *RuleKind}, {ANY, *Category}


def is_a_case(key: str) -> bool:
    """Whether a key names a rule, a region of Italy or the nation, a kind and a category."""
    if key.count(":") != 3:
        return False
    parts = parts_of(key)
    known = parts.rule in NAMES and parts.region in _REGIONS
    return known and parts.kind in _KINDS and parts.category in _CATEGORIES


def unit_of(key: str) -> Unit:
    return NAMES[parts_of(key).rule].unit


def _changed(figure_id: UUID, number: int, kind: ActKind) -> RuleChanged:
    return RuleChanged(figure_id=figure_id, act=number, kind=kind.value)


_KEEPER = Keeper(BOOK, "rule packs", unit_of, _changed, knows=is_a_case)
enter, end, withdraw = _KEEPER.enter, _KEEPER.end, _KEEPER.withdraw
