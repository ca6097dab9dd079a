"""The JSON Schema of a kind of document (draft 2020-12)."""

from typing import Any

import msgspec

DIALECT = "https://json-schema.org/draft/2020-12/schema"

EXACT = {
    "description": 'Un numero intero, oppure un testo esatto: "9.87", o una frazione come "1/3".',
    "anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+|/[0-9]+)$"}],
}
"""How ``answers.exact`` writes a number."""


def schema(kind: type, *, title: str, many: bool = False) -> dict[str, Any]:
    """With ``many`` a document may also be an array of them; lines of JSON are each of the single kind."""
    (reference,), components = components_of([kind])
    shape = {"anyOf": [reference, {"type": "array", "items": reference}]} if many else reference
    return {"$schema": DIALECT, "title": title, **shape, "$defs": components}


def components_of(
    kinds: list[Any], *, prefix: str = "#/$defs/"
) -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    """References to the kinds, and what they refer to."""
    references, components = msgspec.json.schema_components(kinds, ref_template=prefix + "{name}")
    for component in components.values():
        # docstrings are for whoever reads the code; the words for the sender are those of the fields
        component.pop("description", None)
        _decimals_as_numbers(component)
    return references, dict(components)


def _decimals_as_numbers(part: Any) -> None:
    """Exact decimals are read from numbers as well as from texts; the schema says both."""
    if isinstance(part, dict):
        if part.get("format") == "decimal":
            del part["format"]
            part["type"] = ["number", "string"]
        for one in part.values():
            _decimals_as_numbers(one)
    elif isinstance(part, list):
        for one in part:
            _decimals_as_numbers(one)
