"""Names in the order people expect; the database knows no Italian order."""

import unicodedata


def by_name(column: str) -> str:
    """Small letters without accents: «È» stands beside «E»."""
    return f"lower(regexp_replace(normalize({column}, NFD), '[\\u0300-\\u036f]', '', 'g'))"


def folded(text: str) -> str:
    """The same done to what somebody typed."""
    plain = unicodedata.normalize("NFD", text)
    return "".join(one for one in plain if not "\u0300" <= one <= "\u036f").lower()
