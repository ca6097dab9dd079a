"""Who leaves the base di computo, and by which rule (L. 68/1999 art. 4 c. 1, art. 5 c. 2; DLgs 80 and 81/2015).

One row a group: adding a group of the law is adding a row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.employers.companies.vocabulary import (
    SECTOR_EXCLUSIONS,
    Duties,
    EmployerRegime,
    Exclusion,
    ExclusionScope,
    Protection,
    WorkContract,
)
from portal.employers.obligations.rules.months import lasts_at_most
from portal.employers.obligations.rules.thresholds import Thresholds, thresholds
from portal.employers.obligations.rules.titles import covers
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Group, HoursBasis, Subject
from portal.kernel.parameters import Evidence, Parameters


@dataclass(frozen=True, slots=True)
class DayRules:
    """What a count asks of a day: its thresholds, whose base it is, which hours weigh a part-time worker."""

    on: date
    limits: Thresholds
    regime: EmployerRegime = EmployerRegime.ORDINARY
    hours: HoursBasis = HoursBasis.CONTRACT


Fits = Callable[[WorkerFacts, DayRules], bool]


@dataclass(frozen=True, slots=True)
class Treatment:
    """``figure``: the dated parameter the group rests on, if any; ``sector``: may leave one base only."""

    group: Group
    label: str
    article: str
    fits: Fits
    evidence: Evidence = Evidence.TWO_SOURCES
    figure: str | None = None
    sector: bool = False


def _contract(wanted: WorkContract) -> Fits:
    return lambda worker, _day: worker.contract is wanted


def _excluded(wanted: Exclusion) -> Fits:
    def fits(worker: WorkerFacts, day: DayRules) -> bool:
        if worker.exclusion is not wanted:
            return False
        return worker.exclusion_ends_on is None or day.on <= worker.exclusion_ends_on

    return fits


def _short_fixed_term(worker: WorkerFacts, day: DayRules) -> bool:
    first, last = worker.contract_period
    if worker.contract is not WorkContract.FIXED_TERM or last is None:
        return False
    return lasts_at_most(first, last, day.limits.fixed_term_months)


def counted_otherwise(worker: WorkerFacts, parameters: Parameters, on: date) -> bool:
    """A fixed term within the months of the law and beyond the days by which some offices measure it: six months
    are from 181 to 184 days. The law's months hold here; the difference is told."""
    first, last = worker.contract_period
    if (
        last is None
        or not worker.works_on(on)
        or not _short_fixed_term(worker, DayRules(on, thresholds(parameters, on)))
    ):
        return False
    return (last - first).days + 1 > parameters.value("fixed_term_days_of_offices", on)


def _seasonal(contract: WorkContract, limit: Callable[[Thresholds], Fraction]) -> Fits:
    def fits(worker: WorkerFacts, day: DayRules) -> bool:
        if worker.contract is not contract or worker.seasonal_days is None:
            return False
        return worker.seasonal_days <= limit(day.limits)

    return fits


def _other_duties(worker: WorkerFacts, day: DayRules) -> bool:
    """What the worker does is asked only of the employers of art. 3 c. 3 and c. 4; not known, it counts."""
    match day.regime:
        case EmployerRegime.SOCIAL:
            return worker.duties is Duties.OTHER
        case EmployerRegime.SECURITY:
            return worker.duties in (Duties.OTHER, Duties.TECHNICAL_EXECUTIVE)
    return False


def _row(
    group: Group,
    label: str,
    article: str,
    fits: Fits,
    evidence: Evidence = Evidence.TWO_SOURCES,
    figure: str | None = None,
) -> Treatment:
    return Treatment(group, label, article, fits, evidence, figure)


def _sector(
    group: Group,
    label: str,
    wanted: Exclusion,
    article: str = "L. 68/1999 art. 5 c. 2",
    evidence: Evidence = Evidence.TWO_SOURCES,
) -> Treatment:
    return Treatment(group, label, article, _excluded(wanted), evidence, sector=True)


_G, _C, _E = Group, WorkContract, Exclusion
_ART_4 = "L. 68/1999 art. 4 c. 1"
_SOFTWARE, _ONE, _UNSEEN = Evidence.PUBLIC_SOFTWARE, Evidence.ONE_SOURCE, Evidence.UNVERIFIED

TREATMENTS: tuple[Treatment, ...] = (
    _row(_G.AGENCY, "Lavoratori in somministrazione", "DLgs 81/2015 art. 34 c. 3", _contract(_C.AGENCY)),
    _row(
        _G.RECEIVING_BODY, "Dipendenti dell’ente che accoglie", "L. 68/1999 art. 12-bis; DLgs 276/2003 art. 14",
        _contract(_C.RECEIVING_BODY),
    ),
    _row(
        _G.NOT_SUBORDINATE, "Tirocinanti, collaboratori, autonomi e volontari", f"{_ART_4}, a contrario",
        _contract(_C.NOT_SUBORDINATE),
    ),
    _row(
        _G.DISABLED_COUNTED, "Persone con disabilità già contate per la quota", _ART_4,
        lambda worker, day: covers(worker, day.limits, day.on),
    ),
    _row(_G.EXECUTIVE, "Dirigenti", _ART_4, _contract(_C.EXECUTIVE)),
    _row(_G.APPRENTICE, "Apprendisti", "DLgs 81/2015 art. 47 c. 3", _contract(_C.APPRENTICESHIP)),
    _row(
        _G.SHORT_FIXED_TERM, "Tempo determinato fino a sei mesi", _ART_4, _short_fixed_term,
        figure="fixed_term_excluded_max_months",
    ),
    _row(
        _G.SHORT_SEASONAL_AGRICULTURAL, "Stagionali agricoli entro il limite di giorni",
        "DPR 333/2000; circ. ML 4/2000; INL nota 43/2018",
        _seasonal(_C.SEASONAL_AGRICULTURAL, lambda limits: limits.seasonal_agricultural_days),
        figure="seasonal_agricultural_max_days",
    ),
    _row(
        _G.SHORT_SEASONAL, "Stagionali entro il limite di giorni", "DPR 333/2000; circ. ML 4/2000",
        _seasonal(_C.SEASONAL, lambda limits: limits.seasonal_days), _UNSEEN, "seasonal_max_days",
    ),
    _row(_G.HOME_WORKER, "Lavoratori a domicilio", _ART_4, _contract(_C.HOME)),
    _row(
        _G.COOPERATIVE_MEMBER, "Soci lavoratori di cooperative di produzione e lavoro", _ART_4,
        _contract(_C.COOPERATIVE_MEMBER),
    ),
    _row(
        _G.INSERTION, "Contratti di inserimento o di formazione e lavoro", _ART_4, _contract(_C.INSERTION),
        _SOFTWARE,
    ),
    _row(_G.WORK_ABROAD, "Assunti per attività all’estero", _ART_4, _excluded(_E.WORK_ABROAD)),
    _row(
        _G.SOCIALLY_USEFUL, "Ex lavoratori socialmente utili stabilizzati", _ART_4, _excluded(_E.SOCIALLY_USEFUL)
    ),
    _row(
        _G.EMERGED, "Emersi dal lavoro sommerso", f"{_ART_4}; L. 383/2001", _excluded(_E.EMERGED), _SOFTWARE
    ),
    _row(
        _G.CONTRACTOR_CHANGE, "Presi in carico con un cambio di appalto",
        "INL nota 1046 del 26-11-2020; circ. ML 77/2001; interpello 23/2012", _excluded(_E.CONTRACTOR_CHANGE),
    ),
    _row(
        _G.SUBSTITUTE, "Sostituti di persone assenti già contate", "circ. ML 4/2000", _excluded(_E.SUBSTITUTE),
        _UNSEEN,
    ),
    _sector(_G.TRAVELLING, "Personale viaggiante e navigante", _E.TRAVELLING),
    _sector(_G.ROAD_HAULAGE, "Personale viaggiante dell’autotrasporto", _E.ROAD_HAULAGE),
    _sector(_G.BUILDING_SITE, "Personale di cantiere e addetti al trasporto, edilizia", _E.BUILDING_SITE),
    _sector(_G.ON_SITE_ASSEMBLY, "Montaggio e manutenzione di impianti in cantiere", _E.ON_SITE_ASSEMBLY),
    _sector(_G.CABLEWAY, "Addetti agli impianti a fune", _E.CABLEWAY),
    _sector(
        _G.UNDERGROUND, "Personale di sottosuolo e di estrazione", _E.UNDERGROUND,
        "L. 68/1999 art. 5 c. 2; L. 10/2011", _ONE,
    ),
    _row(
        _G.OTHER_DUTIES, "Personale fuori dalle funzioni che si contano", "L. 68/1999 art. 3 c. 3 e c. 4",
        _other_duties, _ONE,
    ),
    _row(
        _G.TELEWORK, "Telelavoratori", "DLgs 80/2015 art. 23", lambda worker, _day: worker.telework
    ),
    _row(
        _G.ART18, "Altre categorie protette in forza", "L. 68/1999 art. 18",
        lambda worker, _day: worker.protection is Protection.ART18, _SOFTWARE,
    ),
    _row(
        _G.INTERMITTENT, "Lavoratori intermittenti", "DLgs 81/2015 art. 18", _contract(_C.INTERMITTENT)
    ),
    _row(
        _G.PART_TIME, "Part-time", "DLgs 81/2015 art. 9",
        lambda worker, _day: worker.part_time,
    ),
)  # fmt: skip

BY_GROUP = {row.group: row for row in TREATMENTS}

NOT_IN_THE_HEADCOUNT = frozenset({Group.AGENCY, Group.RECEIVING_BODY, Group.NOT_SUBORDINATE})

HEADS_OUT: tuple[Group, ...] = tuple(
    row.group
    for row in TREATMENTS
    if row.group
    not in {*NOT_IN_THE_HEADCOUNT, _G.DISABLED_COUNTED, _G.TELEWORK, _G.ART18, _G.INTERMITTENT, _G.PART_TIME}
)
"""Groups that leave the base head by head, without a cap and without a sum of hours."""


def leaves(worker: WorkerFacts, row: Treatment, subject: Subject, day: DayRules) -> bool:
    """Whether an exclusion by sector reaches this base: the row's word first, else the dated parameter's."""
    if not row.sector or worker.exclusion is None:
        return True
    match worker.exclusion_scope:
        case ExclusionScope.BOTH:
            return True
        case ExclusionScope.ART3:
            return subject is Subject.ART3
        case ExclusionScope.ART18:
            return subject is Subject.ART18
    return subject is Subject.ART3 or worker.exclusion in day.limits.sectors_out_of_art18


def group_on(worker: WorkerFacts, day: DayRules, subject: Subject) -> Group:
    """The first group that fits; a worker is taken out once only."""
    for row in TREATMENTS:
        if row.fits(worker, day) and leaves(worker, row, subject, day):
            return row.group
    return Group.COUNTED


def groups_on(worker: WorkerFacts, day: DayRules) -> tuple[Group, Group]:
    """For the base of art. 3 and for that of art. 18; they differ only by sector."""
    art3 = group_on(worker, day, Subject.ART3)
    if worker.exclusion not in SECTOR_EXCLUSIONS:
        return art3, art3
    return art3, group_on(worker, day, Subject.ART18)


def group_of(
    worker: WorkerFacts,
    parameters: Parameters,
    on: date,
    subject: Subject = Subject.ART3,
    regime: EmployerRegime = EmployerRegime.ORDINARY,
) -> Group:
    return group_on(worker, DayRules(on, thresholds(parameters, on), regime), subject)
