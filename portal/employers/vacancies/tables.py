"""Tables of a vacancy. A draft may lack anything; what a published one must hold is a Check in the migrations."""

from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.employers.companies.tables import Company, Site
from portal.foundation import columns

ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class Vacancy(Table, tablename="vacancy"):
    """``slots``: day and part of the day at which one must be there («mon-morning»)."""

    id = columns.key()
    company = columns.refers_to(Company)
    state = columns.text()
    state_since = columns.moment()
    title = columns.text(null=True)
    profession_code = columns.text(null=True)
    profession_title = columns.text(null=True)
    site = columns.refers_to(Site, null=True)
    contract = columns.text(null=True)
    reserved = columns.text(null=True)
    places = columns.small(null=True)
    places_taken = columns.small(default=0)
    weekly_hours_min = columns.small(null=True)
    weekly_hours_max = columns.small(null=True)
    slots = columns.words()
    starts_by = columns.day(null=True)
    remote = columns.yes_no(null=True)
    public_transport = columns.text(null=True)
    architectural_barriers = columns.yes_no(null=True)
    night_shifts = columns.yes_no(null=True)
    demands_answered = columns.yes_no(default=False)
    drafted_at = columns.moment()
    drafted_by = columns.refers_to(ACCOUNT, index=False)
    saved_at = columns.moment()
    published_at = columns.moment(null=True)
    confirmed_at = columns.moment(null=True)
    warned_at = columns.moment(null=True)
    version = columns.whole(default=1)
    sintetico = columns.yes_no(default=False)


class VacancyTask(Table, tablename="vacancy_task"):
    id = columns.key()
    vacancy = columns.refers_to(Vacancy)
    position = columns.small()
    text = columns.text()


class VacancyDemand(Table, tablename="vacancy_demand"):
    """What the job asks on one dimension, 0–4; ``adjustable`` when the company can ask one level less."""

    id = columns.key()
    vacancy = columns.refers_to(Vacancy)
    dimension = columns.text()
    level = columns.small()
    adjustable = columns.yes_no(default=False)


class VacancySkill(Table, tablename="vacancy_skill"):
    id = columns.key()
    vacancy = columns.refers_to(Vacancy)
    skill_code = columns.text()
    kind = columns.text()


class VacancyOffer(Table, tablename="vacancy_offer"):
    """An accommodation the workplace offers."""

    id = columns.key()
    vacancy = columns.refers_to(Vacancy)
    accommodation_code = columns.text()
