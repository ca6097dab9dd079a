"""Forms of coaching and peer support."""

from portal.candidates.services.vocabulary import (
    MODE_LABELS,
    PLACE_LABELS,
    PRESENT_LABELS,
    SERVICE_LABELS,
    TOPIC_LABELS,
)
from portal.foundation.web.forms import Choice, Choices, Day, Form, Integer, LongText, Once, Tick


class AskForm(Form):
    kind = Choice(
        "Che cosa",
        choices=[(one.value, label) for one, label in SERVICE_LABELS.items()],
        missing="Scegli che cosa chiedi.",
    )
    professional = Choice(
        "Chi della squadra",
        missing="Scegli una persona della squadra.",
        hint="Coinvolgila prima in «Équipe e servizi».",
    )
    words = LongText("Che cosa serve", required=False, max_length=500)
    hours_planned = Integer(
        "Ore previste", required=False, minimum=1, maximum=300, wrong="Le ore previste vanno da 1 a 300."
    )
    once = Once()


class MoveForm(Form):
    words = LongText("Motivo o risultato", required=False, max_length=500)


class PeerForm(Form):
    signed_on = Day("Impegno di riservatezza firmato il", missing="Scrivi quando è stato firmato.")


class MeetingForm(Form):
    held_on = Day("Quando", missing="Scrivi il giorno dell’incontro.")
    minutes = Integer(
        "Minuti", minimum=1, maximum=600, missing="Scrivi i minuti.", wrong="I minuti vanno da 1 a 600."
    )
    mode = Choice(
        "Come", choices=[(one.value, label) for one, label in MODE_LABELS.items()], missing="Scegli come."
    )
    present = Choice(
        "La persona",
        choices=[(one.value, label) for one, label in PRESENT_LABELS.items()],
        missing="Scegli se la persona c’era.",
    )
    place = Choice(
        "Dove", choices=[(one.value, label) for one, label in PLACE_LABELS.items()], required=False
    )
    next_on = Day("Prossimo incontro", required=False)
    once = Once()


class CoachingForm(MeetingForm):
    goal = LongText("L’obiettivo dell’incontro", required=False, max_length=300)
    progress = Choice(
        "A che punto è",
        choices=[
            ("1", "1, con guida continua"),
            ("2", "2"),
            ("3", "3"),
            ("4", "4"),
            ("5", "5, in autonomia"),
        ],
        required=False,
    )


class PeerMeetingForm(MeetingForm):
    topics = Choices(
        "Temi", choices=[(one.value, label) for one, label in TOPIC_LABELS.items()], required=False
    )
    talk_to_referent = Tick("Voglio parlarne con il referente", required=False)
