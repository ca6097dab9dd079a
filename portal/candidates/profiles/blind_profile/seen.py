"""Why a step of the ladder shows a value or hides it: for the counsellor of the one profile that is traced."""

from dataclasses import dataclass
from enum import StrEnum

from portal.candidates.profiles.blind_profile.steps import Step


class HiddenWhy(StrEnum):
    NOT_STATED = "not_stated"
    TOO_FEW = "too_few"
    """Fewer of those alike so far share it than a value needs to open."""
    NOT_YET = "not_yet"
    """Enough share it, but values open at the beginning of an epoch only."""
    GUARD = "guard"
    """It would leave some who were alike for the last weeks with fewer than k."""
    PROTECTS_OTHERS = "protects_others"
    """Enough share it, but those without it would be fewer than k."""
    COARSER_HIDDEN = "coarser_hidden"
    """The coarser level of the same field is not shown."""
    CLASS_REACHED = "class_reached"
    """Those who show the same so far are fewer than 2k: nothing finer is tried."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One step on a profile's way: its value, and why it is hidden; None: it shows.

    ``sharing``: how many of those alike so far have the value, the profile included; it needs ``needs`` to open.
    """

    step: Step
    value: str | None
    hidden: HiddenWhy | None
    sharing: int = 0
    needs: int = 0
