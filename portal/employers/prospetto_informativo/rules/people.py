"""Who covers a quota, one by one, as quadro 2 lists them («lavoratori computabili»)."""

from portal.employers.companies.identity import PersonDetails, born
from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.vocabulary import CoverageTitle, EmployerKind, HireChannel, Protection
from portal.employers.obligations.rules.titles import covers
from portal.employers.obligations.rules.treatments import DayRules
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.prospetto_informativo.rules.document import Person
from portal.employers.prospetto_informativo.rules.hours import clock_hours
from portal.reference import unipi

FULL_TIME = "00:00"
"""Part-time hours of somebody at full time: the module wants the field all the same."""

_CHANNELS = {HireChannel.NOMINATIVE: unipi.NOMINATIVE, HireChannel.NUMERIC: unipi.NUMERICAL}
_ORDINARY, _SWITCHBOARD = "A", "D"


def is_listed(facts: WorkerFacts, day: DayRules) -> bool:
    """Covers the quota of art. 3, or is an employee of art. 18."""
    if not facts.works_on(day.on):
        return False
    return covers(facts, day.limits, day.on) or (facts.protection is Protection.ART18 and facts.dependant)


def person_of(draft: WorkerDraft, facts: WorkerFacts, employer: EmployerKind, day: DayRules) -> Person:
    """What nobody wrote stays empty; the channel is the ordinary one of the employer (art. 7) unless written."""
    who = draft.person or PersonDetails()
    known = born(draft.tax_code, draft.person, day.on)
    art1 = facts.protection is Protection.ART1
    first, last = facts.contract_period
    return Person(
        staff_number=draft.code,
        tax_code=draft.tax_code or "",
        surname=who.last_name or "",
        name=who.first_name or "",
        sex=known.sex or "",
        born_on=known.on,
        birthplace=known.at or "",
        percentage=facts.percentage if art1 else None,
        starts_on=first,
        ends_on=last,
        contract_code=draft.contract_code or "",
        profession_code=qualification(draft.profession_code or ""),
        hire_kind=draft.hire_kind or _usual_kind(facts),
        full_time_hours=clock_hours(facts.full_time_hours),
        own_hours=clock_hours(facts.weekly_hours) if facts.part_time else FULL_TIME,
        subject=unipi.DISABLED if art1 else unipi.PROTECTED,
        channel=_CHANNELS[draft.hire_channel] if draft.hire_channel else _usual_channel(employer),
    )


def _usual_kind(facts: WorkerFacts) -> str:
    """Only where the module leaves no doubt; the others are asked."""
    if facts.coverage_title is CoverageTitle.SPECIAL_LIST:
        return _SWITCHBOARD
    ordinary = facts.dependant and facts.coverage_title is not CoverageTitle.SPECIAL_LIST_THERAPIST
    return _ORDINARY if ordinary else ""


def _usual_channel(employer: EmployerKind) -> str:
    return unipi.NUMERICAL if employer is EmployerKind.PUBLIC else unipi.NOMINATIVE


def qualification(code: str) -> str:
    """The six levels the module asks for; a profession of five levels gets a zero (to be verified)."""
    return f"{code}.0" if code.count(".") == 4 else code
