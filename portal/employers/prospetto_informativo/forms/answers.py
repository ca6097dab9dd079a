"""Forms of what only the prospetto asks. Everything may be saved half done: the check says what is missing."""

import re
from typing import Any, ClassVar

from portal.employers.companies.places import comune_code
from portal.employers.companies.typed_fields import version_of
from portal.employers.prospetto_informativo.forms import fields
from portal.employers.prospetto_informativo.rules import shapes
from portal.employers.prospetto_informativo.rules.answers import (
    Contact,
    EmployerSheet,
    PostSheet,
    ProvinceSheet,
    PublicBalance,
)
from portal.employers.prospetto_informativo.vocabulary import CODE_SHAPES, CodeList
from portal.foundation.web.forms import (
    Choice,
    Email,
    Form,
    FormInput,
    Hidden,
    Integer,
    LongText,
    Text,
    Tick,
)
from portal.reference import regions, unipi


def _short(label: str, longest: int = shapes.LONGEST_LINE, **more: Any) -> Text:
    return Text(label, max_length=longest, required=False, **more)


def _mail(label: str, **more: Any) -> Email:
    return Email(label, required=False, parse=fields.line(shapes.LONGEST_EMAIL), autocomplete="off", **more)


def _phone(label: str) -> Text:
    return Text(label, max_length=20, required=False, parse=fields.phone)


class _HalfDone(Form):
    """Saved as it is; ``asked`` are the answers without which the prospetto cannot be sent, and so not optional."""

    asked: ClassVar[frozenset[str]] = frozenset()

    def required(self, name: str) -> bool:
        return name in self.asked


class EmployerForm(_HalfDone):
    asked = frozenset(
        {
            "ateco",
            "ccnl",
            "address",
            "cap",
            "pec",
            "sender_email",
            "contact_surname",
            "contact_name",
            "contact_tax_code",
            "contact_address",
            "contact_comune",
            "contact_cap",
        }
    )
    ateco = _short("Settore (ATECO)", hint="Sei cifre, come 25.62.00.", parse=fields.ateco)
    ccnl = _short(
        "Codice del CCNL",
        hint="Tre lettere o cifre, come nelle comunicazioni obbligatorie.",
        parse=fields.ccnl,
    )
    address = _short("Indirizzo della sede legale")
    cap = _short("CAP della sede legale", parse=fields.cap)
    phone, fax, email = _phone("Telefono"), _phone("Fax"), _mail("E-mail")
    pec = _mail("PEC", hint="Senza PEC il prospetto è rifiutato.")
    contact_surname = _short("Cognome del referente", shapes.LONGEST_NAME)
    contact_name = _short("Nome del referente", shapes.LONGEST_NAME)
    contact_tax_code = _short("Codice fiscale del referente", 20, parse=fields.tax_code)
    contact_address = _short("Indirizzo del referente")
    contact_comune = _short("Comune del referente", hint="Per esempio Lecco.", parse=comune_code)
    contact_cap = _short("CAP del referente", parse=fields.cap)
    contact_phone, contact_fax = _phone("Telefono del referente"), _phone("Fax del referente")
    contact_email = _mail("E-mail del referente")
    group_head = Tick("L’azienda è capogruppo", required=False)
    group_head_tax_code = _short("Codice fiscale della capogruppo", parse=fields.company_code)
    group_head_foreign = Tick("La capogruppo è estera", required=False)
    sender_email = _mail("E-mail di chi invia il prospetto")
    delegate = _short(
        "Codice fiscale del delegato", 20, hint="Se invia un consulente.", parse=fields.tax_code
    )
    delegate_kind = _short("Tipo di delegato", 3, hint="Tre cifre.", parse=fields.three_digits)
    version = Hidden(required=False)

    def check(self) -> None:
        said = self.values
        if bool(said.get("delegate")) != bool(said.get("delegate_kind")):
            self.fail("delegate_kind", "Del delegato servono codice fiscale e tipo, o nessuno dei due.")
        if said.get("group_head_foreign") and not said.get("group_head_tax_code"):
            self.fail("group_head_tax_code", "Scrivi il codice della capogruppo estera.")

    @classmethod
    def known(cls, sheet: EmployerSheet, version: int, contact_comune: str) -> "EmployerForm":
        contact = sheet.contact
        return cls.blank(
            ateco=sheet.ateco,
            ccnl=sheet.ccnl,
            address=sheet.address,
            cap=sheet.cap,
            phone=sheet.phone,
            fax=sheet.fax,
            email=sheet.email,
            pec=sheet.pec,
            contact_surname=contact.surname,
            contact_name=contact.name,
            contact_tax_code=contact.tax_code,
            contact_address=contact.address,
            contact_comune=contact_comune,
            contact_cap=contact.cap,
            contact_phone=contact.phone,
            contact_fax=contact.fax,
            contact_email=contact.email,
            group_head="on" if sheet.group_head else None,
            group_head_tax_code=sheet.group_head_tax_code,
            group_head_foreign="on" if sheet.group_head_foreign else None,
            sender_email=sheet.sender_email,
            delegate=sheet.delegate,
            delegate_kind=sheet.delegate_kind,
            version=version,
        )

    def sheet(self) -> EmployerSheet:
        return EmployerSheet(
            self._text("ateco"),
            self._text("ccnl"),
            self._text("cap"),
            self._text("address"),
            self._text("phone"),
            self._text("fax"),
            self._text("email"),
            self._text("pec"),
            Contact(
                self._text("contact_tax_code"),
                self._text("contact_surname"),
                self._text("contact_name"),
                self._text("contact_address"),
                self._text("contact_comune"),
                self._text("contact_cap"),
                self._text("contact_phone"),
                self._text("contact_fax"),
                self._text("contact_email"),
            ),
            self["group_head"],
            self._text("group_head_tax_code"),
            self["group_head_foreign"],
            self._text("sender_email"),
            self._text("delegate"),
            self._text("delegate_kind"),
        )

    def _text(self, name: str) -> str:
        return self[name] or ""

    def seen_version(self) -> int | None:
        return version_of(self["version"])


class ProvinceForm(_HalfDone):
    asked = frozenset({"comune", "address", "cap", "contact_surname", "contact_name"})
    comune = _short("Comune", hint="Per esempio Lecco.", parse=comune_code)
    address = _short("Indirizzo")
    cap = _short("CAP", parse=fields.cap)
    phone, fax, email = _phone("Telefono"), _phone("Fax"), _mail("E-mail")
    contact_surname = _short("Cognome del referente", shapes.LONGEST_NAME)
    contact_name = _short("Nome del referente", shapes.LONGEST_NAME)
    switchboard_posts = Integer(
        "Posti di centralinista", minimum=0, maximum=99, required=False, hint="L. 113/1985."
    )
    therapist_posts = Integer(
        "Posti di massofisioterapista o terapista", minimum=0, maximum=99, required=False, hint="L. 29/1994."
    )
    note = LongText("Note", max_length=shapes.LONGEST_NOTE, required=False)
    version = Hidden(required=False)

    @classmethod
    def known(cls, sheet: ProvinceSheet, version: int, comune: str) -> "ProvinceForm":
        return cls.blank(
            comune=comune,
            address=sheet.address,
            cap=sheet.cap,
            phone=sheet.phone,
            fax=sheet.fax,
            email=sheet.email,
            contact_surname=sheet.contact_surname,
            contact_name=sheet.contact_name,
            switchboard_posts=sheet.switchboard_posts,
            therapist_posts=sheet.therapist_posts,
            note=sheet.note,
            version=version,
        )

    def sheet(self) -> ProvinceSheet:
        return ProvinceSheet(
            self["comune"] or "",
            self["cap"] or "",
            self["address"] or "",
            self["phone"] or "",
            self["fax"] or "",
            self["email"] or "",
            self["contact_surname"] or "",
            self["contact_name"] or "",
            self["switchboard_posts"],
            self["therapist_posts"],
            self["note"] or "",
        )

    def seen_version(self) -> int | None:
        return version_of(self["version"])


class PostForm(Form):
    declared = Tick("Dichiara questo posto nel prospetto", required=False)
    capacities = Text(
        "Capacità richieste e controindicazioni",
        max_length=shapes.LONGEST_WORDS,
        required=False,
        hint="Del lavoro, mai di una persona.",
    )
    channel = Choice(
        "Tipo di richiesta",
        choices=[(key, label) for key, label in unipi.HIRE_CHANNELS.items()],
        required=False,
    )

    def check(self) -> None:
        if self.values.get("declared") and not self.values.get("capacities") and not self.error("capacities"):
            self.fail("capacities", "Scrivi capacità richieste e controindicazioni, o togli il posto.")

    def sheet(self) -> PostSheet:
        return PostSheet(self["declared"], self["capacities"] or "", self["channel"] or "")


class BalanceForm(Form):
    region = Choice("Regione", choices=[(one.code, one.name) for one in regions.entries()])
    disabled = Integer(
        "Saldo persone con disabilità", minimum=-999999, maximum=999999, hint="Con il segno meno se mancano."
    )
    protected = Integer("Saldo altre categorie protette", minimum=-999999, maximum=999999)
    note = LongText("Note", max_length=shapes.LONGEST_NOTE, required=False)

    def balance(self) -> PublicBalance:
        return PublicBalance(self["region"], self["disabled"], self["protected"], self["note"] or "")


def read_codes(sent: FormInput, asked: dict[str, CodeList]) -> tuple[dict[str, str], dict[str, str]]:
    """Codes by key as they may be saved, and a sentence for each that may not."""
    codes, wrong = {}, {}
    for key, list_ in asked.items():
        typed = (sent.get(key) or "").replace(" ", "").upper()
        shape, words = CODE_SHAPES[list_]
        if typed and not re.fullmatch(shape, typed):
            wrong[key] = f"Scrivi {words}."
        codes[key] = typed
    return codes, wrong
