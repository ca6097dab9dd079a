"""Who leaves the base di computo, and by which rule (L. 68/1999 art. 4 c. 1; DLgs 80/2015; DLgs 81/2015).

One row a group: adding a group of the law is adding a row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portal.employers.companies.vocabulary import Exclusion, Protection, WorkContract
from portal.employers.obligations.rules.months import lasts_at_most
from portal.employers.obligations.rules.titles import counts_for_coverage
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Group, Subject
from portal.kernel.parameters import Evidence, Parameters

Fits = Callable[[WorkerFacts, Parameters, date], bool]
BOTH = frozenset(Subject)


@dataclass(frozen=True, slots=True)
class Treatment:
    """``applies_to``: the bases the group leaves; ``figure``: the dated parameter it rests on, if any."""

    group: Group
    label: str
    article: str
    fits: Fits
    evidence: Evidence = Evidence.TWO_SOURCES
    applies_to: frozenset[Subject] = BOTH
    figure: str | None = None


def _contract(wanted: WorkContract) -> Fits:
    return lambda worker, _parameters, _on: worker.contract is wanted


def _short_fixed_term(worker: WorkerFacts, parameters: Parameters, on: date) -> bool:
    if worker.contract is not WorkContract.FIXED_TERM or worker.ends_on is None:
        return False
    return lasts_at_most(
        worker.starts_on, worker.ends_on, int(parameters.value("fixed_term_excluded_max_months", on))
    )


def _seasonal(contract: WorkContract, key: str) -> Fits:
    def fits(worker: WorkerFacts, parameters: Parameters, on: date) -> bool:
        if worker.contract is not contract or worker.seasonal_days is None:
            return False
        return worker.seasonal_days <= parameters.value(key, on)

    return fits


TREATMENTS: tuple[Treatment, ...] = (
    Treatment(
        Group.DISABLED_COUNTED,
        "Persone con disabilità già contate per la quota",
        "L. 68/1999 art. 4 c. 1",
        counts_for_coverage,
    ),
    Treatment(
        Group.AGENCY,
        "Lavoratori in somministrazione",
        "DLgs 81/2015 art. 34 c. 3",
        _contract(WorkContract.AGENCY),
    ),
    Treatment(Group.EXECUTIVE, "Dirigenti", "L. 68/1999 art. 4 c. 1", _contract(WorkContract.EXECUTIVE)),
    Treatment(
        Group.APPRENTICE, "Apprendisti", "DLgs 81/2015 art. 47 c. 3", _contract(WorkContract.APPRENTICESHIP)
    ),
    Treatment(
        Group.SHORT_FIXED_TERM,
        "Tempo determinato fino a sei mesi",
        "L. 68/1999 art. 4 c. 1",
        _short_fixed_term,
        figure="fixed_term_excluded_max_months",
    ),
    Treatment(
        Group.SHORT_SEASONAL_AGRICULTURAL,
        "Stagionali agricoli entro il limite di giorni",
        "INL nota 43/2018",
        _seasonal(WorkContract.SEASONAL_AGRICULTURAL, "seasonal_agricultural_max_days"),
        figure="seasonal_agricultural_max_days",
    ),
    Treatment(
        Group.SHORT_SEASONAL,
        "Stagionali entro il limite di giorni",
        "DPR 333/2000; circ. ML 4/2000",
        _seasonal(WorkContract.SEASONAL, "seasonal_max_days"),
        Evidence.UNVERIFIED,
        figure="seasonal_max_days",
    ),
    Treatment(
        Group.HOME_WORKER, "Lavoratori a domicilio", "L. 68/1999 art. 4 c. 1", _contract(WorkContract.HOME)
    ),
    Treatment(
        Group.COOPERATIVE_MEMBER,
        "Soci lavoratori di cooperative di produzione e lavoro",
        "L. 68/1999 art. 4 c. 1",
        _contract(WorkContract.COOPERATIVE_MEMBER),
    ),
    Treatment(
        Group.WORK_ABROAD,
        "Assunti per attività all’estero",
        "L. 68/1999 art. 4 c. 1",
        lambda worker, _parameters, _on: worker.exclusion is Exclusion.WORK_ABROAD,
    ),
    Treatment(
        Group.TELEWORK,
        "Telelavoratori",
        "DLgs 80/2015 art. 23",
        lambda worker, _parameters, _on: worker.telework,
    ),
    Treatment(
        Group.ART18,
        "Altre categorie protette in forza",
        "L. 68/1999 art. 18",
        lambda worker, _parameters, _on: worker.protection is Protection.ART18,
        Evidence.PUBLIC_SOFTWARE,
    ),
    Treatment(
        Group.PART_TIME, "Part-time", "DLgs 81/2015 art. 9", lambda worker, _parameters, _on: worker.part_time
    ),
)

BY_GROUP = {row.group: row for row in TREATMENTS}

HEADS_OUT: tuple[Group, ...] = (
    Group.EXECUTIVE,
    Group.APPRENTICE,
    Group.SHORT_FIXED_TERM,
    Group.SHORT_SEASONAL_AGRICULTURAL,
    Group.SHORT_SEASONAL,
    Group.HOME_WORKER,
    Group.COOPERATIVE_MEMBER,
    Group.WORK_ABROAD,
)
"""Groups that leave the base head by head, without a cap and without a sum of hours."""


def group_of(worker: WorkerFacts, parameters: Parameters, on: date) -> Group:
    """The first group that fits; a worker is taken out once only."""
    for row in TREATMENTS:
        if row.fits(worker, parameters, on):
            return row.group
    return Group.COUNTED
