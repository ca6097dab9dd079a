"""Dated figures of the duties: entered, ended, withdrawn. Whatever was counted with one is old from then on."""

from uuid import UUID

from portal.employers.events import ParameterChanged
from portal.employers.obligations.parameter_names import name_of
from portal.employers.obligations.parameters import BOOK
from portal.foundation.figure_acts import Keeper, NewFigure
from portal.kernel.overlay import ActKind, Unit

__all__ = ["NewFigure", "end", "enter", "withdraw"]


def _unit_of(key: str) -> Unit:
    return name_of(key).unit


def _changed(figure_id: UUID, number: int, kind: ActKind) -> ParameterChanged:
    return ParameterChanged(figure_id=figure_id, act=number, kind=kind.value)


_KEEPER = Keeper(BOOK, "parameters", _unit_of, _changed)
enter, end, withdraw = _KEEPER.enter, _KEEPER.end, _KEEPER.withdraw
