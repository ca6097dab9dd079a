"""Amounts as they are typed in these forms."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.foundation.web.forms import Text


def amount(
    label: str, sentence: str, *, least: Decimal, most: Decimal, decimals: int = 2, **kwargs: Any
) -> Text:
    """A number with a comma: 60, 33,33, 1.250.000. Outside of the limits ``sentence`` is said."""
    return Text(label, max_length=20, parse=_reader(sentence, least, most, decimals), **kwargs)


def _reader(sentence: str, least: Decimal, most: Decimal, decimals: int) -> Callable[[str], Decimal]:
    def read(typed: str) -> Decimal:
        text = typed.replace("%", "").replace("€", "").replace("‰", "").replace(" ", "")
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        elif text.count(".") > 1 or (text.count(".") == 1 and len(text.rsplit(".", 1)[1]) == 3):
            text = text.replace(".", "")
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise ValueError(sentence) from None
        exponent = value.as_tuple().exponent
        if not value.is_finite() or not least <= value <= most:
            raise ValueError(sentence)
        if isinstance(exponent, int) and -exponent > decimals:
            raise ValueError(f"Scrivi al massimo {decimals} decimali.")
        return value

    return read
