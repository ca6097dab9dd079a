"""Forms of the phases: what each move brings with it, interviews, outputs, extensions."""

from collections.abc import Sequence
from typing import Any

from portal.candidates.cases.vocabulary import CLOSING_REASON_LABELS, NOT_ADMITTING, ClosingReason
from portal.candidates.phases.actions import Talk
from portal.candidates.phases.moves import Given
from portal.candidates.phases.queries import InterviewRow
from portal.candidates.phases.vocabulary import (
    CHECK_RESULT_LABELS,
    CONSEQUENCE_LABELS,
    DESTINATION_LABELS,
    INTERVIEW_LABELS,
    MODE_LABELS,
    NETWORK_LABELS,
    PLAN_OUTCOME_LABELS,
    PRESENT_LABELS,
    REVIEW_DECISION_LABELS,
    Destination,
    InterviewKind,
    Mode,
    PlanOutcome,
    Present,
)
from portal.candidates.projects.vocabulary import REACHED_LABELS, Reached
from portal.foundation.web.forms import (
    Choice,
    Choices,
    Day,
    Form,
    Hidden,
    Integer,
    LongText,
    Once,
    Text,
    Tick,
)

_REACHED = [(one.value, label) for one, label in REACHED_LABELS.items() if one is not Reached.OPEN]


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
        destination, why = answers.get("destination"), answers.get("closing_reason")
        return Given(
            reason=answers.get("reason"),
            notice_on=answers.get("notice_on"),
            review_on=answers.get("review_on"),
            destination=Destination(destination) if destination else None,
            closing_reason=ClosingReason(why) if why else None,
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


class NotAdmittingForm(DecisionForm):
    closing_reason = Choice(
        "Perché",
        choices=[(one.value, CLOSING_REASON_LABELS[one]) for one in NOT_ADMITTING],
        missing="Scegli perché la persona non è ammessa.",
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


class LightDismissalForm(DismissalForm):
    reason = LongText("Nota di chiusura", max_length=500, missing="Scrivi una breve nota di chiusura.")


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
    "refuse": NotAdmittingForm,
    "suspend": SuspensionForm,
    "resume": ResumptionForm,
    "redesign": ReasonForm,
    "dismiss": DismissalForm,
    "hand_over_outside": OutsideForm,
    "change_track": TrackForm,
    "change_track_running": TrackForm,
    "withdraw": WithdrawalForm,
    "reopen": ReopeningForm,
    "light_admit": DecisionForm,
    "light_dismiss": LightDismissalForm,
    "light_reopen": ReopeningForm,
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
    place = Text(
        "Dove", max_length=120, required=False, hint="Ovunque sul territorio, anche fuori dal servizio."
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
    agreed = LongText("Che cosa abbiamo concordato", required=False, hint="Serve per chiudere il colloquio.")
    next_step = LongText(
        "Prossimo passo", max_length=500, required=False, hint="Serve per chiudere il colloquio."
    )
    next_on = Day("Entro quando", required=False, hint="Dopo una crisi, entro 7 giorni.")
    shared_note = LongText(
        "Nota per l’équipe", max_length=500, required=False, hint="La legge chi legge tutto il diario."
    )
    reserved_note = LongText("Nota riservata", required=False, hint="La leggi solo tu.")
    then = Choice(
        "Che cosa ne fai",
        choices=[("close", "Chiudi il colloquio"), ("draft", "Tieni come bozza")],
        missing="Scegli se chiudere il colloquio o tenerlo come bozza.",
        hint="Una bozza la leggi solo tu. Chiuso, non si cambia più.",
    )
    plan = Hidden(required=False)
    once = Once()

    @classmethod
    def of(cls, row: InterviewRow) -> "InterviewForm":
        """A draft, to go on with."""
        return cls.blank(
            kind=row.kind.value,
            held_on=row.held_on,
            minutes=row.minutes,
            mode=row.mode,
            place=row.place,
            present=list(row.present),
            wishes=row.wishes,
            facts=row.facts,
            resources=row.resources,
            difficulties=row.difficulties,
            agreed=row.agreed,
            next_step=row.next_step,
            next_on=row.next_on,
            shared_note=row.shared_note,
            reserved_note=row.reserved_note,
            then="close",
            once=row.id,
        )

    @property
    def draft(self) -> bool:
        return bool(self["then"] == "draft")

    def talk(self) -> Talk:
        return Talk(
            kind=InterviewKind(self["kind"]),
            minutes=self["minutes"],
            mode=Mode(self["mode"]),
            agreed=self["agreed"] or "",
            next_step=self["next_step"] or "",
            present=tuple(Present(one) for one in self["present"]),
            wishes=self["wishes"],
            facts=self["facts"],
            resources=self["resources"],
            difficulties=self["difficulties"],
            next_on=self["next_on"],
            place=self["place"],
            shared_note=self["shared_note"],
            reserved_note=self["reserved_note"],
        )


class PlannedForm(Form):
    kind = Choice(
        "Tipo di colloquio",
        choices=[(kind.value, INTERVIEW_LABELS[kind]) for kind in InterviewKind],
        missing="Scegli il tipo di colloquio.",
    )
    planned_for = Day("Quando", missing="Scrivi il giorno del colloquio.")
    place = Text("Dove", max_length=120, required=False)
    once = Once()


class OutcomeForm(Form):
    outcome = Choice(
        "Com’è andata",
        choices=[
            (one.value, PLAN_OUTCOME_LABELS[one]) for one in (PlanOutcome.MISSED, PlanOutcome.CANCELLED)
        ],
        missing="Scegli com’è andata.",
    )


class CheckForm(Form):
    result = Choice(
        "Risposta",
        choices=[(value.value, label) for value, label in CHECK_RESULT_LABELS.items()],
        missing="Scegli una risposta.",
    )
    fact = LongText("Da che cosa lo vedi", max_length=500, missing="Scrivi il fatto che lo mostra.")
    consequence = Choice(
        "Che cosa ne segue",
        choices=[(value.value, label) for value, label in CONSEQUENCE_LABELS.items()],
        missing="Scegli che cosa ne segue.",
    )
    done_on = Day("Data", missing="Scrivi la data.")
    once = Once()


class CallForm(Form):
    meets_on = Day("Quando vi vedete", missing="Scrivi il giorno della verifica finale.")
    once = Once()


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
    """The services are given when the page is drawn; the aims are fields of their own: «aim_…» and «fact_…»."""

    present = Choices("Chi c’era", choices=[], missing="Indica chi c’era.")
    absent_reason = LongText("Perché qualcuno manca", max_length=300, required=False)
    words = LongText(
        "Che cosa è cambiato, e per chi", max_length=2000, missing="Scrivi che cosa è cambiato, e per chi."
    )
    helped = LongText("Che cosa ha aiutato", required=False)
    hindered = LongText("Che cosa ha ostacolato", required=False)
    network = LongText("Che cosa ha fatto ogni servizio", required=False)
    decision = Choice(
        "Decisione",
        choices=[(value.value, label) for value, label in REVIEW_DECISION_LABELS.items()],
        missing="Scegli che cosa avete deciso.",
    )
    reviewed_on = Day("Data", missing="Scrivi la data.")
    once = Once()


def review_form(aims: Sequence[tuple[str, str]]) -> type[ReviewForm]:
    """The form with a question on each aim of the project in force: ``aims`` are ids and texts."""
    fields: dict[str, Any] = {}
    for id, text in aims:
        fields[f"aim_{id}"] = Choice(text, choices=_REACHED, required=False)
        fields[f"fact_{id}"] = LongText("Il fatto che lo mostra", max_length=500, required=False)
    return type("ReviewFormWithAims", (ReviewForm,), fields)


def aims_told(form: Form, aims: Sequence[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Result and fact of each aim that was answered, by id."""
    return {
        id: (form[f"aim_{id}"], form[f"fact_{id}"] or "") for id, _ in aims if form[f"aim_{id}"] is not None
    }


class ExtensionRequestForm(Form):
    months = Integer("Quanti mesi", missing="Indica quanti mesi servono.")
    reason = LongText(
        "Perché servono altri mesi", max_length=500, missing="Scrivi perché servono altri mesi."
    )
    once = Once()


class ExtensionForm(Form):
    months = Integer("Mesi concessi", missing="Indica quanti mesi concedi.")
    reason = LongText("Motivo della decisione", max_length=500, missing="Scrivi perché servono altri mesi.")
