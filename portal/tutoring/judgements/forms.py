"""Forms of the final judgement."""

from portal.foundation.web.forms import Choice, Form, Hidden, LongText
from portal.tutoring.judgements.vocabulary import JUDGEMENT_LABELS, NO_SHOW_LABEL

NO_SHOW = "no_show"
NO_HEALTH = "Racconta fatti osservabili. Non scrivere dati sulla salute."


class JudgementForm(Form):
    judgement = Choice(
        "Giudizio",
        choices=[*((one.value, label) for one, label in JUDGEMENT_LABELS.items()), (NO_SHOW, NO_SHOW_LABEL)],
        missing="Scegli il giudizio.",
    )
    conditions = LongText(
        "A quali condizioni",
        required=False,
        max_length=600,
        hint="Solo se è adatta con alcune condizioni: orario, strumenti, affiancamento.",
    )
    words = LongText("Che cosa avete visto", required=False, max_length=1000, hint=NO_HEALTH)


class ConfirmationForm(Form):
    words = LongText(
        "Vuoi aggiungere qualcosa?", required=False, max_length=600, hint="Lo legge l’operatore."
    )
    version = Hidden(required=False)

    def drawn_with(self) -> int:
        """The version the page was drawn with; 0 for none."""
        typed = self.values.get("version") or ""
        return int(typed) if typed.isdigit() and len(typed) < 6 else 0
