"""Names of people and companies that do not exist. First names and surnames come from the package Faker."""

from __future__ import annotations

from functools import cache

from faker.providers.person.it_IT import Provider

from portal.demo.chance import Chance
from portal.reference.text import fold


@cache
def first_names(*, woman: bool) -> tuple[str, ...]:
    found = Provider.first_names_female if woman else Provider.first_names_male
    return tuple(sorted(set(found)))


@cache
def last_names() -> tuple[str, ...]:
    return tuple(sorted(set(Provider.last_names)))


def person_name(chance: Chance, *, woman: bool) -> tuple[str, str]:
    return chance.choice(first_names(woman=woman)), chance.choice(last_names())


def mail_name(first_name: str, last_name: str) -> str:
    """«maria.dangelo»"""
    return ".".join("".join(one for one in fold(name) if one.isalnum()) for name in (first_name, last_name))


_FIRST_PARTS: dict[str, tuple[str, ...]] = {
    "A": ("Vivai", "Azienda agricola", "Orti"),
    "C": ("Officine", "Meccanica", "Stampi", "Carpenteria", "Filati", "Imballaggi", "Conserve", "Componenti"),
    "F": ("Costruzioni", "Impianti", "Edil"),
    "G": ("Mercato", "Ferramenta", "Distribuzione", "Ricambi", "Casa"),
    "H": ("Trasporti", "Logistica", "Corrieri"),
    "I": ("Ristorazione", "Albergo", "Mense"),
    "N": ("Studio", "Progetti", "Laboratori"),
    "O": ("Servizi", "Multiservizi", "Pulizie"),
    "P": ("Ente parco", "Agenzia", "Consorzio comunale"),
    "Q": ("Scuola", "Istituto", "Formazione"),
    "R": ("Residenza", "Casa di cura", "Poliambulatorio", "Assistenza"),
}
_OTHER_PARTS = ("Gruppo", "Società", "Compagnia")
_SECOND_PARTS = (
    "Grigna", "Resegone", "Adda", "Brianza", "del Lago", "San Genesio", "Valle Alta", "Tre Torri", "dei Colli",
    "Fontanella", "Ponte Vecchio", "Montevecchia", "delle Rogge", "La Filanda", "Campo dei Fiori", "Mulino Nuovo",
    "San Rocco", "Belvedere", "delle Querce", "Pian di Spagna", "Costa Rossa", "Due Ponti", "del Ronco", "Aurora",
    "Corte Lunga", "La Sorgente", "dei Tigli", "Borgo Antico", "della Rocca", "Prato Grande",
)  # fmt: skip
_ENDINGS = ("", "", "", " Nord", " Due", " Italia", " Servizi", " e Figli", " Group", " Più")


def company_name(chance: Chance, section: str, taken: set[str]) -> str:
    """A name that no other sample company has; ``taken`` grows by it."""
    first_parts = _FIRST_PARTS.get(section, _OTHER_PARTS)
    number = 1
    while True:
        name = f"{chance.choice(first_parts)} {chance.choice(_SECOND_PARTS)}{chance.choice(_ENDINGS)}"
        if number > 20:
            # the parts are used up: surnames tell the others apart
            name = f"{name} {chance.choice(last_names())}"
        if name not in taken:
            taken.add(name)
            return name
        number += 1
