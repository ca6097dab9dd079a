"""Words of the profile and its card (anonymisation.md §2, §4)."""

from enum import StrEnum

from portal.reference.professions import MacroGroup


class ProfileState(StrEnum):
    DRAFT = "draft"
    SECOND_READER = "second_reader"
    WAITING = "waiting"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


PROFILE_STATE_LABELS: dict[ProfileState, str] = {
    ProfileState.DRAFT: "Bozza",
    ProfileState.SECOND_READER: "Al secondo lettore",
    ProfileState.WAITING: "In attesa",
    ProfileState.PUBLISHED: "Pubblicato",
    ProfileState.WITHDRAWN: "Ritirato",
    ProfileState.EXPIRED: "Scaduto",
}


GROUP_LABELS: dict[MacroGroup, str] = {group: group.label.capitalize() for group in MacroGroup}
"""The coarsest level of occupation, the only one that a card shows for now."""

NOT_SHOWN = "Area professionale non indicata"

HEALTH_PROXY_SKILLS = frozenset({"K105", "K106", "K107"})
"""Skills that tell of a disability (sign language, Braille, assistive tools): never behind a label of a card."""

CARD_FIELDS: frozenset[str] = frozenset({"area", "profession_group", "families"})
"""All that a card may hold. Pages, fragments, documents of the index and mail to companies show no other field."""


class WithdrawnWhy(StrEnum):
    """Why a profile left the companies' sight; companies are never told."""

    COUNSELLOR = "counsellor"
    PERSON = "person"
    CONSENT = "consent"
    CASE = "case"
    REGION = "region"
    GROUND = "ground"


WITHDRAWN_WHY_LABELS: dict[WithdrawnWhy, str] = {
    WithdrawnWhy.COUNSELLOR: "Ritirato dall’operatore",
    WithdrawnWhy.PERSON: "Ritirato per scelta della persona",
    WithdrawnWhy.CONSENT: "La persona ha ritirato il consenso",
    WithdrawnWhy.CASE: "Il caso non è più in una fase con il profilo pubblicato",
    WithdrawnWhy.REGION: "La persona ha cambiato regione",
    WithdrawnWhy.GROUND: "È scaduto il caso o un consenso",
}
