"""Forms of the communication itself: its year, its receipt; and of the statement of art. 17."""

from portal.employers.prospetto_informativo.rules import shapes
from portal.foundation.web.forms import Day, Form, Hidden, Integer, LongText, Once, Text


class OpeningForm(Form):
    year = Integer("Anno", hint="La fotografia è al 31 dicembre di quest’anno.", minimum=2018, maximum=2200)
    once = Once()


class ReceiptForm(Form):
    """What the receiving service answered."""

    sent_on = Day("Giorno dell’invio", missing="Scrivi il giorno dell’invio.")
    code = Text(
        "Codice della comunicazione",
        max_length=40,
        hint="16 lettere o cifre: lo trovi sulla ricevuta.",
        missing="Scrivi il codice della comunicazione.",
    )
    protocol = Text("Protocollo", max_length=20, hint="8 lettere o cifre.", required=False)


class AgainForm(Form):
    """A correction or an annulment: nothing is asked, only done once."""

    once = Once()
    kind = Hidden(required=False)


class StatementForm(Form):
    """Who declares and for what; nothing of it is kept."""

    signer = Text("Chi firma", hint="Nome e cognome del legale rappresentante.", missing="Scrivi chi firma.")
    tender = LongText(
        "Gara o concessione",
        max_length=shapes.LONGEST_WORDS,
        hint="Oggetto, ente e codice della gara, se c’è.",
        required=False,
    )
    place = Text("Luogo", max_length=shapes.LONGEST_NAME, required=False)
