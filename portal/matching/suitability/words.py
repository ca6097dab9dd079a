"""Why this match, in words written from the stored terms alone (matching.md §6–§7)."""

from collections.abc import Callable, Sequence

from portal.matching.suitability.constraints import LABELS, Code
from portal.matching.suitability.fit import DimensionFit, Fit
from portal.matching.suitability.score import Terms
from portal.matching.suitability.sides import Mode
from portal.reference import accommodations, dimensions, job_tags
from portal.reference.accommodations import Axis

MOST_REASONS = 3
FULL_REASON = 2
"""A dimension is a reason when the job asks at least so much of it."""

MODE_WORDS: dict[Mode, str] = {
    Mode.CAR: "in auto",
    Mode.PUBLIC_TRANSPORT: "con i mezzi pubblici",
    Mode.BICYCLE: "in bicicletta",
    Mode.ON_FOOT: "a piedi",
}
AXIS_WORDS: dict[str, str] = {
    Axis.TASKS.value: "mansioni",
    Axis.TIMES.value: "tempi",
    Axis.CONTEXT.value: "contesto",
    Axis.NETWORKS.value: "reti",
    Axis.SUPPORT.value: "supporto",
}

_CLOSENESS = (
    "la professione è diversa da quelle che ha fatto",
    "la professione è nello stesso grande gruppo di una che ha fatto",
    "la professione è vicina a una che ha fatto",
    "la professione è molto vicina a una che ha fatto",
    "la professione è quasi quella che ha fatto",
    "la professione è quella che ha fatto",
)
CLOSE = 3

NameOf = Callable[[str], str]


def inside(words: str) -> str:
    """As it stands inside a sentence; an acronym keeps its capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


def joined(words: Sequence[str]) -> str:
    rows = [inside(word) for word in words]
    return rows[0] if len(rows) == 1 else ", ".join(rows[:-1]) + " e " + rows[-1]


def explain(terms: Terms, name_of: NameOf) -> list[str]:
    """For the counsellor, in a fixed order: why it fits, what is needed, what is missing, the way, the constraints."""
    sentences = [*_fits(terms, name_of), *_needed(terms), *_missing(terms, name_of), *_logistics(terms)]
    sentences += _constraints(terms)
    return sentences


def _fits(terms: Terms, name_of: NameOf) -> list[str]:
    """At most three: what is asked and there, the most asked first, then skills met."""
    strong = sorted(
        (one for one in terms.of(Fit.OK) if one.demand >= FULL_REASON),
        key=lambda one: (-one.demand, one.dimension),
    )
    reasons = [dimensions.name(one.dimension) for one in strong][
        : MOST_REASONS - 1 if terms.met else MOST_REASONS
    ]
    reasons += [name_of(code) for code in terms.met][: MOST_REASONS - len(reasons)]
    found = [f"Adatto: {joined(reasons)}."] if reasons else []
    if terms.common_parts is not None and terms.common_parts >= CLOSE:
        found.append(_sentence(_CLOSENESS[terms.common_parts]))
    return found


def _needed(terms: Terms) -> list[str]:
    needed = [_measure_words(one) for one in terms.of(Fit.WITH_MEASURE)]
    return [f"Serve: {joined(list(dict.fromkeys(needed)))}."] if needed else []


def _measure_words(one: DimensionFit) -> str:
    """What closes the distance on a dimension: the measure with axis, who acts and cost; else what else does."""
    if one.measure is not None:
        return measure_words(one.measure)
    if (one.s or 0) > (one.k or 0):
        return f"i suoi ausili per «{inside(dimensions.name(one.dimension))}»"
    return f"una richiesta più bassa per «{inside(dimensions.name(one.dimension))}»"


def measure_words(code: str) -> str:
    """«carrello per i pesi (contesto, azienda, costo medio)»"""
    measure = accommodations.by_code(code)
    notes = ", ".join((AXIS_WORDS[measure.axis.value], measure.who.value, measure.cost.label))
    return f"{inside(measure.name)} ({notes})"


def _missing(terms: Terms, name_of: NameOf) -> list[str]:
    found = []
    gaps = terms.of(Fit.GAP)
    if gaps:
        found.append(f"Manca ancora: {joined([_gap_words(one) for one in gaps])}.")
    if terms.missing_essential:
        found.append(f"Mancano, e servono: {joined([name_of(one) for one in terms.missing_essential])}.")
    if terms.missing_trainable:
        found.append(f"Può imparare sul posto: {joined([name_of(one) for one in terms.missing_trainable])}.")
    if terms.missing_optional:
        found.append(f"Sarebbero utili: {joined([name_of(one) for one in terms.missing_optional])}.")
    unseen = terms.of(Fit.NOT_ASSESSED)
    if unseen:
        found.append(f"Non rilevato: {joined([dimensions.name(one.dimension) for one in unseen])}.")
    if terms.avoided:
        found.append(f"Preferisce evitare: {joined([tag_name(code) for code in terms.avoided])}.")
    return found


def _gap_words(one: DimensionFit) -> str:
    levels = "un livello" if one.gap == 1 else f"{one.gap} livelli"
    return f"{inside(dimensions.name(one.dimension))} ({levels})"


def tag_name(code: str) -> str:
    known = {tag.value: label for tag, label in job_tags.JOB_TAG_LABELS.items()}
    return known.get(code, code)


def _logistics(terms: Terms) -> list[str]:
    way = terms.trip
    if way is None:
        return ["Non ha un mezzo per arrivare in sede."]
    if way.mode is None:
        return ["Si lavora da remoto."]
    found = [f"Tragitto {way.minutes} minuti {MODE_WORDS[way.mode]}."]
    if way.uncertain:
        found.append("Non si sa se i mezzi pubblici arrivano in sede: controlla.")
    return found


def _constraints(terms: Terms) -> list[str]:
    if terms.eligible:
        return ["Rispetta tutte le condizioni."]
    return [
        f"{failure_words(one.code)}{' (se ne può parlare)' if one.negotiable else ''}."
        for one in terms.failures
    ]


def failure_words(code: Code) -> str:
    return LABELS[code]


def under_use(terms: Terms) -> list[str]:
    """Names of dimensions on which the job asks far less than she does."""
    return [dimensions.name(one.dimension) for one in terms.dimensions if one.under_use]


_FOR_COMPANY = {
    2: "Le professioni del profilo sono vicine a quella dell’annuncio",
    3: "Le professioni del profilo sono molto vicine a quella dell’annuncio",
    4: "Le professioni del profilo sono quasi quella dell’annuncio",
    5: "La professione dell’annuncio è nel profilo",
}


def job_side_reasons(terms: Terms, name_of: NameOf) -> list[str]:
    """What a company reads in a proposal the person agreed to: conditions of the job, never a deficit."""
    sentences = []
    if terms.common_parts in _FOR_COMPANY:
        sentences.append(f"{_FOR_COMPANY[terms.common_parts]}.")
    if terms.met:
        sentences.append(f"Competenze già presenti: {joined([name_of(code) for code in terms.met[:5]])}.")
    learn = terms.missing_trainable + terms.missing_essential
    if learn:
        sentences.append(
            f"Da prevedere un periodo di formazione su: {joined([name_of(code) for code in learn])}."
        )
    return sentences


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
