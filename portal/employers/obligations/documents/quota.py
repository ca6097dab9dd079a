"""The document of ``portal quota`` and of ``POST /api/v1/quota``: one company on one day.

A company comes as the figures of its prospetto informativo by province, or as rows of workers, never both.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from msgspec import Meta, field

from portal.employers.companies.vocabulary import EmployerKind, EmployerRegime
from portal.employers.obligations.documents.document import Document, Fault, check, readable
from portal.employers.obligations.documents.fields import ProvinceCode, day_problem
from portal.employers.obligations.documents.quota_figures import ProvinceFigures
from portal.employers.obligations.documents.quota_measures import (
    ProvinceMeasures,
    compensation_faults,
    repeated_provinces,
)
from portal.employers.obligations.documents.quota_workers import WorkerRow, overlaps, worker_faults
from portal.employers.obligations.vocabulary import HoursBasis

MOST_PROVINCES = 107
MOST_WORKERS = 200_000


class QuotaDocument(Document, frozen=True):
    on: Annotated[
        date,
        Meta(
            description="Giorno del conto, dal 1 gennaio 2018. Per il prospetto è il 31 dicembre.",
            extra={"among": day_problem},
        ),
    ]
    head_office: Annotated[ProvinceCode, Meta(description="Provincia della sede legale.")]
    provinces: (
        Annotated[
            list[ProvinceFigures],
            Meta(
                min_length=1,
                max_length=MOST_PROVINCES,
                description="I dati provinciali, come nel quadro 2 del prospetto. In alternativa a workers.",
            ),
        ]
        | None
    ) = None
    workers: (
        Annotated[
            list[WorkerRow],
            Meta(
                min_length=1,
                max_length=MOST_WORKERS,
                description="L’organico, una riga per rapporto. In alternativa a provinces.",
            ),
        ]
        | None
    ) = None
    reference: (
        Annotated[str, Meta(max_length=100, description="Un tuo riferimento: torna nella risposta.")] | None
    ) = None
    employer: Annotated[EmployerKind, Meta(description="Tipo di datore di lavoro.")] = EmployerKind.PRIVATE
    regime: Annotated[
        EmployerRegime,
        Meta(description="Regola della base: ordinaria, oppure art. 3 c. 3 (social) o c. 4 (security)."),
    ] = EmployerRegime.ORDINARY
    hours: Annotated[
        HoursBasis, Meta(description="Quali ore pesano i part-time: del contratto, o anche quelle in più.")
    ] = HoursBasis.CONTRACT
    collective_dismissal: Annotated[
        bool, Meta(description="Procedura di licenziamento collettivo in corso: sospende la quota ovunque.")
    ] = False
    framework_cap_pct: (
        Annotated[
            int,
            Meta(
                ge=0,
                le=100,
                description="Tetto della convenzione quadro (art. 14), in percentuale della quota.",
            ),
        ]
        | None
    ) = None
    measures: Annotated[
        list[ProvinceMeasures],
        Meta(
            max_length=MOST_PROVINCES,
            description="Esoneri, sospensioni, compensazioni e convenzioni in vigore.",
        ),
    ] = field(default_factory=list)

    @check
    def figures_or_workers(self) -> Iterator[Fault]:
        if self.provinces is not None and self.workers is not None:
            yield Fault(
                ("workers",),
                "Scrivi i dati provinciali (provinces) oppure l’organico (workers), non entrambi.",
            )
        if self.provinces is None and self.workers is None:
            yield Fault(
                (), "Mancano i dati: scrivi i dati provinciali (provinces) oppure l’organico (workers)."
            )

    @check
    def provinces_once(self) -> Iterator[Fault]:
        yield from repeated_provinces("provinces", self.provinces or ())

    @check
    def measures_once(self) -> Iterator[Fault]:
        yield from repeated_provinces("measures", self.measures)

    @check
    def compensations_balance(self) -> Iterator[Fault]:
        yield from compensation_faults(self.measures, self.employer)

    @check
    def workers_add_up(self) -> Iterator[Fault]:
        if self.workers:
            yield from worker_faults(self.workers, readable(self, "on"))
            yield from overlaps(self.workers)
