"""What a vacancy asks beyond its tasks, and how far the work can be fitted: one section, saved whole."""

from dataclasses import dataclass
from uuid import UUID

from portal.employers.vacancies.actions.drafting import stays_whole
from portal.employers.vacancies.actions.locking import changed, editable
from portal.employers.vacancies.queries.detail import Language
from portal.employers.vacancies.rules import requirement_problems
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Requirements:
    """Codes of the reference data. ``certificates_given`` are provided by the company before the start."""

    experience_required: bool | None = None
    licences: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    certificates_given: tuple[str, ...] = ()
    education_code: str | None = None
    languages: tuple[Language, ...] = ()
    tags: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()


async def save_requirements(
    vacancy_id: UUID, answers: Requirements, *, version: int | None, by: Viewer
) -> None:
    """Raises NotThere; Refused for a stale page, a vacancy that no longer changes, or answers that disagree."""
    for field, sentence in requirement_problems(
        answers.certificates, answers.certificates_given, [one.code for one in answers.languages]
    ).items():
        raise Refused(sentence, field=field)
    async with db.unit_of_work():
        found = await editable(vacancy_id, version, by)
        stays_whole(found, experience_required=answers.experience_required)
        await db.execute(
            "UPDATE vacancy SET experience_required = $2, licences = $3, certificates = $4, certificates_given = $5,"
            " education_code = $6, tags = $7, axes = $8, saved_at = $9, version = version + 1 WHERE id = $1",
            vacancy_id,
            answers.experience_required,
            list(answers.licences),
            list(answers.certificates),
            list(answers.certificates_given),
            answers.education_code,
            list(answers.tags),
            list(answers.axes),
            clock.now(),
        )
        await db.execute("DELETE FROM vacancy_language WHERE vacancy = $1", vacancy_id)
        await db.executemany(
            "INSERT INTO vacancy_language (id, vacancy, language_code, level, essential) VALUES ($1, $2, $3, $4, $5)",
            [(new_id(), vacancy_id, one.code, one.level, one.essential) for one in answers.languages],
        )
        await changed(found, by)
