"""Forms of the text: what the counsellor writes, what the reader answers, the file that brings several."""

from portal.candidates.profiles.texts.vocabulary import MOST_CHARACTERS, SEND_BACK_LABELS, TextState
from portal.foundation.web.forms import Choice, Choices, Form, Hidden, LongText, Upload
from portal.reference.free_text import Verdict, phrases

MOST_BYTES = 1_000_000


class TextForm(Form):
    """In a small region the phrases, elsewhere words of one's own."""

    phrases = Choices(
        "Frasi pronte",
        choices=[(one.code, one.text) for one in phrases.entries()],
        required=False,
        hint=f"Scegli quelle vere per la persona: in tutto al massimo {MOST_CHARACTERS} caratteri.",
    )
    text = LongText(
        "Che cosa sa fare e come lavora",
        max_length=MOST_CHARACTERS,
        required=False,
        hint="Niente nomi, luoghi, date, salute o famiglia.",
    )

    def written(self) -> str:
        return self["text"] or phrases.text_of(self["phrases"])

    def say(self, verdict: Verdict) -> None:
        """What to change, beside the field it was written in."""
        field = "text" if self.raw.get("text") else "phrases"
        for finding in verdict.findings:
            self.fail(field, finding.sentence)


class ReadingForm(Form):
    """``version``: of the text as it was read."""

    outcome = Choice(
        "Le aziende possono leggerlo?",
        choices=[
            (TextState.APPROVED.value, "Sì, lo approvo"),
            (TextState.SENT_BACK.value, "No, va riscritto"),
        ],
        missing="Scegli se approvi il testo.",
    )
    why = Choice(
        "Perché va riscritto",
        choices=[(str(why), label) for why, label in SEND_BACK_LABELS.items()],
        required=False,
    )
    version = Hidden()

    def check(self) -> None:
        if self.values.get("outcome") == TextState.SENT_BACK.value and not self.values.get("why"):
            self.fail("why", "Scegli perché va riscritto: il collega deve saperlo.")


class TextFileForm(Form):
    file = Upload("File dei testi", max_bytes=MOST_BYTES, suffixes=(".csv", ".xlsx"))
