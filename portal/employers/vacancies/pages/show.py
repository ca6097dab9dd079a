"""One vacancy, its buttons included; what is asked before it is closed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.vacancies.actions.locking import facts_of
from portal.employers.vacancies.pages.requirements import pay_words, requirements_words, starts_words
from portal.employers.vacancies.pages.sections import Task, tasks
from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.rules import ClosedGap, freshness, hours_words, missing, slots_words
from portal.employers.vacancies.transitions import EDITABLE, VACANCY
from portal.employers.vacancies.vocabulary import (
    LEVELS,
    PUBLIC_TRANSPORT_LABELS,
    RESERVED_LABELS,
    VACANCY_CONTRACT_LABELS,
    VACANCY_STATE_LABELS,
    VACANCY_STATE_TAGS,
    PublicTransport,
    Reserved,
    SkillNeed,
    VacancyContract,
    VacancyState,
)
from portal.foundation import clock
from portal.foundation.web.italian import date_it, plural
from portal.kernel.viewer import Viewer
from portal.reference import accommodations, dimensions, skills


@dataclass(frozen=True, slots=True)
class Button:
    """``asks``: it leads to a page that asks once more, instead of acting."""

    label: str
    href: str
    kind: str
    asks: bool = False


_PATHS = {
    "publish": ("review", "primary"),
    "republish": ("review", "primary"),
    "confirm": ("confirmation", "primary"),
    "unpublish": ("withdrawal", "outline-primary"),
    "suspend": ("suspension", "outline-primary"),
    "close": ("closing", "danger"),
    "reopen": ("reopening", "primary"),
    "show": ("showing", "outline-primary"),
    "hide": ("hiding", "outline-primary"),
    "hand_over": ("transfer", "outline-primary"),
}


_ASK_FIRST = frozenset({"publish", "republish", "close", "hand_over"})
"""Moves that a page of their own asks about once more."""


@dataclass(frozen=True, slots=True)
class VacancyPage:
    id: UUID
    title: str
    state: str
    tag: str
    lead: str
    facts: list[tuple[str, str]]
    tasks_done: list[str]
    demands: list[tuple[str, str]]
    skills: list[tuple[str, list[str]]]
    offers: list[str]
    missing: list[str]
    blocked: str | None
    """Why it cannot be published now, when nothing is missing."""
    sections: list[Task]
    buttons: list[Button]
    editable: bool
    gap: str | None
    stale_on: date | None
    unpublished_on: date | None
    review: list[tuple[str, str, str]]
    public_href: str | None
    """Where anybody reads it; None while it is the company's own."""
    referent: str | None
    workstation: tuple[str, str] | None
    """Name and address of the workstation it is for."""
    may_keep: bool
    """It can become a workstation."""

    @property
    def publishable(self) -> bool:
        return any(button.href.endswith("/review") for button in self.buttons)


def _blocked(vacancy: VacancyDetail, viewer: Viewer) -> str | None:
    """The table's own refusal of a publication; None where there is nothing to publish."""
    name = {
        VacancyState.DRAFT: "publish",
        VacancyState.UNPUBLISHED: "republish",
        VacancyState.SUSPENDED: "republish",
    }.get(vacancy.state)
    return VACANCY.refusal(name, vacancy.state, viewer.roles, facts_of(vacancy)) if name else None


@dataclass(frozen=True, slots=True)
class ClosingPage:
    id: UUID
    title: str
    draft: bool
    refusal: str | None


def closing_page(vacancy: VacancyDetail, viewer: Viewer) -> ClosingPage:
    return ClosingPage(
        vacancy.id,
        vacancy.title or "Annuncio senza titolo",
        vacancy.state is VacancyState.DRAFT,
        VACANCY.refusal("close", vacancy.state, viewer.roles, facts_of(vacancy)),
    )


@dataclass(frozen=True, slots=True)
class CopyPage:
    id: UUID
    title: str


def copy_page(vacancy: VacancyDetail) -> CopyPage:
    return CopyPage(vacancy.id, vacancy.title or "Annuncio senza titolo")


@dataclass(frozen=True, slots=True)
class PostPage:
    """``said``: what the module takes from the vacancy itself; ``reserved`` False: nothing goes into the prospetto."""

    id: UUID
    title: str
    reserved: bool
    said: list[tuple[str, str]]
    sections: list[Task]


def post_page(vacancy: VacancyDetail) -> PostPage:
    transport = vacancy.public_transport
    return PostPage(
        vacancy.id,
        vacancy.title or "Annuncio senza titolo",
        vacancy.reserved in (Reserved.ART3, Reserved.ART18),
        [
            ("Qualifica", vacancy.profession_title or "–"),
            ("Mansione", "; ".join(vacancy.tasks) or "–"),
            ("Posti", str(vacancy.places_left) if vacancy.places else "–"),
            ("Comune", vacancy.site_name or "–"),
            ("Barriere architettoniche", _yes(vacancy.architectural_barriers)),
            ("Turni notturni", _yes(vacancy.night_shifts)),
            ("Mezzi pubblici", PUBLIC_TRANSPORT_LABELS[PublicTransport(transport)] if transport else "–"),
        ],
        tasks(vacancy),
    )


@dataclass(frozen=True, slots=True)
class TransferPage:
    id: UUID
    title: str
    referent: str | None
    refusal: str | None


def transfer_page(vacancy: VacancyDetail, viewer: Viewer) -> TransferPage:
    return TransferPage(
        vacancy.id,
        vacancy.title or "Annuncio senza titolo",
        vacancy.referent,
        VACANCY.refusal("hand_over", vacancy.state, viewer.roles, facts_of(vacancy)),
    )


def _yes(value: bool | None) -> str:
    return "–" if value is None else ("Sì" if value else "No")


def _gap_words(gap: ClosedGap | None) -> str | None:
    if gap is None:
        return None
    if gap.gap <= 0:
        return "La quota è già coperta: questo annuncio non chiude posti scoperti."
    if gap.closes == 0:
        return (
            "Con queste ore non copre posti scoperti: per contarne uno serve più della metà del tempo pieno."
        )
    if gap.gap == 1:
        return "Copre il posto scoperto."
    return f"Copre {gap.closes} dei {gap.gap} posti scoperti."


def vacancy_page(vacancy: VacancyDetail, viewer: Viewer, gap: ClosedGap | None) -> VacancyPage:
    lacking = missing(vacancy.content)
    fresh = freshness(clock.in_rome(vacancy.confirmed_at).date()) if vacancy.confirmed_at else None
    levels = dict(LEVELS)
    contract = VACANCY_CONTRACT_LABELS[VacancyContract(vacancy.contract)] if vacancy.contract else "–"
    reserved = RESERVED_LABELS[Reserved(vacancy.reserved)] if vacancy.reserved else "–"
    transport = (
        PUBLIC_TRANSPORT_LABELS[PublicTransport(vacancy.public_transport)]
        if vacancy.public_transport
        else "–"
    )
    hours = hours_words(vacancy.weekly_hours_min, vacancy.weekly_hours_max)
    place, tasks_url = f"/vacancies/{vacancy.id}/place", f"/vacancies/{vacancy.id}/tasks"
    facts = [
        ("Sede", vacancy.site_name or "–"),
        ("Contratto", contract),
        ("Orario", f"{hours}, {slots_words(vacancy.slots).lower()}"),
        ("Posti", f"{vacancy.places_taken} coperti su {vacancy.places}" if vacancy.places else "–"),
        ("A chi si rivolge", reserved),
        ("Mezzi pubblici", transport),
        ("Da remoto", _yes(vacancy.remote)),
        ("Turni di notte", _yes(vacancy.night_shifts)),
        ("Barriere architettoniche", _yes(vacancy.architectural_barriers)),
        ("Inizio", starts_words(vacancy.starts_from, vacancy.starts_by)),
        ("Ultimo giorno", date_it(vacancy.ends_on)),
        ("Paga", pay_words(vacancy)),
    ]
    section_of = {
        "Sede": place,
        "Contratto": place,
        "Posti": place,
        "Mezzi pubblici": place,
        "Da remoto": place,
    }
    section_of |= {"Barriere architettoniche": place, "Inizio": place, "Ultimo giorno": place, "Paga": place}
    demands_url = f"/vacancies/{vacancy.id}/demands"
    review = [(label, value, section_of.get(label, tasks_url)) for label, value in facts]
    review.insert(0, ("Titolo", vacancy.title or "–", tasks_url))
    review.insert(1, ("Professione", vacancy.profession_title or "–", tasks_url))
    review.insert(2, ("Mansioni", "; ".join(vacancy.tasks) or "–", tasks_url))
    asked = [
        (dimensions.by_code(code).name, demand) for code, demand in vacancy.demands.items() if demand.level
    ]
    review.append(
        ("Richieste", plural(len(asked), "dimensione richiesta", "dimensioni richieste"), demands_url)
    )
    conditions_url = f"/vacancies/{vacancy.id}/conditions"
    review += [(label, value, conditions_url) for label, value in requirements_words(vacancy)]
    return VacancyPage(
        id=vacancy.id,
        title=vacancy.title or "Annuncio senza titolo",
        state=VACANCY_STATE_LABELS[vacancy.state],
        tag=VACANCY_STATE_TAGS[vacancy.state],
        lead=", ".join(one for one in (vacancy.profession_title, vacancy.site_name) if one)
        or "Annuncio in preparazione",
        facts=[*facts, *requirements_words(vacancy)],
        tasks_done=list(vacancy.tasks),
        demands=[
            (name, levels[demand.level] + (", si può cambiare" if demand.adjustable else ""))
            for name, demand in asked
        ],
        skills=[
            (label, [skills.label(code) for code, kind in vacancy.skills.items() if kind is need])
            for need, label in (
                (SkillNeed.ESSENTIAL, "Servono dal primo giorno"),
                (SkillNeed.TRAINABLE, "Si imparano qui"),
                (SkillNeed.OPTIONAL, "Utili, non necessarie"),
            )
        ],
        offers=[accommodations.name(code) for code in vacancy.offers],
        missing=[sentence for sentences in lacking.values() for sentence in sentences],
        blocked=_blocked(vacancy, viewer) if not lacking else None,
        sections=tasks(vacancy),
        buttons=[
            Button(
                move.label,
                f"/vacancies/{vacancy.id}/{_PATHS[move.name][0]}",
                _PATHS[move.name][1],
                move.name in _ASK_FIRST,
            )
            for move in VACANCY.available(vacancy.state, viewer.roles)
            if move.name in _PATHS
            and VACANCY.refusal(move.name, vacancy.state, viewer.roles, facts_of(vacancy)) is None
        ],
        editable=vacancy.state in EDITABLE,
        gap=_gap_words(gap),
        stale_on=fresh.stale_on if fresh and vacancy.state is VacancyState.PUBLISHED else None,
        unpublished_on=fresh.unpublished_on if fresh and vacancy.state is VacancyState.STALE else None,
        review=review,
        public_href=f"/jobs/{vacancy.id}" if vacancy.is_public else None,
        referent=vacancy.referent,
        workstation=(vacancy.workstation, f"/workstations/{vacancy.workstation_id}")
        if vacancy.workstation is not None
        else None,
        may_keep=vacancy.workstation_id is None
        and vacancy.site_id is not None
        and vacancy.profession_code is not None
        and bool(vacancy.tasks),
    )
