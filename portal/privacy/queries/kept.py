"""What the law makes others keep when a file is erased: the papers of plans that took place."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation import clock
from portal.kernel.italian_days import day_it
from portal.privacy.parameters import figure, length
from portal.privacy.rules import months_later
from portal.tutoring import public as tutoring

PLAN_PAPERS = frozenset(
    {
        "plan",
        "plan_goal",
        "plan_document",
        "plan_signature",
        "plan_paper",
        "plan_amendment",
        "plan_activity",
        "plan_course",
        "host_declaration",
        "attendance",
        "plan_indemnity",
        "plan_outcome",
        "plan_party",
        "plan_step",
    }
)
"""Tables of a plan that stay: register, documents, signatures, what was paid, outcome, and who took part. Notes,
messages, ratings, warnings, the judgement and the diary go."""


@dataclass(frozen=True, slots=True)
class Kept:
    plan_id: UUID
    code: str
    company_id: UUID
    company_name: str
    service_id: UUID
    until: date
    by_hire: bool

    @property
    def words(self) -> str:
        """As it is said to her."""
        return (
            f"Registro, documenti ed esito del percorso {self.code} presso {self.company_name},"
            f" fino {day_it(self.until, 'al')}: {length('retention.plan_months', clock.today())} dalla fine,"
            " per le verifiche."
        )

    @property
    def employer_words(self) -> str | None:
        if not self.by_hire:
            return None
        return (
            f"{self.company_name} tiene i dati del rapporto di lavoro, come la legge le chiede."
            " Per quelli rivolgiti all’azienda."
        )


def kept_of(plans: list[tutoring.HerPlan]) -> list[Kept]:
    """Of plans that are over; those that left no paper leave nothing."""
    return [
        Kept(
            plan.id,
            plan.code,
            plan.company_id,
            plan.company_name,
            plan.service_id,
            months_later(plan.last_day or clock.today(), figure("retention.plan_months", clock.today())),
            plan.outcome == tutoring.Outcome.HIRE.value,
        )
        for plan in plans
        if plan.has_records and plan.company_id is not None
    ]


def said(kept: list[Kept]) -> list[str]:
    lines: list[str] = []
    for one in kept:
        lines += [one.words, *([one.employer_words] if one.employer_words else [])]
    return lines
