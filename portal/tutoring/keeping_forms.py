"""Forms of the tutor, most of them filled in on a phone, and of the person who confirms a month."""

from datetime import datetime
from functools import cache
from typing import ClassVar

from portal.foundation import clock
from portal.foundation.web.forms import (
    Choice,
    Day,
    Form,
    Hidden,
    LongText,
    Once,
    Text,
    Tick,
    TimeOfDay,
)
from portal.kernel.health_words import health_word
from portal.tutoring.actions.sending import Sending
from portal.tutoring.forms import GOALS, NO_HEALTH
from portal.tutoring.modules import Module
from portal.tutoring.vocabulary import ABSENCE_LABELS, DIARY_LABELS, WRITTEN_KINDS, Absence


def drawn() -> str:
    """The moment a page is drawn, for its forms to carry."""
    return clock.now().isoformat()


class DrawnForm(Form):
    """A form that knows when its page was drawn."""

    drawn = Hidden(required=False)

    def drawn_at(self) -> datetime | None:
        try:
            moment = datetime.fromisoformat(self.values.get("drawn") or "")
        except ValueError:
            return None
        return moment if moment.tzinfo is not None else None

    def draw_again(self) -> None:
        """She has been told what changed: what she sends now is sent knowing it."""
        self.raw["drawn"] = drawn()


class SentForm(DrawnForm):
    """A form that a phone may keep and send again: its key, and when its page was drawn."""

    once = Once()

    def sending(self) -> Sending:
        return Sending(self["once"], self.drawn_at())


REREAD = "Ho riletto: racconto fatti visti al lavoro"


class AboutWork(Form):
    """Words about a person: one that tells of health is asked about once."""

    reread = Tick(
        REREAD, required=False, hint="Se lo lasci così, lo leggono solo gli operatori del servizio."
    )
    _words: ClassVar[tuple[str, ...]] = ()

    def check(self) -> None:
        if self.values.get("reread"):
            return
        for name in self._words:
            found = health_word(self.values.get(name) or "")
            if found is not None and self.error(name) is None:
                self.fail(
                    name,
                    f"«{found}» può parlare di salute. Racconta che cosa hai visto, oppure spunta «Ho riletto».",
                )

    @property
    def speaks_of_health(self) -> bool:
        return any(health_word(self.values.get(name) or "") for name in self._words)

    @property
    def warned(self) -> bool:
        """The box to tick is shown."""
        return any("«Ho riletto»" in error.message for error in self.errors) or bool(self.value("reread"))


class AttendanceForm(SentForm):
    day = Day("Giorno", missing="Scrivi il giorno.")
    starts_at = TimeOfDay("Entrata", missing="Scrivi l’ora di entrata, come 8:30.")
    ends_at = TimeOfDay("Uscita", missing="Scrivi l’ora di uscita, come 12:30.")
    back = Hidden(required=False)


class AbsenceForm(SentForm):
    absent_on = Day("Giorno dell’assenza", missing="Scrivi il giorno dell’assenza.")
    absence = Choice(
        "Che assenza è",
        choices=[(one.value, ABSENCE_LABELS[one]) for one in Absence],
        missing="Scegli che assenza è.",
    )
    back = Hidden(required=False)


def _level(number: int) -> Choice:
    words = [("1", "1, con guida continua"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5, in autonomia")]
    return Choice(f"Valutazione dell’obiettivo {number}", choices=words, required=False)


def _fact(number: int) -> LongText:
    return LongText(
        f"Il fatto che hai visto, obiettivo {number}", required=False, max_length=500, hint=NO_HEALTH
    )


class ReviewForm(SentForm, AboutWork):
    """Scale 1–5 with a fact for each score; goals are numbered as the plan's."""

    reread = Tick(REREAD, required=False)
    seen = Hidden(required=False)
    _words = tuple(f"fact_{number}" for number in range(1, GOALS + 1))

    on = Day("Quando", missing="Scrivi la data.")
    level_1, fact_1 = _level(1), _fact(1)
    level_2, fact_2 = _level(2), _fact(2)
    level_3, fact_3 = _level(3), _fact(3)
    level_4, fact_4 = _level(4), _fact(4)

    def check(self) -> None:
        super().check()
        rated = [n for n in range(1, GOALS + 1) if self.values.get(f"level_{n}")]
        told = [n for n in range(1, GOALS + 1) if self.values.get(f"fact_{n}")]
        for number in rated:
            if number not in told and self.error(f"fact_{number}") is None:
                self.fail(f"fact_{number}", f"Scrivi il fatto su cui si basa la valutazione {number}.")
        for number in told:
            if number not in rated and self.error(f"level_{number}") is None:
                self.fail(f"level_{number}", f"Scegli un livello da 1 a 5 per l’obiettivo {number}.")
        if not rated and not told and not self.errors:
            self.fail("level_1", "Valuta almeno un obiettivo.")

    def rated(self) -> list[tuple[int, int, str]]:
        """Number of the goal, level, fact."""
        numbers = range(1, GOALS + 1)
        return [(n, int(self[f"level_{n}"]), self[f"fact_{n}"]) for n in numbers if self[f"level_{n}"]]


class DiaryForm(AboutWork):
    _words = ("title", "text")
    title = Text("Titolo", max_length=100, missing="Scrivi un titolo breve.")
    text = LongText(
        "Com’è andata questa settimana?", max_length=1500, missing="Scrivi com’è andata.", hint=NO_HEALTH
    )
    kind = Choice(
        "Di che cosa si tratta",
        choices=[(one.value, DIARY_LABELS[one]) for one in WRITTEN_KINDS],
        required=False,
    )
    goal = Choice("Obiettivo", required=False)
    for_service = Tick("La leggono solo gli operatori del servizio", required=False)
    once = Once()


class DifficultyForm(Form):
    text = LongText(
        "Che cosa sta succedendo",
        max_length=1000,
        missing="Scrivi che cosa sta succedendo.",
        hint=f"Arriva subito all’operatore. {NO_HEALTH}",
    )
    once = Once()


class MessageForm(Form):
    text = LongText(
        "Messaggio", max_length=1000, missing="Scrivi il messaggio.", hint="Non scrivere dati sulla salute."
    )
    once = Once()


class CloseMonthForm(DrawnForm):
    unwritten = Tick("Nei giorni che mancano non era previsto venire", required=False)


class CorrectionForm(Form):
    """A day of a closed month as it should read: hours, or an absence."""

    corrected_on = Day("Giorno da correggere", missing="Scrivi il giorno.")
    corrected_starts_at = TimeOfDay("Entrata", required=False)
    corrected_ends_at = TimeOfDay("Uscita", required=False)
    absence = Choice(
        "Oppure un’assenza", choices=[(one.value, ABSENCE_LABELS[one]) for one in Absence], required=False
    )
    reason = LongText(
        "Perché va corretto", max_length=300, missing="Scrivi perché va corretto.", hint=NO_HEALTH
    )

    def check(self) -> None:
        times = [self.values.get("corrected_starts_at"), self.values.get("corrected_ends_at")]
        if self.values.get("absence"):
            if any(times):
                self.fail("absence", "Scrivi gli orari oppure l’assenza, non tutti e due.")
            return
        for name, typed in zip(("corrected_starts_at", "corrected_ends_at"), times, strict=True):
            if typed is None and self.error(name) is None:
                self.fail(name, "Scrivi entrata e uscita, oppure scegli l’assenza.")


class MonthAnswerForm(Form):
    """The person's word on a month: confirmed, or what is wrong."""

    objection = LongText(
        "Che cosa non torna",
        required=False,
        max_length=500,
        hint="Per esempio: il 12 ero presente.",
    )


@cache
def questions_form(module: Module) -> type[Form]:
    """A field for each question of the module."""
    fields = {
        one.key: Choice(one.ask, choices=one.answers, missing=f"Rispondi alla domanda {number}.")
        for number, one in enumerate(module.questions, 1)
    }
    return type("QuestionsForm", (Form,), fields)
