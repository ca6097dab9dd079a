"""Forms of the shared case: a service asked to join, her agreement, a colleague in the team, a hand-over."""

from typing import Any

from portal.candidates.people.file_access import PART_LABELS, Part
from portal.candidates.people.vocabulary import COLLECTED_LABELS, CollectedHow
from portal.foundation.web.forms import Choice, Choices, Day, Form, LongText, Once, Text

_PARTS = [(part.value, label) for part, label in PART_LABELS.items()]
_HOW = [(how.value, COLLECTED_LABELS[how]) for how in (CollectedHow.IN_PERSON, CollectedHow.PAPER)]


class OrganisationForm(Form):
    """Which service; its people are asked for on the next page."""

    organisation = Choice("Servizio", missing="Scegli il servizio.")


class InvitationForm(Form):
    """The referents of the chosen service are given when the page is drawn."""

    organisation = Choice("Servizio", missing="Scegli il servizio.")
    referent = Choice("Referente", missing="Scegli il referente di quel servizio.")
    purpose = Text(
        "Scopo",
        max_length=300,
        missing="Scrivi lo scopo: perché serve questo servizio.",
        hint="Lo leggono il servizio e la persona.",
    )
    parts = Choices("Parti della scheda", choices=_PARTS, missing="Indica almeno una parte della scheda.")
    mandate_from = Day("Dal", missing="Scrivi il primo giorno.")
    mandate_until = Day("Fino al", missing="Scrivi l’ultimo giorno.", hint="Al massimo 24 mesi.")
    once = Once()

    def chosen(self) -> list[Part]:
        return [Part(one) for one in self["parts"]]


class SharingForm(Form):
    """Her agreement, recorded by who holds the case."""

    recipient = Choice("Con quale servizio", missing="Scegli il servizio.")
    purpose = Text("Scopo", max_length=300, missing="Scrivi lo scopo, come lo hai detto alla persona.")
    parts = Choices("Parti che condivide", choices=_PARTS, missing="Indica almeno una parte della scheda.")
    how = Choice("Come ha dato il suo accordo", choices=_HOW, missing="Scegli come ha dato il suo accordo.")
    given_on = Day("Quando", missing="Scrivi il giorno.")
    expires_on = Day("Vale fino al", missing="Scrivi fino a quando vale.", hint="Al massimo 24 mesi.")
    once = Once()

    def chosen(self) -> list[Part]:
        return [Part(one) for one in self["parts"]]


class SharingRevocationForm(Form):
    how = Choice("Come lo ha ritirato", choices=_HOW, missing="Scegli come lo ha ritirato.")
    revoked_on = Day("Quando", missing="Scrivi il giorno.")


class EndingForm(Form):
    reason = LongText("Perché finisce", max_length=300, missing="Scrivi perché l’incarico finisce.")


class RenewalForm(Form):
    mandate_until = Day(
        "Nuovo ultimo giorno", missing="Scrivi l’ultimo giorno.", hint="Al massimo 24 mesi da oggi."
    )


class MemberForm(Form):
    """Who may join, given when the page is drawn: «account:role»."""

    member = Choice("Chi entra nell’équipe", missing="Scegli chi entra nell’équipe.")


class AcceptanceForm(Form):
    role = Choice("In quale ruolo", missing="Scegli il tuo ruolo.")


class HandoverForm(Form):
    """``receiver``: «account:organisation», given when the page is drawn."""

    receiver = Choice("A chi passi il caso", missing="Scegli a chi passi il caso.")
    reason = LongText("Motivo", max_length=500, missing="Scrivi il motivo del passaggio.")
    progress = LongText("A che punto è il progetto", required=False)
    actions = LongText("Azioni aperte", required=False)
    helps = LongText("Che cosa aiuta", required=False)
    contacts = LongText("Contatti utili", required=False)
    documents = Choices("Documenti che passano", choices=[], required=False)
    agreed_on = Day(
        "Accordo della persona",
        required=False,
        hint="Serve quando il servizio che riceve è nuovo per lei.",
    )
    once = Once()

    def texts(self) -> dict[str, Any]:
        return {name: self[name] for name in ("progress", "actions", "helps", "contacts")}


class HandoverRefusalForm(Form):
    reason = LongText(
        "Perché non accetti",
        max_length=500,
        missing="Scrivi perché non accetti: lo legge chi ti offre il caso.",
    )
