"""Addresses of the prospetto informativo."""

from portal.employers.prospetto_informativo.routes import (
    answers,
    archive,
    downloads,
    filing,
    posts,
    show,
    statement,
    vacancy_post,
)

ROUTES = [
    *archive.ROUTES,
    *statement.ROUTES,
    *show.ROUTES,
    *answers.ROUTES,
    *posts.ROUTES,
    *filing.ROUTES,
    *downloads.ROUTES,
    *vacancy_post.ROUTES,
]
