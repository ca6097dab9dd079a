"""Elements of the module, added in their order."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from lxml import etree

from portal.reference import unipi


@dataclass(frozen=True, slots=True)
class Tree:
    element: Any

    @classmethod
    def root(cls, name: str, attributes: dict[str, str]) -> Self:
        return cls(etree.Element(unipi.tag(name), attributes, nsmap={None: unipi.NAMESPACE}))

    def block(self, name: str) -> "Tree":
        return Tree(etree.SubElement(self.element, unipi.tag(name)))

    def put(self, name: str, value: str | date | None) -> None:
        """An empty value is written too: the schema says whether it may be."""
        text = value.isoformat() if isinstance(value, date) else value
        etree.SubElement(self.element, unipi.tag(name)).text = _written(text)

    def maybe(self, name: str, value: str | date | None) -> None:
        """Left out when there is nothing to say."""
        if value:
            self.put(name, value)

    def reached(self, phone: str, fax: str, email: str) -> None:
        self.maybe("telefono", phone)
        self.maybe("fax", fax)
        self.maybe("email", email)


def _written(text: str | None) -> str | None:
    """Without the control characters that XML has no room for."""
    if text is None:
        return None
    return "".join(letter for letter in text if letter in "\t\n" or letter >= " ")


def number(value: int) -> str:
    return str(value)


def yes_no(value: bool | None) -> str:
    return unipi.YES if value else unipi.NO
