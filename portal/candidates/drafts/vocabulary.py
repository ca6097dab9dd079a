"""The long forms whose words are kept while they are typed."""

from enum import StrEnum


class DraftForm(StrEnum):
    INTERVIEW = "interview"
    EVALUATION = "evaluation"
    REVIEW = "review"
    PROJECT = "project"
    CONTACT = "contact"
    AVAILABILITY = "availability"
    TEXT = "text"
    REVIEW_FORM = "review_form"
    SHEET = "sheet"
    AGREEMENT = "agreement"
    GRADE = "grade"
    HANDOVER = "handover"
