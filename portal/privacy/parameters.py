"""How long things are kept, as dated figures with their source. A law or a decision that changes one adds a row."""

from datetime import date, timedelta
from fractions import Fraction

from portal.kernel.parameters import Evidence, Parameter, Parameters

_FIRST_DAY = date(2007, 1, 1)
_OURS = "Regola del portale"
_PRESCRIPTION = "Prescrizione ordinaria: c.c. art. 2946"
_FILE = "Linee guida del servizio di inserimento lavorativo, 2007; durata: regola del portale"


def _row(key: str, value: int, source: str = _OURS) -> Parameter:
    return Parameter(key, Fraction(value), _FIRST_DAY, None, source, Evidence.DESIGN)


PARAMETERS = Parameters(
    (
        _row("retention.file_months", 24, _FILE),
        _row("retention.warning_days", 30),
        _row("retention.proposal_words_months", 12),
        _row("retention.consent_link_days", 90),
        _row("retention.plan_words_months", 12),
        _row("retention.plan_months", 120, _PRESCRIPTION),
        _row("retention.tutor_module_months", 120, _PRESCRIPTION),
        _row("retention.workforce_months", 120, _PRESCRIPTION),
        _row("retention.accommodation_months", 120, _PRESCRIPTION),
        _row("retention.prospetto_months", 120, _PRESCRIPTION),
        _row("retention.convention_months", 120, _PRESCRIPTION),
        _row("retention.commitment_months", 120, _PRESCRIPTION),
        _row("retention.letter_months", 120, _PRESCRIPTION),
        _row("retention.occupancy_months", 120, _PRESCRIPTION),
        _row("retention.company_contact_months", 60),
        _row("retention.area_link_days", 90),
        _row("retention.request_months", 60, "Prova di aver risposto: Regolamento UE 2016/679 art. 5 par. 2"),
        _row("retention.erasure_list_days", 35, "I backup durano al massimo 30 giorni"),
    )
)
"""The unit of each is the last word of its key. No law fixes the time of a file: the controller decides and says it."""


def figure(key: str, on: date) -> int:
    """The whole number in force on a day."""
    return int(PARAMETERS.value(key, on))


def source(key: str, on: date) -> str:
    return PARAMETERS.row(key, on).source


def warning(on: date) -> timedelta:
    """Between the warning and what a term takes away."""
    return timedelta(days=figure("retention.warning_days", on))


_NUMBERS = {1: "un", 2: "due", 5: "cinque", 10: "dieci"}


def length(key: str, on: date) -> str:
    """As people say it: «dieci anni», «due anni», «90 giorni»."""
    number = figure(key, on)
    if key.endswith("_days"):
        return f"{number} giorni"
    years, months = divmod(number, 12)
    if months:
        return f"{number} mesi"
    return f"{_NUMBERS.get(years, str(years))} {'anno' if years == 1 else 'anni'}"
