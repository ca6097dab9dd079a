"""A small index that both engines are asked about: invented cards in everyday Italian."""

from __future__ import annotations

from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from portal.foundation.search import Document, IndexSettings

SYNONYMS = (
    ("magazziniere", "addetto magazzino", "magazzino", "operatore logistico", "mulettista"),
    ("carrello elevatore", "muletto", "patentino muletto", "carrellista"),
    ("impiegato", "addetto ufficio", "back office", "amministrativo"),
    ("segretario", "segreteria", "front office"),
    ("centralinista", "centralino", "receptionist"),
    ("inserimento dati", "data entry", "caricamento dati"),
    ("contabile", "contabilità", "ragioniere", "ragioniera", "prima nota"),
    ("commesso", "addetto vendite", "venditore"),
    ("cassiere", "cassa", "addetto casse"),
    ("cuoco", "chef", "addetto cucina"),
    ("cameriere", "sala", "addetto sala"),
    ("addetto pulizie", "pulizie", "operatore pulizie", "sanificazione"),
    ("sarta", "sarto", "cucitrice", "cucito"),
    ("giardiniere", "manutentore del verde", "verde pubblico"),
    ("autista", "conducente", "driver"),
    ("operatore socio-sanitario", "oss"),
    ("assistente familiare", "badante", "assistenza anziani"),
    ("programmatore", "sviluppatore", "developer", "software"),
    ("part-time", "tempo parziale", "orario ridotto"),
    ("patente b", "automunito"),
)
BROADER = (
    ("archiviare documenti cartacei", "ufficio"),
    ("archivio", "ufficio"),
    ("saldare", "produzione e montaggio"),
)

CARDS = IndexSettings(
    name="test_cards",
    text_fields=("occupation", "skills", "families", "terms", "note"),
    filter_fields=("area", "family", "hours", "licence"),
    synonyms=SYNONYMS,
    broader=BROADER,
)

_ROWS = Path(__file__).with_name("cards.txt").read_text(encoding="utf-8").splitlines()[1:]


def card_id(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"https://esempio.invalid/{name}")


def _read(row: str) -> tuple[str, Document]:
    name, rest = row.split(": ", 1)
    occupation, skills, families, terms, note, where = (part.strip() for part in rest.split("|"))
    area, hours, licence = where.split()
    text: dict[str, str | list[str]] = {
        "occupation": occupation,
        "skills": skills.split("; "),
        "families": [families],
        "terms": [terms, "patente b"] if licence == "b" else [terms],
        "note": note,
    }
    filters = {"area": area, "family": [families], "hours": hours, "licence": licence}
    return name, Document(card_id(name), {key: value for key, value in text.items() if value}, filters)


DOCUMENTS: dict[str, Document] = dict(_read(row) for row in _ROWS)
NAMES: dict[UUID, str] = {document.id: name for name, document in DOCUMENTS.items()}
