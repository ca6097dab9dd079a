"""How the searches of this package read what people type: case, accents and apostrophes make no difference."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+[+#]*")


def fold(text: str) -> str:
    """Lower case without accents: «Università» and «UNIVERSITA'» begin alike. Spaces stay as they are."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order; apostrophes, hyphens and slashes separate («C++» stays whole)."""
    return tuple(_WORD.findall(fold(text)))
