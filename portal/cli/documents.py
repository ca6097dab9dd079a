"""Commands that read JSON documents and answer each with JSON; anything wrong goes to standard error, all at once."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import rich_click as click

from portal.cli.figures import Figures, delivered, with_entered

if TYPE_CHECKING:
    from portal.employers.obligations.documents.document import Document

    D = TypeVar("D", bound=Document)
    C = TypeVar("C", bound=Callable[..., Any])

WRONG_DOCUMENT = 2
"""Exit code: the list of problems is on standard error, nothing on standard output."""


_entered_too = click.option(
    "--entered",
    is_flag=True,
    help="Conta anche con i valori inseriti dai coordinatori: legge il database del portale.",
)


def _as_it_is(command: C) -> C:
    return command


def document_command(
    name: str,
    load: Callable[[Figures], tuple[type[D], Callable[[D], Any]]],
    *,
    title: str,
    help: str,
    dated: bool = True,
) -> click.Command:
    """``load`` imports when the command runs: the kind of document and what answers one of them, with the figures
    it is handed. ``dated``: whether dated figures count at all.

    The answer may raise the rules' ``Refused``: that is a problem of the document like any other.
    """

    @click.command(name, help=help)
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
    @click.option("--schema", is_flag=True, help="Stampa lo schema JSON del documento.")
    @_entered_too if dated else _as_it_is
    def command(file: Path | None, schema: bool, entered: bool = False) -> None:
        kind, answer = load(with_entered if entered and not schema else delivered)
        if schema:
            from portal.employers.obligations.documents.answers import pretty
            from portal.employers.obligations.documents.schema import schema as schema_of

            write(pretty(schema_of(kind, title=title, many=True)))
            return
        raw = file.read_bytes() if file is not None else sys.stdin.buffer.read()
        answer_all(raw, kind, answer)

    return command


def answer_all(raw: bytes, kind: type[D], answer: Callable[[D], Any]) -> None:
    """Reads, answers, writes: an answer for each document, in the form they came in."""
    from portal.cli.side_by_side import answers_of_many
    from portal.employers.obligations.documents.answers import in_form
    from portal.employers.obligations.documents.problems import WrongDocument
    from portal.employers.obligations.documents.reading import form_of

    # documents hold no cycles: looking for some takes a third of the time
    gc.disable()
    form = form_of(raw)
    try:
        found = answers_of_many(raw, form, kind, answer)
    except WrongDocument as wrong:
        sys.stderr.buffer.write(wrong.as_json() + b"\n")
        sys.stderr.flush()
        raise SystemExit(WRONG_DOCUMENT) from None
    finally:
        gc.enable()
    write(in_form(form, found))


def write(content: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
