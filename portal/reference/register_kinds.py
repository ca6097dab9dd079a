"""The official registers: how the codes of each look, and which entry stands above which."""

import re
from enum import StrEnum


class RegisterKind(StrEnum):
    CP2021 = "cp2021"
    ATECO = "ateco"
    ISCO = "isco"
    CAP = "cap"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def example(self) -> str:
        return _EXAMPLES[self]

    @property
    def has_places(self) -> bool:
        """A code may stand in several rows, one for each comune."""
        return self is RegisterKind.CAP

    def accepts(self, code: str) -> bool:
        return _SHAPES[self].fullmatch(code) is not None


_LABELS = {
    RegisterKind.CP2021: "professioni CP2021",
    RegisterKind.ATECO: "attività economiche ATECO",
    RegisterKind.ISCO: "professioni ISCO-08",
    RegisterKind.CAP: "codici di avviamento postale",
}

_EXAMPLES = {
    RegisterKind.CP2021: "4.3.1.2.0",
    RegisterKind.ATECO: "81.21.00",
    RegisterKind.ISCO: "4321",
    RegisterKind.CAP: "20121",
}

_SHAPES = {
    RegisterKind.CP2021: re.compile(r"[1-9](\.\d){0,4}"),
    RegisterKind.ATECO: re.compile(r"[A-Z]|\d{2}(\.\d(\d(\.\d{1,2})?)?)?"),
    RegisterKind.ISCO: re.compile(r"\d{1,4}"),
    RegisterKind.CAP: re.compile(r"\d{5}"),
}


def parent_of(kind: RegisterKind, code: str) -> str | None:
    """The code above, as far as a code alone tells it: the section of an ATECO division is not in its code."""
    match kind:
        case RegisterKind.CP2021:
            return code.rpartition(".")[0] or None
        case RegisterKind.ATECO:
            above = code[:-1].rstrip(".")
            return above if len(above) > 1 else None
        case RegisterKind.ISCO:
            return code[:-1] or None
        case RegisterKind.CAP:
            return None
