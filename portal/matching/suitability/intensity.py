"""How much support a confirmed employability grade calls for (matching.md §9). Never read by the score."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Support:
    """``paths`` in words; ``contact``: how often the tutor of the service is in touch."""

    paths: str
    contact: str


SUPPORT: dict[str, Support] = {
    "low": Support("Percorso socio-occupazionale o tirocinio di inclusione", "un contatto a settimana"),
    "medium": Support("Tirocinio o assunzione con tutor", "un contatto ogni due settimane"),
    "high": Support("Assunzione", "un contatto al mese, poi su richiesta"),
}
"""By grade: low, medium, high."""
