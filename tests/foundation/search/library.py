"""A small index that both engines are asked about: invented cards in everyday Italian."""

from __future__ import annotations

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

# name: occupation | skills | families | terms | note | area, hours, licence
_ROWS = """
warehouse: Magazziniere | Stoccare merci a scaffale; Fare l'inventario | magazzino e logistica | tempo pieno | | LC pieno b
forklift: Conduttore di carrelli elevatori | Guidare il carrello elevatore; Caricare e scaricare mezzi | magazzino e logistica | tempo pieno | | MI pieno b
picker: Addetta al magazzino | Preparare ordini (picking); Imballare ed etichettare | magazzino e logistica | tempo parziale | Precisa nei compiti ripetuti | LC parziale no
archivist: Archivista | Archiviare documenti cartacei; Fare scansioni e fotocopie | ufficio | tempo parziale | | LC parziale no
office: Impiegata amministrativa | Usare un foglio di calcolo; Usare la posta elettronica | ufficio | tempo pieno | | MI pieno b
office_family: | | ufficio | tempo parziale | | BG parziale no
typist: Operatore data entry | Inserire dati in un gestionale | ufficio | tempo parziale | Lavora con attenzione | LC parziale no
accountant: Ragioniera | Registrare prima nota; Preparare fatture e bolle | ufficio | tempo pieno | | BG pieno b
payroll: Addetto a paghe e contributi | Preparare elementi per le buste paga | ufficio | tempo parziale | | MI parziale no
secretary: Segretaria | Gestire un'agenda di appuntamenti; Scrivere lettere e messaggi di lavoro | ufficio | tempo parziale | | LC parziale b
phone: Centralinista | Rispondere al telefono e smistare chiamate | ufficio | tempo parziale | Voce chiara e cortesia | LC parziale no
shop: Commessa | Assistere il cliente nella scelta; Esporre prodotti e vetrine | vendita | tempo pieno | | BG pieno no
till: Cassiere di supermercato | Usare la cassa e i pagamenti elettronici | vendita | tempo parziale | | LC parziale no
shelves: Addetto agli scaffali | Rifornire scaffali e controllare scadenze | vendita | tempo parziale | | MI parziale no
cook: Cuoca | Cucinare piatti semplici; Preparare ingredienti e semilavorati | cucina e sala | tempo pieno | | MI pieno no
baker: Panettiere | Fare pane e dolci | cucina e sala | tempo pieno | | BG pieno b
waiter: Cameriere | Servire ai tavoli | cucina e sala | tempo parziale | | LC parziale no
barista: Barista | Preparare bevande al bar | cucina e sala | tempo pieno | | MI pieno no
dishes: Lavapiatti | Lavare stoviglie e attrezzature | cucina e sala | tempo parziale | | BG parziale no
cleaner: Addetta alle pulizie | Pulire uffici e spazi comuni; Sanificare superfici | pulizie e servizi | tempo parziale | | LC parziale no
laundry: Operatrice di lavanderia | Lavare e stirare biancheria | pulizie e servizi | tempo pieno | | MI pieno no
guard: Custode | Custodire e sorvegliare ambienti | pulizie e servizi | tempo pieno | | BG pieno b
welder: Saldatrice | Saldare metalli; Leggere un disegno tecnico | produzione e montaggio | tempo pieno | | LC pieno b
assembler: Assemblatore | Montare componenti seguendo uno schema | produzione e montaggio | tempo pieno | | MI pieno no
production_family: | | produzione e montaggio | tempo pieno | | BG pieno no
tailor: Sarta | Cucire a macchina | produzione e montaggio | tempo parziale | | LC parziale no
carpenter: Falegname | Lavorare il legno | produzione e montaggio | tempo pieno | | BG pieno b
gardener: Giardiniera | Tagliare erba e siepi; Potare piante | verde agricoltura e animali | tempo pieno | | LC pieno b
nursery: Vivaista | Curare serre e vivai | verde agricoltura e animali | tempo parziale | | MI parziale no
painter: Imbianchino | Tinteggiare pareti | edilizia e manutenzione | tempo pieno | | MI pieno b
plumber: Idraulico | Installare e riparare impianti idraulici | edilizia e manutenzione | tempo pieno | | BG pieno b
nurse: Infermiera | Assistere nell'igiene personale | cura della persona e sociale | tempo pieno | | LC pieno b
carer: Assistente familiare | Aiutare nei pasti e nella mobilità; Fare compagnia e sorveglianza | cura della persona e sociale | tempo parziale | | BG parziale no
oss: Operatrice socio-sanitaria | Assistere nell'igiene personale | cura della persona e sociale | tempo pieno | | MI pieno b
hairdresser: Parrucchiere | Tagliare e acconciare capelli | cura della persona e sociale | tempo pieno | | BG pieno no
coder: Programmatore C++ | Scrivere programmi | informatica e digitale | tempo pieno | | MI pieno no
designer: Grafico | Fare grafica digitale; Fare montaggio video | informatica e digitale | tempo parziale | | LC parziale no
driver: Autista | Guidare furgoni; Usare il navigatore e pianificare giri | trasporti | tempo pieno | | BG pieno b
interviewer: Intervistatrice telefonica | Fare interviste e sondaggi | contatto e comunicazione | tempo parziale | | MI parziale no
translator: Traduttrice | Tradurre testi | contatto e comunicazione | tempo parziale | Università e lavoro d'équipe | LC parziale no
"""


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


DOCUMENTS: dict[str, Document] = dict(_read(row) for row in _ROWS.strip().splitlines())
NAMES: dict[UUID, str] = {document.id: name for name, document in DOCUMENTS.items()}
