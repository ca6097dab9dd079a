"""How a vacancy moves: drafted, published, kept fresh, filled or closed."""

from dataclasses import dataclass

from portal.employers.events import (
    VacancyClosed,
    VacancyConfirmed,
    VacancyExpiring,
    VacancyFilled,
    VacancyPublished,
    VacancyReopened,
    VacancySuspended,
    VacancyUnpublished,
    VacancyWentStale,
)
from portal.employers.vacancies.vocabulary import VACANCY_STATE_LABELS, VacancyState
from portal.kernel.roles import Role
from portal.kernel.states import T, Table, table


@dataclass(frozen=True, slots=True)
class Facts:
    """What the needs of a move look at. ``reserve_problem`` is a sentence when contract and quota disagree."""

    company_verified: bool = False
    missing: tuple[str, ...] = ()
    reserve_problem: str | None = None
    places_left: int = 0


def company_is_verified(facts: Facts) -> str | None:
    if facts.company_verified:
        return None
    return (
        "La tua azienda è in attesa di verifica: potrai pubblicare appena un coordinatore l’avrà controllata."
    )


def everything_is_answered(facts: Facts) -> str | None:
    if not facts.missing:
        return facts.reserve_problem
    return f"L’annuncio non è completo. {facts.missing[0]}"


def a_place_is_left(facts: Facts) -> str | None:
    if facts.places_left > 0:
        return None
    return "Tutti i posti dell’annuncio sono coperti: aumenta i posti prima di riaprirlo."


def no_place_is_left(facts: Facts) -> str | None:
    return None if facts.places_left == 0 else "L’annuncio ha ancora posti liberi."


_S = VacancyState
_COMPANY = frozenset({Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER})
SYSTEM = "system"
_EVERYBODY = _COMPANY | {SYSTEM}

OPEN = frozenset({_S.PUBLISHED, _S.STALE})
"""States in which profiles may be proposed."""

_VERIFIED, _WHOLE, _LEFT, _FULL = (
    company_is_verified,
    everything_is_answered,
    a_place_is_left,
    no_place_is_left,
)

VACANCY: Table = table(
    "L’annuncio",
    VacancyState,
    VACANCY_STATE_LABELS,
    # name         from                             to              who         label; needs; then
    T("publish",   _S.DRAFT,                        _S.PUBLISHED,   _COMPANY,   "Pubblica l’annuncio",
      _VERIFIED, _WHOLE, then=VacancyPublished),
    T("confirm",   OPEN,                            _S.PUBLISHED,   _COMPANY,   "È ancora aperto",
      _VERIFIED, then=VacancyConfirmed),
    T("age",       _S.PUBLISHED,                    _S.STALE,       SYSTEM,     "Chiedi conferma",
      then=VacancyWentStale),
    T("warn",      _S.STALE,                        None,           SYSTEM,     "Avvisa",
      then=VacancyExpiring),
    T("unpublish", OPEN,                            _S.UNPUBLISHED, _EVERYBODY, "Togli dalla vista",
      then=VacancyUnpublished),
    T("suspend",   OPEN,                            _S.SUSPENDED,   _EVERYBODY, "Sospendi",
      then=VacancySuspended),
    T("republish", {_S.UNPUBLISHED, _S.SUSPENDED},  _S.PUBLISHED,   _COMPANY,   "Pubblica di nuovo",
      _VERIFIED, _WHOLE, _LEFT, then=VacancyPublished),
    T("fill",      OPEN | {_S.SUSPENDED},           _S.FILLED,      SYSTEM,     "Coperto",
      _FULL, then=VacancyFilled),
    T("close",     frozenset(_S) - {_S.CLOSED},     _S.CLOSED,      _COMPANY,   "Chiudi l’annuncio",
      then=VacancyClosed),
    T("reopen",    {_S.FILLED, _S.CLOSED},          _S.PUBLISHED,   _COMPANY,   "Riapri l’annuncio",
      _VERIFIED, _WHOLE, _LEFT, then=VacancyReopened),
    T("free",      _S.FILLED,                       _S.PUBLISHED,   SYSTEM,     "Posto di nuovo libero",
      _LEFT, then=VacancyReopened),
)  # fmt: skip

EDITABLE = frozenset({_S.DRAFT, _S.PUBLISHED, _S.STALE, _S.UNPUBLISHED, _S.SUSPENDED})
"""States in which the content may still be changed."""
