"""How a company answers, and why companies said no, in words: for the counsellors' lists."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.employers import public as employers
from portal.foundation.web.italian import date_it, plural
from portal.matching.queries.answers import NOTHING, Answers, answers_of
from portal.matching.queries.feedback import Refusal
from portal.matching.vocabulary import REASON_LABELS, RefusalReason


@dataclass(frozen=True, slots=True)
class CompanyWords:
    """``full``: as many proposals are open there as may be."""

    rate: str
    open_now: str
    full: bool


def company_words(found: Answers, most: int) -> CompanyWords:
    """«Risponde a 8 proposte su 10, di solito in 4 giorni.» «Proposte aperte: 3 su 10.»"""
    if found.asked == 0:
        rate = "Nessuna proposta a cui rispondere nell’ultimo anno."
    else:
        rate = f"Risponde a {plural(found.answered, 'proposta', 'proposte')} su {found.asked}{_time(found.days)}."
    return CompanyWords(rate, f"Proposte aperte: {found.open_now} su {most}.", found.open_now >= most)


def _time(days: float | None) -> str:
    if days is None:
        return ""
    whole = round(days)
    return ", di solito in giornata" if whole == 0 else f", di solito in {plural(whole, 'giorno', 'giorni')}"


async def words_of(company_ids: Collection[UUID]) -> dict[UUID, CompanyWords]:
    """Of every company asked for; a constant number of queries."""
    ids = list(dict.fromkeys(company_ids))
    if not ids:
        return {}
    found, most = await answers_of(ids), await employers.most_open_proposals_of(ids)
    return {id: company_words(found.get(id, NOTHING), most[id]) for id in ids}


def refusal_words(one: Refusal) -> str:
    """Of a pair: «Il 3 novembre 2026 l’azienda ha detto di no: orari e turni non coincidono.»"""
    return f"{date_it(one.at, 'il').capitalize()} l’azienda ha detto di no: {_lower(one.reason)}."


def _lower(reason: RefusalReason) -> str:
    words = REASON_LABELS[reason]
    return f"{words[:1].lower()}{words[1:]}"


@dataclass(frozen=True, slots=True)
class RefusalLine:
    href: str
    title: str
    note: str


def refusal_lines(found: Sequence[Refusal]) -> list[RefusalLine]:
    return [
        RefusalLine(
            f"/proposals/{one.proposal_id}",
            f"{one.title}, {one.company_name}",
            f"{REASON_LABELS[one.reason]}, {date_it(one.at)}",
        )
        for one in found
    ]


def reason_counts(found: Mapping[RefusalReason, int]) -> list[tuple[str, int]]:
    return [(REASON_LABELS[reason], count) for reason, count in found.items()]
