"""Pure decisions about the work with a company: what a contact must say, what a letter must hold."""

from datetime import date, timedelta

LETTER_NOTICE = timedelta(days=60)
"""How long before its end both sides are told of a letter (services §9)."""
LARGEST_FILE = 5_000_000


def step_problem(
    next_step: str | None, next_on: date | None, reason: str | None, held_on: date | None
) -> dict[str, str]:
    """By field, what is wrong with the next step: every contact has one, or says why it needs none."""
    if next_step is None and reason is None:
        return {"next_step": "Scrivi il prossimo passo, oppure perché non serve."}
    if next_step is not None and reason is not None:
        return {"no_step_reason": "C’è già un prossimo passo: togli il motivo, oppure togli il passo."}
    if next_step is None:
        return {"next_step": "Scrivi il prossimo passo di quel giorno."} if next_on is not None else {}
    if next_on is None:
        return {"next_on": "Scrivi entro quando farai il prossimo passo."}
    if held_on is not None and next_on < held_on:
        return {"next_on": "Il prossimo passo viene dopo il contatto."}
    return {}


def letter_file_problem(name: str, content: bytes) -> str | None:
    """A signed letter is a PDF of at most 5 MB, whatever its name says."""
    if not content.startswith(b"%PDF-"):
        return f"Il file «{name}» non è un PDF: carica la lettera firmata in PDF."
    if len(content) > LARGEST_FILE:
        return f"Il file «{name}» supera 5 MB: riducilo e riprova."
    return None


def validity_problem(signed_on: date, valid_until: date | None) -> str | None:
    if valid_until is not None and valid_until < signed_on:
        return "La fine di validità viene prima della firma."
    return None
