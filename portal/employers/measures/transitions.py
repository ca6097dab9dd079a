"""How a measure and a convention move from state to state. The company writes down what the office decided."""

from portal.employers.events import (
    ConvenzioneConcluded,
    ConvenzioneHiresChanged,
    ConvenzionePlanned,
    ConvenzioneRefused,
    ConvenzioneRevoked,
    ConvenzioneSigned,
    ConvenzioneWithdrawn,
    MeasureCancelled,
    MeasureClosed,
    MeasureGranted,
    MeasureRefused,
    MeasureWithdrawn,
)
from portal.employers.measures.vocabulary import (
    CONVENZIONE_STATE_LABELS,
    MEASURE_STATE_LABELS,
    ConvenzioneState,
    MeasureState,
)
from portal.kernel.roles import Role
from portal.kernel.states import T, Table, table

_M, _C, _BY = MeasureState, ConvenzioneState, Role.COMPANY_ADMINISTRATOR

MEASURE: Table = table(
    "La misura",
    MeasureState,
    MEASURE_STATE_LABELS,
    # name        from           to             who  label
    T("grant",    _M.REQUESTED, _M.IN_FORCE,  _BY, "Registra la concessione", then=MeasureGranted),
    T("refuse",   _M.REQUESTED, _M.REFUSED,   _BY, "Registra il diniego",     then=MeasureRefused),
    T("withdraw", _M.REQUESTED, _M.WITHDRAWN, _BY, "Ritira la richiesta",     then=MeasureWithdrawn),
    T("close",    _M.IN_FORCE,  None,         _BY, "Cambia l’ultimo giorno",  then=MeasureClosed),
    T("cancel",   _M.IN_FORCE,  _M.CANCELLED, _BY, "Annulla la registrazione", then=MeasureCancelled),
)  # fmt: skip

_OPEN = frozenset({_C.REQUESTED, _C.IN_FORCE})

CONVENZIONE: Table = table(
    "La convenzione",
    ConvenzioneState,
    CONVENZIONE_STATE_LABELS,
    # name        from          to            who  label
    T("sign",     _C.REQUESTED, _C.IN_FORCE,  _BY, "Registra la firma",          then=ConvenzioneSigned),
    T("refuse",   _C.REQUESTED, _C.REFUSED,   _BY, "Registra il diniego",        then=ConvenzioneRefused),
    T("withdraw", _C.REQUESTED, _C.WITHDRAWN, _BY, "Ritira la richiesta",        then=ConvenzioneWithdrawn),
    T("plan",     _OPEN,        None,         _BY, "Cambia gli impegni",         then=ConvenzionePlanned),
    T("hires",    _C.IN_FORCE,  None,         _BY, "Segna le persone assunte",   then=ConvenzioneHiresChanged),
    T("conclude", _C.IN_FORCE,  _C.CONCLUDED, _BY, "Concludi la convenzione",    then=ConvenzioneConcluded),
    T("revoke",   _C.IN_FORCE,  _C.REVOKED,   _BY, "Registra la risoluzione",    then=ConvenzioneRevoked),
)  # fmt: skip
