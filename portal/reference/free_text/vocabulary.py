"""What the gate may find in a text, and what it says about it (anonymisation.md §6)."""

from enum import StrEnum


class Rule(StrEnum):
    """One kind of finding. The codes say what a rule looks for, never what it found."""

    # step 1: the text cannot be read for what it is
    MARKUP = "markup"
    INVISIBLE = "invisible"
    LETTERS = "letters"
    SIGNS = "signs"
    # step 2: what tells who somebody is
    TAX_CODE = "tax_code"
    IBAN = "iban"
    PLATE = "plate"
    CONTACT = "contact"
    DATE = "date"
    LONG_NUMBER = "long_number"
    STREET = "street"
    PLACE = "place"
    BODY = "body"
    TITLE = "title"
    # step 2: what nobody is asked at work
    FAMILY = "family"
    ORIGIN = "origin"
    BELIEFS = "beliefs"
    JUSTICE = "justice"
    HEALTH = "health"
    DRUGS = "drugs"
    CAPITALS = "capitals"
    # step 3
    UNKNOWN_WORD = "unknown_word"
    # of whoever sets a limit
    TOO_LONG = "too_long"

    @property
    def blocks(self) -> bool:
        """Whether the text cannot be kept; a word that is only unknown may be, once a second person has read it."""
        return self is not Rule.UNKNOWN_WORD


SENTENCES: dict[Rule, str] = {
    Rule.MARKUP: "Togli i codici di pagina, per esempio {words}: qui va solo testo.",
    Rule.INVISIBLE: "Il testo contiene segni invisibili. Riscrivilo a mano, senza incollarlo da un altro programma.",
    Rule.LETTERS: "Usa solo le lettere dell’italiano: togli {words}.",
    Rule.SIGNS: "Togli questi segni: {words}.",
    Rule.TAX_CODE: "Togli il codice fiscale: {words}.",
    Rule.IBAN: "Togli le coordinate bancarie: {words}.",
    Rule.PLATE: "Togli la targa: {words}.",
    Rule.LONG_NUMBER: "Togli i numeri lunghi, anche scritti a parole: {words}.",
    Rule.CONTACT: "Togli recapiti, siti e profili social: {words}.",
    Rule.DATE: "Togli date, anni ed età: {words}. L’esperienza è già sulla scheda, a fasce.",
    Rule.STREET: "Togli l’indirizzo: {words}.",
    Rule.PLACE: "Togli il nome del luogo: {words}. L’area è già sulla scheda.",
    Rule.BODY: "Togli il nome di aziende, enti o scuole: {words}.",
    Rule.TITLE: "Togli titoli e appellativi: {words}.",
    Rule.CAPITALS: "Togli i nomi propri. Se non lo sono, usa la minuscola: {words}.",
    Rule.FAMILY: "Togli ciò che riguarda la famiglia: {words}.",
    Rule.ORIGIN: "Togli origine, cittadinanza e lingue: {words}.",
    Rule.BELIEFS: "Togli religione, politica e vita privata: {words}.",
    Rule.JUSTICE: "Togli ciò che riguarda la giustizia: {words}.",
    Rule.HEALTH: "Togli salute, disabilità e ausili: {words}.",
    Rule.DRUGS: "Togli farmaci, alcol e sostanze: {words}.",
    Rule.UNKNOWN_WORD: "Parole fuori dal vocabolario: {words}. Cambiale, oppure un collega leggerà il testo.",
    Rule.TOO_LONG: "Il testo è troppo lungo: accorcialo a {words} caratteri.",
}

ABOUT_PEOPLE = frozenset(
    {
        Rule.TAX_CODE, Rule.IBAN, Rule.PLATE, Rule.LONG_NUMBER, Rule.CONTACT, Rule.STREET, Rule.TITLE,
        Rule.FAMILY, Rule.ORIGIN, Rule.BELIEFS, Rule.JUSTICE, Rule.HEALTH, Rule.DRUGS,
    }
)  # fmt: skip
"""For texts that are no card but should not tell of a person either: what was agreed, notes on a company's visit."""
