"""Papers of companies at the end of their term: prospetti, conventions, commitments, letters. Told, then forgotten.

The company has thirty days to keep a copy of its own. A paper that comes to life again (a convention prolonged, a
commitment taken up) is spared, and its warning forgotten.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.accounts import public as accounts
from portal.employers import public as employers
from portal.employers.public import EndingPaper, PaperKind
from portal.foundation import clock, db, mail
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.roles import Role
from portal.privacy.actions.retaining import record
from portal.privacy.parameters import figure, length, warning
from portal.privacy.rules import months_later


@dataclass(frozen=True, slots=True)
class PaperRule:
    """``columns``: tables it acts on; ``href`` where the company finds them."""

    kind: PaperKind
    what: str
    keeps: str
    term: str
    columns: tuple[str, ...]
    href: str

    def over_on(self, paper: EndingPaper) -> date:
        return months_later(paper.over_on, figure(self.term, paper.over_on))


PAPERS: tuple[PaperRule, ...] = (
    PaperRule(
        PaperKind.PROSPETTI,
        "Prospetti informativi, con le rettifiche",
        "{} dall’invio, con un avviso trenta giorni prima",
        "retention.prospetto_months",
        ("prospetto_informativo",),
        "/prospetti",
    ),
    PaperRule(
        PaperKind.CONVENTIONS,
        "Convenzioni",
        "{} dalla fine, con un avviso trenta giorni prima",
        "retention.convention_months",
        ("convenzione", "convenzione_commitment", "convenzione_hire", "convenzione_notice"),
        "/conventions",
    ),
    PaperRule(
        PaperKind.COMMITMENTS,
        "Impegni per la diversità e l’inclusione, con i documenti",
        "{} dalla conclusione, con un avviso trenta giorni prima",
        "retention.commitment_months",
        ("commitment", "commitment_kpi", "commitment_evidence"),
        "/commitments",
    ),
    PaperRule(
        PaperKind.LETTERS,
        "Lettere di adesione",
        "{} dalla fine, con un avviso trenta giorni prima",
        "retention.letter_months",
        ("letter_of_adherence",),
        "/letters",
    ),
)


async def warn_and_forget(today: date | None = None) -> tuple[int, int]:
    """Answers how many papers were warned of and how many went."""
    day = today or clock.today()
    warned = gone = 0
    for rule in PAPERS:
        told, forgotten = await _settle(rule, day)
        warned, gone = warned + told, gone + forgotten
    return warned, gone


async def _settle(rule: PaperRule, today: date) -> tuple[int, int]:
    soon = today + warning(today)
    # months have several lengths: a few days more are looked at, and then each paper's own day decides
    latest = months_later(soon, -figure(rule.term, today)) + timedelta(days=3)
    found = await employers.papers_over(rule.kind, latest)
    found = [one for one in found if rule.over_on(one) <= soon]
    due_on = await _standing(rule.kind, [one.id for one in found])
    fresh = [one for one in found if one.id not in due_on]
    over = [one for one in found if one.id in due_on and due_on[one.id] <= today]
    await _warn(rule, fresh, today)
    if over:
        forgotten = await employers.forget_papers(rule.kind, [one.id for one in over])
        await db.execute(
            "DELETE FROM paper_notice WHERE kind = $1 AND paper = ANY($2::uuid[])",
            rule.kind.value,
            [one.id for one in over],
        )
        await record(rule.kind.value, forgotten.rows)
    return len(fresh), len(over)


async def _standing(kind: PaperKind, papers: list[UUID]) -> dict[UUID, date]:
    """The day of each warning that still holds; those of papers that are no longer over are dropped."""
    await db.execute(
        "DELETE FROM paper_notice WHERE kind = $1 AND NOT (paper = ANY($2::uuid[]))", kind.value, papers
    )
    rows = await db.fetch("SELECT paper, due_on FROM paper_notice WHERE kind = $1", kind.value)
    return {row["paper"]: row["due_on"] for row in rows}


async def _warn(rule: PaperRule, papers: list[EndingPaper], today: date) -> None:
    """One word a company and day, however many papers; the service that holds a letter too hears of it."""
    together: dict[tuple[UUID, date], list[EndingPaper]] = defaultdict(list)
    for one in papers:
        together[one.company_id, max(rule.over_on(one), today + warning(today))].append(one)
    for (company_id, due_on), several in together.items():
        async with db.unit_of_work():
            for one in several:
                await db.execute(
                    "INSERT INTO paper_notice (id, kind, paper, company, due_on, warned_on)"
                    " VALUES ($1, $2, $3, $4, $5, $6)",
                    new_id(),
                    rule.kind.value,
                    one.id,
                    company_id,
                    due_on,
                    today,
                )
            said = mail.compose(
                "papers_due.txt",
                kind=rule.kind.value,
                count=len(several),
                day=due_on,
                term=length(rule.term, today),
            )
            step = f"{rule.kind.value} {due_on:%Y-%m-%d}"
            await accounts.tell_members(
                Kind.PAPERS_DUE,
                company_id,
                object_id=company_id,
                step=step,
                words=said,
                href=rule.href,
                roles=(Role.COMPANY_ADMINISTRATOR,),
            )
            for service_id in {one.service_id for one in several if one.service_id is not None}:
                await accounts.tell_coordinators(
                    Kind.PAPERS_DUE,
                    service_id,
                    object_id=company_id,
                    step=step,
                    words=said,
                    href=f"/companies/{company_id}/letters",
                )
