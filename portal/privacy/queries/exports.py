"""The two exports of her data: JSON, which a program reads, and the rows of the PDF, which people read."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from portal.candidates import public as candidates
from portal.foundation import clock
from portal.matching.public import Consented
from portal.privacy.queries.own_data import own_data
from portal.privacy.queries.records import records
from portal.privacy.vocabulary import KIND_LABELS, STATE_LABELS
from portal.tutoring.public import OUTCOME_LABELS, Outcome

FORMAT = "incontro-own-data/1"


async def as_json(person_id: UUID, *, whole: bool) -> bytes:
    """UTF-8, two spaces, the same words as the pages and then the rows as they are kept."""
    data = await own_data(person_id)
    document = {
        "format": FORMAT,
        "made_at": clock.now(),
        "whole": whole,
        "person": data.file.name,
        "service": data.service_name,
        "file": [
            {"part": one.part.value, "title": one.title, "why": one.why, "facts": _pairs(one.facts)}
            for one in data.file.parts
        ],
        "consents": [
            {
                "kind": one.kind.value,
                "meaning": one.label,
                "in_force": one.in_force,
                "given_on": one.row.given_on,
                "expires_on": one.row.expires_on,
                "revoked_on": one.row.revoked_on,
                "how": one.row.how,
                "notice_version": one.row.notice_version,
            }
            for one in data.consents
        ],
        "sharing_with_services": [
            {
                "service": one.recipient,
                "purpose": one.purpose,
                "parts": one.parts,
                "given_on": one.given_on,
                "expires_on": one.expires_on,
                "revoked_on": one.revoked_on,
                "in_force": one.in_force,
                "how": one.how,
            }
            for one in data.sharing
        ],
        "consents_to_companies": [_disclosure(one) for one in data.disclosures],
        "cards": [
            {"facts": _pairs(one.facts), "shown_from": one.shown_from, "shown_until": one.shown_until}
            for one in data.cards
        ],
        "who_read_your_identity": [
            {"who": one.who, "organisation": one.organisation, "for": one.what, "at": one.at}
            for one in data.seen.identity
        ],
        "who_opened_your_file": [
            {"who": one.who, "organisation": one.organisation, "on": one.on, "pages": one.pages}
            for one in data.seen.files
        ],
        "parties_of_your_plans": [
            {"who": one.who, "role": one.role, "plan": one.code, "company": one.company}
            for one in data.seen.parties
        ],
        "proposals": [
            {
                "code": one.code,
                "title": one.title,
                "company": one.company_name,
                "state": one.state.value,
                "state_label": one.state_label,
                "since": one.since,
                "company_reads": list(one.groups),
                "until": one.consent_until,
            }
            for one in data.proposals
        ],
        "plans": [
            {
                "code": one.code,
                "kind": one.kind_label,
                "title": one.title,
                "company": one.company_name,
                "state": one.state.value,
                "state_label": one.state_label,
                "starts_on": one.starts_on,
                "ends_on": one.ends_on,
                "outcome": one.outcome,
            }
            for one in data.plans
        ],
        "requests": [
            {
                "code": one.code,
                "kind": one.kind.value,
                "state": one.state.value,
                "received_on": one.received_on,
                "due_on": one.due_on,
                "answered_on": one.answered_on,
                "words": one.words,
                "answer": one.answer,
            }
            for one in data.requests
        ],
        # the papers themselves, as they were uploaded: bytes in base64 (RFC 4648)
        "documents": [
            {
                "kind": one.kind,
                "name": one.name,
                "media_type": one.media_type,
                "dated_on": one.dated_on,
                "uploaded_at": one.uploaded_at,
                "content_base64": one.content,
            }
            for one in await candidates.own_documents(person_id)
        ],
        "records": await records(person_id, whole=whole),
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def _pairs(facts: Any) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in facts]


def _disclosure(one: Consented) -> dict[str, Any]:
    return {
        "company": one.company_name,
        "vacancy": one.title,
        "groups": list(one.groups),
        "given_at": one.given_at,
        "expires_at": one.expires_at,
        "revoked_at": one.revoked_at,
        "closed_at": one.closed_at,
    }


async def for_print(person_id: UUID, *, whole: bool) -> dict[str, Any]:
    """What the template of the PDF reads: words only."""
    data = await own_data(person_id)
    return {
        "name": data.file.name,
        "on": _day(clock.today()),
        "service": data.service_name,
        "parts": [
            {"title": one.title, "why": one.why, "facts": [list(pair) for pair in one.facts]}
            for one in data.file.parts
            if one.facts
        ],
        "consents": [
            [
                one.label,
                _day(one.row.given_on),
                _day(one.row.revoked_on or one.row.expires_on),
                "Sì" if one.in_force else "No",
            ]
            for one in data.consents
        ],
        "sharing": [
            [
                one.recipient,
                one.purpose,
                one.parts,
                _day(one.given_on),
                _day(one.revoked_on or one.expires_on),
            ]
            for one in data.sharing
        ],
        "disclosures": [
            [
                one.company_name,
                one.title,
                ", ".join(one.groups),
                _moment(one.given_at),
                _moment(one.revoked_at or one.closed_at or one.expires_at),
            ]
            for one in data.disclosures
        ],
        "cards": [
            {
                "when": f"Dal {_moment(one.shown_from)}"
                + (f" al {_moment(one.shown_until)}" if one.shown_until else ", la vedono ora"),
                "facts": [list(pair) for pair in one.facts],
            }
            for one in data.cards
        ],
        "identity": [[one.who, one.organisation, one.what, _moment(one.at)] for one in data.seen.identity],
        "files": [[one.who, one.organisation, _day(one.on), str(one.pages)] for one in data.seen.files],
        "parties": [[one.who, one.role, one.code, one.company] for one in data.seen.parties],
        "proposals": [[one.code, one.title, one.company_name, one.state_label] for one in data.proposals],
        "plans": [[one.code, one.company_name, one.state_label, _outcome(one.outcome)] for one in data.plans],
        "requests": [
            [one.code, KIND_LABELS[one.kind], _day(one.received_on), STATE_LABELS[one.state]]
            for one in data.requests
        ],
        "whole": _content(await records(person_id, whole=True)) if whole else [],
    }


def _outcome(word: str | None) -> str:
    return OUTCOME_LABELS[Outcome(word)] if word else "–"


_WRITTEN: dict[str, str] = {
    "legal_representative": "Chi firma con te",
    "interview": "Colloqui",
    "first_evaluation": "Prima valutazione",
    "case_decision": "Decisioni",
    "case_step": "Passaggi di fase",
    "case_extension": "Proroghe",
    "final_review": "Verifica finale",
    "handover": "Passaggi di consegne",
    "evaluation_check": "Piano di valutazione",
    "case_service": "Servizi coinvolti",
    "interview_plan": "Colloqui fissati",
    "interview_date": "Colloqui con le aziende",
    "proposal_message": "Messaggi sulle proposte",
    "proposal_step": "Note sulle proposte",
    "diary_entry": "Diario del percorso",
    "goal_rating": "Obiettivi del percorso",
    "plan_message": "Messaggi sul percorso",
    "plan_step": "Note sul percorso",
    "plan_outcome": "Esito del percorso",
    "plan_judgement": "Giudizio finale",
    "plan_signal": "Segnali sul percorso",
    "follow_up": "Verifiche dopo il percorso",
}
"""Titles of the tables that hold content; others print under their own name."""

_SAID: dict[str, str] = {
    "held_on": "Giorno",
    "kind": "Tipo",
    "wishes": "Desideri",
    "facts": "Fatti",
    "resources": "Risorse",
    "difficulties": "Difficoltà",
    "agreed": "Concordato",
    "next_step": "Prossimo passo",
    "reason": "Motivo",
    "words": "Parole",
    "text": "Testo",
    "note": "Nota",
    "fact": "Fatto",
    "title": "Titolo",
    "workstations": "Posti visti",
    "shared_note": "Nota per l’équipe",
    "place": "Dove",
    "purpose": "Scopo",
    "parts": "Parti della scheda",
    "progress": "A che punto è il progetto",
    "actions": "Azioni aperte",
    "helps": "Che cosa aiuta",
    "contacts": "Contatti utili",
    "helped": "Che cosa ha aiutato",
    "hindered": "Che cosa ha ostacolato",
    "network": "La rete",
    "result": "Risposta",
    "load": "Carico",
    "decision": "Decisione",
    "starts_at": "Quando",
    "needs": "Che cosa rende accessibile il colloquio",
    "outcome": "Esito",
}


def _content(found: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [
        {
            "title": _WRITTEN.get(table, table),
            "rows": [
                [[_SAID.get(column, column), _text(value)] for column, value in row.items()] for row in rows
            ],
        }
        for table, rows in found.items()
    ]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "Sì" if value else "No"
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value) or "–"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_text(one)}" for key, one in value.items())
    return "–" if value is None else str(value)


def _day(day: date | None) -> str:
    return "–" if day is None else f"{day:%d/%m/%Y}"


def _moment(moment: datetime | None) -> str:
    return "–" if moment is None else f"{clock.in_rome(moment):%d/%m/%Y %H:%M}"
