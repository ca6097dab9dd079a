"""Legal forms of companies and bodies, by the codes of Istat's vocabulary."""

from dataclasses import dataclass
from functools import cache

from portal.reference.register import Register, read


@dataclass(frozen=True, slots=True)
class LegalForm:
    code: str
    name: str
    group: str

    @property
    def is_public(self) -> bool:
        """A public administration; a public body that trades (ente pubblico economico) is not one."""
        return self.code.startswith("2.")


@cache
def register() -> Register[LegalForm]:
    return Register(
        "forme giuridiche",
        (LegalForm(row["code"], row["title"], row["group"]) for row in read("legal_forms.csv")),
        lambda form: form.code,
    )


def entries() -> tuple[LegalForm, ...]:
    return register().rows


def by_code(code: str) -> LegalForm:
    """Raises UnknownCode."""
    return register().by_code(code)


def name(code: str) -> str:
    return by_code(code).name


@cache
def groups() -> dict[str, tuple[LegalForm, ...]]:
    """The forms under the name of their group, both in order: the groups of a select."""
    found: dict[str, tuple[LegalForm, ...]] = {}
    for form in entries():
        found[form.group] = (*found.get(form.group, ()), form)
    return found
