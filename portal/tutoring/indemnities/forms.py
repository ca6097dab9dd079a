"""Forms of the indemnity: who pays, and a payment."""

import re
from decimal import Decimal

from portal.foundation.web.forms import Choice, Day, Form, Text
from portal.tutoring.indemnities.vocabulary import PAYER_LABELS

_AMOUNT = re.compile(r"\d{1,5}([.,]\d{1,2})?")


class PayerForm(Form):
    payer = Choice(
        "Chi paga l’indennità",
        choices=[(one.value, label) for one, label in PAYER_LABELS.items()],
        missing="Scegli chi paga.",
    )


class PaymentForm(Form):
    paid_on = Day("Pagata il", missing="Scrivi il giorno del pagamento.")
    amount = Text("Importo in euro", max_length=12, missing="Scrivi l’importo pagato.")

    def check(self) -> None:
        typed = self.values.get("amount") or ""
        if typed and self.cents() is None:
            self.fail("amount", "Scrivi l’importo così: 450 oppure 387,50.")

    def cents(self) -> int | None:
        typed = (self.values.get("amount") or "").replace("€", "").strip()
        if not _AMOUNT.fullmatch(typed):
            return None
        return int(Decimal(typed.replace(",", ".")) * 100)
