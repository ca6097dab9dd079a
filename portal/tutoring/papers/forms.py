"""Forms of documents and signatures."""

from typing import Any

from portal.foundation.web.forms import (
    Choice,
    Choices,
    Day,
    Form,
    Integer,
    LongText,
    Password,
    Text,
    Tick,
    TimeOfDay,
    Upload,
)
from portal.tutoring.actions.amending import Changes
from portal.tutoring.packs.vocabulary import FORBIDDEN_LABELS
from portal.tutoring.papers.rules import COPY_BYTES, COPY_SUFFIXES


class SignForm(Form):
    """The password is asked again: who left a screen open signs nothing."""

    password = Password(
        "La tua password", missing="Scrivi la tua password per firmare.", autocomplete="current-password"
    )


class LinkForm(Form):
    signer = Choice("A chi", missing="Scegli chi firma.")


class CopyForm(Form):
    signer = Choice("Chi ha firmato", missing="Scegli chi ha firmato.")
    copy = Upload(
        "Copia firmata",
        max_bytes=COPY_BYTES,
        suffixes=COPY_SUFFIXES,
        missing="Scegli il file con la copia firmata.",
        hint="PDF o foto, al massimo 5 MB.",
    )
    checked = Tick(
        "Ho controllato: è la versione giusta, firmata da chi indico",
        missing="Controlla la copia, poi spunta la casella.",
    )


class DeclarationForm(Form):
    cases = Choices(
        "Negli ultimi 12 mesi, sulle stesse mansioni",
        choices=[(case.value, label) for case, label in FORBIDDEN_LABELS.items()],
        required=False,
        hint="Spunta quello che c’è stato. Il contratto di solidarietà espansivo non è un divieto.",
    )
    none = Tick("Nessuno di questi casi", required=False)
    other_tasks = Tick("Quello che risulta nei nostri registri riguarda altre mansioni", required=False)

    def check(self) -> None:
        ticked, none = bool(self.values.get("cases")), bool(self.values.get("none"))
        if ticked == none:
            words = (
                "Scegli i casi oppure «Nessuno», non tutti e due."
                if none
                else "Scegli i casi, oppure «Nessuno»."
            )
            self.fail("cases", words)


WEEKDAY_CHOICES = [
    ("1", "Lunedì"), ("2", "Martedì"), ("3", "Mercoledì"), ("4", "Giovedì"), ("5", "Venerdì"), ("6", "Sabato"),
    ("7", "Domenica"),
]  # fmt: skip


class AmendmentForm(Form):
    ends_on = Day("Nuova fine", required=False, hint="Solo se cambia: dopo quella di oggi è una proroga.")
    weekly_hours = Integer(
        "Nuove ore alla settimana",
        required=False,
        minimum=1,
        maximum=40,
        wrong="Le ore settimanali vanno da 1 a 40.",
    )
    day_starts_at = TimeOfDay("Nuova entrata", required=False)
    day_ends_at = TimeOfDay("Nuova uscita", required=False)
    weekdays = Choices("Nuovi giorni", choices=WEEKDAY_CHOICES, required=False)
    tutor = Choice("Nuovo tutor aziendale", required=False)
    indemnity = Integer(
        "Nuova indennità al mese, in euro",
        required=False,
        minimum=0,
        maximum=3000,
        wrong="L’indennità va da 0 a 3000 €.",
    )
    reason = LongText("Perché", max_length=500, missing="Scrivi perché si modifica il percorso.")

    def changes(self) -> Changes:
        values: dict[str, Any] = {
            name: self[name]
            for name in ("ends_on", "weekly_hours", "day_starts_at", "day_ends_at", "indemnity")
            if self[name] is not None
        }
        if self["weekdays"]:
            values["weekdays"] = tuple(int(day) for day in self["weekdays"])
        if self["tutor"]:
            values["tutor_id"] = self["tutor"]
        return Changes(**values)


class NumberForm(Form):
    """A document made elsewhere: its number, its day, how long it is valid."""

    kind = Choice("Documento", missing="Scegli il documento.")
    reference = Text(
        "Numero o riferimento", max_length=80, missing="Scrivi il numero o il riferimento del documento."
    )
    recorded_on = Day(
        "Data del documento",
        missing="Scrivi la data del documento.",
        hint="Della comunicazione obbligatoria, il giorno in cui è stata mandata.",
    )
    valid_until = Day("Valido fino al", required=False, hint="Lascia vuoto se vale per tutto il percorso.")
    category_code = Text(
        "Codice della categoria",
        required=False,
        max_length=4,
        hint="Solo per la comunicazione. Se lasci vuoto, quello delle regole.",
    )
