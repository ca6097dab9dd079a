"""Part of the file × role: the 210 cells of services.md §1, read as one table.

A cell holds only on a running ground (rule C2), within the parts the person agreed to share (rule R1); who has
no ground gets «not there», whatever the cell says. Companies, assessors, data-protection officers and platform
administrators have no column: nothing at all (rule R5).
"""

from dataclasses import dataclass
from enum import StrEnum

from portal.kernel.roles import Role


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


PART_LABELS: dict[Part, str] = {
    Part.CONTACT: "Recapiti",
    Part.REFERRAL: "Segnalazione",
    Part.CONSENTS: "Consensi",
    Part.PROJECT: "Progetto personalizzato",
    Part.LEVELS: "Valutazione e occupabilità",
    Part.HEALTH: "ICF e salute",
    Part.DISABILITY_DOCUMENTS: "Documenti sulla disabilità",
    Part.LEGAL_NOTES: "Note legali",
    Part.PSYCHOLOGICAL_NOTES: "Note psicologiche",
    Part.MEDIATION_NOTES: "Note di mediazione",
    Part.SKILLS: "Esperienze e competenze",
    Part.ACTIVITIES: "Attività e diario",
    Part.PROPOSALS: "Proposte e percorsi",
    Part.DOCUMENTS: "Documenti",
}


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

    @property
    def reads_more_than_own(self) -> bool:
        """Rows of others too, in full or by excerpt."""
        return self not in (Cell.NOTHING, Cell.OWN)

    @property
    def writes_own(self) -> bool:
        """May add rows, and change those; with W all of the part."""
        return self in (Cell.WRITE, Cell.OWN, Cell.EXCERPT_AND_OWN, Cell.READ_AND_OWN)


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


COLUMN_OF_ROLE: dict[Role, Column] = {
    Role.PSYCHOLOGIST: Column.PSYCHOLOGIST,
    Role.HEALTH_OPERATOR: Column.HEALTH_OPERATOR,
    Role.DISTRICT_SOCIAL_WORKER: Column.DISTRICT_SOCIAL_WORKER,
    Role.EDUCATOR: Column.EDUCATOR,
    Role.LAWYER: Column.LAWYER,
    Role.INTERCULTURAL_MEDIATOR: Column.MEDIATOR,
    Role.REFERRING_SOCIAL_WORKER: Column.REFERRING_SOCIAL_WORKER,
    Role.EMPLOYMENT_CENTRE_OPERATOR: Column.EMPLOYMENT_CENTRE,
    Role.COACH: Column.COACH,
    Role.PEER_SUPPORTER: Column.PEER_SUPPORTER,
    # of a further service: her colleague who leads the case has the first column
    Role.JOB_COUNSELLOR: Column.EMPLOYMENT_CENTRE,
}
"""The column of who is involved in a team in that role. With several roles the first of these counts."""

LIGHT_PARTS = frozenset({Part.CONTACT, Part.REFERRAL, Part.CONSENTS, Part.PROJECT, Part.ACTIVITIES})
"""All there is of a light case (rule R4)."""


@dataclass(frozen=True, slots=True)
class FileAccess:
    """A column on one case. ``shared``: the parts agreed with that service; None for the one that leads.

    ``light``: in a light case the referring service has the counsellor's column of the parts that exist, and the
    counsellors who accompany it read them (rule R4).
    """

    column: Column
    shared: frozenset[Part] | None = None
    light: bool = False

    def cell(self, part: Part) -> Cell:
        if self.shared is not None and part not in self.shared:
            return Cell.NOTHING
        if not self.light:
            return cell(part, self.column)
        if part not in LIGHT_PARTS:
            return Cell.NOTHING
        if self.column is Column.REFERRING_SOCIAL_WORKER:
            return cell(part, Column.COUNSELLOR)
        if self.column is Column.COUNSELLOR:
            return Cell.READ
        return cell(part, self.column)
