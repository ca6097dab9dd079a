"""The long forms whose words are kept while they are typed."""

from enum import StrEnum


class DraftForm(StrEnum):
    """Some belong to one place of the file each: a phase, a move. Then «check-3» is the draft of the third question."""

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
    CHECK = "check"
    MOVE = "move"
    EXTENSION = "extension"
    PROJECT_REVIEW = "project_review"
    REMARKS = "remarks"
    SERVICE = "service"
    REPRESENTATIVE = "representative"
