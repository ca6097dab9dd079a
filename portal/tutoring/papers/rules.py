"""Which parties a new version of a document touches, and whose signature still holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.tutoring.vocabulary import PaperKind, Signer

_ALL = frozenset(Signer)
_PERSON, _COMPANY, _SERVICE = Signer.PERSON, Signer.COMPANY, Signer.SERVICE
AFFECTS: dict[str, frozenset[Signer]] = {
    "person": _ALL,
    "parties": _ALL,
    "place": _ALL,
    "period": _ALL,
    "weekly_hours": _ALL,
    "goals": _ALL,
    "activities": _ALL,
    "indemnity": _ALL,
    "rules": _ALL - {_PERSON},
    "schedule": frozenset({_PERSON, _COMPANY}),
    "tutor": frozenset({_PERSON, _COMPANY}),
    "measures": frozenset({_PERSON, _COMPANY}),
    "promoter_tutor": frozenset({_SERVICE}),
    "courses": frozenset({_PERSON, _SERVICE}),
    "steps": frozenset({_PERSON, _COMPANY}),
}
"""Whom each part of a document concerns: only they sign again when it changes."""


def affected(
    before: Mapping[str, Any] | None, now: Mapping[str, Any], signers: Sequence[Signer]
) -> tuple[Signer, ...]:
    """Of those who sign: everybody the first time, then whom a changed part concerns. None: nothing changed."""
    if before is None:
        return tuple(signers)
    changed = [part for part in {*before, *now} if before.get(part) != now.get(part)]
    touched = {signer for part in changed for signer in AFFECTS.get(part, _ALL)}
    return tuple(signer for signer in signers if signer in touched)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document, with who has signed it."""

    id: UUID
    kind: PaperKind
    version: int
    signers: tuple[Signer, ...]
    affected: tuple[Signer, ...]
    signed: frozenset[Signer]


def latest(versions: Collection[Version], kind: PaperKind) -> Version | None:
    return max((one for one in versions if one.kind is kind), key=lambda one: one.version, default=None)


def holds(versions: Collection[Version], kind: PaperKind, signer: Signer) -> bool:
    """Whether the signer has signed since a version last touched her."""
    own = [one for one in versions if one.kind is kind]
    since = max((one.version for one in own if signer in one.affected), default=0)
    return any(signer in one.signed for one in own if one.version >= since)


def to_sign(versions: Collection[Version], signer: Signer) -> list[Version]:
    """The latest versions that wait for that party."""
    kinds = {one.kind for one in versions}
    found = [one for kind in PaperKind if kind in kinds and (one := latest(versions, kind)) is not None]
    return [one for one in found if signer in one.signers and not holds(versions, one.kind, signer)]


def missing(versions: Collection[Version]) -> tuple[Signer, ...]:
    """Parties that have something to sign, in the order in which they are named."""
    return tuple(signer for signer in Signer if to_sign(versions, signer))


COPY_BYTES = 5_000_000
COPY_SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png")
_MAGIC = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n": "image/png"}


def media_type(content: bytes) -> str | None:
    """What a scanned copy is by its bytes; None for anything but a PDF or a picture."""
    return next((kind for start, kind in _MAGIC.items() if content.startswith(start)), None)
