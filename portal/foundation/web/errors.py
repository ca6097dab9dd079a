"""When something does not go: one page and one fragment for every kind, each with the way out."""

import traceback
from dataclasses import dataclass
from typing import Any

import structlog
from litestar import Response
from litestar.exceptions import HTTPException

from portal.foundation.context import request_id
from portal.foundation.web.guard import SignInNeeded
from portal.foundation.web.requests import PortalRequest
from portal.foundation.web.responses import HTML, PAGE_HEADERS, render, see_other
from portal.kernel.refusals import NotAllowed, NotThere, Refused

log = structlog.get_logger("portal.web")


@dataclass(frozen=True, slots=True)
class ErrorPage:
    status: int
    title: str
    sentence: str
    way_out: str
    way_out_url: str


_WORDS: dict[int, tuple[str, str, str]] = {
    400: (
        "Richiesta non valida",
        "Il modulo inviato non si legge.",
        "Torna indietro, ricarica la pagina e riprova.",
    ),
    401: ("Serve l’accesso", "Per questa pagina devi accedere.", "Accedi e riprova."),
    403: (
        "Pagina non consentita",
        "Questa pagina non è per il ruolo con cui stai lavorando.",
        "Se lavori per più organizzazioni, cambia organizzazione dal tuo account.",
    ),
    404: (
        "Pagina non trovata",
        "Questo indirizzo non porta a niente che tu possa vedere.",
        "Controlla l’indirizzo, oppure riparti dalla tua pagina iniziale.",
    ),
    405: (
        "Azione non prevista",
        "Questa pagina non accetta l’azione richiesta.",
        "Riparti dalla pagina precedente.",
    ),
    409: (
        "Non è più possibile",
        "Qualcosa è cambiato nel frattempo.",
        "Ricarica la pagina e guarda lo stato attuale.",
    ),
    413: (
        "File troppo grande",
        "Quello che hai inviato supera 10 MB. Non è stato salvato niente.",
        "Dividi il file, oppure togli immagini e fogli che non servono.",
    ),
    422: (
        "Risposte da controllare",
        "Alcune risposte non sono complete.",
        "Torna indietro e controlla le risposte.",
    ),
    429: (
        "Troppi tentativi",
        "Hai fatto troppi tentativi in poco tempo.",
        "Aspetta qualche minuto e riprova.",
    ),
    500: (
        "Qualcosa non ha funzionato",
        "Non dipende da te. Non è stato salvato niente a metà.",
        "Riprova tra poco. Se succede ancora, segnalalo con il codice qui sotto.",
    ),
    503: (
        "Servizio in pausa",
        "Il portale non è raggiungibile in questo momento.",
        "Riprova tra qualche minuto.",
    ),
}

CSRF_SENTENCE = (
    "La pagina era aperta da troppo tempo e il modulo non è più valido. Non è stato salvato niente."
)


def answer(request: PortalRequest, status: int, sentence: str | None = None) -> Response[Any]:
    """The error page, or its fragment when htmx asks."""
    title, usual, way_out = _WORDS.get(status, _WORDS[500] if status >= 500 else _WORDS[400])
    back = request.headers.get("referer", "")
    same_site = back.startswith(request.site.base_url + "/")
    model = ErrorPage(status, title, sentence or usual, way_out, back if same_site and status == 409 else "/")
    template = "errors/fragment.html" if request.is_fragment else "errors/page.html"
    content = render(request, template, page=model, form=None)
    return Response(content, status_code=status, media_type=HTML, headers=dict(PAGE_HEADERS))


def refused(request: PortalRequest, problem: Refused) -> Response[Any]:
    return answer(request, 409, problem.sentence)


def not_there(request: PortalRequest, _problem: NotThere) -> Response[Any]:
    return answer(request, 404)


def not_allowed(request: PortalRequest, _problem: NotAllowed) -> Response[Any]:
    return answer(request, 403)


def sign_in_needed(request: PortalRequest, problem: SignInNeeded) -> Response[Any]:
    if request.headers.get("hx-request") == "true":
        # A fragment of the sign-in page inside another page would help nobody.
        return Response(
            b"", status_code=200, headers={"HX-Redirect": problem.url, "Cache-Control": "no-store"}
        )
    return see_other(request, problem.url)


BROKEN_OFF = 499
"""In the log: whoever asked went away before the form had arrived. No status of HTTP's, and no failure of ours."""


def http_problem(request: PortalRequest, problem: HTTPException) -> Response[Any]:
    if problem.status_code == 500 and "client disconnected" in problem.detail:
        return answer(request, BROKEN_OFF)
    if problem.status_code == 403 and "CSRF" in str(problem.detail):
        return answer(request, 403, CSRF_SENTENCE)
    return answer(request, problem.status_code)


def unexpected(request: PortalRequest, problem: Exception) -> Response[Any]:
    """500. The log gets the kind of failure and where, never its message: a database's message quotes the row."""
    frames = traceback.extract_tb(problem.__traceback__)
    log.error(
        "failure",
        request_id=request_id.get(),
        route=request.scope.get("path_template") or "-",
        kind=type(problem).__qualname__,
        where=[
            f"{frame.filename.rsplit('/portal/', 1)[-1]}:{frame.lineno} {frame.name}"
            for frame in frames[-12:]
        ],
    )
    return answer(request, 500)


HANDLERS: dict[Any, Any] = {
    Refused: refused,
    NotThere: not_there,
    NotAllowed: not_allowed,
    SignInNeeded: sign_in_needed,
    HTTPException: http_problem,
    Exception: unexpected,
}
