"""Prospetti of Officine Lariane: who its people of a quota are, what it answers, what it sent and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import msgspec

from portal.demo import codes, names
from portal.demo.chance import Chance
from portal.demo.days import working
from portal.employers.companies.identity import PersonDetails
from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.vocabulary import Protection
from portal.employers.prospetto_informativo.rules.answers import Contact, EmployerSheet, ProvinceSheet

PROFESSIONS = ("4.1.1.2.0", "4.3.1.2.0", "7.2.7.1.0")
BORN = (1966, 1999)
CAPACITIES = "Usa un terminale e legge etichette; il posto si raggiunge senza scale"
MODULE_CODES = {
    "excluded:executive": "0002",
    "excluded:apprentice": "0003",
    "convention:art11_programme": "A",
}
"""Invented: the lists of the module are not public."""


@dataclass(frozen=True, slots=True)
class Filing:
    """``year`` of the picture; sent the day ``sent_on`` with the code of the receipt."""

    id: UUID
    year: int
    sent_on: date
    code: str
    protocol: str


@dataclass(frozen=True, slots=True)
class Prospetti:
    """``draft_id`` is that of the prospetto of this year, begun on ``begun_on``."""

    employer: EmployerSheet
    provinces: dict[str, ProvinceSheet]
    codes: dict[str, str]
    filed: tuple[Filing, ...]
    draft_id: UUID
    begun_on: date

    @property
    def complete(self) -> EmployerSheet:
        """The answers with the codes of the module among them."""
        return msgspec.structs.replace(self.employer, codes=self.codes)


def identified(seed: int, rows: Sequence[tuple[UUID, WorkerDraft]]) -> tuple[tuple[UUID, WorkerDraft], ...]:
    """Those of a reserved quota with tax code, name and profession: the prospetto lists them one by one."""
    chance = Chance.of(seed, "story company", "people of the quota")
    return tuple(
        (id, _known(chance, draft) if draft.protection is not Protection.NONE else draft)
        for id, draft in rows
    )


def _known(chance: Chance, draft: WorkerDraft) -> WorkerDraft:
    last, first = _parts(draft.name or "")
    woman = first in names.first_names(woman=True)
    born = date(chance.randint(*BORN), chance.randint(1, 12), chance.randint(1, 28))
    return replace(
        draft,
        name=None,
        person=PersonDetails(last, first),
        tax_code=codes.tax_code(first, last, born, woman=woman),
        profession_code=chance.choice(PROFESSIONS),
    )


def _parts(name: str) -> tuple[str, str]:
    """Surname and first name of «De Luca Anna»."""
    known, parts = set(names.last_names()), name.split(" ")
    for length in range(len(parts) - 1, 0, -1):
        if " ".join(parts[:length]) in known:
            return " ".join(parts[:length]), " ".join(parts[length:])
    return parts[0], " ".join(parts[1:])


def prospetti(seed: int, registered_on: date, contact: str, host: str, day: date) -> Prospetti:
    """One for each 31 January since the registration, and this year's begun."""
    chance = Chance.of(seed, "story company", "prospetti")
    first, last = contact.split(" ", 1)
    born = date(1979, 3, 14)
    mail = f"personale@{host}"
    return Prospetti(
        EmployerSheet(
            ateco="25.62.00",
            ccnl="C01",
            cap="23900",
            address="Via dei Cantieri 12",
            phone="0341 000000",
            pec=f"posta@pec.{host}",
            sender_email=mail,
            contact=Contact(
                tax_code=codes.tax_code(first, last, born, woman=first in names.first_names(woman=True)),
                surname=last,
                name=first,
                address="Via dei Cantieri 12",
                comune_code="E507",
                cap="23900",
                email=mail,
            ),
        ),
        {
            "LC": ProvinceSheet(
                comune_code="E507",
                cap="23900",
                address="Via dei Cantieri 12",
                email=mail,
                contact_surname=last,
                contact_name=first,
            )
        },
        MODULE_CODES,
        tuple(
            Filing(
                chance.id(sent_on),
                sent_on.year - 1,
                sent_on,
                f"{sent_on.year}{chance.randint(0, 10**12 - 1):012d}",
                f"{chance.randint(0, 10**8 - 1):08d}",
            )
            for year in range(registered_on.year + 1, day.year + 1)
            if (sent_on := working(date(year, 1, 22))) <= day
        ),
        chance.id(day),
        working(date.fromordinal(day.toordinal() - 6)),
    )
