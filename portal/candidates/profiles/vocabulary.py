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
"""The coarsest level of occupation that a card shows."""

NOT_SHOWN = "Professione non indicata"
AREA_NOT_SHOWN = "Area non indicata"
NOT_STATED = "Non indicato"

HEALTH_PROXY_SKILLS = frozenset({"K105", "K106", "K107"})
"""Skills that tell of a disability (sign language, Braille, assistive tools): never behind a label of a card."""


class CardField(StrEnum):
    """The quasi-identifiers of a card, in the order of anonymisation.md §2."""

    AREA = "area"
    PROFESSION = "profession"
    WORKING_TIME = "working_time"
    EDUCATION = "education"
    LICENCE = "licence"
    EXPERIENCE = "experience"
    AGE = "age"
    RESERVED_QUOTA = "reserved_quota"


FIELD_LABELS: dict[CardField, str] = {
    CardField.AREA: "Area",
    CardField.PROFESSION: "Professione",
    CardField.WORKING_TIME: "Orario",
    CardField.EDUCATION: "Titolo di studio",
    CardField.LICENCE: "Patente",
    CardField.EXPERIENCE: "Esperienza",
    CardField.AGE: "Età",
    CardField.RESERVED_QUOTA: "Posti riservati",
}

CARD_FIELDS: tuple[str, ...] = (*(field.value for field in CardField), "families", "skills", "text")
"""All that a card may hold, in the order of anonymisation.md §2.

Pages, fragments, documents of the index, exports and mail to companies show no other field.
"""


class WorkingTime(StrEnum):
    FULL = "full"
    PART = "part"
    BOTH = "both"


class Licence(StrEnum):
    B = "b"
    NO = "no"


class ReservedQuota(StrEnum):
    ELIGIBLE = "eligible"
    OTHER = "other"


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
