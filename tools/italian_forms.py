"""Forms of Italian words, from the lists in tools/free_text/: enough for sentences about work, not a grammar."""

from collections.abc import Iterator

_VOWELS = "aeiou"


def of_noun(line: str) -> Iterator[str]:
    """«abilita=» has one form; «carico:carichi» names its plural; the rest follows the rules."""
    singular, _, told = line.partition(":")
    if singular.endswith("="):
        yield singular[:-1]
        return
    yield singular
    yield from told.split() if told else _plural(singular)


def _plural(word: str) -> Iterator[str]:
    if word[-1] not in _VOWELS:
        return
    stem, end = word[:-1], word[-1]
    if end == "a":
        hard = stem.endswith(("c", "g"))
        soft = stem.endswith(("ci", "gi")) and len(stem) > 2 and stem[-3] not in _VOWELS
        yield (stem + "he") if hard else (stem[:-1] + "e") if soft else stem + "e"
    elif end == "o":
        yield stem if stem.endswith("i") else stem + "hi" if stem.endswith("g") else stem + "i"
    elif end == "e":
        yield stem if stem.endswith("i") else stem + "i"


def of_adjective(line: str) -> Iterator[str]:
    """Gender and number: «attento» has four forms, «abile» two; of «-co» and «-go» both plurals are in use."""
    word, _, told = line.partition(":")
    if word.endswith("="):
        yield word[:-1]
        return
    yield word
    stem = word[:-1]
    if word.endswith("o"):
        yield stem + "a"
        hard = stem.endswith(("c", "g"))
        yield from (stem + "he",) if hard else (stem + "e",)
    if told:
        yield from told.split()
    elif word.endswith("go") or (word.endswith("co") and len(stem) < 5):
        yield stem + "hi"
    elif word.endswith("io"):
        yield stem
    elif word.endswith(("o", "e")):
        yield stem + "i"


_ENDINGS = {
    # infinitive: present of io, lui, loro; gerund; participle
    "are": ("o", "a", "ano", "ando", "at"),
    "ere": ("o", "e", "ono", "endo", "ut"),
    "ire": ("o", "e", "ono", "endo", "it"),
}


def of_verb(line: str) -> Iterator[str]:
    """Infinitive, also with «si»; present of io, lui, loro; what she did; gerund and participle."""
    word, _, told = (part.strip() for part in line.partition(":"))
    word, _, inserted = word.partition(" +")
    infinitive = word.removesuffix("si") + "e" if word.endswith("rsi") else word.removesuffix("sela") + "e"
    if not word.endswith(("rsi", "rsela")):
        infinitive = word
    stem = infinitive[:-3]
    yield infinitive
    yield infinitive[:-1] + "si"
    if told:
        yield from told.split()
    if infinitive.endswith("rre"):
        return
    io, lui, loro, gerund, participle = _ENDINGS[infinitive[-3:]]
    yield stem + gerund
    if told:
        return
    hard = "h" if infinitive.endswith(("care", "gare")) else ""
    yield stem + inserted + io
    yield stem + inserted + lui
    yield stem + inserted + loro
    yield stem + infinitive[-3] + "va"
    yield from (stem + participle + end for end in "oaie")
    # «cerchiamo», «lavoriamo»
    yield stem + hard + ("amo" if stem.endswith("i") else "iamo")
