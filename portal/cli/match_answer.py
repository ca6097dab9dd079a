"""What ``portal match`` answers: the score of each pair with its codes, its terms and its words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

from portal.cli.match_document import LanguageRow, MatchDocument, PersonDocument, VacancyDocument
from portal.matching.suitability import explain, judge, proposals
from portal.matching.suitability.constraints import Code
from portal.matching.suitability.measures import Proposals
from portal.matching.suitability.score import Band, Terms
from portal.matching.suitability.sides import Demand, Level, PersonSide, VacancySide
from portal.matching.suitability.weights import Weights, in_force
from portal.matching.suitability.words import failure_words
from portal.reference import skills


class CodeAnswer(msgspec.Struct, frozen=True):
    code: Code
    negotiable: Annotated[bool, Meta(description="È vicina: se ne può parlare.")]
    words: str


class PersonAnswer(msgspec.Struct, frozen=True):
    id: str
    score: Annotated[Decimal, Meta(description="Da 0 a 100, con un decimale.")]
    band: Band
    eligible: Annotated[bool, Meta(description="Nessuna condizione manca.")]
    nearly_eligible: Annotated[bool, Meta(description="Ne manca una sola, e se ne può parlare.")]
    codes: tuple[CodeAnswer, ...]
    terms: Annotated[Terms, Meta(description="Ogni termine del punteggio.")]
    explanation: tuple[str, ...]
    to_propose: Annotated[Proposals, Meta(description="Misure da proporre, con il punteggio che darebbero.")]


class MatchAnswer(msgspec.Struct, frozen=True):
    weights: Annotated[str, Meta(description="Versione dei pesi.")]
    people: tuple[PersonAnswer, ...]


def answer(document: MatchDocument, today: date) -> MatchAnswer:
    """In the order of the document: it compares, it does not rank."""
    weights = in_force(document.on or today)
    vacancy = vacancy_side(document.vacancy)
    return MatchAnswer(weights.version, tuple(_person(vacancy, one, weights) for one in document.people))


def _person(vacancy: VacancySide, document: PersonDocument, weights: Weights) -> PersonAnswer:
    own = person_side(document)
    terms = judge(vacancy, own, weights)
    return PersonAnswer(
        document.id,
        terms.score,
        terms.band,
        terms.eligible,
        terms.nearly_eligible,
        tuple(CodeAnswer(one.code, one.negotiable, failure_words(one.code)) for one in terms.failures),
        terms,
        tuple(explain(terms, skills.label)),
        proposals(vacancy, own, weights),
    )


def _languages(rows: Sequence[LanguageRow]) -> dict[str, int]:
    return {one.code: one.level for one in rows}


def vacancy_side(document: VacancyDocument) -> VacancySide:
    return VacancySide(
        published=document.published,
        reserved=document.reserved,
        hours_min=document.hours_min,
        hours_max=document.hours_max,
        slots=frozenset(document.slots),
        starts_by=document.starts_by,
        comune=document.comune or "",
        remote=document.remote,
        public_transport=document.public_transport,
        licences=frozenset(document.licences),
        certificates=frozenset(document.certificates),
        certificates_given=frozenset(document.certificates_given),
        education=document.education,
        languages=_languages(document.languages),
        contract=document.contract,
        tags=frozenset(document.tags),
        axes=frozenset(document.axes),
        profession=document.profession,
        experience_required=document.experience_required,
        essential=frozenset(document.essential_skills),
        trainable=frozenset(document.trainable_skills),
        optional=frozenset(document.optional_skills),
        demands={one.dimension: Demand(one.level, one.adjustable) for one in document.demands},
        offers=frozenset(document.offers),
    )


def person_side(document: PersonDocument) -> PersonSide:
    return PersonSide(
        may_be_proposed=document.may_be_proposed,
        art3=document.art3,
        art18=document.art18,
        hours_min=document.hours_min,
        hours_max=document.hours_max,
        slots=frozenset(document.slots),
        preferred_slots=frozenset(document.preferred_slots),
        free_from=document.free_from,
        comune=document.comune,
        modes=frozenset(document.travel_modes),
        max_minutes=document.max_minutes,
        licences=frozenset(document.licences),
        education=document.education,
        languages=_languages(document.languages),
        contracts=frozenset(document.contracts),
        preferred_contracts=frozenset(document.preferred_contracts),
        experiences=tuple(document.experiences),
        wished=tuple(document.wished),
        skills=frozenset(document.skills),
        avoided_tags=frozenset(document.avoided_tags),
        axes=frozenset(document.axes),
        levels={one.dimension: Level(one.k, one.s, one.limit) for one in document.levels},
    )
