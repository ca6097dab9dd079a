"""Answers as JSON: in the form the documents came in, exact numbers exactly."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, TypeVar

import msgspec

from portal.employers.obligations.documents.document import Document
from portal.employers.obligations.documents.problems import Problem, WrongDocument, pointer
from portal.employers.obligations.documents.reading import Batch, Form
from portal.kernel.refusals import Refused

D = TypeVar("D", bound=Document)

SEPARATOR = {Form.ONE: b"", Form.ARRAY: b",\n", Form.LINES: b"\n"}
MILLIONTHS = 10**6


def exact(value: Any) -> Any:
    """A whole fraction as a number, another as a text that loses nothing: «9.87», or «1/3» without an end."""
    if not isinstance(value, Fraction):
        raise NotImplementedError(f"answers hold no {type(value).__name__}")
    if value.denominator == 1:
        return value.numerator
    if MILLIONTHS % value.denominator:
        return f"{value.numerator}/{value.denominator}"
    whole, rest = divmod(abs(value.numerator) * (MILLIONTHS // value.denominator), MILLIONTHS)
    return f"{'-' if value < 0 else ''}{whole}.{rest:06d}".rstrip("0")


encode = msgspec.json.Encoder(enc_hook=exact, decimal_format="number").encode


def answers(batch: Batch[D], answer: Callable[[D], Any]) -> list[bytes]:
    """The JSON of an answer for each document. What the rules refuse is a problem of its document, like any
    other: raises WrongDocument with all of them.
    """
    found: list[bytes] = []
    problems: list[Problem] = []
    for index, document in enumerate(batch.documents):
        try:
            found.append(encode(answer(document)))
        except Refused as refused:
            field = (refused.field,) if refused.field else ()
            problems.append(Problem(pointer((*batch.where(index), *field)), None, refused.sentence))
        except WrongDocument as wrong:
            before = pointer(batch.where(index))
            problems += [Problem(before + one.path, one.value, one.reason) for one in wrong.problems]
    if problems:
        raise WrongDocument(problems)
    return found


def in_form(form: Form, found: Sequence[bytes]) -> bytes:
    """One answer indented, an array, or one a line; ends with a newline, as a file does."""
    if form is Form.ONE:
        return msgspec.json.format(found[0], indent=2) + b"\n"
    joined = SEPARATOR[form].join(found)
    if form is Form.ARRAY:
        return b"[" + joined + b"]\n"
    return joined + b"\n" if joined else b""


def pretty(value: Any) -> bytes:
    return msgspec.json.format(encode(value), indent=2) + b"\n"
