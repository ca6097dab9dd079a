"""The whole check of a prospetto: every problem at once, by section of the task list."""

from portal.employers.obligations.rules.thresholds import Thresholds
from portal.employers.prospetto_informativo.rules.document import Document
from portal.employers.prospetto_informativo.rules.employer_problems import employer_problems
from portal.employers.prospetto_informativo.rules.people_problems import people_problems
from portal.employers.prospetto_informativo.rules.problems import Problem, warning
from portal.employers.prospetto_informativo.rules.province_problems import province_problems
from portal.employers.prospetto_informativo.vocabulary import Section


def check(document: Document, limits: Thresholds) -> list[Problem]:
    """``limits``: the law on the day of the picture. Errors come first in their section; no sentence twice."""
    found = [
        *employer_problems(document),
        *province_problems(document),
        *people_problems(document, limits),
        *_workforce(document),
    ]
    order = {section: place for place, section in enumerate(Section)}
    return sorted(dict.fromkeys(found), key=lambda one: (order[one.section], not one.blocks))


def blocking(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.blocks]


def _workforce(document: Document) -> list[Problem]:
    if document.obliged:
        return []
    return [
        warning(
            Section.WORKFORCE,
            f"La base è {document.totals.base3}: il prospetto non è dovuto (L. 68/1999 art. 3 c. 1).",
        )
    ]
