"""Tables of the duties: the last count of each company."""

from piccolo.table import Table

from portal.employers.companies.tables import Company
from portal.foundation import columns


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
    """The same by province; ``real3`` and ``real18`` keep their sign."""

    id = columns.key()
    company = columns.refers_to(Company)
    province = columns.text()
    quota3 = columns.whole()
    real3 = columns.whole()
    quota18 = columns.whole()
    real18 = columns.whole()
