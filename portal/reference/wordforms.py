"""What an Italian word has in common with its other forms: enough to look a job up, not a stemmer.

«magazziniera» and «magazzinieri», «saldatrice» and «saldatore» share an inflected form; «saldatura» shares
only the root. «magaziniere» is a near miss. Words are folded (see text.py).
"""

_VOWELS = "aeiou"
_SHORTEST = 3

# What turns a verb into the one who does it, the doing and the thing done.
_SUFFIXES = (
    "amento", "amenti", "imento", "imenti", "aggio", "aggi", "azione", "azioni", "izione", "izioni",
    "atura", "ature", "itura", "iture", "ator", "itor", "are", "ere", "ire",
)  # fmt: skip


def inflected(word: str) -> str:
    """One form for singular and plural, masculine and feminine."""
    for feminine, masculine in (("trice", "tor"), ("trici", "tor"), ("essa", "e"), ("esse", "e")):
        if word.endswith(feminine) and len(word) - len(feminine) >= _SHORTEST:
            word = word[: -len(feminine)] + masculine
            break
    if word.endswith(("che", "chi", "ghe", "ghi")):
        word = word[:-2]
    short = word.rstrip(_VOWELS)
    return short if len(short) >= _SHORTEST else word


def rooted(word: str) -> str:
    """What is left of a word without the suffix that says who, how or what."""
    short = inflected(word)
    for suffix in _SUFFIXES:
        for form in (word, short):
            if form.endswith(suffix) and len(form) - len(suffix) >= _SHORTEST:
                return form[: -len(suffix)]
    return short


def near_misses(word: str) -> frozenset[str]:
    """Spellings that two words share when one slip parts them.

    A slip is a letter missing, added, changed or swapped with the next one, in a word of five letters or
    more; a double consonant written single is none at all.
    """
    short = _single(inflected(word))
    if len(short) < 5:
        return frozenset({short})
    return frozenset({short, *(short[:i] + short[i + 1 :] for i in range(len(short)))})


def _single(word: str) -> str:
    return "".join(letter for i, letter in enumerate(word) if i == 0 or word[i - 1] != letter)
