"""Tables of the workstation. Its columns are those of a vacancy's content, so that one is made from the other."""

from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from portal.employers.companies.tables import Company, Site
from portal.foundation import columns

ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class Workstation(Table, tablename="workstation"):
    """``climate`` (1–3) and ``load_note`` are the services', who alone read them. ``seats``: people at one time."""

    id = columns.key()
    company = columns.refers_to(Company)
    site = columns.refers_to(Site)
    name = columns.text()
    profession_code = columns.text()
    profession_title = columns.text()
    weekly_hours_min = columns.small(null=True)
    weekly_hours_max = columns.small(null=True)
    slots = columns.words()
    offers = columns.words()
    axes = columns.words()
    seats = columns.small()
    climate = columns.small(null=True)
    load_note = columns.text(null=True)
    load_noted_on = columns.day(null=True)
    load_noted_by = columns.refers_to(ACCOUNT, null=True, index=False)
    checked_on = columns.day()
    state = columns.text()
    state_since = columns.moment()
    made_at = columns.moment()
    made_by = columns.refers_to(ACCOUNT, index=False)
    version = columns.whole(default=1)
    sintetico = columns.yes_no(default=False)


class WorkstationTask(Table, tablename="workstation_task"):
    id = columns.key()
    workstation = columns.refers_to(Workstation)
    position = columns.small()
    text = columns.text()


class WorkstationDemand(Table, tablename="workstation_demand"):
    """What the work asks on one dimension, 0–4; ``adjustable`` when the company can ask one level less."""

    id = columns.key()
    workstation = columns.refers_to(Workstation)
    dimension = columns.text()
    level = columns.small()
    adjustable = columns.yes_no(default=False)


class WorkstationOccupancy(Table, tablename="workstation_occupancy"):
    """A path that the company hosts, and the workstation it takes if it has one, until its expected end.

    One a plan; ``ended_on`` is the day after which the seat is free again. Nothing here names who works there.
    """

    id = columns.key()
    company = columns.refers_to(Company)
    workstation = columns.refers_to(Workstation, null=True)
    plan_id = columns.loose_id()
    service = columns.loose_id()
    tutor = columns.refers_to(ACCOUNT, null=True)
    starts_on = columns.day()
    expected_end = columns.day()
    ended_on = columns.day(null=True)
    outcome = columns.text(null=True)
