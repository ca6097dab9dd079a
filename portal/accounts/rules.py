"""What may be: which role where, who may give and take roles, what a tax code, an address, a password must be.

Answers are None or an Italian sentence; today's date is an argument.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.it import iva

from portal.accounts.vocabulary import (
    KIND_WITH_ARTICLE,
    PASSWORD_LEAST,
    InvitationState,
)
from portal.kernel.roles import ROLE_LABELS, ROLES_OF_KIND, OrganisationKind, Role

# --- roles and kinds ---------------------------------------------------------------------------------------

_SERVICE_ROLES = frozenset(Role) - {
    Role.COMPANY_ADMINISTRATOR,
    Role.COMPANY_RECRUITER,
    Role.PLATFORM_ADMINISTRATOR,
}

MANAGES: dict[Role, frozenset[Role]] = {
    Role.COMPANY_ADMINISTRATOR: ROLES_OF_KIND[OrganisationKind.COMPANY],
    Role.COORDINATOR: _SERVICE_ROLES,
    Role.PLATFORM_ADMINISTRATOR: frozenset({Role.PLATFORM_ADMINISTRATOR}),
}
"""Who gives and takes which roles in the own organisation."""


def roles_allowed(kinds: Iterable[OrganisationKind]) -> frozenset[Role]:
    """Rights are the union: a body of several kinds has the roles of each (services.md §1)."""
    return frozenset().union(*(ROLES_OF_KIND[kind] for kind in kinds))


def roles_in_force(roles: Iterable[Role], kinds: Iterable[OrganisationKind]) -> frozenset[Role]:
    """A role lives as long as a kind that has it."""
    return frozenset(roles) & roles_allowed(kinds)


def roles_managed_by(managers: Iterable[Role], kinds: Iterable[OrganisationKind]) -> frozenset[Role]:
    """Roles that someone acting in ``managers`` may give in the own organisation of these kinds."""
    given = frozenset().union(*(MANAGES.get(role, frozenset()) for role in managers))
    return given & roles_allowed(kinds)


def first_roles(kinds: Iterable[OrganisationKind]) -> frozenset[Role]:
    """Roles the platform administrator may give elsewhere: whoever manages the users, and nobody further.

    Where no role of the kind manages users (a health service, a host) the platform's office invites everybody.
    """
    allowed = roles_allowed(kinds)
    return (allowed & MANAGES.keys()) or allowed


def role_refusal(role: Role, kinds: Iterable[OrganisationKind], field: str | None = None) -> str | None:
    """Why an organisation of these kinds cannot have the role."""
    kinds = sorted(set(kinds), key=list(OrganisationKind).index)
    if role in roles_allowed(kinds):
        return None
    who = " e ".join(KIND_WITH_ARTICLE[kind] for kind in kinds)
    verb = "non può" if len(kinds) == 1 else "non possono"
    if not who:
        return "Questa organizzazione non ha un tipo in vigore, quindi non può avere ruoli."
    return f"{who[0].upper()}{who[1:]} {verb} avere il ruolo {ROLE_LABELS[role]}. Scegli un altro ruolo."


def last_manager_refusal(name: str, role: Role, others: int) -> str | None:
    """An organisation keeps at least one person who manages its users. ``others`` hold the role besides."""
    if role not in MANAGES or others > 0:
        return None
    return (
        f"{name} è l’unica persona con il ruolo «{ROLE_LABELS[role]}». "
        "Prima assegna il ruolo a un’altra persona."
    )


# --- periods -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Period:
    """From ``starts_on`` until the day before ``ends_on``: what ends today is over today."""

    starts_on: date
    ends_on: date | None = None

    def in_force(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)

    def overlaps(self, other: "Period") -> bool:
        return (other.ends_on is None or self.starts_on < other.ends_on) and (
            self.ends_on is None or other.starts_on < self.ends_on
        )


_MONTHS = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)


def day_in_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def period_refusal(period: Period, others: Iterable[Period]) -> str | None:
    """Periods of one kind of one organisation follow one another."""
    if period.ends_on is not None and period.ends_on <= period.starts_on:
        return "La data di fine deve venire dopo quella di inizio."
    for other in sorted(others, key=lambda one: one.starts_on):
        if period.overlaps(other):
            return f"Il periodo si sovrappone a quello iniziato il {day_in_words(other.starts_on)}."
    return None


# --- invitations -------------------------------------------------------------------------------------------


def invitation_state(
    *,
    accepted_at: datetime | None,
    revoked_at: datetime | None,
    expires_at: datetime,
    now: datetime,
) -> InvitationState:
    if accepted_at is not None:
        return InvitationState.ACCEPTED
    if revoked_at is not None:
        return InvitationState.REVOKED
    return InvitationState.EXPIRED if expires_at <= now else InvitationState.OPEN


INVITATION_GONE: dict[InvitationState, str] = {
    InvitationState.ACCEPTED: "Questo invito è già stato usato. Accedi con la tua e-mail e la tua password.",
    InvitationState.REVOKED: "Questo invito è stato ritirato. Chiedine uno nuovo a chi ti ha invitato.",
    InvitationState.EXPIRED: "Questo invito è scaduto. Chiedine uno nuovo a chi ti ha invitato.",
}
"""What the holder of a link reads when it no longer opens anything."""


# --- tax code, addresses, password -------------------------------------------------------------------------

SAMPLE_OFFICE = "000"
"""Digits 8 to 10 of sample companies: an office that never assigned a number (synthetic-data.md, safety)."""


def normal_tax_code(typed: str) -> str:
    """Digits alone, without spaces, dots and the prefix IT."""
    return str(iva.compact(typed.replace(".", "")))


def tax_code_problem(typed: str, *, sample_data: bool) -> str | None:
    """What is wrong with a VAT number or the eleven-digit tax code of a body.

    ``sample_data``: the installation holds sample data, so the range of office 000 passes.
    """
    number = normal_tax_code(typed)
    if not (number.isascii() and number.isdigit()) or len(number) != 11:
        return "La partita IVA ha 11 cifre. Controlla quella che hai scritto."
    try:
        if sample_data and number[7:10] == SAMPLE_OFFICE and int(number[:7]):
            luhn.validate(number)
        else:
            iva.validate(number)
    except ValidationError:
        return "Questa partita IVA non è valida. Controlla le cifre."
    return None


_LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
_ADDRESS = re.compile(rf"(?=.{{1,254}}$)(?=.{{1,64}}@)(?P<local>{_LOCAL})@(?P<host>{_HOST})")


def normal_email(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip().lower()


def email_problem(typed: str) -> str | None:
    if _ADDRESS.fullmatch(normal_email(typed)) is None:
        return "Scrivi un indirizzo come nome@esempio.it."
    return None


def pec_problem(typed: str) -> str | None:
    """Only the form is checked here: that the box is certified is for the coordinator to verify."""
    if _ADDRESS.fullmatch(normal_email(typed)) is None:
        return "Questa PEC non è valida. Scrivi un indirizzo come nome@pec.esempio.it."
    return None


def name_problem(typed: str) -> str | None:
    name = " ".join(typed.split())
    if len(name) < 3 or not any(one.isalpha() for one in name):
        return "Scrivi nome e cognome."
    if len(name) > 120:
        return "Il nome è troppo lungo: al massimo 120 caratteri."
    return None


def password_problem(password: str, *, email: str = "", name: str = "") -> str | None:
    """Long, not all alike, and without what anybody would try first."""
    if len(password) < PASSWORD_LEAST:
        return f"La password è troppo corta: servono almeno {PASSWORD_LEAST} caratteri."
    if len(set(password)) < 5:
        return "La password è troppo semplice: usa almeno 5 caratteri diversi."
    plain = unicodedata.normalize("NFKC", password).casefold()
    own = {email.partition("@")[0].casefold(), *name.casefold().split()}
    if any(len(word) > 3 and word in plain for word in own):
        return "La password contiene il tuo nome o la tua e-mail. Scegli altre parole."
    if any(word in plain for word in ("password", "incontro", "12345678", "qwerty")):
        return "La password è facile da indovinare. Scegli altre parole."
    return None
