"""Forms of the person's file: contact data, experience, skills, availability, conditions, consents."""

from typing import Any, Self

from portal.candidates.people.actions import Available, Contact
from portal.candidates.people.queries import AvailabilityRow, PersonRow
from portal.candidates.people.rules import tax_code
from portal.candidates.people.typed import comune_code, profession_code
from portal.candidates.people.vocabulary import (
    AXIS_LABELS,
    COLLECTED_LABELS,
    CONTRACT_WISH_LABELS,
    LANGUAGE_LEVELS,
    PREFERRED_CONTACT_LABELS,
    REPRESENTATIVE_LABELS,
    SLOT_LABELS,
    TRAVEL_LABELS,
    YEARS_LABELS,
    CollectedHow,
)
from portal.foundation.web.forms import (
    Choice,
    Choices,
    Day,
    Email,
    Form,
    Hidden,
    Integer,
    LongText,
    Once,
    Text,
)
from portal.reference import (
    accommodations,
    education,
    languages,
    licences,
    municipalities,
    professions,
    skills,
)
from portal.reference.job_tags import JOB_TAG_LABELS

NEEDED_TO_CALL = "Scrivi un telefono o un’e-mail: serve per richiamarla."


def _choices(labels: dict[Any, str]) -> list[tuple[str, str]]:
    return [(str(value), label) for value, label in labels.items()]


class ContactForm(Form):
    """``version`` is empty for a new person."""

    first_name = Text("Nome", max_length=80, missing="Scrivi il nome.")
    last_name = Text("Cognome", max_length=80, missing="Scrivi il cognome.")
    phone = Text("Telefono", max_length=30, required=False)
    email = Email("E-mail", required=False, autocomplete=None)
    preferred_contact = Choice(
        "Come preferisce essere contattata", choices=_choices(PREFERRED_CONTACT_LABELS), required=False
    )
    comune = Text(
        "Comune dove vive",
        max_length=80,
        missing="Scrivi il comune dove vive.",
        hint="Per esempio Lecco, oppure Livo (CO).",
        parse=comune_code,
    )
    tax_code = Text(
        "Codice fiscale",
        max_length=20,
        required=False,
        hint="Serve a non aprire due schede per la stessa persona.",
    )
    birth = Day("Data di nascita", required=False)
    version = Hidden(required=False)

    @classmethod
    def of(cls, person: PersonRow) -> Self:
        return cls.blank(
            first_name=person.first_name,
            last_name=person.last_name,
            phone=person.phone,
            email=person.email,
            preferred_contact=person.preferred_contact,
            comune=municipalities.by_code(person.comune_code).label,
            tax_code=person.tax_code,
            birth=person.birth,
            version=person.version,
        )

    def check(self) -> None:
        phone = self.values.get("phone")
        if phone and sum(letter.isdigit() for letter in phone) < 6:
            self.fail("phone", "Scrivi il numero di telefono con almeno 6 cifre.")
        if not (self.raw.get("phone") or self.raw.get("email")):
            self.fail("phone", NEEDED_TO_CALL)

    def read_tax_code(self, *, sample_data: bool) -> None:
        """Checks the code by the rules of this installation; the error joins the others."""
        typed = self.values.get("tax_code")
        if typed is not None:
            try:
                self.values["tax_code"] = tax_code(typed, sample_data=sample_data)
            except ValueError as problem:
                self.fail("tax_code", str(problem))

    def contact(self) -> Contact:
        return Contact(
            first_name=self["first_name"],
            last_name=self["last_name"],
            comune_code=self["comune"],
            email=self["email"],
            phone=self["phone"],
            preferred_contact=self["preferred_contact"],
            tax_code=self["tax_code"],
            birth=self["birth"],
        )


class ExperienceForm(Form):
    profession = Text(
        "Che lavoro ha fatto",
        max_length=120,
        missing="Scrivi il lavoro che ha fatto.",
        hint="Scrivi le prime lettere e scegli dall’elenco.",
        parse=profession_code,
    )
    years = Choice("Per quanto tempo", choices=_choices(YEARS_LABELS), missing="Scegli per quanto tempo.")
    once = Once()


class SkillsForm(Form):
    skills = Choices("Competenze", choices=[(one.code, one.name) for one in skills.entries()], required=False)


MOST_LANGUAGES = 4
_LEVELS = [(str(level), name) for level, name in LANGUAGE_LEVELS.items()]


class LanguagesForm(Form):
    language_1 = Choice("Lingua", choices=[], required=False)
    level_1 = Choice("Livello", choices=_LEVELS, required=False)
    language_2 = Choice("Seconda lingua", choices=[], required=False)
    level_2 = Choice("Livello della seconda", choices=_LEVELS, required=False)
    language_3 = Choice("Terza lingua", choices=[], required=False)
    level_3 = Choice("Livello della terza", choices=_LEVELS, required=False)
    language_4 = Choice("Quarta lingua", choices=[], required=False)
    level_4 = Choice("Livello della quarta", choices=_LEVELS, required=False)

    @staticmethod
    def offered() -> dict[str, list[tuple[str, str]]]:
        """Asked when the page is drawn: the list takes a moment to load."""
        rows = [(one.code, one.name.capitalize()) for one in languages.entries()]
        return {f"language_{place}": rows for place in range(1, MOST_LANGUAGES + 1)}

    @classmethod
    def of(cls, known: dict[str, int]) -> Self:
        initial: dict[str, Any] = {}
        for place, (code, level) in enumerate(list(known.items())[:MOST_LANGUAGES], start=1):
            initial |= {f"language_{place}": code, f"level_{place}": level}
        return cls.blank(choices=cls.offered(), **initial)

    def check(self) -> None:
        seen: set[str] = set()
        for place in range(1, MOST_LANGUAGES + 1):
            code, level = self.values.get(f"language_{place}"), self.values.get(f"level_{place}")
            if code and not level:
                self.fail(f"level_{place}", "Scegli il livello di questa lingua.")
            if level and not code:
                self.fail(f"language_{place}", "Scegli la lingua di questo livello.")
            if code and code in seen:
                self.fail(f"language_{place}", "Questa lingua c’è già. Toglila o scegline un’altra.")
            seen.add(code or "")

    def levels(self) -> dict[str, int]:
        return {
            self[f"language_{place}"]: int(self[f"level_{place}"])
            for place in range(1, MOST_LANGUAGES + 1)
            if self[f"language_{place}"]
        }


class AvailabilityForm(Form):
    hours_min = Integer(
        "Ore a settimana, da", minimum=1, maximum=48, wrong="Le ore settimanali vanno da 1 a 48."
    )
    hours_max = Integer(
        "Ore a settimana, fino a", minimum=1, maximum=48, wrong="Le ore settimanali vanno da 1 a 48."
    )
    slots = Choices("Quando può lavorare", choices=_choices(SLOT_LABELS), missing="Scegli almeno un momento.")
    travel_modes = Choices(
        "Come può spostarsi", choices=_choices(TRAVEL_LABELS), missing="Scegli almeno un modo di spostarsi."
    )
    preferred_slots = Choices("Quando preferisce", choices=_choices(SLOT_LABELS), required=False)
    max_minutes = Integer(
        "Minuti di viaggio al massimo",
        minimum=0,
        maximum=180,
        wrong="I minuti di viaggio vanno da 0 a 180.",
        hint="Solo andata.",
    )
    contracts = Choices("Contratti che accetta", choices=_choices(CONTRACT_WISH_LABELS), required=False)
    preferred_contracts = Choices(
        "Contratti che preferisce", choices=_choices(CONTRACT_WISH_LABELS), required=False
    )
    avoided_tags = Choices("Che cosa preferisce evitare", choices=_choices(JOB_TAG_LABELS), required=False)
    education_code = Choice(
        "Titolo di studio", choices=[(one.code, one.name) for one in education.entries()], required=False
    )
    licences = Choices(
        "Patenti e attestati", choices=[(one.code, one.name) for one in licences.entries()], required=False
    )
    wished_1 = Text("Lavoro che desidera", max_length=120, required=False, parse=profession_code)
    wished_2 = Text("Oppure", max_length=120, required=False, parse=profession_code)
    wished_3 = Text("Oppure ancora", max_length=120, required=False, parse=profession_code)
    free_from = Day("Libera dal", required=False)
    version = Hidden(required=False)

    @classmethod
    def of(cls, row: AvailabilityRow | None) -> Self:
        if row is None:
            return cls.blank()
        wished: list[str | None] = [professions.name(code) for code in row.wished_professions]
        first, second, third, *_ = [*wished, None, None, None]
        return cls.blank(
            hours_min=row.hours_min,
            hours_max=row.hours_max,
            slots=list(row.slots),
            travel_modes=list(row.travel_modes),
            max_minutes=row.max_minutes,
            contracts=list(row.contracts),
            education_code=row.education_code,
            licences=list(row.licences),
            wished_1=first,
            wished_2=second,
            wished_3=third,
            free_from=row.free_from,
            preferred_slots=list(row.preferred_slots),
            preferred_contracts=list(row.preferred_contracts),
            avoided_tags=list(row.avoided_tags),
            version=row.version,
        )

    def check(self) -> None:
        low, high = self.values.get("hours_min"), self.values.get("hours_max")
        if low is not None and high is not None and low > high:
            self.fail("hours_max", "Le ore massime sono meno delle minime. Controlla i due numeri.")
        for preferred, accepted, sentence in (
            (
                "preferred_slots",
                "slots",
                "Preferisce un momento in cui non può lavorare. Controlla i due elenchi.",
            ),
            (
                "preferred_contracts",
                "contracts",
                "Preferisce un contratto che non accetta. Controlla i due elenchi.",
            ),
        ):
            if set(self.values.get(preferred) or ()) - set(self.values.get(accepted) or ()):
                self.fail(preferred, sentence)

    def available(self) -> Available:
        wished = [self[name] for name in ("wished_1", "wished_2", "wished_3") if self[name]]
        return Available(
            hours_min=self["hours_min"],
            hours_max=self["hours_max"],
            max_minutes=self["max_minutes"],
            slots=tuple(self["slots"]),
            travel_modes=tuple(self["travel_modes"]),
            education_code=self["education_code"],
            licences=tuple(self["licences"]),
            contracts=tuple(self["contracts"]),
            wished_professions=tuple(dict.fromkeys(wished)),
            free_from=self["free_from"],
            preferred_slots=tuple(self["preferred_slots"]),
            preferred_contracts=tuple(self["preferred_contracts"]),
            avoided_tags=tuple(self["avoided_tags"]),
        )


class ConditionsForm(Form):
    accommodations = Choices(
        "Condizioni che aiutano",
        choices=[(one.code, one.name) for one in accommodations.entries()],
        required=False,
    )
    axes = Choices(
        "Su che cosa il lavoro va adattato",
        choices=_choices(AXIS_LABELS),
        required=False,
        hint="Serve solo al confronto con gli annunci. L’azienda non lo vede.",
    )

    @classmethod
    def of(cls, person: PersonRow) -> Self:
        return cls.blank(accommodations=list(person.conditions), axes=list(person.axes))


_COLLECTED_BY_HAND = [
    (how.value, COLLECTED_LABELS[how]) for how in (CollectedHow.IN_PERSON, CollectedHow.PAPER)
]


class ConsentForm(Form):
    """Given in person or on paper, and recorded by who holds the case."""

    how = Choice(
        "Come ha dato il consenso", choices=_COLLECTED_BY_HAND, missing="Scegli come ha dato il consenso."
    )
    given_on = Day("Quando", missing="Scrivi il giorno del consenso.")
    expires_on = Day(
        "Vale fino al", required=False, hint="Lascia vuoto se vale finché la persona non lo ritira."
    )
    once = Once()


class RevocationForm(Form):
    how = Choice("Come lo ha ritirato", choices=_COLLECTED_BY_HAND, missing="Scegli come lo ha ritirato.")
    revoked_on = Day("Quando", missing="Scrivi il giorno in cui lo ha ritirato.")


class RepresentativeForm(Form):
    kind = Choice("Chi è", choices=_choices(REPRESENTATIVE_LABELS), missing="Scegli chi è.")
    name = Text("Nome e cognome", max_length=120, missing="Scrivi nome e cognome.")
    phone = Text("Telefono", max_length=30, required=False)
    powers = LongText(
        "Che cosa può firmare", max_length=500, missing="Scrivi che cosa può firmare, secondo l’atto."
    )
    act = Text(
        "Atto", max_length=160, missing="Scrivi da quale atto viene.", hint="Decreto, con numero e data."
    )
    starts_on = Day("Dal", missing="Scrivi da quando.")
