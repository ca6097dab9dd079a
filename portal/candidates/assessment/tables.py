"""The assessment, sealed as one blob a sheet and a synthesis: levels are never a column that a query could read."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.candidates.cases.tables import Case
from portal.candidates.people.tables import Person
from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")
_ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")


class Assessment(Table, tablename="assessment"):
    """One occasion on which several people rate the same person, unseen by each other until compared.
    ``report_limits_sealed``: JSON, the medical limits of a relazione conclusiva with its document and day."""

    id = columns.key()
    case = columns.refers_to(Case)
    person = columns.refers_to(Person)
    occasion = columns.text()
    state = columns.text()
    opened_on = columns.day()
    close_by = columns.day()
    observed_in_sealed = columns.octets(null=True)
    report_limits_sealed = columns.octets(null=True)
    opened_by = columns.refers_to(_ACCOUNT, index=False)
    opened_at = columns.moment()
    compared_on = columns.day(null=True)
    closed_on = columns.day(null=True)
    version = columns.whole(default=1)


class RatingSheet(Table, tablename="rating_sheet"):
    """``ratings_sealed``: JSON, dimension -> k, s, limit, basis, note. ``icf_sealed``: JSON, a list of codes with
    their qualifiers. Being named on a sheet is the rater's ground for it; submitted, it is never changed."""

    id = columns.key()
    assessment = columns.refers_to(Assessment)
    rater = columns.refers_to(_ACCOUNT)
    role = columns.text()
    organisation = columns.refers_to(_ORGANISATION, index=False)
    state = columns.text()
    rated_on = columns.day(null=True)
    ratings_sealed = columns.octets(null=True)
    icf_sealed = columns.octets(null=True)
    version = columns.whole(default=1)


class Synthesis(Table, tablename="synthesis"):
    """``levels_sealed``: JSON, dimension -> k, s, limit, from, reason. Unsigned it is being agreed; a signed one is
    never changed: the next one supersedes it. Without an assessment: signed before sheets were compared."""

    id = columns.key()
    case = columns.refers_to(Case)
    person = columns.refers_to(Person)
    assessment = columns.refers_to(Assessment, null=True)
    levels_sealed = columns.octets()
    words_sealed = columns.octets(null=True)
    written_by = columns.refers_to(_ACCOUNT, index=False)
    written_at = columns.moment()
    signed_by = columns.refers_to(_ACCOUNT, null=True, index=False)
    signed_on = columns.day(null=True)
    superseded_on = columns.day(null=True)
    version = columns.whole(default=1)


class SynthesisSignature(Table, tablename="synthesis_signature"):
    """Who answers for a synthesis, in which role. The last one needed closes it."""

    id = columns.key()
    synthesis = columns.refers_to(Synthesis)
    account = columns.refers_to(_ACCOUNT, index=False)
    role = columns.text()
    signed_on = columns.day()


class EmployabilityGrade(Table, tablename="employability_grade"):
    """``figures_sealed``: JSON, the three factors, the suggestion, the judgement and its reason. A new judgement
    supersedes the earlier one; none is ever changed."""

    id = columns.key()
    synthesis = columns.refers_to(Synthesis)
    person = columns.refers_to(Person)
    figures_sealed = columns.octets()
    rater = columns.refers_to(_ACCOUNT, index=False)
    judged_on = columns.day()
    superseded_on = columns.day(null=True)
