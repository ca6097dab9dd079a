"""The document of ``portal match``: a vacancy and the people to compare with it, by the codes of the lists."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, field

from portal.employers.obligations.documents.document import Document, Fault, check, readable
from portal.matching.suitability.sides import CONTRACTS, SLOTS, Mode, Reserve, Transport
from portal.reference import (
    accommodations,
    dimensions,
    education,
    languages,
    licences,
    municipalities,
    skills,
)
from portal.reference.accommodations import Axis
from portal.reference.job_tags import JobTag

MOST_PEOPLE = 1000

Hours = Annotated[int, Meta(ge=1, le=60, description="Ore alla settimana.")]
LevelNumber = Annotated[int, Meta(ge=0, le=4)]
Code = Annotated[str, Meta(max_length=20)]
Profession = Annotated[
    str, Meta(pattern=r"^[1-9]([.][0-9]){4}$", description="Codice CP2021 a cinque livelli, come 4.3.1.2.0.")
]
Comune = Annotated[str, Meta(max_length=4, description="Codice catastale del comune, come E507.")]


def _codes(description: str) -> Meta:
    return Meta(description=description, max_length=200)


Licences = Annotated[list[Code], _codes("Codici di patenti, abilitazioni e attestati.")]
Slots = Annotated[list[Code], _codes("Giorno e parte del giorno, come mon-morning.")]
Skills = Annotated[list[Code], _codes("Codici di competenze, come K001.")]
Tags = Annotated[list[Code], _codes("Tratti del lavoro, come noise.")]
Axes = Annotated[list[Code], _codes("Assi del sostegno: mansioni, tempi, contesto, reti, supporto.")]
Contract = Annotated[Code, Meta(description=f"Contratto: {', '.join(CONTRACTS)}.")]


class LanguageRow(Document, frozen=True):
    code: Annotated[Code, Meta(description="Codice ISO 639 della lingua.")]
    level: Annotated[int, Meta(ge=1, le=6, description="Livello QCER, da 1 (A1) a 6 (C2).")]


class DemandRow(Document, frozen=True):
    dimension: Annotated[Code, Meta(description="Codice della dimensione, come A1.")]
    level: Annotated[LevelNumber, Meta(description="Quanto ne chiede il lavoro, da 0 a 4.")]
    adjustable: Annotated[bool, Meta(description="L’azienda può chiedere un livello in meno.")] = False


class LevelRow(Document, frozen=True, kw_only=True):
    dimension: Annotated[Code, Meta(description="Codice della dimensione, come A1.")]
    k: Annotated[LevelNumber, Meta(description="Livello da sola; senza: non rilevato.")] | None = None
    s: Annotated[LevelNumber, Meta(description="Livello con i suoi ausili o con aiuto.")] | None = None
    limit: Annotated[LevelNumber, Meta(description="Limite medico.")] | None = None

    @check
    def help_adds(self) -> Iterator[Fault]:
        if self.s is not None and self.k is None:
            yield Fault(("k",), "Scrivi anche il livello da sola.")
        elif self.s is not None and self.k is not None and self.s < self.k:
            yield Fault(("s",), "Con aiuti non può essere meno che da sola.")


def _unknown(field: str, codes: Sequence[str], known: Container[str], of: str) -> Iterator[Fault]:
    for place, code in enumerate(codes):
        if code not in known:
            yield Fault((field, place), f"Il codice «{code}» non è nell’elenco: {of}.")


def _unknown_rows(
    field: str, key: str, rows: Sequence[object], known: Container[str], of: str
) -> Iterator[Fault]:
    """Of a list of parts: codes that no list has, and those that stand there twice."""
    seen: set[str] = set()
    for place, row in enumerate(rows):
        code = readable(row, key)
        if code is None:
            continue
        if code not in known:
            yield Fault((field, place, key), f"Il codice «{code}» non è nell’elenco: {of}.")
        elif code in seen:
            yield Fault((field, place, key), f"«{code}» c’è più di una volta: lascia una riga sola.")
        seen.add(code)


def _one(field: str, code: str | None, known: Container[str], of: str) -> Iterator[Fault]:
    if code is not None and code not in known:
        yield Fault((field,), f"Il codice «{code}» non è nell’elenco: {of}.")


_DIMENSIONS = frozenset(one.code for one in dimensions.entries())
_AXES = frozenset(axis.value for axis in Axis)
_TAGS = frozenset(tag.value for tag in JobTag)


class VacancyDocument(Document, frozen=True, kw_only=True):
    contract: Contract
    hours_min: Hours
    hours_max: Hours
    comune: Annotated[Comune, Meta(description="Comune della sede; non serve da remoto.")] | None = None
    remote: Annotated[bool, Meta(description="Si lavora da remoto.")] = False
    public_transport: Annotated[Transport, Meta(description="La sede si raggiunge con i mezzi pubblici.")] = (
        Transport.UNKNOWN
    )
    published: Annotated[bool, Meta(description="L’annuncio è aperto.")] = True
    reserved: Annotated[Reserve, Meta(description="Posto riservato.")] = Reserve.NONE
    slots: Slots = field(default_factory=list)
    starts_by: Annotated[date, Meta(description="Ultimo giorno utile per cominciare.")] | None = None
    licences: Licences = field(default_factory=list)
    certificates: Annotated[list[Code], _codes("Attestati richiesti dalla legge.")] = field(
        default_factory=list
    )
    certificates_given: Annotated[list[Code], _codes("Quelli dati prima dell’inizio.")] = field(
        default_factory=list
    )
    education: Annotated[Code, Meta(description="Titolo di studio richiesto dalla legge.")] | None = None
    languages: Annotated[list[LanguageRow], Meta(description="Lingue essenziali.")] = field(
        default_factory=list
    )
    tags: Tags = field(default_factory=list)
    axes: Axes = field(default_factory=list)
    profession: Profession | None = None
    experience_required: Annotated[bool, Meta(description="Serve avere già fatto questo lavoro.")] = False
    essential_skills: Skills = field(default_factory=list)
    trainable_skills: Skills = field(default_factory=list)
    optional_skills: Skills = field(default_factory=list)
    demands: list[DemandRow] = field(default_factory=list)
    offers: Annotated[list[Code], _codes("Accomodamenti offerti, come M1.")] = field(default_factory=list)

    @check
    def hours_in_order(self) -> Iterator[Fault]:
        if self.hours_min > self.hours_max:
            yield Fault(("hours_max",), "Le ore massime sono meno di quelle minime.")

    @check
    def a_place(self) -> Iterator[Fault]:
        if self.comune is None and not self.remote:
            yield Fault(("comune",), "Scrivi il comune della sede, oppure remote: true.")

    @check
    def codes_are_known(self) -> Iterator[Fault]:
        yield from _one("contract", self.contract, CONTRACTS, "contratti")
        yield from _one("comune", self.comune, municipalities.register(), "comuni")
        yield from _one("education", self.education, education.register(), "titoli di studio")
        yield from _unknown("slots", self.slots, SLOTS, "parti della settimana")
        for name in ("licences", "certificates", "certificates_given"):
            yield from _unknown(name, getattr(self, name), licences.register(), "patenti e attestati")
        yield from _unknown("tags", self.tags, _TAGS, "tratti del lavoro")
        yield from _unknown("axes", self.axes, _AXES, "assi")
        for name in ("essential_skills", "trainable_skills", "optional_skills"):
            yield from _unknown(name, getattr(self, name), skills.register(), "competenze")
        yield from _unknown("offers", self.offers, accommodations.register(), "accomodamenti")

    @check
    def rows_are_known(self) -> Iterator[Fault]:
        yield from _unknown_rows("demands", "dimension", self.demands, _DIMENSIONS, "dimensioni")
        yield from _unknown_rows("languages", "code", self.languages, languages.register(), "lingue")


class PersonDocument(Document, frozen=True, kw_only=True):
    id: Annotated[str, Meta(max_length=60, description="Un segno per riconoscerla nella risposta.")] = ""
    hours_min: Hours
    hours_max: Hours
    comune: Comune
    travel_modes: Annotated[list[Mode], Meta(description="Mezzi con cui si sposta.")]
    max_minutes: Annotated[int, Meta(ge=0, le=300, description="Minuti di tragitto, al massimo.")]
    contracts: Annotated[list[Contract], Meta(description="Contratti che accetta.")]
    may_be_proposed: Annotated[bool, Meta(description="Fase, termine e consenso permettono proposte.")] = True
    art3: Annotated[bool, Meta(description="Idonea alla riserva dell’art. 3 della legge 68/99.")] = False
    art18: Annotated[bool, Meta(description="Idonea alla riserva dell’art. 18 della legge 68/99.")] = False
    slots: Slots = field(default_factory=list)
    preferred_slots: Slots = field(default_factory=list)
    free_from: Annotated[date, Meta(description="Primo giorno libero.")] | None = None
    licences: Licences = field(default_factory=list)
    education: Annotated[Code, Meta(description="Titolo di studio.")] | None = None
    languages: list[LanguageRow] = field(default_factory=list)
    preferred_contracts: list[Contract] = field(default_factory=list)
    experiences: Annotated[list[Profession], Meta(description="Professioni già fatte.")] = field(
        default_factory=list
    )
    wished: Annotated[list[Profession], Meta(description="Professioni che desidera.")] = field(
        default_factory=list
    )
    skills: Skills = field(default_factory=list)
    avoided_tags: Tags = field(default_factory=list)
    axes: Axes = field(default_factory=list)
    levels: list[LevelRow] = field(default_factory=list)

    @check
    def hours_in_order(self) -> Iterator[Fault]:
        if self.hours_min > self.hours_max:
            yield Fault(("hours_max",), "Le ore massime sono meno di quelle minime.")

    @check
    def codes_are_known(self) -> Iterator[Fault]:
        yield from _one("comune", self.comune, municipalities.register(), "comuni")
        yield from _one("education", self.education, education.register(), "titoli di studio")
        for name in ("contracts", "preferred_contracts"):
            yield from _unknown(name, getattr(self, name), CONTRACTS, "contratti")
        for name in ("slots", "preferred_slots"):
            yield from _unknown(name, getattr(self, name), SLOTS, "parti della settimana")
        yield from _unknown("licences", self.licences, licences.register(), "patenti e attestati")
        yield from _unknown("skills", self.skills, skills.register(), "competenze")
        yield from _unknown("avoided_tags", self.avoided_tags, _TAGS, "tratti del lavoro")
        yield from _unknown("axes", self.axes, _AXES, "assi")

    @check
    def rows_are_known(self) -> Iterator[Fault]:
        yield from _unknown_rows("levels", "dimension", self.levels, _DIMENSIONS, "dimensioni")
        yield from _unknown_rows("languages", "code", self.languages, languages.register(), "lingue")


class MatchDocument(Document, frozen=True, kw_only=True):
    vacancy: VacancyDocument
    people: Annotated[
        list[PersonDocument],
        Meta(min_length=1, max_length=MOST_PEOPLE, description="Una o più persone da confrontare."),
    ]
    on: Annotated[date, Meta(description="Giorno dei pesi; senza: quelli in vigore oggi.")] | None = None
