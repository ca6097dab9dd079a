"""The open API: the same document as the command `quota`, answered and forgotten; and its OpenAPI document."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

import msgspec
from litestar import Litestar, Request
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIResponse, Operation, Reference, RequestBody, Schema

from portal.employers.obligations.documents.answers import answers, in_form
from portal.employers.obligations.documents.problems import Problem, WrongDocument
from portal.employers.obligations.documents.quota import QuotaDocument
from portal.employers.obligations.documents.quota_answer import QuotaAnswer, answer
from portal.employers.obligations.documents.reading import Form, read_many
from portal.employers.obligations.documents.schema import components_of
from portal.employers.obligations.parameters import in_force
from portal.foundation import rate_limit
from portal.foundation.access import PUBLIC
from portal.foundation.web import PortalRequest, Response, get, post
from portal.kernel.parameters import Parameters

MOST_BYTES = 1_000_000
MOST_REQUESTS, WINDOW = 60, timedelta(minutes=1)

JSON, LINES = "application/json", "application/x-ndjson"
_NO_STORE = {"Cache-Control": "no-store"}


def _reference(name: str) -> Reference:
    return Reference(ref=f"#/components/schemas/{name}")


def _one_or_many(name: str) -> dict[str, OpenAPIMediaType]:
    one = _reference(name)
    return {
        JSON: OpenAPIMediaType(schema=Schema(any_of=[one, Schema(type="array", items=one)])),  # type: ignore[arg-type]
        LINES: OpenAPIMediaType(schema=one),
    }


def _refusal(description: str) -> OpenAPIResponse:
    problems = Schema(type="array", items=_reference("Problem"))  # type: ignore[arg-type]
    return OpenAPIResponse(description=description, content={JSON: OpenAPIMediaType(schema=problems)})


@dataclass
class QuotaOperation(Operation):
    """Its body is read by hand, so that everything wrong is told at once: what it holds is said here."""

    def __post_init__(self) -> None:
        self.request_body = RequestBody(
            content=_one_or_many("QuotaDocument"),
            required=True,
            description="Un’azienda, un elenco, oppure un’azienda per riga.",
        )
        self.responses = {
            "200": OpenAPIResponse(
                description="Una risposta per azienda, nella stessa forma.",
                content=_one_or_many("QuotaAnswer"),
            ),
            "400": _refusal("Il documento è sbagliato: tutti i problemi insieme."),
            "413": _refusal("Il documento supera 1 MB."),
            "429": _refusal("Troppe richieste in poco tempo."),
        }


def refused(status: int, *problems: Problem, headers: dict[str, str] | None = None) -> Response[bytes]:
    return Response(
        msgspec.json.encode(problems),
        status_code=status,
        media_type=JSON,
        headers={**_NO_STORE, **(headers or {})},
    )


def http_problem(_request: Request[Any, Any, Any], problem: Any) -> Response[bytes]:
    reason = {
        413: "Il documento supera 1 MB: invialo in più parti.",
        429: "Hai fatto troppe richieste in poco tempo.",
    }.get(problem.status_code, "La richiesta non si può leggere.")
    return refused(problem.status_code, Problem("", None, reason))


@post(
    "/api/v1/quota",
    access=PUBLIC,
    exclude_from_csrf=True,  # no cookie is read: there is nobody to pretend to be
    status_code=200,
    request_max_body_size=MOST_BYTES,
    exception_handlers={HTTPException: http_problem},
    operation_class=QuotaOperation,
    operation_id="quota",
    summary="Quota di riserva (legge 68/99)",
    description="Base di computo, quota, coperture e posti scoperti, con l’articolo di ogni passaggio. "
    "Aperta a tutti. Il documento e la risposta non vengono conservati.",
)
async def quota(request: PortalRequest) -> Response[bytes]:
    allowance = await rate_limit.allow(
        f"api quota:{request.client_address}", limit=MOST_REQUESTS, window=WINDOW
    )
    if not allowance.allowed:
        seconds = int(allowance.retry_after.total_seconds()) + 1
        reason = f"Hai fatto troppe richieste in poco tempo: riprova fra {seconds} secondi."
        return refused(429, Problem("", None, reason), headers={"Retry-After": str(seconds)})
    raw, parameters = await request.body(), await in_force()
    try:
        # apart, so that a long list keeps nobody else waiting
        form, content = await asyncio.to_thread(_answered, raw, parameters)
    except WrongDocument as wrong:
        return refused(400, *wrong.problems)
    return Response(content, media_type=LINES if form is Form.LINES else JSON, headers=_NO_STORE)


def _answered(raw: bytes, parameters: Parameters) -> tuple[Form, bytes]:
    batch = read_many(raw, QuotaDocument)
    return batch.form, in_form(batch.form, answers(batch, lambda document: answer(document, parameters)))


@cache
def openapi() -> bytes:
    """Litestar's own document of the API alone: drawn from an application that has nothing else."""
    described = Litestar(
        [quota],
        request_class=PortalRequest,
        openapi_config=OpenAPIConfig(title="Incontro: calcolo della quota", version="1"),
    )
    document = described.openapi_schema.to_schema()
    _, components = components_of([QuotaDocument, QuotaAnswer, Problem], prefix="#/components/schemas/")
    document["components"] = {"schemas": components}
    return msgspec.json.encode(document)


@get("/api/v1/openapi.json", access=PUBLIC, sync_to_thread=False)
def openapi_document(request: PortalRequest) -> Response[bytes]:
    return Response(
        openapi(),
        media_type="application/vnd.oai.openapi+json",
        headers={"Cache-Control": "public, max-age=3600"},
    )


ROUTES: list[Any] = [quota, openapi_document]
