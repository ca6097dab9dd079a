"""How a vacancy moves: drafted, published, kept fresh, filled or closed."""

from dataclasses import dataclass

from portal.employers.events import (
    VacancyClosed,
    VacancyConfirmed,
    VacancyExpiring,
    VacancyFilled,
    VacancyHandedOver,
    VacancyMadePrivate,
    VacancyMadePublic,
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
    """What the needs of a move look at. ``reserve_problem`` is a sentence when contract and quota disagree.

    ``is_public``: anybody may read it; ``receiver_problem``: why it cannot be handed to whom it is to go.
    """

    company_verified: bool = False
    missing: tuple[str, ...] = ()
    reserve_problem: str | None = None
    places_left: int = 0
    is_public: bool = False
    receiver_problem: str | None = None


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


def not_yet_public(facts: Facts) -> str | None:
    return "L’annuncio è già pubblico." if facts.is_public else None


def public_now(facts: Facts) -> str | None:
    return None if facts.is_public else "L’annuncio non è pubblico."


def somebody_takes_it(facts: Facts) -> str | None:
    return facts.receiver_problem


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
    # Who answers for it, and whether anybody may read it, change without moving it.
    T("show",      OPEN,                            None,           _COMPANY,   "Mostra a tutti sul web",
      _VERIFIED, not_yet_public, then=VacancyMadePublic),
    T("hide",      frozenset(_S) - {_S.DRAFT},      None,           _COMPANY,   "Togli dal web",
      public_now, then=VacancyMadePrivate),
    T("hand_over", frozenset(_S) - {_S.CLOSED},     None,           _COMPANY,   "Trasferisci a un’altra persona",
      somebody_takes_it, then=VacancyHandedOver),
)  # fmt: skip

EDITABLE = frozenset({_S.DRAFT, _S.PUBLISHED, _S.STALE, _S.UNPUBLISHED, _S.SUSPENDED})
"""States in which the content may still be changed."""
