"""What all sections share: the version of the page, and leaving answers for later."""

from portal.foundation.web.forms import Choice, Form, Hidden, Once, Text

YES_NO = [("yes", "Sì"), ("no", "No")]


def flag(value: str | None) -> bool | None:
    return None if value is None else value == "yes"


def word(value: bool | None) -> str | None:
    return None if value is None else ("yes" if value else "no")


class NewVacancyForm(Form):
    title = Text(
        "Titolo dell’annuncio",
        max_length=120,
        missing="Scrivi il titolo dell’annuncio.",
        hint="Come lo chiami in azienda: «Addetto/a back office».",
    )
    once = Once()


class HandOverForm(Form):
    receiver = Choice("Chi segue l’annuncio da ora", missing="Scegli chi segue l’annuncio da ora.")


class SectionForm(Form):
    version = Hidden(required=False)

    def seen_version(self) -> int | None:
        text = self.values.get("version")
        return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 10 else None

    def forgive_missing(self) -> None:
        """«Salva ed esci»: what was not answered waits; what was answered wrong is still said."""
        kept = []
        for error in self.errors:
            if error.field is not None and not self._answered(error.field):
                self.values[error.field] = [] if self._fields[error.field].many else None
            else:
                kept.append(error)
        self.errors = kept

    def _answered(self, name: str) -> bool:
        raw = self.raw.get(name)
        return bool(raw.strip()) if isinstance(raw, str) else bool(raw)
