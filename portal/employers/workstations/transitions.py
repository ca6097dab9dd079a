"""How a workstation moves: used, paused, no longer used."""

from dataclasses import dataclass

from portal.employers.events import WorkstationChanged, WorkstationChecked
from portal.employers.workstations.vocabulary import WORKSTATION_STATE_LABELS, WorkstationState
from portal.kernel.roles import Role
from portal.kernel.states import T, Table, table


@dataclass(frozen=True, slots=True)
class Facts:
    """``running``: paths on it now."""

    running: int = 0


def nobody_works_there(facts: Facts) -> str | None:
    if facts.running == 0:
        return None
    many = "c’è un percorso" if facts.running == 1 else f"ci sono {facts.running} percorsi"
    return f"Su questa postazione {many}: aspetta che finiscano."


_S = WorkstationState
_COMPANY = frozenset({Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER})

WORKSTATION: Table = table(
    "La postazione",
    WorkstationState,
    WORKSTATION_STATE_LABELS,
    # name      from                    to          who       label; needs; then
    T("pause",  _S.ACTIVE,              _S.PAUSED,  _COMPANY, "Metti in pausa", then=WorkstationChanged),
    T("resume", {_S.PAUSED, _S.RETIRED}, _S.ACTIVE, _COMPANY, "Riattiva", then=WorkstationChanged),
    T("retire", {_S.ACTIVE, _S.PAUSED}, _S.RETIRED, _COMPANY, "Non si usa più",
      nobody_works_there, then=WorkstationChanged),
    T("check",  {_S.ACTIVE, _S.PAUSED}, None,       _COMPANY, "È ancora così", then=WorkstationChecked),
)  # fmt: skip

EDITABLE = frozenset({_S.ACTIVE, _S.PAUSED})
"""States in which the content may still be changed."""
