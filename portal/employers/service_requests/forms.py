"""Asking for a service, and answering."""

from uuid import UUID

from portal.employers.service_requests.actions import Draft
from portal.employers.service_requests.vocabulary import REQUEST_KIND_LABELS, RequestKind
from portal.foundation import clock
from portal.foundation.web.forms import Choice, Day, Form, Integer, LongText, Once, Text, Tick
from portal.reference.free_text.gate import check as check_text
from portal.reference.free_text.vocabulary import ABOUT_PEOPLE

_KIND = Choice(
    "Che cosa serve",
    missing="Scegli che cosa serve.",
    choices=[(kind.value, label) for kind, label in REQUEST_KIND_LABELS.items()],
)


class _NobodysWords(Form):
    """Words about nobody who looks for work or works there: the gate warns, and whoever wrote them may have reread."""

    words_in: str

    def check(self) -> None:
        if self.values.get("reread"):
            return
        findings = check_text(self.values.get(self.words_in) or "", only=ABOUT_PEOPLE)
        if findings:
            words = " ".join(one.sentence for one in findings[:3])
            self.fail(self.words_in, f"{words} Riscrivi, oppure spunta «Ho riletto».")

    @property
    def warned(self) -> bool:
        """The text may speak of a person: the box to tick is shown."""
        return any("Ho riletto" in error.message for error in self.errors) or bool(self.value("reread"))


class AskForm(_NobodysWords):
    words_in = "text"
    kind = _KIND
    service = Choice("A quale servizio", missing="Scegli a quale servizio chiedi.")
    text = LongText(
        "La tua richiesta",
        max_length=1500,
        missing="Scrivi che cosa ti serve.",
        hint="Non scrivere nomi né salute. Se riguarda una persona di un percorso, scrivi nel percorso.",
    )
    reread = Tick("Ho riletto: il testo non parla di una persona precisa", required=False)
    once = Once()

    def draft(self) -> Draft:
        return Draft(RequestKind(self["kind"]), self["text"], UUID(self["service"]))


class AskForOthersForm(_NobodysWords):
    """What somebody of a service was asked by telephone or in person."""

    words_in = "text"
    kind = _KIND
    organisation = Choice("Chi chiede", missing="Scegli l’azienda o l’associazione.")
    asked_by = Text("Chi ha chiesto", max_length=120, missing="Scrivi chi ha chiesto.", hint="Nome e ruolo.")
    text = LongText(
        "La richiesta",
        max_length=1500,
        missing="Scrivi che cosa serve.",
        hint="Non scrivere niente di chi cerca lavoro, né di salute.",
    )
    reread = Tick("Ho riletto: il testo non parla di una persona precisa", required=False)
    once = Once()

    def draft(self, service_id: UUID) -> Draft:
        return Draft(
            RequestKind(self["kind"]), self["text"], service_id, UUID(self["organisation"]), self["asked_by"]
        )


class AssignForm(Form):
    to = Choice("A chi", missing="Scegli chi risponde.")


class SessionForm(Form):
    held_on = Day("Quando", missing="Scrivi quando è stato l’incontro.")
    minutes = Integer(
        "Minuti",
        minimum=1,
        maximum=1440,
        wrong="I minuti vanno da 1 a 1440.",
        missing="Scrivi quanti minuti è durato.",
    )
    present = Integer(
        "Persone presenti",
        minimum=1,
        maximum=500,
        wrong="Le persone presenti vanno da 1 a 500.",
        missing="Scrivi quante persone c’erano.",
    )
    once = Once()

    def check(self) -> None:
        held_on = self.values.get("held_on")
        if held_on is not None and held_on > clock.today():
            self.fail("held_on", "La data non può essere nel futuro.")


class AnswerForm(_NobodysWords):
    words_in = "answer"
    answer = LongText("Risposta", max_length=3000, missing="Scrivi la risposta.")
    minutes = Integer(
        "Minuti di lavoro per rispondere",
        minimum=1,
        maximum=1440,
        wrong="I minuti vanno da 1 a 1440.",
        missing="Scrivi quanti minuti ci sono voluti.",
        hint="Gli incontri si contano a parte.",
    )
    shown = Tick("L’azienda legge la risposta nel portale", required=False)
    reread = Tick("Ho riletto: il testo non parla di una persona precisa", required=False)


class DeclineForm(Form):
    reason = LongText("Perché non si può fare", max_length=500, missing="Scrivi perché non si può fare.")
