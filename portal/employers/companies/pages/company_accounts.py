"""Who follows a company for a service: the card on the company's page, and the page that assigns it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.companies.pages.company import CompanyHead
from portal.employers.companies.queries.company_accounts import CompanyAccountRow
from portal.employers.companies.reading import asked_again
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed
from portal.foundation.web.italian import date_it
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class FollowersCard:
    """``links`` are the pages that whoever follows the company may read; empty for everybody else."""

    now: str | None
    note: str
    before: Sequence[tuple[str, object, str | None]]
    action: tuple[str, str] | None
    links: Sequence[tuple[str, str, str]]


def followers_card(
    company_id: UUID,
    rows: Sequence[CompanyAccountRow],
    viewer: Viewer,
    today: date,
    *,
    may_read_contacts: bool = False,
) -> FollowersCard:
    """``rows`` are those of the viewer's service, the latest first. ``may_read_contacts``: contacts and letters too."""
    now = next((row for row in rows if row.in_force(today)), None)
    past = [row for row in rows if row is not now and row.ends_on is not None and row.ends_on > row.starts_on]
    follows = now is not None and now.holder_id == viewer.account_id
    about = asked_again(viewer, company_id)
    return FollowersCard(
        now.holder if now else None,
        f"{date_it(now.starts_on, 'dal')}, {now.email}" if now else "",
        [(row.holder, f"{date_it(row.starts_on, 'dal')} {date_it(row.ends_on, 'al')}", None) for row in past],
        ("Cambia referente" if now else "Assegna un referente", f"/companies/{company_id}/account")
        if allowed(viewer, P.ASSIGN)
        else None,
        [
            *(_kept_links(company_id) if may_read_contacts else ()),
            *(
                (
                    ("Obblighi", f"/obligations{about}", "Quota, posti scoperti, province, scadenze"),
                    ("Calcolo", f"/obligations/calculation{about}", "Ogni passaggio con il suo articolo"),
                    (
                        "Organico in cifre",
                        f"/workforce/figures{about}",
                        "Quante persone, per provincia e contratto",
                    ),
                )
                if follows
                else ()
            ),
        ],
    )


def _kept_links(company_id: UUID) -> tuple[tuple[str, str, str], ...]:
    return (
        ("Contatti", f"/companies/{company_id}/contacts", "Visite e telefonate, con il prossimo passo"),
        ("Lettere di adesione", f"/companies/{company_id}/letters", "A che cosa si impegna l’azienda"),
        (
            "Richieste",
            f"/companies/{company_id}/service-requests",
            "Servizi che l’azienda ha chiesto, e chi risponde",
        ),
    )


@dataclass(frozen=True, slots=True)
class AssignPage:
    company: CompanyHead
    now: str | None
    nobody: bool
    """Nobody of the service may follow companies."""
