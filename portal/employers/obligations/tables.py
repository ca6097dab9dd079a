"""Tables of the duties: the last count of each company, dated figures entered, scenarios, calendars."""

from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.employers.companies.tables import Company
from portal.foundation import columns

ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class CoverageCount(Table, tablename="coverage_count"):
    """The figures of a company as last counted, for lists and totals; its own pages always count anew.

    ``next_change_on`` is the next day on which a start or an end changes them by itself.
    """

    company = columns.key()
    counted_on = columns.day()
    dependants = columns.whole()
    base3 = columns.whole()
    base18 = columns.whole()
    quota3 = columns.whole()
    quota18 = columns.whole()
    in_force3 = columns.whole()
    in_force18 = columns.whole()
    gap3 = columns.whole()
    gap18 = columns.whole()
    gap3_since = columns.day(null=True)
    next_change_on = columns.day(null=True)


class CoverageProvince(Table, tablename="coverage_province"):
    """The same by province; ``real3`` and ``real18`` are what is missing after every measure, below zero a surplus."""

    id = columns.key()
    company = columns.refers_to(Company)
    province = columns.text()
    quota3 = columns.whole()
    real3 = columns.whole()
    quota18 = columns.whole()
    real18 = columns.whole()


class ParameterAct(Table, tablename="parameter_act"):
    """What somebody did with a dated figure: entered, ended or withdrawn it. The table only grows.

    ``value`` is an exact fraction («3921/100»); ``valid_to`` of an end is the last day it sets.
    """

    number = columns.counted_key()
    act_id = columns.loose_id()
    figure_id = columns.loose_id(index=True)
    kind = columns.text()
    key = columns.text(null=True)
    value = columns.text(null=True)
    valid_from = columns.day(null=True)
    valid_to = columns.day(null=True)
    source = columns.text(null=True)
    evidence = columns.text(null=True)
    reason = columns.text(null=True)
    by_account = columns.refers_to(ACCOUNT, index=False)
    at = columns.moment()


class ParameterRecount(Table, tablename="parameter_recount"):
    """All companies counted again because of one act; ``after`` is the last one done."""

    id = columns.key()
    act = columns.large(unique=True)
    counted_on = columns.day()
    companies = columns.whole(default=0)
    changed = columns.whole(default=0)
    after = columns.loose_id(null=True)
    started_at = columns.moment()
    finished_at = columns.moment(null=True)


class ParameterEffect(Table, tablename="parameter_effect"):
    """One figure of one company that an act changed."""

    id = columns.key()
    recount = columns.refers_to(ParameterRecount)
    company = columns.refers_to(Company)
    figure = columns.text()
    before = columns.exact(14, 2)
    after = columns.exact(14, 2)


class Scenario(Table, tablename="scenario"):
    """A change a company thinks about, under a name. ``change`` holds numbers and provinces, nobody in particular."""

    id = columns.key()
    company = columns.refers_to(Company)
    name = columns.text()
    change = columns.document()
    saved_by = columns.refers_to(ACCOUNT, index=False)
    saved_at = columns.moment()


class DeadlineCalendar(Table, tablename="deadline_calendar"):
    """The secret link of one person to the deadlines of one company; a new ``generation`` ends the older link."""

    id = columns.key()
    company = columns.refers_to(Company)
    account = columns.refers_to(ACCOUNT)
    generation = columns.whole(default=1)
    renewed_at = columns.moment()
