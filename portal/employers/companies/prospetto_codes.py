"""What the codes of an existing prospetto mean here.

Source: the labels of ``tipoassunzione`` and ``tipologiacontr`` seen in public software; evidence to be verified,
so the portal asks whoever loads a prospetto to look at the rows.
"""

from portal.employers.companies.vocabulary import (
    CoverageTitle,
    ProtectedCategory,
    Protection,
    WorkContract,
)

TITLE_OF_HIRE_KIND: dict[str, CoverageTitle] = {
    "A": CoverageTitle.TARGETED_HIRE,
    "D": CoverageTitle.SPECIAL_LIST,
    "E": CoverageTitle.SPECIAL_LIST_THERAPIST,
    "O": CoverageTitle.SPECIAL_LIST_THERAPIST,
    "H": CoverageTitle.TARGETED_HIRE,
    "I": CoverageTitle.TARGETED_HIRE,
    "M": CoverageTitle.AGENCY_TWELVE_MONTHS,
    "N": CoverageTitle.AGENCY_TWELVE_MONTHS,
}

CONTRACT_OF_CODE: dict[str, WorkContract] = {
    "A.01": WorkContract.PERMANENT,
    "A.02": WorkContract.FIXED_TERM,
    "A.03": WorkContract.APPRENTICESHIP,
    "A.04": WorkContract.INSERTION,
    "A.05": WorkContract.INTERMITTENT,
}
"""By the first four characters; another code is told from whether the relationship has an end."""

FIRST_CIVIL, FIRST_WORK = 46, 34
"""Lowest degrees of art. 1 c. 1 lett. a and b: what tells one category from the other when only a degree is there."""


def category_of(protection: Protection, percentage: int | None, title: CoverageTitle) -> ProtectedCategory:
    """The most common category that fits: a prospetto tells art. 1 from art. 18, and a degree, and no more."""
    if protection is Protection.ART18:
        return ProtectedCategory.C1
    if percentage is not None:
        return ProtectedCategory.D2 if FIRST_WORK <= percentage < FIRST_CIVIL else ProtectedCategory.D1
    if title in (CoverageTitle.SPECIAL_LIST, CoverageTitle.SPECIAL_LIST_THERAPIST):
        return ProtectedCategory.D3N
    return ProtectedCategory.D1B
