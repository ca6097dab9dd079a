"""One company, invented, counted step by step wherever an example is needed."""

from datetime import date

from portal.employers.obligations.documents.quota import QuotaDocument
from portal.employers.obligations.documents.quota_figures import ProvinceFigures
from portal.employers.obligations.documents.quota_people import (
    DisabledPartTimeRow,
    DisabledPeople,
    ExcludedPeople,
    IntermittentRow,
    PartTimeRow,
    Teleworkers,
)

EXAMPLE = QuotaDocument(
    on=date(2025, 12, 31),
    head_office="MI",
    provinces=[
        ProvinceFigures(
            province="MI",
            dependants=180,
            disabled=DisabledPeople(
                full_time=8,
                part_time=[DisabledPartTimeRow(people=1, hours=30), DisabledPartTimeRow(people=1, hours=20)],
            ),
            telework=Teleworkers(full_time=3),
            excluded=[
                ExcludedPeople(group="executive", people=4),
                ExcludedPeople(group="apprentice", people=6),
                ExcludedPeople(group="short_fixed_term", people=5),
            ],
            part_time=[PartTimeRow(people=10, hours=20), PartTimeRow(people=4, hours=30)],
            intermittent=[IntermittentRow(people=5, hours="12:48")],
            art18=3,
            art18_since_2000=1,
        )
    ],
)
"""180 dependants: base 141, quota 10 and 1, nine units in force, and one worker of art. 18 since 17 January 2000."""
