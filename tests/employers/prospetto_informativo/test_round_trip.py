"""What the portal exports, the portal reads back: the people of the quota of an existing prospetto."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from portal.employers.companies.parameters import protected_persons
from portal.employers.companies.prospetto_file import read_prospetto
from portal.employers.companies.vocabulary import Protection
from portal.employers.prospetto_informativo.exports import xml
from portal.foundation import crypto
from tests import environment
from tests.employers.prospetto_informativo.made import ON, art18, document, draft


@dataclass(frozen=True, slots=True)
class Site:
    id: UUID
    name: str
    comune_code: str
    province: str


SITES: Sequence[Site] = (
    Site(UUID(int=1), "Milano", "F205", "MI"),
    Site(UUID(int=2), "Lecco", "E507", "LC"),
)


def test_people_come_back_as_they_left() -> None:
    crypto.configure(environment.settings())
    made = document(
        reserved=[
            (draft("R001"), "MI"),
            (draft("R002", tax_code="NRIPLA90E45F205P", weekly_hours=Decimal("22.5")), "LC"),
            (art18(), "MI"),
        ]
    )
    content = xml.render(made, xml.Sending(datetime(2026, 1, 20, 8, tzinfo=UTC)))
    reading = read_prospetto(content, SITES, UUID(int=3), protected_persons(), ON)
    assert reading.errors == ()
    rows = sorted(
        (one.tax_code, one.site_id.int, one.weekly_hours, one.protection) for _, one in reading.rows
    )
    assert rows == [
        ("BNCLNE85M41F205S", 1, Decimal(40), Protection.ART1),
        ("NRIPLA90E45F205P", 2, Decimal("22.5"), Protection.ART1),
        ("VRDGNN70B12E507A", 1, Decimal(40), Protection.ART18),
    ]
    percentages = {one.details.percentage for _, one in reading.rows if one.details is not None}
    assert percentages == {67, None}
