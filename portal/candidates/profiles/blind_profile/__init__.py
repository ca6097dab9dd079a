"""The blind profile: what a card may show of a person, so that she is one of at least k. Pure, in columns of numpy."""

from portal.candidates.profiles.blind_profile.cards import (
    BlindCard,
    Built,
    HiddenLabel,
    LabelHiddenWhy,
    Traits,
    build_cards,
)
from portal.candidates.profiles.blind_profile.families import LEAST_IN_CLASS, MOST_LABELS
from portal.candidates.profiles.blind_profile.seen import HiddenWhy, Seen
from portal.candidates.profiles.blind_profile.single_skills import MOST_SKILLS
from portal.candidates.profiles.blind_profile.steps import PLACE, STEPS, OpenKey, Step, Values

__all__ = [
    "LEAST_IN_CLASS",
    "MOST_LABELS",
    "MOST_SKILLS",
    "PLACE",
    "STEPS",
    "BlindCard",
    "Built",
    "HiddenLabel",
    "HiddenWhy",
    "LabelHiddenWhy",
    "OpenKey",
    "Seen",
    "Step",
    "Traits",
    "Values",
    "build_cards",
]
