"""Part of the file × role: the 210 cells of services.md §1, read as one table.

A cell holds only on a running ground (rule C2); who has none gets «not there», whatever the cell says.
Companies, assessors, data-protection officers and platform administrators have no column: nothing at all.
"""

from enum import StrEnum


class Column(StrEnum):
    """Whose view of the file: the columns of the table, by their initials there."""

    COUNSELLOR = "JC"
    EDUCATOR = "ED"
    DISTRICT_SOCIAL_WORKER = "DS"
    REFERRING_SOCIAL_WORKER = "RS"
    HEALTH_OPERATOR = "HO"
    EMPLOYMENT_CENTRE = "EC"
    LAWYER = "LA"
    PSYCHOLOGIST = "PS"
    MEDIATOR = "IM"
    COACH = "CH"
    PEER_SUPPORTER = "PE"
    COORDINATOR = "CO"
    CONSORTIUM = "CM"
    TUTOR = "TU"
    PERSON = "PN"


class Part(StrEnum):
    CONTACT = "contact"
    REFERRAL = "referral"
    CONSENTS = "consents"
    PROJECT = "project"
    LEVELS = "levels"
    HEALTH = "health"
    DISABILITY_DOCUMENTS = "disability_documents"
    LEGAL_NOTES = "legal_notes"
    PSYCHOLOGICAL_NOTES = "psychological_notes"
    MEDIATION_NOTES = "mediation_notes"
    SKILLS = "skills"
    ACTIVITIES = "activities"
    PROPOSALS = "proposals"
    DOCUMENTS = "documents"


class Cell(StrEnum):
    NOTHING = "–"
    READ = "R"
    EXCERPT = "r"
    OWN = "O"
    WRITE = "W"
    EXCERPT_AND_OWN = "r+O"
    READ_AND_OWN = "R+O"

    @property
    def reads_all(self) -> bool:
        return self in (Cell.READ, Cell.WRITE, Cell.READ_AND_OWN)

    @property
    def reads_something(self) -> bool:
        return self is not Cell.NOTHING


# fmt: off
_TABLE: dict[Part, str] = {
    #                          JC ED DS  RS  HO EC  LA PS IM CH PE CO CM TU PN
    Part.CONTACT:              "W R R   W   R R   R   R R r r r r r W",
    Part.REFERRAL:             "W R W   O   O O   –   – – – – r – – R",
    Part.CONSENTS:             "W R R   R   R R   R   R R – – r – – W",
    Part.PROJECT:              "W W W   R   R R   R   R R r r r r – R",
    Part.LEVELS:               "W W W   r   W r   –   W – – – – – – R",
    Part.HEALTH:               "W r r   –   W –   –   W – – – – – – R",
    Part.DISABILITY_DOCUMENTS: "W – R   –   O W   R+O – – – – – – – R",
    Part.LEGAL_NOTES:          "r – r   –   – –   W   – – – – – – – r",
    Part.PSYCHOLOGICAL_NOTES:  "r – –   –   – –   –   W – – – – – – r",
    Part.MEDIATION_NOTES:      "r – r   –   – –   –   – W – – – – – r",
    Part.SKILLS:               "W W R   R   – R   –   R R R – – r r W",
    Part.ACTIVITIES:           "W W W   r+O O O   O   O O O O r r O r",
    Part.PROPOSALS:            "W R R   R   – R   –   – – r – r r O R",
    Part.DOCUMENTS:            "W R W   O   O O   O   O O – – – O O R",
}
# fmt: on

CELLS: dict[tuple[Part, Column], Cell] = {
    (part, column): Cell(cell)
    for part, row in _TABLE.items()
    for column, cell in zip(Column, row.split(), strict=True)
}


def cell(part: Part, column: Column) -> Cell:
    return CELLS[part, column]
