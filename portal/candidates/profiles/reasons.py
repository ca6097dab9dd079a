"""Why a field of the card is hidden, in words, for the counsellor only (anonymisation.md §5). Pure."""

from dataclasses import dataclass

from portal.candidates.profiles.blind_profile import MAX_FAMILIES, Hidden, HiddenWhy
from portal.candidates.profiles.vocabulary import GROUP_LABELS
from portal.reference.professions import MacroGroup


@dataclass(frozen=True, slots=True)
class Reason:
    field: str
    sentence: str


def reason(hidden: Hidden, family_name: str, k: int) -> Reason:
    """``family_name`` is the label of a hidden family; a hidden group names itself."""
    if hidden.field == "profession_group":
        return Reason("Area professionale", _group_reason(hidden, k))
    return Reason(family_name, _family_reason(hidden, k))


def _group_reason(hidden: Hidden, k: int) -> str:
    name = GROUP_LABELS[MacroGroup(hidden.value)]
    if hidden.why is HiddenWhy.TOO_FEW:
        return f"Non indicata. Per «{name}» servono {k} profili nella regione, ora {_are(hidden.sharing)}."
    return "Non indicata. Mostrarla renderebbe riconoscibili le poche persone delle altre aree."


def _family_reason(hidden: Hidden, k: int) -> str:
    if hidden.why is HiddenWhy.TOO_FEW:
        return f"Non indicata. Servono {k} profili nella regione con queste competenze, ora {_are(hidden.sharing)}."
    if hidden.why is HiddenWhy.OVER_LIMIT:
        return f"Non indicata. Una scheda mostra al massimo {MAX_FAMILIES} famiglie di competenze, le più comuni."
    return f"Non indicata. Insieme alle altre voci della scheda, meno di {k} persone la condividono."


def _are(count: int) -> str:
    return "è 1" if count == 1 else f"sono {count}"
