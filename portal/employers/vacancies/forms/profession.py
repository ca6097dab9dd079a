"""Choosing a CP2021 profession by everyday words."""

from portal.reference import professions

MOST_FOUND = 12


def profession_choices(words: str | None, chosen: str | None) -> list[tuple[str, str]]:
    """Those found by the words typed, and the one chosen already (both by key)."""
    found = list(professions.find(words, MOST_FOUND)) if words else []
    if chosen and chosen not in {one.key for one in found}:
        found.insert(0, professions.by_key(chosen))
    return [(one.key, one.title) for one in found]


def known_key(sent: str | None) -> str | None:
    return sent if sent is not None and sent in {one.key for one in professions.entries()} else None


def key_of(code: str | None, title: str | None) -> str | None:
    """The everyday title that was chosen; the commonest of the code where that title is no longer there."""
    if code is None:
        return None
    for one in professions.by_code(code):
        if one.title == title:
            return one.key
    return professions.by_code(code)[0].key
