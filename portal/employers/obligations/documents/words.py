"""Why a value cannot be read, in Italian, by the type the document asks for."""

from difflib import get_close_matches
from enum import Enum
from typing import Any

from msgspec import inspect

EMPTY = "Il documento è vuoto."
NOT_UTF8 = "Il documento non è testo UTF-8."
NOT_JSON = "Il documento non è JSON valido: controlla virgole, virgolette e parentesi."
TOO_DEEP = "Il documento ha troppi livelli uno dentro l’altro."
NEITHER = "Scrivi un oggetto, fra parentesi graffe."
MISSING = "Manca il campo"
"""How the reason for a field that is not there begins."""


def repeated(name: str) -> str:
    return f"Il campo «{name}» c’è più di una volta: lascia un valore solo."


def missing(name: str, meaning: str | None) -> str:
    return f"{MISSING} «{name}»" + (f": {meaning[0].lower()}{meaning[1:]}" if meaning else ".")


def unknown(name: str, fields: list[str]) -> str:
    close = get_close_matches(name, fields, 1)
    if close:
        return f"Il campo «{name}» non esiste. Forse volevi «{close[0]}»."
    return f"Il campo «{name}» non esiste qui. Campi possibili: {', '.join(fields)}."


def wanted(type_: Any) -> str:
    """What to write instead, for a value of another type or outside its bounds."""
    if isinstance(type_, inspect.IntType):
        return f"Scrivi un numero intero{_range(type_)}."
    if isinstance(type_, inspect.DecimalType):
        return "Scrivi un numero, con il punto per i decimali."
    if isinstance(type_, inspect.BoolType):
        return "Scrivi true o false, senza virgolette."
    if isinstance(type_, inspect.DateType):
        return "Scrivi una data che esiste, come 2026-11-22."
    if isinstance(type_, inspect.EnumType):
        return f"Valore non previsto. Valori possibili: {', '.join(_values(type_.cls))}."
    if isinstance(type_, inspect.LiteralType):
        return f"Valore non previsto. Valori possibili: {', '.join(map(str, type_.values))}."
    if isinstance(type_, inspect.StrType):
        return f"Scrivi un testo fra virgolette{_length(type_, 'caratteri')}."
    if isinstance(type_, inspect.ListType):
        return f"Scrivi un elenco, fra parentesi quadre{_length(type_, 'elementi')}."
    return NEITHER


def alternatives(sentences: list[str]) -> str:
    return " Oppure: ".join(dict.fromkeys(sentences))


def _values(kind: type[Enum]) -> list[str]:
    return [str(member.value) for member in kind]


def _range(type_: inspect.IntType) -> str:
    low, high = type_.ge, type_.le
    if low is not None and high is not None:
        return f" da {low} a {high}"
    if low is not None:
        return f" da {low} in su"
    return f" fino a {high}" if high is not None else ""


def _length(type_: Any, of: str) -> str:
    low, high = type_.min_length, type_.max_length
    if low and high:
        return f", da {low} a {high} {of}"
    if low:
        return f", con almeno {low} {of}"
    return f", al massimo {high} {of}" if high else ""
