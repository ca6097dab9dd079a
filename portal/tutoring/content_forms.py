"""Forms of what a plan holds: activities, measures, courses, visits; of the retention plan."""

from datetime import date

from portal.foundation.web.fields import Wrong, read_day
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
)
from portal.reference import accommodations
from portal.tutoring.actions.amending import Changes
from portal.tutoring.actions.retaining import Step
from portal.tutoring.vocabulary import (
    COURSE_LABELS,
    MEASURE_LABELS,
    MEASURES_ANSWERED,
    VISIT_LABELS,
    VISIT_MODE_LABELS,
    MeasureState,
)

MEASURES = [(one.code, one.name) for one in accommodations.entries()]


def lines_of(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


class ActivitiesForm(Form):
    activities = LongText(
        "Attività, una per riga",
        max_length=4000,
        required=False,
        hint="Vengono dall’annuncio. Togli, aggiungi, cambia ordine.",
    )

    def check(self) -> None:
        if any(len(line) > 200 for line in lines_of(self.values.get("activities"))):
            self.fail("activities", "Ogni attività ha al massimo 200 caratteri.")

    def texts(self) -> list[str]:
        return lines_of(self["activities"])


class ContentsAmendmentForm(ActivitiesForm):
    """What changes of activities and measures while a plan runs."""

    measures = Choices("Condizioni che aiutano", choices=MEASURES, required=False)
    reason = LongText("Perché", max_length=500, missing="Scrivi perché si modifica il percorso.")

    def changes(self) -> Changes:
        return Changes(activities=tuple(self.texts()), measures=tuple(self["measures"]))


class MeasuresForm(Form):
    measures = Choices("Condizioni che aiutano", choices=MEASURES, required=False)


class AskedForm(Form):
    measure = Choice("Misura chiesta", missing="Scegli la misura.")
    asked_on = Day("Chiesta per iscritto il", missing="Scrivi quando è stata chiesta.")


class AnswerForm(Form):
    measure = Choice("Misura", missing="Scegli la misura.")
    answer = Choice(
        "Risposta dell’azienda",
        choices=[(one.value, MEASURE_LABELS[one]) for one in MeasureState if one in MEASURES_ANSWERED],
        missing="Scegli la risposta.",
    )
    answered_on = Day("Risposta del", missing="Scrivi la data della risposta.")
    reason = LongText("Motivo", required=False, max_length=500, hint="Serve se non è accolta del tutto.")


class CourseForm(Form):
    kind = Choice(
        "Tipo",
        choices=[(one.value, label) for one, label in COURSE_LABELS.items()],
        missing="Scegli il tipo di corso.",
    )
    title = Text("Titolo", max_length=120, missing="Scrivi il titolo del corso.")
    hours = Integer(
        "Ore", minimum=1, maximum=600, missing="Scrivi le ore.", wrong="Le ore di un corso vanno da 1 a 600."
    )
    starts_on = Day("Comincia il", required=False)
    once = Once()


class EditionForm(Form):
    """A course that somebody holds: chosen, not written."""

    edition = Choice("Edizione", missing="Scegli l’edizione.")
    once = Once()


class CourseDoneForm(Form):
    course = Choice("Corso", missing="Scegli il corso.")
    hours_done = Integer(
        "Ore frequentate",
        minimum=0,
        maximum=600,
        missing="Scrivi le ore frequentate.",
        wrong="Le ore frequentate vanno da 0 a 600.",
    )
    completed_on = Day("Concluso il", missing="Scrivi quando si è concluso.")


class VisitForm(Form):
    kind = Choice(
        "Che cosa",
        choices=[(one.value, label) for one, label in VISIT_LABELS.items()],
        missing="Scegli che cosa.",
    )
    due_on = Day("Prevista il", missing="Scrivi il giorno previsto.")
    once = Once()


class VisitReportForm(Form):
    visit = Choice("Visita", missing="Scegli la visita.")
    held_on = Day("Fatta il", missing="Scrivi quando è stata fatta.")
    mode = Choice(
        "Come",
        choices=[(one.value, label) for one, label in VISIT_MODE_LABELS.items()],
        missing="Scegli come è stata fatta.",
    )
    minutes = Integer(
        "Minuti", minimum=1, maximum=600, missing="Scrivi i minuti.", wrong="I minuti vanno da 1 a 600."
    )
    agreed = LongText(
        "Che cosa avete concordato",
        required=False,
        max_length=1000,
        hint="Lo leggono gli operatori del servizio. Non scrivere dati sulla salute.",
    )


class RetentionForm(Form):
    person = Choice("Persona", missing="Scegli la persona.")
    company = Choice("Azienda sul portale", required=False)
    employer_name = Text("Oppure il nome del datore di lavoro", required=False, max_length=160)
    people = Choices(
        "Persone dell’azienda che conoscono il piano",
        required=False,
        hint="Le scegli dopo aver scelto l’azienda. Gli altri non trovano il piano.",
    )
    company_signs = Tick("L’azienda conosce il piano e lo firma", required=False)
    groups = Choices(
        "Che cosa può leggere l’azienda",
        choices=[("contacts", "Contatti"), ("accommodations", "Condizioni che aiutano")],
        required=False,
        hint="L’orario si legge sempre, la causa mai. Se non spunti nulla, nient’altro.",
    )
    tasks = LongText("Mansioni di oggi", max_length=600, missing="Scrivi le mansioni di oggi.")
    requested_in_writing_on = Day("Richiesta scritta del", required=False)
    measures = Choices("Misure", choices=MEASURES, required=False)
    consent = Tick("La persona è d’accordo", missing="Senza l’accordo della persona il piano non nasce.")
    once = Once()

    def check(self) -> None:
        if bool(self.values.get("company")) == bool(self.values.get("employer_name")):
            self.fail("company", "Scegli l’azienda, oppure scrivi il nome del datore di lavoro.")


class StepsForm(Form):
    steps = LongText(
        "Passi del rientro, uno per riga",
        required=False,
        max_length=2000,
        hint="Data; ore alla settimana; mansioni; «casa» se da casa. Per esempio: 7/1/2027; 12; archivio; casa",
    )

    def check(self) -> None:
        for number, line in enumerate(lines_of(self.values.get("steps")), start=1):
            try:
                _step(line)
            except (ValueError, Wrong):
                self.fail(
                    "steps", f"Riga {number}: scrivi data, ore e mansioni, come 7/1/2027; 12; archivio."
                )
                return

    def read(self) -> list[Step]:
        return [_step(line) for line in lines_of(self["steps"])]


def _step(line: str) -> Step:
    parts = [part.strip() for part in line.split(";")]
    if not 2 <= len(parts) <= 4:
        raise ValueError(line)
    day: date = read_day(parts[0])
    hours = int(parts[1])
    if not 1 <= hours <= 48:
        raise ValueError(line)
    tasks = parts[2] if len(parts) > 2 else ""
    return Step(day, hours, tasks or None, len(parts) == 4 and parts[3].lower().startswith("casa"))
