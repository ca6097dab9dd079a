"""What the pages of vacancies receive, buttons included."""

from portal.employers.vacancies.pages.lists import Row, VacancyList, row
from portal.employers.vacancies.pages.sections import SectionPage, Task, section_page, tasks
from portal.employers.vacancies.pages.show import (
    Button,
    ClosingPage,
    VacancyPage,
    closing_page,
    vacancy_page,
)

__all__ = [
    "Button",
    "ClosingPage",
    "Row",
    "SectionPage",
    "Task",
    "VacancyList",
    "VacancyPage",
    "closing_page",
    "row",
    "section_page",
    "tasks",
    "vacancy_page",
]
