"""Why a field of the card is hidden, or shown coarser than it is known: for the counsellor only (anonymisation.md §5).

Pure: from what the ladder tells of one profile's way, step by step, and from what became of its skill labels.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from portal.candidates.profiles.blind_profile import (
    MOST_LABELS,
    MOST_SKILLS,
    HiddenLabel,
    HiddenWhy,
    LabelHiddenWhy,
    Seen,
)

Labels = Callable[[str, str], str]
"""The words of a value, by the name of its step."""

FIELD_LABELS: dict[str, str] = {
    "area": "Area",
    "profession": "Professione",
    "working_time": "Orario",
    "education": "Titolo di studio",
    "licence": "Patente",
    "experience": "Esperienza",
    "age": "Età",
    "reserved_quota": "Riserva",
}
"""In the order of the card."""

_FINER: dict[str, str] = {
    "province": "non la provincia",
    "basin": "non il bacino",
    "profession_1": "non il gruppo di lavori",
    "profession_2": "non il lavoro più preciso",
    "education_4": "non il titolo più preciso",
    "experience_4": "non gli anni più precisi",
    "age_5": "non la fascia più precisa",
}
_ALIKE: dict[str, str] = {
    "area": "area",
    "profession": "professione",
    "working_time": "fascia di orario",
    "education": "istruzione",
    "licence": "patente",
    "experience": "esperienza",
    "age": "età",
    "reserved_quota": "riserva",
}
_MOST_ALIKE = 3
"""Fields named one by one; of more it is said that they are those already shown."""

_THIS: dict[str, str] = {
    "area": "quest’area",
    "profession": "questa professione",
    "working_time": "quest’orario",
    "education": "questo titolo",
    "licence": "questa patente",
    "experience": "questi anni di esperienza",
    "age": "questa fascia",
    "reserved_quota": "questa condizione",
}


@dataclass(frozen=True, slots=True)
class Reason:
    field: str
    sentence: str


def field_reasons(
    seen: Sequence[Seen], label: Labels, k: int, *, switched_off: Iterable[str] = ()
) -> tuple[Reason, ...]:
    """One for each field that shows nothing, or less than is known; a field switched off for everybody has none."""
    off = frozenset(switched_off)
    found = []
    for field, words in FIELD_LABELS.items():
        own = [one for one in seen if one.step.field == field]
        hidden = next((one for one in own if one.hidden is not None), None)
        if field in off or hidden is None:
            continue
        shown = next((one for one in reversed(own) if one.hidden is None), None)
        if shown is not None and hidden.value is None:
            continue  # nothing finer is known of her: the card says all there is
        found.append(Reason(words, _sentence(shown, hidden, _alike(seen, hidden), label, k)))
    return tuple(found)


def _alike(seen: Sequence[Seen], hidden: Seen) -> str:
    """«Nella stessa area e professione»: what those share among whom the value was counted."""
    before = seen[: seen.index(hidden)]
    fields = dict.fromkeys(str(one.step.field) for one in before if one.hidden is None)
    words = [_ALIKE[field] for field in fields if field != hidden.step.field]
    if not words:
        return "Nella stessa regione"
    if len(words) > _MOST_ALIKE:
        return "Tra chi ha le stesse voci già mostrate"
    joined = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} e {words[-1]}"
    return f"Nella stessa {joined}"


def _sentence(shown: Seen | None, hidden: Seen, alike: str, label: Labels, k: int) -> str:
    if shown is not None and shown.value is not None:
        begins = f"{label(shown.step.name, shown.value)}, {_FINER.get(hidden.step.name, 'non di più')}"
    elif hidden.value is None:
        return "Non si vede. Nella scheda della persona non c’è: scrivila in «Dati»."
    else:
        begins = "Non si vede"
    return f"{begins}{_because(hidden, alike, k, short=shown is not None)}"


def _because(hidden: Seen, alike: str, k: int, *, short: bool) -> str:
    value = _THIS[str(hidden.step.field)]
    match hidden.hidden:
        case HiddenWhy.TOO_FEW if short:
            return f": servono {hidden.needs} profili, ora {hidden.sharing}."
        case HiddenWhy.TOO_FEW if hidden.sharing < k:
            return f". {alike} meno di {k} persone hanno {value}."
        case HiddenWhy.TOO_FEW:
            return f". {alike} servono {hidden.needs} profili con {value}, ora {hidden.sharing}."
        case HiddenWhy.NOT_YET:
            return ". I profili bastano: si vedrà quando si aprono nuove voci, ogni 28 giorni."
        case HiddenWhy.GUARD:
            return ". Mostrarla ora distinguerebbe chi nelle ultime settimane era uguale alle altre persone."
        case HiddenWhy.PROTECTS_OTHERS:
            return f". Mostrarla lascerebbe riconoscibili meno di {k} persone con un altro valore."
        case HiddenWhy.CLASS_REACHED:
            return (
                f". Con le voci già mostrate i profili uguali sono meno di {2 * k}: altro li distinguerebbe."
            )
        case _:
            return ". Prima deve vedersi la voce più ampia."


def label_reason(hidden: HiddenLabel, name: str, k: int, *, family: str | None = None) -> Reason:
    """Of a family of skills that the card leaves out; with ``family``, of a single skill that shows only as that."""
    begins = "Non si vede" if family is None else f"Si vede solo «{family}»"
    if hidden.why is LabelHiddenWhy.TOO_FEW:
        words = f"Servono {k} profili nella regione con queste competenze, ora {_are(hidden.sharing)}."
    elif hidden.why is LabelHiddenWhy.OVER_LIMIT and family is None:
        words = f"Una scheda mostra al massimo {MOST_LABELS} voci di competenze, le più comuni."
    elif hidden.why is LabelHiddenWhy.OVER_LIMIT:
        words = f"Una scheda mostra al massimo {MOST_SKILLS} competenze precise, una per famiglia."
    else:
        words = f"Insieme alle altre voci della scheda, meno di {k} persone la condividono."
    return Reason(name, f"{begins}. {words}")


def text_reason(
    *, there: bool, may_show: bool, small: bool, of_phrases: bool, region: str, least: int
) -> Reason | None:
    """Of the text; None when it shows."""
    if not there:
        return Reason("Testo", "Non c’è: scrivilo, se aiuta a capire che cosa sa fare.")
    if not may_show:
        return Reason("Testo", "Non si vede: prima deve leggerlo un collega.")
    if small and not of_phrases:
        return Reason(
            "Testo", f"Non si vede: in {region} i profili sono meno di {least}. Usa le frasi pronte."
        )
    return None


def _are(count: int) -> str:
    return "è 1" if count == 1 else f"sono {count}"
