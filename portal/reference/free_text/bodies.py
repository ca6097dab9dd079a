"""Companies, schools, and how people are addressed; and whatever else is written like a name."""

import re
from collections.abc import Iterator

from portal.reference.free_text import known_words
from portal.reference.free_text.findings import Span
from portal.reference.free_text.reading import Reading
from portal.reference.free_text.vocabulary import Rule

_FORMS = re.compile(
    r"(?<!\w)(?:s\.?\s?r\.?\s?l\.?\s?s?|s\.\s?p\.\s?a|spa|s\.\s?n\.\s?c|snc|s\.\s?a\.\s?s|sas|s\.?\s?c\.?\s?a?\.?\s?r\.?\s?l|"
    r"sapa|onlus|o\.d\.v|odv|a\.p\.s|aps|gmbh|ltd|inc|llc|"
    r"s\.?\s?coop|soc\.\s?coop|coop\.|e figli|& figli|f\.lli|fratelli|"
    r"e c\.|& c)(?!\w)"
)
_SCHOOLS = re.compile(
    r"\b(?:lice[oi]|istitut[oi]|politecnic[oi]|universit\w+|atene[oi]|accademi[ae]|conservatori[oi]?|itis|itc|itcg|ipsia|"
    r"ipssar|ipssec|isis|enaip|cnos|ial|iis|cpia|cfp|its|collegio|seminario|scuol[ae] (?:media|elementare|superiore|"
    r"materna|alberghiera|edile|dell|della|di|privata|statale))\b(?:\s+\w+)?"
)
_TITLES = re.compile(
    r"(?<!\w)(?:sig(?:\.?\s?r?a|\.?ri|\.?na|nor[aei]?|norina)?(?:\.|\b)|dott(?:\.?\s?ssa|or|oressa|ori)?(?:\.|\b)|dr(?:\.?ssa)?(?:\.|\b)|"
    r"prof(?:\.?ssa|essore|essoressa)?(?:\.|\b)|avv(?:\.|ocat[oa])|ing\.|geom\.|rag\.|arch\.|cav\.|on\.|mr\.?|mrs\.?|don|suor|"
    r"padre|mons\.|egr\.|gent\.ma|spett\.)(?!\w)"
)


def bodies(reading: Reading) -> Iterator[Span]:
    for found in _FORMS.finditer(reading.plain):
        yield Span(*found.span(), Rule.BODY)
    for found in _SCHOOLS.finditer(reading.plain):
        yield Span(*found.span(), Rule.BODY)
    for found in _TITLES.finditer(reading.plain):
        yield Span(*found.span(), Rule.TITLE)


def capitals(reading: Reading) -> Iterator[Span]:
    """A capital inside a sentence, or a word all in capitals, unless the portal's own lists write it so."""
    for word in reading.words:
        letters = [sign for sign in word.written if sign.isalpha()]
        if not letters or known_words.is_written(word.written):
            continue
        inside = letters[1:] if word.opens else letters
        if any(sign.isupper() for sign in inside):
            yield Span(word.start, word.end, Rule.CAPITALS)
