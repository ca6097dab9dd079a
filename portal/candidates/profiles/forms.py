"""Forms of the profile and of the region's thresholds."""

from typing import Self

from portal.candidates.profiles.scopes import ScopeState
from portal.foundation.web.forms import Choice, Choices, Form, Integer, LongText, Once, Tick


class ProfileForm(Form):
    profession = Choice(
        "Professione del profilo",
        missing="Scegli la professione da cui parte il profilo.",
        hint="Le aziende vedono il suo gruppo, tanto preciso quanto i profili uguali permettono.",
    )
    once = Once()


class WithdrawalForm(Form):
    asked_by_person = Tick("L’ha chiesto la persona", required=False)


class ThresholdForm(Form):
    """``shows`` counts only for the data-protection officer."""

    k = Integer(
        "Soglia k",
        minimum=5,
        maximum=1000,
        wrong="La soglia va da 5 a 1000. Sotto 5 non si pubblica niente.",
        hint="Quante persone della regione devono avere le stesse voci.",
    )
    shows = Choices(
        "Voci che possono comparire",
        choices=[("age", "Età, a fasce"), ("reserved_quota", "Idoneità alla riserva")],
        required=False,
    )
    why = LongText("Motivo", max_length=500, missing="Scrivi il motivo della decisione.")
    once = Once()

    @classmethod
    def of(cls, state: ScopeState) -> Self:
        shown = (("age", state.shows_age), ("reserved_quota", state.shows_reserved_quota))
        return cls.blank(k=state.k, shows=[name for name, on in shown if on])
