"""Italian comuni by cadastral code (codice catastale, «F205»), with province, coordinates and a weight.

Coordinates are those of the place that stands for the comune in GeoNames: good for commuting estimates, not
for addresses. Comuni that ceased since 2014 stay readable by code; searches offer only today's. How the
table is made: tools/build_municipalities.py.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import asin, cos, radians, sin, sqrt

from portal.reference import provinces
from portal.reference.register import Register, read
from portal.reference.text import words

EARTH_RADIUS_KM = 6371.0088

# «Reggio Emilia» is officially Reggio nell'Emilia, «Aquila» L'Aquila: whoever types may leave these out.
_PASSING_WORDS = frozenset(
    {
        "d", "da", "dal", "dalla", "de", "dei", "del", "dell", "della", "delle", "di", "il", "in", "l", "la",
        "le", "li", "lo", "nel", "nell", "sul",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Municipality:
    code: str
    name: str
    other_name: str
    """In German, Ladin, French or Slovene, where there is one."""
    province: str
    lat: float
    lon: float
    weight: int
    """For draws of sample data only: never a number of inhabitants to show."""
    until: date | None
    """Last day of a comune that was joined to others or split."""

    @property
    def label(self) -> str:
        return f"{self.name} ({self.province})"

    @property
    def region(self) -> str:
        """Istat code of the region."""
        return provinces.by_code(self.province).region


@cache
def register() -> Register[Municipality]:
    """Every comune that has a code, the ceased ones too."""
    return Register(
        "comuni",
        (
            Municipality(
                code=row["code"],
                name=row["name"],
                other_name=row["other_name"],
                province=row["province"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                weight=int(row["weight"]),
                until=date.fromisoformat(row["until"]) if row["until"] else None,
            )
            for row in read("municipalities.csv.gz")
        ),
        lambda municipality: municipality.code,
    )


@cache
def entries() -> tuple[Municipality, ...]:
    """Today's comuni."""
    return tuple(municipality for municipality in register() if municipality.until is None)


def by_code(code: str) -> Municipality:
    """By cadastral code, a ceased comune too. Raises UnknownCode."""
    return register().by_code(code)


def name(code: str) -> str:
    return by_code(code).name


@cache
def of_province(province: str) -> tuple[Municipality, ...]:
    """Today's comuni of a province, by name."""
    found = [municipality for municipality in entries() if municipality.province == province]
    return tuple(sorted(found, key=lambda municipality: words(municipality.name)))


@cache
def _keys() -> list[tuple[str, int, int]]:
    """Folded name and province, how many telling words of the name were left out, index in entries()."""
    keys: set[tuple[str, int, int]] = set()
    for index, municipality in enumerate(entries()):
        for spoken in filter(None, (municipality.name, municipality.other_name)):
            told = words(spoken)
            tail = municipality.province.lower()
            for start in range(len(told)):
                left_out = sum(1 for word in told[:start] if word not in _PASSING_WORDS)
                keys.add((" ".join((*told[start:], tail)), left_out, index))
            plain = [word for word in told if word not in _PASSING_WORDS]
            if 0 < len(plain) < len(told):
                keys.add((" ".join((*plain, tail)), 0, index))
    return sorted(keys)


def find(text: str, limit: int = 10) -> tuple[Municipality, ...]:
    """Today's comuni with a name that begins like the text, or goes on like it; «Reggio E», «san giov», «Roma RM».

    The exact name comes first, then names that begin so, then the others, each the more populous first.
    """
    typed = " ".join(words(text))
    if not typed:
        return ()
    best: dict[int, tuple[bool, bool, int]] = {}
    keys = _keys()
    for position in range(bisect_left(keys, (typed,)), len(keys)):
        key, left_out, index = keys[position]
        if not key.startswith(typed):
            break
        municipality = entries()[index]
        exact = left_out == 0 and key.removesuffix(f" {municipality.province.lower()}") == typed
        rank = (not exact, left_out > 0, -municipality.weight)
        best[index] = min(best.get(index, rank), rank)
    return tuple(entries()[index] for index in sorted(best, key=lambda index: best[index])[:limit])


def distance_km(a: Municipality, b: Municipality) -> float:
    """Great-circle distance in kilometres; no road is so short."""
    phi_a, phi_b = radians(a.lat), radians(b.lat)
    half_phi = sin((phi_b - phi_a) / 2)
    half_lambda = sin(radians(b.lon - a.lon) / 2)
    chord = half_phi * half_phi + cos(phi_a) * cos(phi_b) * half_lambda * half_lambda
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
