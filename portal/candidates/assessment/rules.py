"""Pure rules of the assessment: levels 0–4 alone and with help, nothing assumed where nothing was seen."""

from dataclasses import dataclass

LEVELS = range(5)


@dataclass(frozen=True, slots=True)
class Level:
    """``k`` alone, ``s`` with personal aids or support; None: not assessed."""

    k: int | None
    s: int | None

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


def completed(k: int | None, s: int | None) -> Level:
    """Where only «alone» was rated, help adds nothing that was seen."""
    return Level(k, k if s is None else s)


def signing_problem(levels: dict[str, Level], words: str | None) -> str | None:
    if not any(level.assessed for level in levels.values()):
        return "Prima di firmare indica almeno un livello."
    return None if words else "Prima di firmare scrivi la sintesi in parole: la leggerà anche la persona."
