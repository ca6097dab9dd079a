"""Forms of the person's file: every error at once, in Italian, nothing typed is lost."""

from datetime import date
from typing import Any

from portal.candidates.people.actions import Available, Contact
from portal.candidates.people.queries import AvailabilityRow, PersonRow
from portal.candidates.people.rules import tax_code
from portal.candidates.people.vocabulary import (
    COLLECTED_LABELS,
    CONSENT_LABELS,
    CONTRACT_LABELS,
    PREFERRED_CONTACT_LABELS,
    QUOTA_LABELS,
    SLOTS,
    TRAVEL_LABELS,
    YEARS_LABELS,
    CollectedHow,
    QuotaEligibility,
)
from portal.foundation import clock
from portal.foundation.web.forms import (
    Choice,
    Choices,
    Day,
    Email,
    Form,
    Hidden,
    Integer,
    Once,
    Text,
)
from portal.reference import accommodations, education, licences, municipalities, professions, skills

WRONG_COMUNE = "Scegli un comune: scrivi il nome e, se serve, la provincia, come «Castro BG»."


def comune(typed: str) -> str:
    """The code of the comune with exactly this name («Lecco», «Lecco LC»). Raises ValueError."""
    wanted = " ".join(typed.replace("(", " ").replace(")", " ").split()).casefold()
    found = [
        one.code
        for one in municipalities.find(typed, limit=20)
        if wanted in {one.name.casefold(), one.other_name.casefold(), f"{one.name} {one.province}".casefold()}
    ]
    if len(found) != 1:
        raise ValueError(WRONG_COMUNE)
    return found[0]


def options(labels: dict[Any, str]) -> list[tuple[str, str]]:
    return [(str(value), label) for value, label in labels.items()]


class ContactForm(Form):
    first_name = Text("Nome", max_length=80, missing="Scrivi il nome della persona.", autocomplete="off")
    last_name = Text("Cognome", max_length=80, missing="Scrivi il cognome della persona.", autocomplete="off")
    comune = Text(
        "Comune",
        hint="Dove abita. Sul profilo le aziende vedono solo la regione.",
        missing="Scrivi il comune dove abita la persona.",
        parse=comune,
    )
    phone = Text("Telefono", max_length=40, required=False, autocomplete="off")
    email = Email("E-mail", required=False, autocomplete="off")
    preferred_contact = Choice(
        "Come preferisce essere contattata", choices=options(PREFERRED_CONTACT_LABELS), required=False
    )
    tax_code = Text("Codice fiscale", max_length=20, required=False, autocomplete="off")
    birth = Day("Data di nascita", required=False)
    once = Once()
    version = Hidden(required=False)

    def check(self) -> None:
        if not self.values.get("phone") and not self.values.get("email"):
            self.fail("phone", "Scrivi un telefono o un’e-mail: serve per richiamare la persona.")
        born = self.values.get("birth")
        if isinstance(born, date) and born > clock.today():
            self.fail("birth", "La data non può essere nel futuro.")

    def read_tax_code(self, *, sample_data: bool) -> None:
        """The rule depends on the installation, so the page asks for it."""
        typed = self.values.get("tax_code")
        if typed:
            try:
                self.values["tax_code"] = tax_code(typed, sample_data=sample_data)
            except ValueError as problem:
                self.fail("tax_code", str(problem))

    def contact(self) -> Contact:
        return Contact(
            self["first_name"],
            self["last_name"],
            self["comune"],
            self["email"],
            self["phone"],
            self["preferred_contact"],
            self["tax_code"],
            self["birth"],
        )


def contact_answers(person: PersonRow) -> dict[str, Any]:
    """What is known, as a person would type it. Tax code and birth are written only to be changed."""
    place = municipalities.by_code(person.comune_code)
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "comune": f"{place.name} {place.province}",
        "phone": person.phone,
        "email": person.email,
        "preferred_contact": person.preferred_contact,
        "version": person.version,
    }


def profession_choices() -> list[tuple[str, str]]:
    """Every code once, under its commonest title, in alphabetical order."""
    titles = {one.code: professions.name(one.code) for one in professions.entries()}
    return sorted(titles.items(), key=lambda pair: pair[1])


class ExperienceForm(Form):
    profession = Choice(
        "Professione", choices=profession_choices(), missing="Scegli una professione dell’elenco."
    )
    years = Choice("Per quanto tempo", choices=options(YEARS_LABELS), missing="Scegli per quanto tempo.")
    once = Once()


class SkillsForm(Form):
    skills = Choices("Competenze", choices=[(one.code, one.name) for one in skills.entries()], required=False)


class AvailabilityForm(Form):
    hours_min = Integer(
        "Ore alla settimana, da", minimum=1, maximum=40, wrong="Le ore settimanali vanno da 1 a 40."
    )
    hours_max = Integer(
        "Ore alla settimana, a", minimum=1, maximum=40, wrong="Le ore settimanali vanno da 1 a 40."
    )
    slots = Choices("Quando può lavorare", choices=list(SLOTS), required=False)
    max_minutes = Integer(
        "Minuti di viaggio, al massimo", minimum=5, maximum=240, wrong="I minuti di viaggio vanno da 5 a 240."
    )
    travel_modes = Choices("Come si sposta", choices=options(TRAVEL_LABELS), required=False)
    contracts = Choices("Contratti che accetta", choices=options(CONTRACT_LABELS), required=False)
    wished_1 = Choice("Professione desiderata", choices=profession_choices(), required=False)
    education_code = Choice(
        "Titolo di studio", choices=[(one.code, one.name) for one in education.entries()], required=False
    )
    licences = Choices(
        "Patenti e attestati", choices=[(one.code, one.name) for one in licences.entries()], required=False
    )
    free_from = Day("Libera dal", required=False)
    version = Hidden(required=False)

    def check(self) -> None:
        low, high = self.values.get("hours_min"), self.values.get("hours_max")
        if isinstance(low, int) and isinstance(high, int) and high < low:
            self.fail("hours_max", "Il massimo delle ore è più basso del minimo.")

    def available(self) -> Available:
        return Available(
            hours_min=self["hours_min"],
            hours_max=self["hours_max"],
            max_minutes=self["max_minutes"],
            slots=tuple(self["slots"]),
            travel_modes=tuple(self["travel_modes"]),
            education_code=self["education_code"],
            licences=tuple(self["licences"]),
            contracts=tuple(self["contracts"]),
            wished_professions=(self["wished_1"],) if self["wished_1"] else (),
            free_from=self["free_from"],
        )

    def seen_version(self) -> int | None:
        text = self.values.get("version")
        return int(text) if isinstance(text, str) and text.isdigit() else None


def availability_answers(row: AvailabilityRow) -> dict[str, Any]:
    return {
        "hours_min": row.hours_min,
        "hours_max": row.hours_max,
        "slots": list(row.slots),
        "max_minutes": row.max_minutes,
        "travel_modes": list(row.travel_modes),
        "contracts": list(row.contracts),
        "wished_1": row.wished_professions[0] if row.wished_professions else None,
        "education_code": row.education_code,
        "licences": list(row.licences),
        "free_from": row.free_from,
        "version": row.version,
    }


class ConditionsForm(Form):
    quota = Choices(
        "Riserve di legge a cui può accedere",
        choices=options(QUOTA_LABELS),
        required=False,
        hint="Un’azienda lo vede solo se la persona lo spunta per una sua proposta.",
    )
    conditions = Choices(
        "Condizioni che aiutano",
        choices=[(one.code, one.name) for one in accommodations.entries()],
        required=False,
    )

    def quota_answers(self) -> list[QuotaEligibility]:
        return [QuotaEligibility(value) for value in self["quota"]]


class ConsentForm(Form):
    kind = Choice("Quale consenso", choices=options(CONSENT_LABELS))
    how = Choice("Come l’ha dato", choices=options(COLLECTED_LABELS))
    given_on = Day("Quando l’ha dato", missing="Scrivi il giorno in cui la persona ha detto di sì.")
    expires_on = Day("Vale fino al", required=False, hint="Lascia vuoto se vale finché segui la persona.")
    once = Once()


class RevocationForm(Form):
    how = Choice("Come l’ha ritirato", choices=options(COLLECTED_LABELS))
    revoked_on = Day(
        "Quando l’ha ritirato", missing="Scrivi il giorno in cui la persona ha ritirato il consenso."
    )

    def collected(self) -> CollectedHow:
        return CollectedHow(self["how"])
