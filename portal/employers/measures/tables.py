"""Tables of measures and conventions. Checks, exclusions and partial indexes stand in the migrations."""

from piccolo.table import Table

from portal.employers.companies.tables import Company, Worker
from portal.foundation import columns


class Measure(Table, tablename="measure"):
    """One institute for one period; which columns it fills depends on ``kind``, and a check says so.

    ``province`` is where it acts (None: everywhere), for a compensation the one with the surplus, and
    ``other_province`` the one that is reduced; a group compensation has one of the two and the tax code of the
    other company. ``cause`` is that of a suspension, the sector of an esonero, the kind of a request. ``grounds`` are
    the conditions of an esonero and, of a closed request, what became of it. ``units`` are reserved places;
    ``workers`` those suspended (out of ``of_workers``), on 60 per mille tasks, or hired before a transformation.
    ``percentage`` has the scale 0–100. ``decided_on`` and ``act_ref`` are the act of the office or, for what is
    declared, the declaration.
    """

    id = columns.key()
    company = columns.refers_to(Company, index=False)
    kind = columns.text()
    state = columns.text()
    province = columns.text(null=True)
    other_province = columns.text(null=True)
    subject = columns.text(null=True)
    group_tax_code = columns.text(null=True)
    cause = columns.text(null=True)
    grounds = columns.words(null=True)
    units = columns.whole(null=True)
    workers = columns.whole(null=True)
    of_workers = columns.whole(null=True)
    premium_permille = columns.exact(6, 2, null=True)
    percentage = columns.exact(5, 2, null=True)
    requested_on = columns.day(null=True)
    starts_on = columns.day()
    ends_on = columns.day(null=True)
    decided_on = columns.day(null=True)
    act_ref = columns.text(null=True)
    version = columns.whole(default=1)


class Convenzione(Table, tablename="convenzione"):
    """An agreement with the office. ``ended_on`` is the day it was concluded or revoked, when before its end.

    ``units`` are the places covered through the receiving body (art. 12-bis and art. 14) as the act grants them;
    ``framework_cap`` is the share of the quota, 0–100, that the framework agreement of art. 14 lets them cover.
    ``body_sealed``: name and tax code of who receives the orders, which may be a person with a disability (art. 12).
    """

    id = columns.key()
    company = columns.refers_to(Company)
    kind = columns.text()
    state = columns.text()
    province = columns.text()
    requested_on = columns.day()
    signed_on = columns.day(null=True)
    granted_on = columns.day(null=True)
    act_ref = columns.text(null=True)
    starts_on = columns.day()
    ends_on = columns.day()
    ended_on = columns.day(null=True)
    body_kind = columns.text(null=True)
    body_sealed = columns.octets(null=True)
    orders_value = columns.exact(12, 2, null=True)
    unit_value = columns.exact(12, 2, null=True)
    units = columns.whole(null=True)
    framework_cap = columns.exact(5, 2, null=True)
    terms_sealed = columns.octets(null=True)
    version = columns.whole(default=1)


class ConvenzioneCommitment(Table, tablename="convenzione_commitment"):
    """«``people`` persone entro il ``due_on``»."""

    id = columns.key()
    convenzione = columns.refers_to(Convenzione, index=False)
    people = columns.small()
    due_on = columns.day()


class ConvenzioneHire(Table, tablename="convenzione_hire"):
    """A row of the workforce hired in fulfilment of a convention; one convention at most."""

    id = columns.key()
    convenzione = columns.refers_to(Convenzione)
    worker = columns.refers_to(Worker, index=False)


class ConvenzioneNotice(Table, tablename="convenzione_notice"):
    """A letter about a commitment that already left: each step once."""

    id = columns.key()
    commitment = columns.refers_to(ConvenzioneCommitment, index=False)
    step = columns.text()
    sent_on = columns.day()
