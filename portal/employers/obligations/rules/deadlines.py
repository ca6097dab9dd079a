"""By when: the request of workers within sixty days, the prospetto by 31 January, the terms of contracts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.employers.obligations.rules.months import add_months
from portal.employers.obligations.rules.timeline import OpenPlace
from portal.kernel.parameters import Evidence, Parameters


@dataclass(frozen=True, slots=True)
class Deadline:
    """``starts_on`` is the day the term runs from; ``days`` its length where the law counts days.

    Days are counted as they are: whether a term that falls on a holiday slides has no source.
    """

    kind: str
    label: str
    starts_on: date
    due_on: date
    article: str
    places: int = 0
    days: int | None = None
    evidence: Evidence = Evidence.TWO_SOURCES
    rule: str = ""
    """What the term is, in Italian: «60 giorni da quando nasce l’obbligo»."""

    @property
    def to_check(self) -> bool:
        return self.evidence is Evidence.UNVERIFIED

    @property
    def of_request(self) -> bool:
        """Whether it is kept by asking for places."""
        return self.kind in ("request", "after_suspension")

    @property
    def of_prospetto(self) -> bool:
        """Whether it is kept by sending a prospetto."""
        return self.kind in ("prospetto", "first_prospetto")


def term(
    kind: str,
    label: str,
    since: date,
    key: str,
    parameters: Parameters,
    *,
    rule: str,
    places: int = 0,
) -> Deadline:
    """So many days after ``since``: the number is the dated figure ``key``."""
    row = parameters.row(key, since)
    days = int(row.value)
    text = rule.format(days=days)
    return Deadline(
        kind, label, since, since + timedelta(days=days), row.source, places, days, row.evidence, text
    )


def request_due_on(since: date, parameters: Parameters) -> date:
    """The last day for the request: sixty days are counted, not two months (art. 9 c. 1)."""
    return since + timedelta(days=int(parameters.value("request_deadline_days", since)))


def due_on_of(place: OpenPlace, parameters: Parameters) -> date:
    """The last day to ask for a place. After a suspension the days run from its last day, which is the day before
    the place is uncovered (DPR 333/2000 art. 4): the special rule goes before art. 9 c. 1."""
    if place.suspended_until is not None:
        return after_suspension_deadline(place.suspended_until, parameters).due_on
    return request_due_on(place.since, parameters)


def request_deadlines(places: Iterable[OpenPlace], parameters: Parameters) -> list[Deadline]:
    """One deadline a day from which places are uncovered and not asked for, the earliest first; those that the end
    of a suspension uncovered apart."""
    since: dict[date, int] = {}
    suspended: dict[date, int] = {}
    for place in places:
        if place.answered_on is not None:
            continue
        if place.suspended_until is None:
            since[place.since] = since.get(place.since, 0) + 1
        else:
            suspended[place.suspended_until] = suspended.get(place.suspended_until, 0) + 1
    found = [
        term(
            "request",
            "Richiesta di avviamento",
            day,
            "request_deadline_days",
            parameters,
            rule="{days} giorni da quando il posto è scoperto",
            places=count,
        )
        for day, count in since.items()
    ]
    found += [after_suspension_deadline(day, parameters, count) for day, count in suspended.items()]
    return sorted(found, key=lambda one: (one.due_on, one.starts_on))


def prospetto_informativo_deadline(on: date) -> Deadline:
    """The next 31 January; the picture is of the 31 December before (art. 9 c. 6)."""
    year = on.year if (on.month, on.day) <= (1, 31) else on.year + 1
    return Deadline(
        "prospetto",
        "Prospetto informativo",
        date(year - 1, 12, 31),
        date(year, 1, 31),
        "L. 68/1999 art. 9 c. 6",
        rule="Ogni anno entro il 31 gennaio, con la situazione al 31 dicembre: anche di sabato o festivo",
    )


def first_prospetto_deadline(obliged_since: date, parameters: Parameters) -> Deadline:
    """The first prospetto ever, from the day the duty was born (DPR 333/2000 art. 2 c. 4)."""
    return term(
        "first_prospetto",
        "Primo prospetto informativo",
        obliged_since,
        "prospetto.first_days",
        parameters,
        rule="{days} giorni da quando nasce l’obbligo",
    )


def prospetto_is_due(changed: bool, *, first: bool) -> bool:
    """Not when nothing changed in the duty or in the count since the last one sent (DL 112/2008 art. 40 c. 4)."""
    return first or changed


def after_suspension_deadline(ended_on: date, parameters: Parameters, places: int = 0) -> Deadline:
    """``ended_on`` is the last day of the suspension; ``places`` those it uncovered again."""
    return term(
        "after_suspension",
        "Richiesta dopo la sospensione",
        ended_on,
        "suspension.request_days_after",
        parameters,
        rule="{days} giorni dalla fine della sospensione",
        places=places,
    )


def termination_deadline(ended_on: date, parameters: Parameters) -> Deadline:
    """The end of a contract of the reserved quota is told to the office (art. 10 c. 5)."""
    return term(
        "termination",
        "Comunicazione della fine del rapporto",
        ended_on,
        "termination.communication_days",
        parameters,
        rule="{days} giorni dalla fine del contratto",
    )


def esonero_decision_deadline(requested_on: date, parameters: Parameters) -> Deadline:
    return term(
        "esonero_decision",
        "Risposta alla domanda di esonero",
        requested_on,
        "esonero.decision_days",
        parameters,
        rule="{days} giorni dalla domanda",
    )


def sixty_permille_payment(starts_on: date, on: date, parameters: Parameters) -> Deadline:
    """The running period of the contribution to the national fund (DI 10-03-2016), to be verified."""
    row = parameters.row("esonero60.payment_months", max(on, starts_on))
    months, past = int(row.value), 0
    while add_months(starts_on, months * (past + 1)) <= on:
        past += 1
    first, last = (
        add_months(starts_on, months * past),
        add_months(starts_on, months * (past + 1)) - timedelta(days=1),
    )
    return Deadline(
        "esonero60_payment",
        "Contributo dell’autocertificazione 60 per mille",
        first,
        last,
        row.source,
        evidence=row.evidence,
        rule=f"Ogni {months} mesi, al Fondo nazionale",
    )


def end_of(kind: str, label: str, starts_on: date, ends_on: date, article: str) -> Deadline:
    """The last day of something that was agreed: a fixed-term contract, an esonero, a convention."""
    return Deadline(
        kind, label, starts_on, ends_on, article, rule="Ultimo giorno scritto nell’atto o nel contratto"
    )


def contract_end_deadline(starts_on: date, ends_on: date, places: int = 1) -> Deadline:
    """When a fixed-term contract that covers a place ends, the place opens again and sixty days begin."""
    return Deadline(
        "contract_end",
        "Fine di un contratto a termine che copre la quota",
        starts_on,
        ends_on,
        "L. 68/1999 art. 9 c. 1",
        places,
        rule="Ultimo giorno del contratto: dal giorno dopo il posto è scoperto",
    )


def incentive_deadlines(asked_on: date, answered_on: date | None, parameters: Parameters) -> list[Deadline]:
    """INPS answers, then the contract is signed and told (art. 13; circ. INPS 99/2016)."""
    found = [
        term(
            "incentive_answer",
            "Risposta di INPS sull’incentivo",
            asked_on,
            "incentive.answer_days",
            parameters,
            rule="{days} giorni dalla domanda",
        )
    ]
    if answered_on is not None:
        for kind, label, key in (
            ("incentive_contract", "Contratto di chi assumi con l’incentivo", "incentive.contract_days"),
            (
                "incentive_communication",
                "Comunicazione dell’assunzione a INPS",
                "incentive.communication_days",
            ),
        ):
            found.append(
                term(kind, label, answered_on, key, parameters, rule="{days} giorni dalla risposta di INPS")
            )
    return found
