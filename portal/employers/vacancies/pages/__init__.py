"""What the pages of vacancies receive, buttons included."""

from portal.employers.vacancies.pages.jobs import JobPage, JobsPage, job_page, jobs_page
from portal.employers.vacancies.pages.lists import Row, VacancyList, row
from portal.employers.vacancies.pages.sections import SectionPage, Task, section_page, tasks
from portal.employers.vacancies.pages.show import (
    Button,
    ClosingPage,
    CopyPage,
    PostPage,
    TransferPage,
    VacancyPage,
    closing_page,
    copy_page,
    post_page,
    transfer_page,
    vacancy_page,
)

__all__ = [
    "Button",
    "ClosingPage",
    "CopyPage",
    "JobPage",
    "JobsPage",
    "PostPage",
    "Row",
    "SectionPage",
    "Task",
    "TransferPage",
    "VacancyList",
    "VacancyPage",
    "closing_page",
    "copy_page",
    "job_page",
    "jobs_page",
    "post_page",
    "row",
    "section_page",
    "tasks",
    "transfer_page",
    "vacancy_page",
]
