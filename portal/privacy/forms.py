"""What is typed on the pages of the rights of the person."""

from portal.foundation.web.forms import Choice, Day, Form, LongText, Once, Text
from portal.privacy.vocabulary import (
    GROUND_LABELS,
    KIND_LABELS,
    REQUEST_CHANNEL_LABELS,
    Channel,
    RefusalGround,
    RequestChannel,
)

_KINDS = [(kind.value, label) for kind, label in KIND_LABELS.items()]


class LinkForm(Form):
    way = Choice(
        "Come ricevere il link",
        choices=[
            (Channel.MAIL.value, "Per e-mail, all’indirizzo della scheda"),
            (Channel.BY_HAND.value, "Lo consegno io: mostralo qui"),
        ],
        missing="Scegli come consegnare il link.",
    )


class RequestForm(Form):
    kind = Choice("Che cosa chiedi", choices=_KINDS, missing="Scegli che cosa chiedi.")
    words = LongText(
        "Aggiungi qualcosa",
        max_length=1000,
        required=False,
        hint="Per una correzione scrivi che cosa è sbagliato o manca.",
    )
    once = Once()


class WrittenRequestForm(Form):
    """On one page with the two others of the counsellor: no name is that of a field of theirs."""

    kind = Choice("Che cosa chiede", choices=_KINDS, missing="Scegli che cosa chiede.")
    came_by = Choice(
        "Come è arrivata",
        choices=[
            (one.value, REQUEST_CHANNEL_LABELS[one])
            for one in (RequestChannel.IN_PERSON, RequestChannel.PAPER)
        ],
        missing="Scegli come è arrivata la richiesta.",
    )
    received_on = Day(
        "Giorno in cui è arrivata", hint="Il mese per rispondere parte da qui. Per esempio 27/11/2026."
    )
    words = LongText("Parole della persona", max_length=1000, required=False)
    once = Once()


class CorrectionForm(Form):
    corrected = LongText(
        "Che cosa hai corretto", max_length=1000, required=False, hint="Lo legge la persona nella sua area."
    )


class RefusalForm(Form):
    ground = Choice(
        "Motivo",
        choices=[(ground.value, GROUND_LABELS[ground]) for ground in RefusalGround],
        missing="Scegli il motivo.",
    )
    words = LongText(
        "Risposta alla persona",
        max_length=1000,
        hint="Spiega con parole semplici. La legge chiede di dirle che può rivolgersi al Garante.",
        missing="Scrivi alla persona perché, con parole semplici.",
    )


class ExtensionForm(Form):
    words = LongText(
        "Perché serve più tempo", max_length=500, missing="Scrivi alla persona perché serve più tempo."
    )


class GrantForm(Form):
    words = LongText("Risposta alla persona", max_length=1000, required=False)


class StopForm(Form):
    why = Text(
        "Perché nascondi i profili",
        max_length=300,
        hint="Resta nel registro. Non scrivere nomi.",
        missing="Scrivi perché nascondi i profili.",
    )
    once = Once()


class MonthForm(Form):
    """Her word on a month of the register: nothing written confirms it."""

    objection = LongText("Che cosa non torna", required=False, max_length=500)


class ProjectRemarksForm(Form):
    """What she would change in the project that was put to her."""

    remarks = LongText("Che cosa vuoi cambiare", max_length=1000, missing="Scrivi che cosa vuoi cambiare.")
