"""Pure rules of the assessment: levels 0–4 alone and with help, nothing assumed where nothing was seen."""

from dataclasses import dataclass
from datetime import date

LEVELS = range(5)
TWO_SIGNATURES = 2


@dataclass(frozen=True, slots=True)
class Level:
    """``k`` alone, ``s`` with personal aids or support; None: not assessed. ``limit``: medical maximum 0–4, None
    where no doctor set one."""

    k: int | None
    s: int | None
    limit: int | None = None

    @property
    def assessed(self) -> bool:
        return self.k is not None


def level_problem(code: str, k: int | None, s: int | None) -> str | None:
    """Why two answers do not go together, as a sentence."""
    if s is not None and k is None:
        return f"Scrivi anche il livello «da sola» (dimensione {code})."
    if k is not None and s is not None and s < k:
        return f"Con aiuti non può essere meno che da sola (dimensione {code})."
    return None


def basis_problem(code: str, level: Level, basis: str | None) -> str | None:
    """Every level says what it rests on."""
    if level.assessed and basis is None:
        return f"Indica su che cosa si basa il livello (dimensione {code})."
    return None


def completed(k: int | None, s: int | None, limit: int | None = None) -> Level:
    """Where only «alone» was rated, help adds nothing that was seen."""
    return Level(k, k if s is None else s, limit)


def submission_problem(levels: dict[str, Level]) -> str | None:
    if not any(level.assessed for level in levels.values()):
        return "Prima di consegnare indica almeno un livello."
    return None


def signing_problem(levels: dict[str, Level], words: str | None) -> str | None:
    if not any(level.assessed for level in levels.values()):
        return "Prima di firmare indica almeno un livello."
    return None if words else "Prima di firmare scrivi la sintesi in parole: la leggerà anche la persona."


def signatures_needed(raters: int) -> int:
    """Two signatures, one where a single person rated (services.md §5)."""
    return min(raters, TWO_SIGNATURES)


def close_by_problem(opened_on: date, close_by: date) -> str | None:
    if close_by < opened_on:
        return "Le schede non possono chiudere prima di oggi."
    return None
