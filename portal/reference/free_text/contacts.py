"""Ways to reach somebody: mail, sites, names on social networks, also said in words."""

import re
from collections.abc import Iterator

from portal.reference.free_text.findings import Span
from portal.reference.free_text.reading import Reading
from portal.reference.free_text.vocabulary import Rule

_ENDINGS = (
    "it|com|org|net|eu|info|biz|edu|gov|io|me|name|social|online|site|web|app|dev|tv|fm|ly|ch|fr|de|uk|es|ro"
)
_NETWORKS = (
    "instagram|facebook|whatsapp|whatsup|whats app|telegram|tiktok|tik tok|linkedin|linked in|youtube|twitter|"
    "skype|snapchat|messenger|pinterest|threads|discord|twitch|signal|viber|wechat|onlyfans|gmail|hotmail|"
    "outlook|libero mail|yahoo|icloud|virgilio mail|teams call"
)
_CONTACTS = re.compile(
    "|".join(
        (
            r"\S*@\S*",
            r"\b(?:chiocciol\w*|chioccola)\b",
            r"\b(?:\w+\s+)?(?:punto|dot)\s+(?:" + _ENDINGS + r")\b",
            r"\b(?:https?|ftp)\b:?/*\S*",
            r"\bwww\b\S*",
            rf"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_ENDINGS})\b(?:/\S*)?",
            rf"\b(?:{_NETWORKS})\b",
            r"\b(?:insta|fb|ig|wa)\s*[:=]?\s*(?=[a-z0-9._]*[0-9._@])\S+",
            r"#\w+",
            r"\b(?:tel|cell|telefonare al|chiamare al|numero di (?:telefono|cellulare))\b\.?:?",
            r"\bpec\b",
        )
    )
)


def contacts(reading: Reading) -> Iterator[Span]:
    for found in _CONTACTS.finditer(reading.plain):
        yield Span(*found.span(), Rule.CONTACT)
