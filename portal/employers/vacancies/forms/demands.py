"""Competenze e richieste: skills, and the 28 dimensions as plain questions."""

from collections.abc import Sequence
from typing import Any

from portal.employers.vacancies.actions.drafting import DemandAnswers
from portal.employers.vacancies.forms.section import SectionForm
from portal.employers.vacancies.queries.detail import Demand, VacancyDetail
from portal.employers.vacancies.vocabulary import LEVELS, SkillNeed
from portal.foundation.web.forms import Choices, FormInput, Text
from portal.reference import dimensions, skills

LEVEL_CHOICES = [(str(level), words) for level, words in LEVELS]
_KNOWN = {value for value, _ in LEVEL_CHOICES}
MOST_FOUND = 12


class DemandsForm(SectionForm):
    """28 questions named by their code, read beside the declared fields: they are data, not code."""

    adjustable = Choices(
        "Che cosa puoi cambiare",
        required=False,
        choices=[(one.code, one.name) for one in dimensions.entries()],
        hint="Richieste che l’azienda può togliere o ridurre.",
    )
    skill_words = Text(
        "Cerca un’altra competenza",
        required=False,
        max_length=80,
        hint="Con parole di tutti i giorni. Poi scegli negli elenchi qui sotto.",
    )
    essential = Choices("Competenze che servono dal primo giorno", required=False)
    trainable = Choices("Competenze che si imparano qui", required=False)
    optional = Choices("Competenze utili, non necessarie", required=False)

    def __init__(self, choices: Any = None) -> None:
        super().__init__(choices)
        self.levels: dict[str, str] = {}
        self.unanswered: list[str] = []

    @classmethod
    def of(cls, sent: FormInput, profession_code: str | None, *, leaving: bool) -> "DemandsForm":
        """``leaving``: questions without an answer wait."""
        offered = [sent.all(need.value) for need in SkillNeed]
        form = cls.bind(
            sent,
            choices=skill_choices(
                profession_code, sent.get("skill_words"), [c for one in offered for c in one]
            ),
        )
        for one in dimensions.entries():
            level = sent.get(f"level_{one.code}")
            if level in _KNOWN:
                form.levels[one.code] = str(level)
            elif not leaving:
                form.unanswered.append(one.code)
        if form.unanswered:
            names = ", ".join(dimensions.name(code) for code in form.unanswered[:3])
            more = f" e altre {len(form.unanswered) - 3}" if len(form.unanswered) > 3 else ""
            form.fail(None, f"Rispondi a tutte le domande: mancano {names}{more}.")
        form._one_list_each()
        return form

    def _one_list_each(self) -> None:
        seen: set[str] = set()
        for need in SkillNeed:
            chosen = set(self.values.get(need.value) or [])
            if chosen & seen:
                self.fail(need.value, "Una competenza può stare in un elenco solo.")
            seen |= chosen

    @classmethod
    def known(cls, vacancy: VacancyDetail) -> "DemandsForm":
        """The form as the vacancy is now."""

        def of(need: SkillNeed) -> list[str]:
            return [code for code, kind in vacancy.skills.items() if kind is need]

        form = cls.blank(
            choices=skill_choices(vacancy.profession_code, None, list(vacancy.skills)),
            adjustable=[code for code, demand in vacancy.demands.items() if demand.adjustable],
            essential=of(SkillNeed.ESSENTIAL),
            trainable=of(SkillNeed.TRAINABLE),
            optional=of(SkillNeed.OPTIONAL),
            version=vacancy.version,
        )
        form.levels = {code: str(demand.level) for code, demand in vacancy.demands.items()}
        return form

    def answers(self) -> DemandAnswers:
        adjustable = set(self["adjustable"])
        demands = {code: Demand(int(level), code in adjustable) for code, level in self.levels.items()}
        needs = {code: need for need in SkillNeed for code in self[need.value]}
        return DemandAnswers(demands, needs, answered=len(self.levels) == len(dimensions.entries()))


def skill_choices(
    profession_code: str | None, words: str | None, chosen: Sequence[str]
) -> dict[str, list[tuple[str, str]]]:
    """Skills of the profession, those found by words, the transversal ones, and whatever is chosen already."""
    found = list(skills.find(words, MOST_FOUND)) if words else []
    found += skills.for_profession(profession_code) if profession_code else ()
    found += [one for one in skills.entries() if one.kind is skills.Kind.TRANSVERSAL]
    found += [skills.by_code(code) for code in chosen if code in skills.register()]
    rows = [(one.code, one.name) for one in dict.fromkeys(found)]
    return {need.value: rows for need in SkillNeed}
