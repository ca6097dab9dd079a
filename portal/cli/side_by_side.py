"""Many documents answered on every processor: each has a part, the answers come back in order."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from itertools import pairwise
from multiprocessing.connection import Connection
from typing import Any, TypeVar

import msgspec

from portal.cli.console import Refused
from portal.employers.obligations.documents.answers import SEPARATOR, answers
from portal.employers.obligations.documents.document import Document
from portal.employers.obligations.documents.problems import Problem, WrongDocument
from portal.employers.obligations.documents.reading import Form, read_many

D = TypeVar("D", bound=Document)

WORTH_SHARING = 500
"""Documents; fewer are answered before another process has begun."""

_RIGHT, _WRONG = b"+", b"-"


def answers_of_many(raw: bytes, form: Form, kind: type[D], answer: Callable[[D], Any]) -> list[bytes]:
    """The JSON of the answers, or of long runs of them. Raises WrongDocument with every problem."""
    rows = _rows(raw, form)
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(rows) < WORTH_SHARING or processors == 1 or not hasattr(os, "fork"):
        return answers(read_many(raw, kind, form=form), answer)

    def told(first: int, last: int) -> bytes:
        part = SEPARATOR[form].join(rows[first:last])
        return _told(b"[" + part + b"]" if form is Form.ARRAY else part, form, kind, answer, first)

    # forked: the children have what is imported, and the documents, without a copy
    context = multiprocessing.get_context("fork")
    bounds = [len(rows) * number // processors for number in range(processors + 1)]
    mine, *others = pairwise(bounds)
    children = []
    for first, last in others:
        receiving, sending = context.Pipe(duplex=False)
        child = context.Process(target=_tell, args=(sending, told, first, last), daemon=True)
        child.start()
        sending.close()
        children.append((child, receiving))
    parts = [told(*mine)]
    for child, receiving in children:
        try:
            parts.append(receiving.recv_bytes())
        except EOFError:
            raise Refused("Un processo di calcolo si è fermato a metà: riprova.") from None
        child.join()
    return _put_together(parts)


def _rows(raw: bytes, form: Form) -> list[bytes]:
    if form is Form.LINES:
        return [line for line in raw.split(b"\n") if line.strip()]
    try:
        return [bytes(row) for row in msgspec.json.decode(raw, type=list[msgspec.Raw])]
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return []  # alone or broken: answered, or refused, as a whole


def _tell(sending: Connection, told: Callable[[int, int], bytes], first: int, last: int) -> None:
    sending.send_bytes(told(first, last))
    sending.close()


def _told(raw: bytes, form: Form, kind: type[D], answer: Callable[[D], Any], first: int) -> bytes:
    try:
        found = answers(read_many(raw, kind, form=form, start=first), answer)
    except WrongDocument as wrong:
        return _WRONG + wrong.as_json()
    return _RIGHT + SEPARATOR[form].join(found)


def _put_together(parts: list[bytes]) -> list[bytes]:
    wrong = [part for part in parts if part.startswith(_WRONG)]
    if wrong:
        raise WrongDocument(
            problem for part in wrong for problem in msgspec.json.decode(part[1:], type=list[Problem])
        )
    return [part[1:] for part in parts]
