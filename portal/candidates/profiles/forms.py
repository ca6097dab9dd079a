"""Forms of the profile, and what a company asks the search in its address."""

from collections.abc import Mapping, Sequence
from functools import cache

from portal.candidates.profiles.card_words import family_of, options
from portal.candidates.profiles.company import PARAMETERS, Wanted
from portal.candidates.profiles.vocabulary import CardField
from portal.foundation.web.forms import Choice, Form, Once, Tick
from portal.reference import skills

MOST_WORDS = 80
"""Characters of a search; more is nobody's question."""


class ProfileForm(Form):
    profession = Choice(
        "Professione del profilo",
        missing="Scegli la professione da cui parte il profilo.",
        hint="Le aziende vedono il suo gruppo, tanto preciso quanto i profili uguali permettono.",
    )
    once = Once()


class WithdrawalForm(Form):
    asked_by_person = Tick("L’ha chiesto la persona", required=False)


def wanted(asked: Mapping[str, Sequence[str]]) -> Wanted:
    """What the address asks for; values that no card can have are passed over."""
    words = " ".join("".join(asked.get("q", ())[:1]).split())[:MOST_WORDS]
    chosen = {
        name: tuple(dict.fromkeys(value for value in asked.get(parameter, ()) if value in _known(name)))
        for name, parameter in PARAMETERS.items()
    }
    return Wanted(words, {name: values for name, values in chosen.items() if values})


@cache
def _known(name: str) -> frozenset[str]:
    if name == "families":
        return frozenset(family.code for family in skills.families())
    return frozenset(family_of()) if name == "skills" else frozenset(options(CardField(name)))
