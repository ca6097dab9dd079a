"""The long forms whose words are kept while they are typed."""

from enum import StrEnum


class DraftForm(StrEnum):
    INTERVIEW = "interview"
    EVALUATION = "evaluation"
    REVIEW = "review"
    PROJECT = "project"
