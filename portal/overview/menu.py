"""The menu of each role: one table. Source: the guide, §2; the services, §1."""

from dataclasses import dataclass

from portal.foundation.web.site import MenuEntry
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Item:
    label: str
    href: str
    inside: tuple[str, ...] = ()
    """Other addresses that belong under this entry."""


_COMPANY = (
    Item("Panoramica", "/", ("/company", "/service-requests")),
    Item(
        "Obblighi",
        "/obligations",
        (
            "/workforce",
            "/measures",
            "/conventions",
            "/prospetti",
            "/commitments",
            "/accommodations",
        ),
    ),
    Item("Annunci", "/vacancies", ("/workstations",)),
    Item("Profili", "/profiles", ("/saved-searches",)),
    Item("Proposte", "/proposals"),
    Item("Percorsi", "/plans", ("/indemnities",)),
)
_TUTOR = (
    Item("I miei percorsi", "/", ("/my-plans", "/plans")),
    Item("Presenze", "/attendance"),
    Item("Formazione tutor", "/tutor-training"),
    Item("Messaggi", "/messages"),
)
_COUNSELLOR = (
    Item("Oggi", "/", ("/profile-texts",)),
    Item("Persone", "/people", ("/mandates", "/handovers")),
    Item("Valutazioni", "/assessments", ("/operator-training",)),
    Item("Abbinamenti", "/matching"),
    Item("Proposte", "/proposals"),
    Item("Percorsi", "/plans", ("/retention-plans", "/course-editions", "/indemnities")),
    Item(
        "Aziende", "/companies", ("/company-contacts", "/workstation-search", "/letters", "/service-requests")
    ),
)
_COORDINATOR = (
    Item(
        "Territorio",
        "/",
        ("/profile-texts", "/direct-work", "/matching/fairness", "/operator-training", "/course-editions"),
    ),
    Item("Aziende", "/companies", ("/workstation-search", "/letters", "/service-requests")),
    Item("Assegnazioni", "/assignments"),
    Item("Scadenze", "/deadlines"),
    Item("Utenti", "/users"),
    Item("Regole", "/parameters", ("/rules", "/thresholds")),
    Item("Registro", "/register"),
)
_DATA_PROTECTION = (
    Item("Registro", "/register"),
    Item("Richieste", "/data-requests"),
    Item("Soglie", "/thresholds"),
)
_PLATFORM = (
    Item("Operazioni", "/operations"),
    Item("Utenti", "/users"),
    Item("Organizzazioni", "/platform/organisations"),
)
_WORK = (Item("Il mio lavoro", "/"),)
_TEAM = (*_WORK, Item("Persone", "/people"), Item("Incarichi", "/mandates", ("/handovers",)))
_OF_COMPANIES = Item("Richieste aziende", "/service-requests")
"""What companies ask of a profession."""
_RATER = (*_TEAM, Item("Valutazioni", "/assessments"), Item("Formazione", "/operator-training"))

MENUS: dict[Role, tuple[Item, ...]] = {
    Role.COMPANY_ADMINISTRATOR: _COMPANY,
    Role.COMPANY_RECRUITER: _COMPANY,
    Role.IN_COMPANY_TUTOR: _TUTOR,
    Role.JOB_COUNSELLOR: _COUNSELLOR,
    Role.COORDINATOR: _COORDINATOR,
    Role.DATA_PROTECTION_OFFICER: _DATA_PROTECTION,
    Role.PLATFORM_ADMINISTRATOR: _PLATFORM,
    Role.PSYCHOLOGIST: (*_RATER, _OF_COMPANIES),
    Role.EDUCATOR: (*_RATER, _OF_COMPANIES),
    Role.DISTRICT_SOCIAL_WORKER: _RATER,
    Role.HEALTH_OPERATOR: _RATER,
    Role.REFERRING_SOCIAL_WORKER: _TEAM,
    Role.EMPLOYMENT_CENTRE_OPERATOR: _TEAM,
    Role.LAWYER: (*_TEAM, _OF_COMPANIES),
    Role.INTERCULTURAL_MEDIATOR: (*_TEAM, _OF_COMPANIES),
    Role.COACH: _TEAM,
    Role.PEER_SUPPORTER: _TEAM,
}
"""Roles without a line have «Il mio lavoro» until their pages are there."""

# With several roles in one organisation the first of these gives the first entries.
_ORDER = tuple(MENUS)


def items_for(viewer: Viewer) -> list[Item]:
    """Entries of every role the viewer acts in, each address once."""
    items: dict[str, Item] = {}
    for role in _ORDER:
        if role in viewer.roles:
            for item in MENUS[role]:
                items.setdefault(item.href, item)
    return list(items.values()) or list(_WORK)


def _is_current(item: Item, path: str) -> bool:
    if item.href == "/":
        return path == "/" or any(path.startswith(prefix) for prefix in item.inside)
    return any(path == prefix or path.startswith(prefix + "/") for prefix in (item.href, *item.inside))


def menu_for(viewer: Viewer, path: str) -> list[MenuEntry]:
    return [MenuEntry(item.label, item.href, _is_current(item, path)) for item in items_for(viewer)]
