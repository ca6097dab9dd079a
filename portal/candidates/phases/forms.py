"""Forms of the phases: what each move brings with it, interviews, outputs, extensions."""

from portal.candidates.phases.actions import Talk
from portal.candidates.phases.moves import Given
from portal.candidates.phases.vocabulary import (
    DESTINATION_LABELS,
    INTERVIEW_LABELS,
    MODE_LABELS,
    NETWORK_LABELS,
    PRESENT_LABELS,
    Destination,
    InterviewKind,
    Mode,
    Present,
)
from portal.foundation.web.forms import Choice, Choices, Day, Form, Integer, LongText, Once, Tick


class MoveForm(Form):
    """A move that asks for nothing but its day; the others add what they need."""

    on = Day(
        "Data", missing="Scrivi la data.", hint="Il giorno in cui è successo, anche se lo registri dopo."
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The questions of this move, for the template."""
        return tuple(self._fields)

    def given(self) -> Given:
        answers = self.values
        destination = answers.get("destination")
        return Given(
            reason=answers.get("reason"),
            notice_on=answers.get("notice_on"),
            review_on=answers.get("review_on"),
            destination=Destination(destination) if destination else None,
            agreed_on=answers.get("agreed_on"),
            paper_on=answers.get("paper_on"),
        )

    def hers(self) -> bool:
        """Whether the holder records the person's own word."""
        return bool(self.values.get("said_by_person"))


class ReasonForm(MoveForm):
    reason = LongText("Motivo", max_length=500, missing="Scrivi il motivo.")


class DecisionForm(ReasonForm):
    notice_on = Day(
        "Quando hai informato la persona e chi l’ha segnalata",
        missing="Indica quando hai informato la persona e chi l’ha segnalata.",
    )


class SuspensionForm(ReasonForm):
    review_on = Day("Quando riguardare la sospensione", missing="Indica quando riguardare la sospensione.")
    said_by_person = Tick("Lo ha chiesto la persona", required=False)


class ResumptionForm(MoveForm):
    said_by_person = Tick("Lo ha chiesto la persona", required=False)


class DismissalForm(MoveForm):
    destination = Choice(
        "Verso dove va la persona",
        choices=[(value.value, label) for value, label in DESTINATION_LABELS.items()],
        missing="Scegli verso dove va la persona dopo la dimissione.",
    )


class OutsideForm(ReasonForm):
    paper_on = Day(
        "Data della copia firmata", missing="Indica la data della copia firmata del passaggio di consegne."
    )


class TrackForm(ReasonForm):
    agreed_on = Day(
        "Quando la persona ha dato il suo accordo",
        missing="Indica quando la persona ha dato il suo accordo.",
    )


class ReopeningForm(MoveForm):
    agreed_on = Day(
        "Quando la persona ha dato il suo accordo",
        missing="Indica quando la persona ha dato il suo accordo.",
    )


class WithdrawalForm(MoveForm):
    said_by_person = Tick("Lo ha deciso la persona", missing="Il caso si chiude così solo se lo decide lei.")


MOVE_FORMS: dict[str, type[MoveForm]] = {
    "skip_sender": ReasonForm,
    "admit": DecisionForm,
    "refuse": DecisionForm,
    "suspend": SuspensionForm,
    "resume": ResumptionForm,
    "redesign": ReasonForm,
    "dismiss": DismissalForm,
    "hand_over_outside": OutsideForm,
    "change_track": TrackForm,
    "withdraw": WithdrawalForm,
    "reopen": ReopeningForm,
}
"""Moves that are not here ask for their day alone."""


class InterviewForm(Form):
    kind = Choice(
        "Tipo di colloquio",
        choices=[(kind.value, INTERVIEW_LABELS[kind]) for kind in InterviewKind],
        missing="Scegli il tipo di colloquio.",
    )
    held_on = Day("Quando", missing="Scrivi il giorno del colloquio.")
    minutes = Integer(
        "Durata in minuti", minimum=5, maximum=240, wrong="Un colloquio dura da 5 a 240 minuti."
    )
    mode = Choice(
        "Come",
        choices=[(mode.value, MODE_LABELS[mode]) for mode in Mode],
        missing="Scegli come si è svolto.",
    )
    present = Choices(
        "Chi c’era",
        choices=[(one.value, PRESENT_LABELS[one]) for one in Present],
        missing="Indica chi c’era.",
    )
    wishes = LongText("Che cosa desidera", required=False)
    facts = LongText("Fatti nuovi", required=False)
    resources = LongText("Risorse", required=False)
    difficulties = LongText("Difficoltà", required=False)
    agreed = LongText("Che cosa abbiamo concordato", missing="Scrivi che cosa avete concordato.")
    next_step = LongText("Prossimo passo", max_length=500, missing="Scrivi il prossimo passo.")
    next_on = Day("Entro quando", required=False, hint="Dopo una crisi, entro 7 giorni.")
    once = Once()

    def talk(self) -> Talk:
        return Talk(
            kind=InterviewKind(self["kind"]),
            minutes=self["minutes"],
            mode=Mode(self["mode"]),
            agreed=self["agreed"],
            next_step=self["next_step"],
            present=tuple(Present(one) for one in self["present"]),
            wishes=self["wishes"],
            facts=self["facts"],
            resources=self["resources"],
            difficulties=self["difficulties"],
            next_on=self["next_on"],
        )


class EvaluationForm(Form):
    workstations = LongText(
        "Postazioni viste",
        missing="Scrivi quali postazioni hai visto.",
        hint="Cercale senza dire chi è la persona.",
    )
    load = LongText("Carico del servizio", missing="Scrivi se il servizio può seguirla.")
    network = Choice(
        "La rete intorno a lei",
        choices=[(value.value, label) for value, label in NETWORK_LABELS.items()],
        missing="Scegli com’è la rete intorno a lei.",
    )
    noted_on = Day("Data", missing="Scrivi la data.")
    once = Once()


class ReviewForm(Form):
    words = LongText(
        "Valutazione finale",
        max_length=2000,
        missing="Scrivi che cosa è cambiato, e per chi.",
        hint="Che cosa è cambiato, che cosa ha aiutato, che cosa ha ostacolato.",
    )
    reviewed_on = Day("Data", missing="Scrivi la data.")
    once = Once()


class ExtensionRequestForm(Form):
    months = Integer("Quanti mesi", missing="Indica quanti mesi servono.")
    reason = LongText(
        "Perché servono altri mesi", max_length=500, missing="Scrivi perché servono altri mesi."
    )
    once = Once()


class ExtensionForm(Form):
    months = Integer("Mesi concessi", missing="Indica quanti mesi concedi.")
    reason = LongText("Motivo della decisione", max_length=500, missing="Scrivi perché servono altri mesi.")
