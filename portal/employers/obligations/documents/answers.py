"""Answers as JSON: in the form the documents came in, exact numbers exactly."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeVar

import msgspec

from portal.employers.obligations.documents.document import Document
from portal.employers.obligations.documents.problems import Problem, WrongDocument, pointer
from portal.employers.obligations.documents.reading import Batch, Form
from portal.kernel.refusals import Refused

D = TypeVar("D", bound=Document)


def exact(value: Any) -> Any:
    """A whole fraction as a number, another as «987/100»."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
    raise NotImplementedError(f"answers hold no {type(value).__name__}")


_ENCODER = msgspec.json.Encoder(enc_hook=exact)


def answers(batch: Batch[D], answer: Callable[[D], Any]) -> list[Any]:
    """One for each document. What the rules refuse is a problem of its document; raises WrongDocument with all."""
    found: list[Any] = []
    problems: list[Problem] = []
    for index, document in enumerate(batch.documents):
        try:
            found.append(answer(document))
        except Refused as refused:
            field = (refused.field,) if refused.field else ()
            problems.append(Problem(pointer((*batch.where(index), *field)), None, refused.sentence))
        except WrongDocument as wrong:
            before = pointer(batch.where(index))
            problems += [Problem(before + one.path, one.value, one.reason) for one in wrong.problems]
    if problems:
        raise WrongDocument(problems)
    return found


def as_json(form: Form, found: list[Any]) -> bytes:
    """Ends with a newline, as a file does."""
    match form:
        case Form.LINES:
            return _ENCODER.encode_lines(found)
        case Form.ARRAY:
            return _ENCODER.encode(found) + b"\n"
        case Form.ONE:
            return pretty(found[0])


def pretty(value: Any) -> bytes:
    return msgspec.json.format(_ENCODER.encode(value), indent=2) + b"\n"
