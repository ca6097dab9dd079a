"""What anybody may read: the vacancies that companies make public, with their data for search engines."""

from typing import Any
from uuid import UUID

from portal.employers.vacancies import pages
from portal.employers.vacancies.queries import detail, lists
from portal.foundation.access import PUBLIC
from portal.foundation.web import FromPath, PortalRequest, Response, get, page
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import NotThere


@get("/jobs", access=PUBLIC)
async def jobs(request: PortalRequest) -> Response[Any]:
    shown = Pages.of(request, await lists.count_public())
    found = await lists.public_page(limit=shown.limit, offset=shown.offset)
    return page(request, "employers/vacancies/jobs.html", pages.jobs_page(found, shown))


@get("/jobs/{vacancy_id:uuid}", access=PUBLIC)
async def job(request: PortalRequest, vacancy_id: FromPath[UUID]) -> Response[Any]:
    """404 alike for a vacancy that is not there, is closed, or that its company keeps to itself."""
    found = await detail.vacancy(vacancy_id)
    if found is None or not found.is_public:
        raise NotThere
    return page(request, "employers/vacancies/job.html", pages.job_page(found))


ROUTES = [jobs, job]
