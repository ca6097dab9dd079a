"""The answer to a warning."""

from portal.foundation.web.forms import Choice, Form, LongText
from portal.tutoring.signals.vocabulary import ANSWER_LABELS


class SignalForm(Form):
    answer = Choice(
        "Che cosa fai",
        choices=[(one.value, label) for one, label in ANSWER_LABELS.items()],
        missing="Scegli che cosa fai.",
    )
    note = LongText(
        "Due parole", required=False, max_length=500, hint="Le leggono solo gli operatori del servizio."
    )
