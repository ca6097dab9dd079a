"""Tables of the prospetto informativo. Checks, partial indexes and the freeze of what was filed: in the migrations."""

from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.employers.companies.tables import Company
from portal.employers.vacancies.tables import Vacancy
from portal.foundation import columns

ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class ProspettoInformativo(Table, tablename="prospetto_informativo"):
    """One communication. ``year`` is that of the picture: 31 December of that year.

    ``document_sealed`` is all it said when it was sent, as JSON; a draft has none and is counted when looked at.
    ``communication_code`` and ``protocol`` are those the receiving service gave.
    """

    id = columns.key()
    company = columns.refers_to(Company, index=False)
    year = columns.small()
    kind = columns.text()
    previous = columns.refers_to("self", null=True, index=False)
    state = columns.text()
    opened_at = columns.moment()
    opened_by = columns.refers_to(ACCOUNT, index=False)
    sent_on = columns.day(null=True)
    communication_code = columns.text(null=True)
    protocol = columns.text(null=True)
    filed_at = columns.moment(null=True)
    filed_by = columns.refers_to(ACCOUNT, null=True, index=False)
    document_sealed = columns.octets(null=True)
    version = columns.whole(default=1)


class EmployerAnswers(Table, tablename="prospetto_informativo_employer"):
    """What only the prospetto asks about a company and its contact, remembered from year to year (sealed JSON)."""

    id = columns.key()
    company = columns.refers_to(Company, index=False)
    answers_sealed = columns.octets()
    version = columns.whole(default=1)
    saved_at = columns.moment()


class ProvinceAnswers(Table, tablename="prospetto_informativo_province"):
    """The place and the person of reference of one province, remembered from year to year (sealed JSON)."""

    id = columns.key()
    company = columns.refers_to(Company, index=False)
    province = columns.text()
    answers_sealed = columns.octets()
    version = columns.whole(default=1)
    saved_at = columns.moment()


class PostAnswers(Table, tablename="prospetto_informativo_post"):
    """What the module asks about a place to fill beyond its vacancy: ``declared`` says whether it goes in."""

    id = columns.key()
    vacancy = columns.refers_to(Vacancy, index=False)
    declared = columns.yes_no(default=True)
    capacities = columns.text(null=True)
    channel = columns.text(null=True)
    saved_at = columns.moment()
