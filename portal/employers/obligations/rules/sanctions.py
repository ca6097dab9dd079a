"""Sanctions of art. 15: reserved places left uncovered (c. 4), the prospetto late or missing (c. 1)."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.rules.deadlines import request_due_on
from portal.employers.obligations.rules.money import to_cent
from portal.employers.obligations.rules.spells import cuts_of, spells
from portal.employers.obligations.rules.steps import Step, weakest
from portal.employers.obligations.rules.working_days import WorkCalendar
from portal.kernel.italian_days import day_it
from portal.kernel.parameters import Evidence, NoParameter, Parameter, Parameters
from portal.kernel.refusals import Refused

DAY = timedelta(days=1)
FLAT = "sanction.mancata_assunzione_day"
MULTIPLE = "sanction.mancata_assunzione_multiple"
CONTRIBUTION = "esonero.contributo_day"
PROSPETTO_FIXED = "sanction.prospetto_fixed"
PROSPETTO_DAY = "sanction.prospetto_per_day"


@dataclass(frozen=True, slots=True)
class SanctionSpell:
    """Days in which one day costs the same; ``amount`` is for all the places, in euro."""

    first: date
    last: date
    days: int
    per_day: Fraction
    amount: Fraction
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Sanction:
    """Euro to the cent. ``with_diffida``: when the employer obeys the diffida in time; None: no diffida then.

    ``reduced``: paid within sixty days of the notice (L. 689/1981 art. 16), only for the prospetto.
    """

    due_on: date | None
    days: int
    amount: Fraction
    with_diffida: Fraction | None
    reduced: Fraction | None
    spells: tuple[SanctionSpell, ...]
    steps: tuple[Step, ...]


def rates(day: date, parameters: Parameters) -> tuple[Fraction, tuple[Parameter, ...]]:
    """What one place costs for one working day, and the figures it comes from.

    Since 8 October 2016 a multiple of the contribution in force that day; a flat amount before. Raises Refused
    for a day of which the portal knows no amount.
    """
    if parameters.known(FLAT, day):
        flat = parameters.row(FLAT, day)
        return flat.value, (flat,)
    try:
        used = parameters.row(MULTIPLE, day), parameters.row(CONTRIBUTION, day)
    except NoParameter:
        raise Refused(
            f"Il portale non conosce la sanzione {day_it(day, 'del')}: scegli un giorno dopo."
        ) from None
    return used[0].value * used[1].value, used


def daily_spells(
    first: date, last: date, places: int, calendar: WorkCalendar, parameters: Parameters
) -> tuple[SanctionSpell, ...]:
    """Both ends included, split where an amount changes."""
    found = []
    for start, end in spells(first, last, cuts_of((FLAT, MULTIPLE, CONTRIBUTION), first, last, parameters)):
        per_day, used = rates(start, parameters)
        days = calendar.count(start, end)
        found.append(SanctionSpell(start, end, days, per_day, places * days * per_day, weakest(*used)))
    return tuple(found)


def mancata_assunzione(
    places: int, since: date, until: date, calendar: WorkCalendar, parameters: Parameters
) -> Sanction:
    """``places`` of art. 3 uncovered since a day and until another, that one included.

    Working days from the sixty-first on; it grows day by day («fissa ma progressiva»).
    """
    due_on = request_due_on(since, parameters)
    row = parameters.row("request_deadline_days", since)
    deadline = Step(
        "sanction.first_day",
        f"Richiesta entro {day_it(due_on, 'il')}: la sanzione corre dal giorno dopo",
        row.source,
        (("giorni di tempo", row.value),),
        int(row.value) + 1,
        row.evidence,
    )
    found = daily_spells(due_on + DAY, until, places, calendar, parameters)
    return _mancata_assunzione(places, found, until, due_on, (deadline,), parameters)


def mancata_assunzione_of_days(places: int, days: int, on: date, parameters: Parameters) -> Sanction:
    """When the working days are already counted: all at the amount of ``on``."""
    per_day, used = rates(on, parameters)
    spell = SanctionSpell(on, on, days, per_day, places * days * per_day, weakest(*used))
    return _mancata_assunzione(places, (spell,), on, None, (), parameters)


def _mancata_assunzione(
    places: int,
    found: tuple[SanctionSpell, ...],
    until: date,
    due_on: date | None,
    before: tuple[Step, ...],
    parameters: Parameters,
) -> Sanction:
    steps = [*before]
    for spell in found:
        used = rates(spell.first, parameters)[1]
        steps += _spell_steps(spell, places, used)
    amount = to_cent(sum((spell.amount for spell in found), Fraction(0)))
    steps.append(
        Step(
            "sanction.mancata_assunzione.total",
            "Sanzione fino a quel giorno",
            "L. 68/1999 art. 15 c. 4",
            tuple(("periodo", spell.amount) for spell in found),
            amount,
        )
    )
    diffida = _share("sanction.diffida_share", "Con la diffida obbedita", amount, until, parameters)
    if diffida is not None:
        steps.append(diffida)
    return Sanction(
        due_on,
        sum(spell.days for spell in found),
        amount,
        Fraction(diffida.result) if diffida is not None else None,
        None,
        found,
        tuple(steps),
    )


def _spell_steps(spell: SanctionSpell, places: int, used: tuple[Parameter, ...]) -> list[Step]:
    steps = []
    if len(used) > 1:
        steps.append(
            Step(
                "sanction.mancata_assunzione.per_day",
                f"Un giorno, un posto, {day_it(spell.first, 'dal')}",
                "; ".join(row.source for row in used),
                tuple(zip(("volte", "contributo al giorno"), (row.value for row in used), strict=True)),
                spell.per_day,
                spell.evidence,
            )
        )
    steps.append(
        Step(
            "sanction.mancata_assunzione.spell",
            f"{day_it(spell.first, 'Dal')} {day_it(spell.last, 'al')}",
            used[0].source,
            (("posti", places), ("giorni lavorativi", spell.days), ("euro al giorno", spell.per_day)),
            spell.amount,
            spell.evidence,
        )
    )
    return steps


def _share(key: str, label: str, amount: Fraction, on: date, parameters: Parameters) -> Step | None:
    if not parameters.known(key, on):
        return None
    row = parameters.row(key, on)
    return Step(
        key,
        label,
        row.source,
        (("sanzione", amount), ("parte", row.value)),
        to_cent(amount * row.value),
        row.evidence,
    )


def late_prospetto(due_on: date, sent_on: date, parameters: Parameters) -> Sanction:
    """``sent_on`` is the day it was sent or, when it is still missing, the day it is asked about.

    A fixed amount and one for each calendar day from the day after the deadline, which is peremptory also on a
    Saturday or a holiday (interpello 3146 of 22-12-2005). The fixed one is that of the first day late. Raises
    Refused before 2011.
    """
    days = (sent_on - due_on).days
    if days <= 0:
        return Sanction(due_on, 0, Fraction(0), Fraction(0), Fraction(0), (), (_in_time(due_on),))
    first = due_on + DAY
    try:
        fixed = parameters.row(PROSPETTO_FIXED, first)
        found = _prospetto_spells(first, sent_on, parameters)
    except NoParameter:
        raise Refused(
            f"Il portale non conosce la sanzione {day_it(first, 'del')}: scegli un giorno dopo."
        ) from None
    amount = to_cent(fixed.value + sum((spell.amount for spell in found), Fraction(0)))
    steps = [
        Step(
            "sanction.prospetto.fixed",
            "Prospetto non inviato in tempo",
            fixed.source,
            (("importo fisso", fixed.value),),
            fixed.value,
            fixed.evidence,
        ),
        *(
            Step(
                "sanction.prospetto.days",
                f"{day_it(spell.first, 'Dal')} {day_it(spell.last, 'al')}",
                parameters.row(PROSPETTO_DAY, spell.first).source,
                (("giorni di calendario", spell.days), ("euro al giorno", spell.per_day)),
                spell.amount,
                spell.evidence,
            )
            for spell in found
        ),
        Step(
            "sanction.prospetto.total",
            "Sanzione",
            "L. 68/1999 art. 15 c. 1",
            (("importo fisso", fixed.value), *(("giorni", spell.amount) for spell in found)),
            amount,
        ),
    ]
    diffida = _share(
        "sanction.prospetto_diffida_share", "Con la diffida obbedita", amount, sent_on, parameters
    )
    reduced = _share(
        "sanction.prospetto_art16_share", "Pagamento in misura ridotta", amount, sent_on, parameters
    )
    steps += [step for step in (diffida, reduced) if step is not None]
    return Sanction(
        due_on,
        days,
        amount,
        Fraction(diffida.result) if diffida is not None else None,
        Fraction(reduced.result) if reduced is not None else None,
        found,
        tuple(steps),
    )


def _prospetto_spells(first: date, last: date, parameters: Parameters) -> tuple[SanctionSpell, ...]:
    found = []
    for start, end in spells(first, last, cuts_of((PROSPETTO_DAY,), first, last, parameters)):
        row = parameters.row(PROSPETTO_DAY, start)
        days = (end - start).days + 1
        found.append(SanctionSpell(start, end, days, row.value, days * row.value, row.evidence))
    return tuple(found)


def _in_time(due_on: date) -> Step:
    return Step(
        "sanction.prospetto.in_time",
        f"Inviato entro {day_it(due_on, 'il')}: nessuna sanzione",
        "L. 68/1999 art. 9 c. 6",
        (("giorni di ritardo", 0),),
        0,
    )


def sanctioned_by_amounts(employer: EmployerKind) -> None:
    """Raises Refused for a public administration: there officials answer, no amount is due."""
    if employer is EmployerKind.PUBLIC:
        raise Refused(
            "Per le pubbliche amministrazioni la legge prevede la responsabilità penale, amministrativa e "
            "disciplinare del funzionario (L. 68/1999 art. 15 c. 3, da verificare), non un importo: "
            "il calcolo vale per datori privati ed enti pubblici economici.",
            field="employer",
        )
