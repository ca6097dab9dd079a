"""A contact with a company, and the letter it may lead to."""

from portal.employers.following.actions.keeping import ContactDraft
from portal.employers.following.rules import LARGEST_FILE, step_problem, validity_problem
from portal.employers.following.vocabulary import COMMITMENT_LABELS, CONTACT_KIND_LABELS, ContactKind
from portal.foundation import clock
from portal.foundation.web.forms import (
    Choice,
    Choices,
    Day,
    Form,
    Integer,
    LongText,
    Once,
    Text,
    Tick,
    Upload,
)
from portal.reference.free_text.gate import check as check_text
from portal.reference.free_text.vocabulary import ABOUT_PEOPLE

_FUTURE = "La data non può essere nel futuro."


class ContactForm(Form):
    held_on = Day("Quando", missing="Scrivi quando c’è stato il contatto.")
    kind = Choice(
        "Che tipo di contatto",
        missing="Scegli che tipo di contatto è stato.",
        choices=[(kind.value, label) for kind, label in CONTACT_KIND_LABELS.items()],
    )
    met = Text(
        "Chi hai incontrato in azienda", required=False, max_length=200, hint="Nome e ruolo di chi lavora lì."
    )
    summary = LongText(
        "Che cosa vi siete detti",
        max_length=1000,
        missing="Scrivi che cosa vi siete detti.",
        hint="Non scrivere niente di chi cerca lavoro.",
    )
    minutes = Integer(
        "Minuti",
        minimum=1,
        maximum=1440,
        wrong="I minuti vanno da 1 a 1440.",
        missing="Scrivi quanti minuti è durato.",
    )
    next_step = Text("Prossimo passo", required=False, max_length=200)
    next_on = Day("Entro il", required=False)
    no_step_reason = Text("Oppure: perché non serve un prossimo passo", required=False, max_length=200)
    reread = Tick("Ho riletto: il testo non parla di chi cerca lavoro", required=False)
    once = Once()

    def check(self) -> None:
        said = self.values
        held_on = said.get("held_on")
        if held_on is not None and held_on > clock.today():
            self.fail("held_on", _FUTURE)
        if self.error("next_on") is None:
            problems = step_problem(
                said.get("next_step"), said.get("next_on"), said.get("no_step_reason"), held_on
            )
            for field, sentence in problems.items():
                self.fail(field, sentence)
        if not said.get("reread"):
            for field in ("summary", "next_step", "no_step_reason"):
                findings = check_text(said.get(field) or "", only=ABOUT_PEOPLE)
                if findings:
                    words = " ".join(one.sentence for one in findings[:3])
                    self.fail(field, f"{words} Riscrivi, oppure spunta «Ho riletto».")

    @property
    def warned(self) -> bool:
        """The text may speak of a person: the box to tick is shown."""
        return any("Ho riletto" in error.message for error in self.errors) or bool(self.value("reread"))

    def draft(self) -> ContactDraft:
        return ContactDraft(
            held_on=self["held_on"],
            kind=ContactKind(self["kind"]),
            summary=self["summary"],
            minutes=self["minutes"],
            met=self["met"],
            next_step=self["next_step"],
            next_on=self["next_on"],
            no_step_reason=self["no_step_reason"],
        )


class LetterForm(Form):
    commitments = Choices(
        "A che cosa si impegna l’azienda",
        missing="Scegli almeno un impegno dell’azienda.",
        choices=[(one.value, label) for one, label in COMMITMENT_LABELS.items()],
    )
    once = Once()


class SignatureForm(Form):
    signatory_name = Text("Chi firma", max_length=120, missing="Indica chi firma e con quale incarico.")
    signatory_office = Text(
        "Con quale incarico", max_length=120, missing="Indica chi firma e con quale incarico."
    )
    signed_on = Day("Firmata il", missing="Scrivi il giorno della firma.")
    valid_until = Day("Vale fino al", required=False)
    file = Upload(
        "Lettera firmata",
        max_bytes=LARGEST_FILE,
        suffixes=(".pdf",),
        missing="Carica la lettera firmata, in PDF.",
    )

    def check(self) -> None:
        signed_on = self.values.get("signed_on")
        if signed_on is not None and signed_on > clock.today():
            self.fail("signed_on", _FUTURE)
        elif signed_on is not None:
            problem = validity_problem(signed_on, self.values.get("valid_until"))
            if problem is not None:
                self.fail("valid_until", problem)


class EndForm(Form):
    reason = Text("Perché si conclude", max_length=200, missing="Scrivi perché la lettera si conclude.")


class CapForm(Form):
    most = Integer(
        "Proposte aperte al massimo",
        minimum=1,
        maximum=200,
        wrong="Il limite va da 1 a 200 proposte.",
        missing="Scrivi quante proposte possono essere aperte insieme.",
    )
