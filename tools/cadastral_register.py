"""Comuni, with their cadastral codes, as the register of the Agenzia delle Entrate has them.

It comes with python-codicefiscale, which needs it to tell birthplaces; Istat's own codes are not in it.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from portal.reference import provinces

# A comune that ended before this day is in no address the portal may hold.
CEASED_SINCE = "2014-01-01"

# The register writes every word with a capital; inside a name these are small.
SMALL_WORDS = frozenset(
    {
        "a", "ad", "ai", "al", "alla", "alle", "allo", "am", "an", "con", "da", "dal", "dalla", "de",
        "dei", "degli", "del", "della", "delle", "dello", "der", "des", "di", "e", "ed", "en", "fra", "il",
        "im", "in", "la", "le", "li", "lo", "ne", "nei", "nel", "nella", "nelle", "ob", "per", "presso",
        "su", "sui", "sul", "sulla", "sulle", "sullo", "tra",
    }
)  # fmt: skip
ELIDED = re.compile(r"^(all|d|dall|de|dell|l|ne|nell|sull)'(.*)$", re.IGNORECASE)

# Names that no rule gets right: signs lost in the register, two languages in one cell, numerals.
SPELLINGS = {
    "A920": ("Boffalora sopra Ticino", ""),
    "C166": ("Castelletto sopra Ticino", ""),
    "D312": ("Doberdò del Lago", "Doberdob"),
    "D324": ("San Dorligo della Valle", "Dolina"),
    "D383": ("Duino Aurisina", "Devin Nabrežina"),
    "F378": ("Monrupino", "Repentabor"),
    "F744": ("Morra De Sanctis", ""),
    "H845": ("San Floriano del Collio", "Števerjan"),
    "H898": ("San Giorgio La Molara", ""),
    "I288": ("Sant'Angelo Le Fratte", ""),
    "I388": ("San Vincenzo La Costa", ""),
    "I407": ("San Vito Lo Capo", ""),
    "I479": ("Savogna d'Isonzo", "Sovodnje ob Soči"),
    "I715": ("Sgonico", "Zgonik"),
    "I869": ("Sotto il Monte Giovanni XXIII", ""),
    "L272": ("Torre Le Nocelle", ""),
    "L057": ("Tarvisio", "Trbiž"),
    "H675": ("Saint-Rhémy-en-Bosses", ""),
    "M390": ("San Giovanni di Fassa", "Sèn Jan"),
}


@dataclass(frozen=True, slots=True)
class Comune:
    """A comune as the register writes it; ``until`` is the last day of a ceased one."""

    code: str
    name: str
    other_name: str
    province: str
    since: str
    until: str
    former_names: tuple[str, ...] = ()

    @property
    def region(self) -> str:
        return provinces.by_code(self.province).region


def spelled(name: str) -> str:
    """«Bagno A Ripoli» is written Bagno a Ripoli; «Albiano D'Ivrea», Albiano d'Ivrea."""
    text = " ".join(word if i == 0 else _small(word) for i, word in enumerate(name.split()))
    return text.replace("Strada del Vino", "strada del vino").replace("Parco Naturale", "parco naturale")


def _small(word: str) -> str:
    if elided := ELIDED.match(word):
        return f"{elided[1].lower()}'{elided[2]}"
    if "-" in word:
        return "-".join(part.lower() if part.lower() in SMALL_WORDS else part for part in word.split("-"))
    return word.lower() if word.lower() in SMALL_WORDS else word


def read_register() -> list[Comune]:
    """Today's comuni and those ceased since CEASED_SINCE; one for each cadastral code."""
    folder = files("codicefiscale") / "data"
    records: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name in ("municipalities.json", "municipalities-patch.json"):
        for record in json.loads((folder / name).read_text(encoding="utf-8")):
            records[record["code"]].append(record)
    known = {province.code for province in provinces.entries()}
    comuni = []
    for code, versions in sorted(records.items()):
        last = max(versions, key=lambda version: (version["active"], version["date_deleted"]))
        until = "" if last["active"] else last["date_deleted"][:10]
        if (until and until < CEASED_SINCE) or last["province"] not in known:
            continue
        name, other = SPELLINGS.get(code, (spelled(last["name"]), spelled(last["name_alt"])))
        if other == name:
            other = ""
        former = tuple({version["name"] for version in versions if version["name"] != last["name"]})
        comuni.append(
            Comune(
                code, name, other, last["province"], last["date_created"][:10], until, tuple(sorted(former))
            )
        )
    return comuni
