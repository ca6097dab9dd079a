"""What the company answers for the prospetto alone, and the portal remembers from year to year.

Empty text means «not answered yet»; a draft may lack anything, the problems say what.
"""

import msgspec

from portal.employers.prospetto_informativo.vocabulary import CodeList


class PublicBalance(msgspec.Struct, frozen=True):
    """Of a public employer: hires by public selection over or under, region by region (signed)."""

    region: str
    disabled: int
    protected: int
    note: str = ""


class Contact(msgspec.Struct, frozen=True):
    """The person the office may ask."""

    tax_code: str = ""
    surname: str = ""
    name: str = ""
    address: str = ""
    comune_code: str = ""
    cap: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""


class EmployerSheet(msgspec.Struct, frozen=True):
    """``ateco`` as 99.99.99, ``ccnl`` as the module writes it. ``head_office`` fields are those of the sede legale.

    ``delegate`` is whoever sends for the company, when it is not the company itself. ``codes`` are those of the
    module's lists, by list and by our word for the thing.
    """

    ateco: str = ""
    ccnl: str = ""
    cap: str = ""
    address: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    pec: str = ""
    contact: Contact = Contact()
    group_head: bool = False
    group_head_tax_code: str = ""
    group_head_foreign: bool = False
    sender_email: str = ""
    delegate: str = ""
    delegate_kind: str = ""
    codes: dict[str, str] = {}
    public_balances: tuple[PublicBalance, ...] = ()

    def code(self, list_: CodeList, word: str) -> str:
        return self.codes.get(code_key(list_, word), "")


class ProvinceSheet(msgspec.Struct, frozen=True):
    """Place and person of reference in one province. Posts are those the law asks of the company there."""

    comune_code: str = ""
    cap: str = ""
    address: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    contact_surname: str = ""
    contact_name: str = ""
    switchboard_posts: int | None = None
    therapist_posts: int | None = None
    note: str = ""


class PostSheet(msgspec.Struct, frozen=True):
    """``capacities``: what the place asks and what advises against it, about the work and never about a person."""

    declared: bool = True
    capacities: str = ""
    channel: str = ""


def code_key(list_: CodeList, word: str) -> str:
    return f"{list_}:{word}"
