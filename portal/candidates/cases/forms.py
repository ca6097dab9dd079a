"""Forms of the case: opening a file, assigning it, standing in for a colleague."""

from portal.candidates.cases.vocabulary import SUBSTITUTION_REASON_LABELS, TRACK_LABELS, Track
from portal.candidates.people.forms import ContactForm
from portal.foundation.web.forms import Choice, Day, Form, Once


class NewFileForm(ContactForm):
    track = Choice(
        "Percorso",
        choices=[(track.value, TRACK_LABELS[track]) for track in Track],
        missing="Scegli il percorso.",
    )
    opened_on = Day("Primo contatto", missing="Scrivi il giorno del primo contatto.")
    once = Once()


class AssignmentForm(Form):
    """The counsellors of the service are given when the page is drawn."""

    holder = Choice("Operatore di riferimento", missing="Scegli un operatore del tuo servizio.")


class SubstitutionForm(Form):
    holder = Choice("Chi manca", missing="Scegli chi manca.")
    substitute = Choice("Chi sostituisce", missing="Scegli chi sostituisce.")
    starts_on = Day("Dal", missing="Scrivi il primo giorno.")
    ends_on = Day("Fino al", missing="Scrivi l’ultimo giorno.")
    reason = Choice(
        "Motivo",
        choices=[(value.value, label) for value, label in SUBSTITUTION_REASON_LABELS.items()],
        missing="Scegli il motivo.",
    )
    once = Once()
