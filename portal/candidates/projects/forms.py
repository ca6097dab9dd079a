"""Forms of the individual project: its words, the person's agreement, her remarks."""

from portal.candidates.people.vocabulary import COLLECTED_LABELS, CollectedHow
from portal.candidates.projects.actions import Content
from portal.foundation.web.forms import Choice, Day, Form, Hidden, LongText, Once


class ProjectForm(Form):
    wishes = LongText(
        "Che cosa desidera, con le sue parole",
        max_length=1500,
        missing="Scrivi che cosa desidera la persona, con le sue parole.",
    )
    aim = LongText(
        "Obiettivo",
        max_length=300,
        missing="Scrivi almeno un obiettivo con la prima azione.",
        hint="Che cosa cambia, e da che cosa si vede.",
    )
    action = LongText(
        "Prima azione", max_length=300, missing="Scrivi la prima azione: chi fa che cosa, e quando."
    )
    next_review_on = Day("Prossima verifica", missing="Indica quando riguardare il progetto.")
    version = Hidden(required=False)
    once = Once()

    def content(self) -> Content:
        return Content(self["wishes"], self["aim"], self["action"], self["next_review_on"])


class AgreementForm(Form):
    how = Choice(
        "Come ha dato il suo accordo",
        choices=[(how.value, COLLECTED_LABELS[how]) for how in (CollectedHow.IN_PERSON, CollectedHow.PAPER)],
        missing="Scegli come ha dato il suo accordo.",
    )
    agreed_on = Day("Quando", missing="Indica quando la persona ha dato il suo accordo.")


class RemarksForm(Form):
    remarks = LongText(
        "Che cosa non va bene", max_length=1000, missing="Scrivi che cosa non va bene alla persona."
    )
