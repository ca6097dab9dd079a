"""Registration, profile, sites; what a coordinator decides."""

from decimal import Decimal

from portal.accounts import public as accounts
from portal.employers.companies.actions.profile import Profile
from portal.employers.companies.actions.registration import Registration
from portal.employers.companies.places import comune_code
from portal.employers.companies.typed_fields import hours, version_of
from portal.employers.companies.vocabulary import (
    EMPLOYER_KIND_LABELS,
    EMPLOYER_REGIME_LABELS,
    HOURS_BASIS_LABELS,
    EmployerKind,
    EmployerRegime,
    HoursBasis,
)
from portal.foundation.web.forms import Choice, Email, Form, Hidden, Integer, LongText, Once, Text, Tick
from portal.reference import ateco, contracts, legal_forms


def _tax_code(typed: str) -> str:
    # the lenient reading: whether sample numbers pass here is for the action to say
    problem = accounts.tax_code_problem(typed, sample_data=True)
    if problem is not None:
        raise ValueError(problem)
    return accounts.normal_tax_code(typed)


def _pec(typed: str) -> str:
    problem = accounts.pec_problem(typed)
    if problem is not None:
        raise ValueError(problem)
    return typed


class RegistrationForm(Form):
    name = Text("Denominazione", missing="Scrivi la denominazione dell’azienda.", autocomplete="organization")
    tax_code = Text(
        "Partita IVA", max_length=20, hint="Undici cifre.", missing="Scrivi la partita IVA.", parse=_tax_code
    )
    pec = Text(
        "PEC",
        max_length=254,
        hint="L’indirizzo che risulta in INI-PEC.",
        missing="Scrivi la PEC.",
        parse=_pec,
    )
    comune = Text(
        "Comune della sede legale", hint="Per esempio Lecco.", missing="Scrivi il comune.", parse=comune_code
    )
    administrator_name = Text(
        "Nome e cognome di chi amministra l’account", missing="Scrivi nome e cognome.", autocomplete="name"
    )
    administrator_email = Email(
        "E-mail di chi amministra l’account",
        hint="Qui arriva il link per entrare.",
        missing="Scrivi l’e-mail.",
    )
    privacy = Tick(
        "Ho letto l’informativa privacy e posso agire per l’azienda",
        missing="Conferma di aver letto l’informativa e di poter agire per l’azienda.",
    )
    once = Once()

    def registration(self) -> Registration:
        return Registration(
            id=self["once"],
            name=self["name"],
            tax_code=self["tax_code"],
            pec=self["pec"],
            comune_code=self["comune"],
            administrator_name=self["administrator_name"],
            administrator_email=self["administrator_email"],
        )


class ProfileForm(Form):
    legal_form = Choice(
        "Forma giuridica", choices=[(one.code, one.name) for one in legal_forms.entries()], required=False
    )
    ateco_section = Choice(
        "Settore di attività",
        choices=[(one.code, f"{one.code} – {one.name}") for one in ateco.entries()],
        required=False,
    )
    ccnl = Choice(
        "Contratto collettivo applicato",
        choices=[(one.code, f"{one.name} ({one.code})") for one in contracts.entries()],
        required=False,
    )
    full_time_hours = Text(
        "Ore settimanali del tempo pieno",
        max_length=6,
        hint="Quelle del contratto collettivo, per esempio 40 o 37,5.",
        missing="Scrivi le ore del tempo pieno.",
        parse=hours,
    )
    working_week = Choice("Settimana di lavoro", choices=[("5", "Cinque giorni"), ("6", "Sei giorni")])
    employer_kind = Choice(
        "Tipo di datore di lavoro",
        choices=[(one.value, label) for one, label in EMPLOYER_KIND_LABELS.items()],
    )
    regime = Choice(
        "Chi si conta nella base",
        choices=[(one.value, label) for one, label in EMPLOYER_REGIME_LABELS.items()],
        hint="La regola ordinaria vale per quasi tutte le aziende.",
    )
    hours_basis = Choice(
        "Ore che pesano il part-time",
        choices=[(one.value, label) for one, label in HOURS_BASIS_LABELS.items()],
    )
    stated_staff = Integer(
        "Dipendenti in tutto",
        minimum=0,
        maximum=999_999,
        required=False,
        hint="Facoltativo: il portale lo confronta con l’organico e con le sedi.",
    )
    version = Hidden(required=False)

    def profile(self) -> Profile:
        return Profile(
            self["legal_form"],
            self["ateco_section"],
            self["ccnl"],
            Decimal(self["full_time_hours"]),
            int(self["working_week"]),
            EmployerKind(self["employer_kind"]),
            EmployerRegime(self["regime"]),
            HoursBasis(self["hours_basis"]),
            self["stated_staff"],
        )

    @property
    def seen(self) -> int | None:
        return version_of(self.values.get("version"))


class SiteForm(Form):
    name = Text("Nome della sede", hint="Come la chiamate in azienda.", missing="Scrivi il nome della sede.")
    comune = Text("Comune", missing="Scrivi il comune.", parse=comune_code)
    head_office = Tick("È la sede legale", required=False)
    stated_staff = Integer(
        "Dipendenti in questa sede",
        minimum=0,
        maximum=999_999,
        required=False,
        hint="Facoltativo: il portale lo confronta con l’organico.",
    )
    once = Once()


class VerificationForm(Form):
    vat_checked = Tick(
        "La partita IVA è attiva nel registro imprese e la denominazione coincide", required=False
    )
    pec_checked = Tick("La PEC è in INI-PEC ed è di questa azienda", required=False)


class ReasonForm(Form):
    reason = LongText("Motivo", max_length=500, hint="L’azienda lo legge.", missing="Scrivi il motivo.")
