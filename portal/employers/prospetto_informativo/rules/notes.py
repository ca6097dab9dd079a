"""What the module has no place for goes in the notes of its province: it holds one measure of each kind there."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from portal.employers.measures.vocabulary import CONVENZIONE_LABELS
from portal.employers.obligations.rules.sospensione import SUSPENSION_CAUSE_LABELS, SuspensionCause
from portal.employers.prospetto_informativo.rules import shapes
from portal.employers.prospetto_informativo.rules.document import Province
from portal.kernel.italian_counts import count_it
from portal.kernel.italian_days import day_it


class _Stated(Protocol):
    @property
    def granted(self) -> bool: ...


def note_of(province: Province) -> str:
    """What the company wrote, then a line for each measure beyond the one in the file; cut to what the module takes."""
    lines = [province.answers.note.strip(), *_beyond(province)]
    return " ".join(line for line in lines if line)[: shapes.LONGEST_NOTE]


def _beyond(province: Province) -> Iterator[str]:
    for stop in province.suspensions[1:]:
        label = SUSPENSION_CAUSE_LABELS[SuspensionCause(stop.cause)].lower()
        people = count_it(stop.workers, "lavoratore", "lavoratori")
        yield f"Altra sospensione {_state(stop)}: {label}, {people}{_until(stop.ends_on)}."
    for esonero in province.esoneri[1:]:
        units = f"{esonero.units or 0} unità{_until(esonero.ends_on)}"
        yield f"Altro esonero {_state(esonero, 'o')}: {units}{_act(esonero.act_ref, esonero.decided_on)}."
    for declared in province.self_certified[1:]:
        yield f"Altra autocertificazione 60 per mille: {declared.units} unità{_act('', declared.declared_on)}."
    for agreement in province.agreements[1:]:
        label = CONVENZIONE_LABELS[agreement.kind].lower()
        people = count_it(agreement.people, "persona prevista", "persone previste")
        yield f"Altra convenzione {_state(agreement)}: {label}, {people}{_act(agreement.act_ref, agreement.act_on)}."


def _state(one: _Stated, ending: str = "a") -> str:
    return f"concess{ending}" if one.granted else f"richiest{ending}"


def _until(day: date | None) -> str:
    return f", fino {day_it(day, 'al')}" if day else ""


def _act(reference: str, day: date | None) -> str:
    known = [words for words in (reference, day_it(day, "del") if day else "") if words]
    return f", atto {' '.join(known)}" if known else ""
