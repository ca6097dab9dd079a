"""The answer to a quota document: what was asked, what comes out, and every line of the calculation."""

from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from portal.employers.obligations.documents.quota import QuotaDocument
from portal.employers.obligations.documents.quota_rules import position_of
from portal.employers.obligations.documents.schema import EXACT
from portal.employers.obligations.rules.provinces import ProvincePosition
from portal.employers.obligations.rules.scopertura import Scopertura
from portal.employers.obligations.vocabulary import CompanyClass
from portal.kernel.parameters import Evidence, Parameters

STEP = {
    "type": "object",
    "properties": {
        "rule": {"type": "string", "description": "Nome stabile della regola."},
        "label": {"type": "string", "description": "Che cosa fa la riga."},
        "article": {"type": "string", "description": "Articolo che lo dice."},
        "operands": {
            "type": "array",
            "description": "I numeri usati, ciascuno con il suo nome.",
            "items": {
                "type": "array",
                "prefixItems": [{"type": "string"}, EXACT],
                "minItems": 2,
                "maxItems": 2,
            },
        },
        "result": EXACT,
        "evidence": {
            "enum": [mark.value for mark in Evidence],
            "description": "Quanto è sicura la fonte; UNVERIFIED è «da verificare».",
        },
    },
    "required": ["rule", "label", "article", "operands", "result", "evidence"],
}
"""The rules' ``Step``, whose exact numbers have no JSON type of their own."""


class Places(msgspec.Struct, frozen=True):
    """Of one quota, over the nation or in one province."""

    base: Annotated[int, Meta(description="Base di computo.")]
    quota: Annotated[int, Meta(description="Quota di riserva: i posti dovuti.")]
    in_force: Annotated[int, Meta(description="Chi copre, in unità.")]
    suspended: Annotated[int, Meta(description="Posti sospesi.")]
    exempted: Annotated[int, Meta(description="Posti esonerati.")]
    exemption_asked: Annotated[int, Meta(description="Posti con esonero solo richiesto: non riducono.")]
    compensated: Annotated[int, Meta(description="Posti in compensazione: positivi altrove, negativi qui.")]
    transitional: Annotated[int, Meta(description="Posti coperti da chi è in forza dal 17 gennaio 2000.")]
    in_convention: Annotated[int, Meta(description="Posti programmati in convenzione.")]
    gradual: Annotated[int, Meta(description="Posti non ancora dovuti per la gradualità.")]
    scopertura: Annotated[int, Meta(description="Posti scoperti oggi.")]
    scopertura_real: Annotated[
        int, Meta(description="Come nel prospetto, con segno: sotto zero è un’eccedenza.")
    ]
    surplus: Annotated[int, Meta(description="Posti coperti oltre la quota.")]


class ProvinceAnswer(msgspec.Struct, frozen=True):
    province: str
    art3: Places
    art18: Places


class QuotaAnswer(msgspec.Struct, frozen=True):
    input: Annotated[QuotaDocument, Meta(description="Il documento, come è stato letto.")]
    on: date
    obliged: Annotated[bool, Meta(description="Se c’è almeno un posto dovuto.")]
    company_class: Annotated[CompanyClass, Meta(description="Classe del prospetto, per la base dell’art. 3.")]
    dependants: Annotated[int, Meta(description="Dipendenti in forza.")]
    art3: Annotated[Places, Meta(description="Persone con disabilità.")]
    art18: Annotated[Places, Meta(description="Altre categorie protette.")]
    provinces: tuple[ProvinceAnswer, ...]
    steps: Annotated[
        tuple[Any, ...],
        Meta(
            description="Il calcolo riga per riga.",
            extra_json_schema={"items": STEP},
        ),
    ]
    province_steps: Annotated[
        tuple[Any, ...],
        Meta(description="Come la quota si divide fra le province.", extra_json_schema={"items": STEP}),
    ]


def answer(document: QuotaDocument, parameters: Parameters) -> QuotaAnswer:
    """Raises Refused where the rules refuse."""
    found = position_of(document, parameters)
    return QuotaAnswer(
        document,
        found.on,
        found.obliged,
        found.company_class,
        found.dependants,
        _national(found.base3, found.art3),
        _national(found.base18, found.art18),
        tuple([_province(one) for one in found.provinces]),
        found.steps,
        found.province_steps,
    )


def _national(base: int, one: Scopertura) -> Places:
    return Places(
        base,
        one.quota,
        one.in_force,
        one.suspended,
        one.exempted,
        one.exemption_asked,
        one.compensated,
        one.transitional,
        one.in_convention,
        one.gradual,
        one.gap,
        one.real,
        one.surplus,
    )


def _province(one: ProvincePosition) -> ProvinceAnswer:
    return ProvinceAnswer(
        one.province,
        Places(
            one.base3,
            one.quota3,
            one.in_force3,
            one.suspended,
            one.exempted,
            one.exemption_asked,
            one.compensated3,
            0,
            one.in_convention,
            one.gradual,
            one.gap3,
            one.real3,
            one.surplus3,
        ),
        Places(
            one.base18,
            one.quota18,
            one.in_force18,
            0,
            0,
            0,
            one.compensated18,
            0,
            0,
            0,
            one.gap18,
            one.real18,
            one.surplus18,
        ),
    )
