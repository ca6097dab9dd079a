"""The tax code of another company or of a receiving body, as it is typed."""

from stdnum.it import codicefiscale, iva


def tax_code(typed: str) -> str:
    """Eleven digits or sixteen characters, with the right check digit."""
    code = typed.replace(" ", "").upper()
    if iva.is_valid(code) or codicefiscale.is_valid(code):
        return code
    raise ValueError("Questo codice fiscale non è valido: controlla cifre e lettere.")
