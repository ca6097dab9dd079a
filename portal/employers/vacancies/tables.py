"""Tables of a vacancy. A draft may lack anything; what a published one must hold is a Check in the migrations."""

from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.employers.companies.tables import Company, Site
from portal.foundation import columns

ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")
WORKSTATION = LazyTableReference("Workstation", module_path="portal.employers.workstations.tables")


class Vacancy(Table, tablename="vacancy"):
    """``slots``: day and part of the day at which one must be there («mon-morning»).

    ``referent`` is who answers for it in the company; ``public_since`` is set while anybody may read it.
    ``certificates`` are those the law asks for, ``certificates_given`` those of them the company provides before
    the start; ``education_code`` is a title the law asks for; ``tags`` and ``axes`` are codes of the reference data.
    """

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
    starts_from = columns.day(null=True)
    starts_by = columns.day(null=True)
    ends_on = columns.day(null=True)
    pay_min = columns.exact(9, 2, null=True)
    pay_max = columns.exact(9, 2, null=True)
    pay_period = columns.text(null=True)
    experience_required = columns.yes_no(null=True)
    education_code = columns.text(null=True)
    licences = columns.words(null=True)
    certificates = columns.words(null=True)
    certificates_given = columns.words(null=True)
    tags = columns.words(null=True)
    axes = columns.words(null=True)
    workstation = columns.refers_to(WORKSTATION, null=True)
    referent = columns.refers_to(ACCOUNT, null=True)
    public_since = columns.moment(null=True)
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


class VacancyLanguage(Table, tablename="vacancy_language"):
    """A language of the job, with its level of the Common European Framework, 1 (A1) to 6 (C2)."""

    id = columns.key()
    vacancy = columns.refers_to(Vacancy)
    language_code = columns.text()
    level = columns.small()
    essential = columns.yes_no()
