"""Forms of the profile, and what a company asks the search in its address."""

from collections.abc import Mapping, Sequence

from portal.candidates.profiles.company import Wanted
from portal.foundation.web.forms import Choice, Form, Once, Tick
from portal.reference import regions, skills
from portal.reference.professions import MacroGroup

MOST_WORDS = 80
"""Characters of a search; more is nobody's question."""


class ProfileForm(Form):
    profession = Choice(
        "Professione del profilo",
        missing="Scegli la professione da cui parte il profilo.",
        hint="Le aziende vedono solo la sua area: ufficio e tecnici, servizi e vendita, operativi.",
    )
    once = Once()


class WithdrawalForm(Form):
    asked_by_person = Tick("L’ha chiesto la persona", required=False)


def wanted(asked: Mapping[str, Sequence[str]]) -> Wanted:
    """What the address asks for; values that no card can have are passed over."""
    words = " ".join("".join(asked.get("q", ())[:1]).split())[:MOST_WORDS]
    return Wanted(
        words=words,
        groups=_known(asked.get("group", ()), {group.value for group in MacroGroup}),
        areas=_known(asked.get("area", ()), {region.code for region in regions.entries()}),
        families=_known(asked.get("family", ()), {family.code for family in skills.families()}),
    )


def _known(values: Sequence[str], known: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value in known))
