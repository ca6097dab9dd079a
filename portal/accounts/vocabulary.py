"""Words of the accounts slice: territories, invitations, steps of a sign-in, and how sentences name a kind."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from portal.kernel.roles import OrganisationKind


class TerritoryKind(StrEnum):
    """Source: services.md §1."""

    AMBITO = "ambito"
    DISTRETTO = "distretto"
    ZONA = "zona"
    BACINO_CPI = "bacino_cpi"
    ASL = "asl"
    REGIONE = "regione"


TERRITORY_KIND_LABELS: dict[TerritoryKind, str] = {
    TerritoryKind.AMBITO: "Ambito",
    TerritoryKind.DISTRETTO: "Distretto",
    TerritoryKind.ZONA: "Zona",
    TerritoryKind.BACINO_CPI: "Bacino del centro per l’impiego",
    TerritoryKind.ASL: "ASL",
    TerritoryKind.REGIONE: "Regione",
}


class InvitationState(StrEnum):
    OPEN = "open"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


INVITATION_STATE_LABELS: dict[InvitationState, str] = {
    InvitationState.OPEN: "in attesa",
    InvitationState.EXPIRED: "scaduto",
    InvitationState.ACCEPTED: "accettato",
    InvitationState.REVOKED: "revocato",
}


class Step(StrEnum):
    """How far a session has come with the second factor; kept in its data as ``second_factor``."""

    NOT_NEEDED = "not_needed"
    CODE = "code"
    ENROL = "enrol"
    DONE = "done"


HOME_OF_STEP: dict[str, str] = {
    Step.CODE: "/sign-in/code",
    Step.ENROL: "/account/second-factor",
    # a role of a service was given while the session was open
    Step.NOT_NEEDED: "/account/second-factor",
}
"""Where a sign-in goes on when a step of it is missing."""


K = OrganisationKind

KIND_WITH_ARTICLE: dict[OrganisationKind, str] = {
    K.COMPANY: "un’azienda",
    K.PLACEMENT_SERVICE: "un servizio di inserimento lavorativo",
    K.REFERRING_SOCIAL_SERVICE: "un servizio sociale inviante",
    K.HEALTH_SERVICE: "un servizio sanitario",
    K.EMPLOYMENT_CENTRE: "un centro per l’impiego",
    K.PUBLIC_BODY: "un ente che accredita e finanzia",
    K.CONSORTIUM: "un consorzio gestore",
    K.HOST: "un’organizzazione ospitante",
    K.PROVIDER: "un ente di formazione o di sostegno",
    K.ASSOCIATION: "un’associazione",
    K.TERRITORY: "un territorio",
    K.PLATFORM: "un gestore della piattaforma",
}
"""A kind inside a sentence: «Un’organizzazione ospitante non può avere il ruolo Psicologo.»"""

SERVICE_KINDS: tuple[OrganisationKind, ...] = tuple(
    kind for kind in OrganisationKind if kind not in (K.COMPANY, K.PLATFORM)
)
"""Kinds the platform administrator creates. Companies register by themselves."""

INVITATION_LASTS = timedelta(days=14)
RESET_LASTS = timedelta(hours=1)
CODE_WITHIN = timedelta(minutes=15)
"""Between password and code."""
RECOVERY_CODES = 10

PASSWORD_LEAST = 12
"""Characters. Length is what resists guessing; no rule asks for signs and digits."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``times`` attempts in each ``window``; one count per key."""

    name: str
    times: int
    window: timedelta


_QUARTER = timedelta(minutes=15)

SIGN_IN_BY_ACCOUNT = Limit("sign-in by account", 10, _QUARTER)
SIGN_IN_BY_ADDRESS = Limit("sign-in by address", 120, _QUARTER)
"""An office shares one address, so this one is wider."""
CODE_BY_ACCOUNT = Limit("code by account", 6, _QUARTER)
PASSWORD_BY_ACCOUNT = Limit("password by account", 10, _QUARTER)
"""Asked again by someone signed in: before a new password, new recovery codes, another device."""
RESET_BY_ACCOUNT = Limit("reset by account", 3, timedelta(hours=1))
RESET_BY_ADDRESS = Limit("reset by address", 20, timedelta(hours=1))
LINK_BY_ADDRESS = Limit("link by address", 60, _QUARTER)
REGISTER_BY_ADDRESS = Limit("registration by address", 20, timedelta(hours=1))
INVITE_BY_ORGANISATION = Limit("invitations by organisation", 200, timedelta(days=1))


class DraftForm(StrEnum):
    """Forms that belong to no file yet, whose words are kept while they are typed."""

    NEW_PERSON = "new_person"
    OPERATOR_TRAINING = "operator_training"
