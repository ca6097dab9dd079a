"""Words that tell of somebody's health: free text that may not speak of it is refused when one stands in it.

A gate, not a filter of meaning: it stops what people write without thinking. Stems, so that plural and gender are
caught; whole words where a stem would catch the innocent («cura dei clienti», «ansia» but not «distanza»).
"""

import re
import unicodedata
from collections.abc import Iterator

_STEMS = (
    "diagnos", "patologi", "malatti", "malat", "morbo", "sindrom", "disturb", "invalidit", "invalid", "disabil",
    "handicap", "menomazion", "minorazion", "infermit", "certificat medic", "verbale inps",
    "accertamento sanitario", "depress", "ansios", "psichiatr", "psicotic", "psicos", "psicolog", "psicoterap",
    "schizofren", "bipolar", "nevros", "autismo", "autistic", "asperger", "dislessi", "discalcul", "adhd", "dsa",
    "epiless", "epilett", "demenz", "alzheimer", "parkinson", "sclerosi", "distrofi", "paraplegi", "tetraplegi",
    "emiplegi", "paralis", "spasticit", "ictus", "tumor", "cancr", "oncologic", "chemioterap", "leucem", "linfom",
    "metastas", "diabet", "insulin", "cardiopat", "infart", "nefropat", "dialis", "trapianto", "trapiantat",
    "epatit", "cirros", "hiv", "aids", "asma", "bronchit", "artrit", "artros", "fibromialg", "ernia", "scolios",
    "amputa", "protesi", "cieco", "cieca", "cecita", "ipovedent", "sordo", "sorda", "sordit", "ipoacusi", "mutism",
    "cognitiv", "ritardo mentale", "farmac", "terapi", "ricover", "ospedal", "chirurg", "riabilitaz", "alcolis",
    "tossicodip", "dipendenza da", "sieropositiv", "gravidanz", "oncolog",
)  # fmt: skip
_WORDS = (
    "ansia",
    "panico",
    "lutto",
    "medico",
    "medica",
    "sert",
    "serd",
    "csm",
    "asl",
    "ats",
    "inps",
    "icd",
    "icf",
)
_SHAPES = (
    r"\b(?:legge|l\.?)\s*104\b",
    r"\b(?:legge|l\.?)\s*68\b",
    r"\bart(?:icolo|\.)?\s*3\s*comma\s*3\b",
    r"\b\d{1,3}\s*(?:%|per cento|percento)",
    r"\b[a-z]\d{2}\.\d\b",  # a code of the classification of diseases
    r"\b[a-z]{6}\d{2}[a-z]\d{2}[a-z]\d{3}[a-z]\b",  # a tax code
)
_GATE = re.compile(
    "|".join(
        (
            rf"\b(?:{'|'.join(map(re.escape, _STEMS))})\w*",
            rf"\b(?:{'|'.join(map(re.escape, _WORDS))})\b",
            *_SHAPES,
        )
    )
)


def health_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where such words begin and end in the text."""
    plain = "".join(
        unicodedata.normalize("NFD", one)[0] if unicodedata.category(one)[0] == "L" else one for one in text
    ).lower()
    for found in _GATE.finditer(plain):
        yield found.span()


def health_word(text: str) -> str | None:
    """The first such word as it was written; None when there is none."""
    return next((text[start:end] for start, end in health_spans(text)), None)
