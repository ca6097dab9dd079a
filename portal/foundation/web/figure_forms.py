"""A new value of a dated figure, its last day, its withdrawal."""

from portal.foundation.figure_acts import NewFigure
from portal.foundation.web.forms import Choice, Day, Form, LongText, Once, Text
from portal.kernel.overlay import Unit, read_value
from portal.kernel.parameters import Evidence

EVIDENCE_LABELS: dict[Evidence, str] = {
    Evidence.TWO_SOURCES: "Vista in due o più fonti",
    Evidence.ONE_SOURCE: "Vista in una fonte",
    Evidence.PUBLIC_SOFTWARE: "Usata dai programmi della pubblica amministrazione",
    Evidence.UNVERIFIED: "Da verificare",
}


class FigureForm(Form):
    """``unit`` comes with the key: what is typed is read by it once the form is bound."""

    amount = Text("Valore", max_length=30, missing="Scrivi il valore.")
    valid_from = Day("Vale dal", missing="Scrivi il primo giorno in cui vale.")
    valid_to = Day("Fino al", required=False, hint="Lascia vuoto se non ha fine.")
    source = Text(
        "Fonte",
        max_length=300,
        hint="Legge, decreto o circolare, con articolo e data.",
        missing="Scrivi la fonte: legge, decreto o circolare con la data.",
    )
    evidence = Choice(
        "Quanto è sicuro",
        choices=[(one.value, label) for one, label in EVIDENCE_LABELS.items()],
        missing="Scegli quanto è sicuro.",
    )
    once = Once()

    def figure(self, key: str, unit: Unit) -> NewFigure | None:
        """None, with the error on its field, when the value cannot be read."""
        try:
            value = read_value(self.values.get("amount") or "", unit) if "amount" in self.values else None
        except ValueError as problem:
            self.fail("amount", str(problem))
            return None
        if value is None or not self.ok:
            return None
        return NewFigure(
            key, value, self["valid_from"], self["valid_to"], self["source"], Evidence(self["evidence"])
        )


class EndForm(Form):
    last_day = Day("Ultimo giorno in cui vale", missing="Scrivi l’ultimo giorno in cui vale.")
    once = Once()


class WithdrawalForm(Form):
    reason = LongText("Perché lo ritiri", max_length=500, missing="Scrivi perché ritiri il valore.")
    once = Once()
