"""Requisiti e condizioni: what one must have to do the job, what the job is like, how far it can be fitted."""

from typing import Any

from portal.employers.vacancies.actions.requirements import Requirements
from portal.employers.vacancies.forms.section import YES_NO, SectionForm, flag, word
from portal.employers.vacancies.queries.detail import Language, VacancyDetail
from portal.employers.vacancies.rules import requirement_problems
from portal.employers.vacancies.vocabulary import AXIS_OFFERS, LANGUAGE_LEVELS
from portal.foundation.web.forms import Choice, Choices, Tick
from portal.reference import education, languages, licences
from portal.reference.job_tags import JOB_TAG_LABELS
from portal.reference.licences import Kind

SPECIAL_LICENCE = "BS"
"""It tells of a disability: no vacancy asks for it."""
_LICENCES = [(one.code, one.name) for one in licences.of_kind(Kind.DRIVING) if one.code != SPECIAL_LICENCE]
_CERTIFICATES = [(one.code, one.name) for one in licences.entries() if one.kind is not Kind.DRIVING]
_LEVELS = [(str(level), name) for level, name in LANGUAGE_LEVELS.items()]
MOST_LANGUAGES = 3
PLACES = tuple(str(place) for place in range(1, MOST_LANGUAGES + 1))


class ConditionsForm(SectionForm):
    experience_required = Choice(
        "Serve avere già fatto questo lavoro",
        choices=YES_NO,
        missing="Indica se serve avere già fatto questo lavoro.",
        hint="Se si può imparare qui, scegli No.",
    )
    licences = Choices("Patenti necessarie", required=False, choices=_LICENCES)
    certificates = Choices(
        "Attestati e abilitazioni che la legge richiede",
        required=False,
        choices=_CERTIFICATES,
        hint="Solo quelli senza i quali non si può lavorare.",
    )
    certificates_given = Choices(
        "Di questi, quali fornite prima dell’inizio", required=False, choices=_CERTIFICATES
    )
    education_code = Choice(
        "Titolo di studio che la legge richiede",
        required=False,
        choices=[(one.code, one.name) for one in education.entries()],
        hint="Lascia vuoto se nessuna legge ne chiede uno.",
    )
    language_1 = Choice("Lingua", required=False, choices=[])
    level_1 = Choice("Livello", required=False, choices=_LEVELS)
    essential_1 = Tick("È indispensabile", required=False)
    language_2 = Choice("Seconda lingua", required=False, choices=[])
    level_2 = Choice("Livello della seconda", required=False, choices=_LEVELS)
    essential_2 = Tick("La seconda è indispensabile", required=False)
    language_3 = Choice("Terza lingua", required=False, choices=[])
    level_3 = Choice("Livello della terza", required=False, choices=_LEVELS)
    essential_3 = Tick("La terza è indispensabile", required=False)
    tags = Choices(
        "Com’è il lavoro",
        required=False,
        choices=[(tag.value, label) for tag, label in JOB_TAG_LABELS.items()],
        hint="Spunta quello che capita spesso.",
    )
    axes = Choices(
        "Su che cosa puoi adattare il lavoro",
        required=False,
        choices=[(axis.value, label) for axis, label in AXIS_OFFERS.items()],
    )

    @staticmethod
    def offered() -> dict[str, list[tuple[str, str]]]:
        """Asked when the page is drawn: the list takes a moment to load."""
        rows = [
            (one.code, one.name.capitalize())
            for one in languages.entries()
            if one.code != languages.SIGN_LANGUAGE
        ]
        return {f"language_{place}": rows for place in PLACES}

    def check(self) -> None:
        said = []
        for place in PLACES:
            code, level = self.values.get(f"language_{place}"), self.values.get(f"level_{place}")
            if code and not level:
                self.fail(f"level_{place}", "Scegli il livello di questa lingua.")
            if level and not code:
                self.fail(f"language_{place}", "Scegli la lingua di questo livello.")
            if code and code in said:
                self.fail(f"language_{place}", "Questa lingua c’è già. Toglila o scegline un’altra.")
            said.append(code)
        problems = requirement_problems(
            self.values.get("certificates") or (), self.values.get("certificates_given") or (), ()
        )
        for field, sentence in problems.items():
            self.fail(field, sentence)

    def answers(self) -> Requirements:
        return Requirements(
            experience_required=flag(self["experience_required"]),
            licences=tuple(self["licences"]),
            certificates=tuple(self["certificates"]),
            certificates_given=tuple(self["certificates_given"]),
            education_code=self["education_code"],
            languages=tuple(
                Language(
                    self[f"language_{place}"], int(self[f"level_{place}"]), bool(self[f"essential_{place}"])
                )
                for place in PLACES
                if self[f"language_{place}"] and self[f"level_{place}"]
            ),
            tags=tuple(self["tags"]),
            axes=tuple(self["axes"]),
        )

    @staticmethod
    def known(vacancy: VacancyDetail) -> dict[str, Any]:
        spoken: dict[str, Any] = {}
        for place, one in zip(PLACES, vacancy.languages, strict=False):
            spoken |= {f"language_{place}": one.code, f"level_{place}": one.level}
            spoken[f"essential_{place}"] = "1" if one.essential else None
        return {
            "experience_required": word(vacancy.experience_required),
            "licences": list(vacancy.licences),
            "certificates": list(vacancy.certificates),
            "certificates_given": list(vacancy.certificates_given),
            "education_code": vacancy.education_code,
            "tags": list(vacancy.tags),
            "axes": list(vacancy.axes),
            "version": vacancy.version,
            **spoken,
        }
