"""How a company, a proposed hire and a workforce file move from state to state."""

from dataclasses import dataclass

from portal.employers.companies.vocabulary import (
    COMPANY_STATE_LABELS,
    HIRE_PROPOSAL_LABELS,
    IMPORT_STATE_LABELS,
    CompanyState,
    HireProposalState,
    ImportState,
)
from portal.employers.events import (
    CompanyArchived,
    CompanyReadmitted,
    CompanySuspended,
    CompanyVerified,
    HireConfirmed,
    HireDeclined,
    WorkforceFileConfirmed,
    WorkforceFileReceived,
)
from portal.kernel.roles import Role
from portal.kernel.states import T, Table, table


@dataclass(frozen=True, slots=True)
class VerificationFacts:
    """What the coordinator has checked outside the portal."""

    vat_checked: bool
    pec_checked: bool


def both_registers_checked(facts: VerificationFacts) -> str | None:
    if facts.vat_checked and facts.pec_checked:
        return None
    return (
        "Prima controlla la partita IVA nel registro imprese e la PEC in INI-PEC, poi spunta le due caselle."
    )


@dataclass(frozen=True, slots=True)
class ReasonFacts:
    reason: str | None


def a_reason_is_written(facts: ReasonFacts) -> str | None:
    return None if facts.reason else "Scrivi il motivo: l’azienda lo leggerà."


_C = CompanyState
_CHECKED, _REASON = both_registers_checked, a_reason_is_written
_BY = Role.COORDINATOR
_ADMITTED = frozenset({_C.REGISTERED, _C.VERIFIED})
_ANY = frozenset(CompanyState) - {CompanyState.ARCHIVED}

COMPANY: Table = table(
    "L’azienda",
    CompanyState,
    COMPANY_STATE_LABELS,
    # name       from                     to            who  label                  needs     then
    T("verify",  _C.REGISTERED,           _C.VERIFIED,  _BY, "Verifica l’azienda",  _CHECKED, then=CompanyVerified),
    T("suspend", _ADMITTED,                _C.SUSPENDED, _BY, "Sospendi l’azienda",  _REASON, then=CompanySuspended),
    T("readmit", _C.SUSPENDED,            _C.VERIFIED,  _BY, "Riammetti l’azienda", _CHECKED, then=CompanyReadmitted),
    T("archive", _ANY,                    _C.ARCHIVED,  _BY, "Archivia l’azienda",  _REASON, then=CompanyArchived),
)  # fmt: skip

_H = HireProposalState
ADMINISTRATOR = Role.COMPANY_ADMINISTRATOR

HIRE_PROPOSAL: Table = table(
    "La proposta di assunzione",
    HireProposalState,
    HIRE_PROPOSAL_LABELS,
    T("confirm", _H.PROPOSED, _H.CONFIRMED, ADMINISTRATOR, "Conferma l’assunzione", then=HireConfirmed),
    T("decline", _H.PROPOSED, _H.DECLINED, ADMINISTRATOR, "L’assunzione non c’è stata", then=HireDeclined),
)

_I = ImportState

WORKFORCE_FILE: Table = table(
    "Il file dell’organico",
    ImportState,
    IMPORT_STATE_LABELS,
    # name       from                   to             who                        label
    T("ask",     _I.RECEIVED,           _I.MAPPING,    "system",                  "Chiedi le colonne"),
    T("match",   _I.MAPPING,            _I.RECEIVED,   ADMINISTRATOR,             "Abbina le colonne",
      then=WorkforceFileReceived),
    T("accept",  _I.RECEIVED,           _I.CHECKED,    "system",                  "Accetta il file"),
    T("refuse",  {_I.RECEIVED, _I.LOADING}, _I.REFUSED, "system",                 "Rifiuta il file"),
    T("apply",   _I.CHECKED,            _I.LOADING,    ADMINISTRATOR,             "Carica l’organico",
      then=WorkforceFileConfirmed),
    T("finish",  _I.LOADING,            _I.APPLIED,    "system",                  "Concludi il caricamento"),
    T("discard", {_I.MAPPING, _I.CHECKED}, _I.DISCARDED, {ADMINISTRATOR, "system"}, "Annulla il caricamento"),
)  # fmt: skip
