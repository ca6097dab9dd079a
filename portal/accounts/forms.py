"""What people type about themselves, their users and their organisations."""

from collections.abc import Callable, Iterable

from portal.accounts import rules
from portal.accounts.vocabulary import (
    PASSWORD_LEAST,
    SERVICE_KINDS,
    TERRITORY_KIND_LABELS,
)
from portal.foundation.web.forms import (
    Choice,
    Choices,
    Day,
    Email,
    Form,
    Hidden,
    LongText,
    Once,
    Password,
    Text,
)
from portal.kernel.roles import KIND_LABELS, ROLE_LABELS, Role
from portal.reference import municipalities, regions

PASSWORD_HINT = f"Almeno {PASSWORD_LEAST} caratteri. Una frase va bene e si ricorda meglio."


def _checked(problem: Callable[[str], str | None]) -> Callable[[str], str]:
    """A rule that answers with a sentence, as a field wants it."""

    def parse(typed: str) -> str:
        sentence = problem(typed)
        if sentence is not None:
            raise ValueError(sentence)
        return typed

    return parse


class SignInForm(Form):
    email = Email("E-mail", autocomplete="username", missing="Scrivi la tua e-mail.")
    password = Password("Password", autocomplete="current-password", missing="Scrivi la tua password.")
    next = Hidden(required=False)


class CodeForm(Form):
    code = Text(
        "Codice",
        hint="Le 6 cifre dell’app, oppure un codice di recupero.",
        max_length=20,
        autocomplete="one-time-code",
        missing="Scrivi il codice.",
    )


class ResetRequestForm(Form):
    email = Email("E-mail", autocomplete="username", missing="Scrivi la tua e-mail.")


class _NewPassword(Form):
    password = Password(
        "Nuova password",
        hint=PASSWORD_HINT,
        autocomplete="new-password",
        missing="Scrivi la nuova password.",
        parse=_checked(rules.password_problem),
    )
    repeated = Password(
        "Ripeti la password", autocomplete="new-password", missing="Scrivi di nuovo la password."
    )

    def check(self) -> None:
        first, second = self.values.get("password"), self.values.get("repeated")
        if first is not None and second is not None and first != second:
            self.fail("repeated", "Le due password sono diverse. Scrivile di nuovo.")


class ResetForm(_NewPassword):
    pass


class ChangePasswordForm(_NewPassword):
    current = Password(
        "Password di adesso", autocomplete="current-password", missing="Scrivi la password di adesso."
    )


class JoinForm(_NewPassword):
    """A new account by invitation."""

    name = Text(
        "Nome e cognome",
        max_length=120,
        autocomplete="name",
        missing="Scrivi nome e cognome.",
        parse=_checked(rules.name_problem),
    )


class OwnPasswordForm(Form):
    """The password of the account that is there: to join with it, to show new recovery codes."""

    password = Password("Password", autocomplete="current-password", missing="Scrivi la tua password.")


class DeviceForm(Form):
    """A code of the device to be confirmed. ``offer`` is the sealed secret of the page."""

    offer = Hidden(missing="La pagina non è più valida. Ricaricala e inquadra il nuovo codice.")
    code = Text(
        "Codice che vedi nell’app",
        hint="Sono 6 cifre e cambiano ogni 30 secondi.",
        max_length=20,
        autocomplete="one-time-code",
        missing="Scrivi il codice.",
    )


class OtherDeviceForm(DeviceForm):
    """In place of a device confirmed before."""

    password = Password("Password", autocomplete="current-password", missing="Scrivi la tua password.")


def role_choices(roles: Iterable[Role]) -> list[tuple[str, str]]:
    return [(role.value, ROLE_LABELS[role]) for role in sorted(roles, key=list(Role).index)]


class InviteForm(Form):
    once = Once()
    name = Text(
        "Nome e cognome",
        max_length=120,
        missing="Scrivi nome e cognome.",
        parse=_checked(rules.name_problem),
    )
    email = Email(
        "E-mail",
        autocomplete="off",
        hint="Riceve un link che vale 14 giorni.",
        missing="Scrivi l’e-mail della persona.",
        parse=_checked(rules.email_problem),
    )
    roles = Choices("Ruoli", missing="Scegli almeno un ruolo.")


class RolesForm(Form):
    """``seen``: the roles when the page was drawn."""

    seen = Hidden(required=False)
    roles = Choices("Ruoli", missing="Scegli almeno un ruolo, oppure togli l’accesso.")


class EndAccessForm(Form):
    seen = Hidden(required=False)


def seen_roles(text: str | None) -> set[Role]:
    """Roles written in a hidden field; what is not a role was not seen."""
    known = {role.value for role in Role}
    return {Role(word) for word in (text or "").split(",") if word in known}


def seen_text(roles: Iterable[Role]) -> str:
    return ",".join(sorted(role.value for role in roles))


class OrganisationForm(Form):
    """A service or territory, with its first person."""

    once = Once()
    name = Text("Denominazione", max_length=200, missing="Scrivi la denominazione.")
    tax_code = Text(
        "Codice fiscale o partita IVA",
        hint="Le 11 cifre dell’ente.",
        max_length=20,
        missing="Scrivi il codice fiscale o la partita IVA.",
    )
    pec = Email(
        "PEC",
        required=False,
        autocomplete="off",
        wrong="Questa PEC non è valida. Scrivi un indirizzo completo.",
    )
    subkind = Text(
        "Che ente è", hint="Per esempio «Comune» o «Cooperativa sociale».", required=False, max_length=60
    )
    kinds = Choices(
        "Tipo di organizzazione",
        hint="Puoi sceglierne più di uno: i diritti si sommano.",
        choices=[(kind.value, KIND_LABELS[kind]) for kind in SERVICE_KINDS],
        missing="Scegli almeno un tipo di organizzazione.",
    )
    territories = Choices("Territori", required=False)
    person = Text(
        "Nome e cognome della prima persona",
        max_length=120,
        missing="Scrivi il nome della prima persona.",
        parse=_checked(rules.name_problem),
    )
    email = Email(
        "E-mail della prima persona",
        autocomplete="off",
        hint="Riceve un link che vale 14 giorni.",
        missing="Scrivi l’e-mail della prima persona.",
        parse=_checked(rules.email_problem),
    )
    role = Choice(
        "Ruolo della prima persona",
        hint="Il coordinatore, dove il tipo di organizzazione lo prevede.",
        choices=role_choices(
            {role for kind in SERVICE_KINDS for role in rules.first_roles([kind])}
            - {Role.COMPANY_ADMINISTRATOR}
        ),
        missing="Scegli il ruolo della prima persona.",
    )


class KindForm(Form):
    kind = Choice(
        "Tipo", choices=[(kind.value, KIND_LABELS[kind]) for kind in SERVICE_KINDS], missing="Scegli il tipo."
    )
    starts_on = Day("Dal", missing="Scrivi la data di inizio.")
    ends_on = Day(
        "Fino al",
        hint="Il primo giorno in cui non vale più. Se non lo sai, lascia vuoto.",
        required=False,
    )


class EndKindForm(Form):
    ends_on = Day("Non vale più dal", missing="Scrivi il primo giorno in cui non vale più.")


class TerritoryForm(Form):
    once = Once()
    name = Text("Nome", max_length=120, missing="Scrivi il nome del territorio.")
    kind = Choice(
        "Tipo",
        choices=[(kind.value, label) for kind, label in TERRITORY_KIND_LABELS.items()],
        missing="Scegli il tipo di territorio.",
    )
    region = Choice(
        "Regione",
        choices=[(region.code, region.name) for region in regions.entries()],
        missing="Scegli la regione.",
    )
    comuni = LongText(
        "Comuni",
        hint="Uno per riga, per esempio «Lecco» oppure «Lecco LC».",
        max_length=40_000,
        missing="Scrivi almeno un comune.",
    )

    def check(self) -> None:
        """Every line must be one comune of the region."""
        region, typed = self.values.get("region"), self.values.get("comuni")
        if region is None or typed is None:
            return
        codes: list[str] = []
        for line in filter(None, (one.strip() for one in typed.splitlines())):
            code = _comune(line, region)
            if code is None:
                self.fail(
                    "comuni", f"«{line[:60]}» non è un comune di questa regione. Controlla come è scritto."
                )
                return
            codes.append(code)
        self.values["comuni"] = codes


def _comune(line: str, region: str) -> str | None:
    """The code of the comune with exactly this name («Lecco», «Lecco LC») in the region."""
    wanted = " ".join(line.replace("(", " ").replace(")", " ").split()).casefold()
    for found in municipalities.find(line, limit=20):
        names = {found.name, found.other_name, f"{found.name} {found.province}"} - {""}
        if found.region == region and wanted in {name.casefold() for name in names}:
            return found.code
    return None
