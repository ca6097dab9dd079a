"""A document as it comes, its answer as it goes back, or what is wrong with it."""

import json
from collections.abc import Callable
from typing import Any

from portal.employers.obligations.documents.answers import answers, in_form
from portal.employers.obligations.documents.document import Document
from portal.employers.obligations.documents.problems import WrongDocument
from portal.employers.obligations.documents.reading import read_many

Answer = Callable[[Any], Any]


def answered(data: object, kind: type[Document], answer: Answer) -> Any:
    batch = read_many(json.dumps(data).encode(), kind)
    return json.loads(in_form(batch.form, answers(batch, answer)))


def refused(data: object, kind: type[Document], answer: Answer) -> dict[str, str]:
    """The reasons by path; none for a document that is answered."""
    try:
        answered(data, kind, answer)
    except WrongDocument as wrong:
        found = json.loads(wrong.as_json())
        assert all(set(one) == {"path", "value", "reason"} for one in found)
        assert all(one["reason"].endswith((".", "\n")) for one in found)
        return {one["path"]: one["reason"] for one in found}
    return {}
