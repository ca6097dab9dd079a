"""The steps of an accommodation as they are typed. No field asks for a cause, and free text is gated."""

from typing import Any

from portal.employers.inclusion.actions.accommodations import Reply, Request
from portal.employers.inclusion.rules.accommodations import words_problem
from portal.employers.inclusion.vocabulary import (
    ANSWER_LABELS,
    ENDING_LABELS,
    GROUND_LABELS,
    HEARING_LABELS,
    REQUEST_WAY_LABELS,
    Answer,
    Ground,
    RequestWay,
)
from portal.foundation.web.forms import Choice, Choices, Day, Form, LongText, Once, Text, Tick
from portal.reference import accommodations as measures

MEASURES = [(one.code, one.name) for one in measures.entries()]


def _gated(text: str) -> str:
    problem = words_problem(text)
    if problem is not None:
        raise ValueError(problem)
    return text


def _choices(labels: Any) -> list[tuple[str, str]]:
    return [(one.value, label) for one, label in labels.items()]


class RequestForm(Form):
    whom = Text(
        "Per chi",
        max_length=60,
        hint="Matricola o posto di lavoro: non serve il nome.",
        missing="Scrivi la matricola o il posto.",
        parse=_gated,
    )
    requested_on = Day("Richiesta ricevuta il", missing="Scrivi quando hai ricevuto la richiesta.")
    way = Choice("Come è arrivata", choices=_choices(REQUEST_WAY_LABELS), missing="Scegli come è arrivata.")
    asked = Choices("Misure chieste", choices=MEASURES, missing="Scegli almeno una misura.")
    words = LongText(
        "Come si fa, in pratica",
        required=False,
        max_length=600,
        hint="Solo il lavoro e la misura. Niente diagnosi, percentuali o cure.",
        parse=_gated,
    )
    once = Once()

    def request(self) -> Request:
        return Request(
            self["whom"], self["requested_on"], RequestWay(self["way"]), tuple(self["asked"]), self["words"]
        )


class HearingForm(Form):
    heard_on = Day("Sentita il", missing="Scrivi quando hai sentito la persona.")
    hearing = Choice("Come ha partecipato", choices=_choices(HEARING_LABELS), missing="Scegli come.")


class AnswerForm(Form):
    answered_on = Day("Risposta data il", missing="Scrivi quando hai risposto.")
    answer = Choice("Risposta", choices=_choices(ANSWER_LABELS), missing="Scegli la risposta.")
    measures = Choices("Misure che l’azienda attua", required=False, choices=MEASURES)
    reasons = LongText(
        "Motivi, come li ha letti la persona",
        max_length=1500,
        hint="Servono sempre, anche quando accogli. Parla del lavoro, non della persona.",
        missing="Scrivi i motivi: la risposta è motivata.",
        parse=_gated,
    )
    ground = Choice("Perché non si può", required=False, choices=_choices(GROUND_LABELS))
    remedies_told = Tick(
        "La persona sa a chi rivolgersi: giudice (L. 67/2006) e Autorità garante per la disabilità",
        required=False,
    )

    def reply(self) -> Reply:
        return Reply(
            self["answered_on"],
            Answer(self["answer"]),
            self["reasons"],
            tuple(self["measures"]),
            Ground(self["ground"]) if self["ground"] else None,
            self["remedies_told"],
        )


class InPlaceForm(Form):
    in_place_on = Day("In atto dal", missing="Scrivi da quando è in atto.")
    review_on = Day("Da rivedere il", required=False)


class EndingForm(Form):
    ended_on = Day("Chiusa il", missing="Scrivi quando si è chiusa.")
    ending = Choice("Perché", choices=_choices(ENDING_LABELS), missing="Scegli perché.")
