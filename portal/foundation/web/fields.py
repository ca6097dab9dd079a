"""Fields of a form: each turns what was typed into a value, or says in Italian what is wrong."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from portal.foundation.ids import new_id
from portal.kernel.days import FIRST_DAY, LAST_DAY

Choice_ = tuple[str, str]


class Wrong(Exception):
    """What was typed cannot be read; the message is the sentence for the field."""


@dataclass(frozen=True, slots=True)
class UploadedFile:
    name: str
    content: bytes
    content_type: str

    @property
    def suffix(self) -> str:
        return "." + self.name.rsplit(".", 1)[-1].lower() if "." in self.name else ""


class Field:
    """One question. ``parse`` may refine the typed text and raises Wrong or answers the value."""

    many = False
    inputmode = "text"

    def __init__(
        self,
        label: str,
        *,
        hint: str | None = None,
        required: bool = True,
        missing: str | None = None,
        wrong: str | None = None,
        parse: Callable[[str], Any] | None = None,
        autocomplete: str | None = None,
        max_length: int | None = None,
    ) -> None:
        self.label = label
        self.hint = hint
        self.required = required
        self.missing = missing or f"Compila il campo «{label}»."
        self.wrong = wrong
        self.parse = parse
        self.autocomplete = autocomplete
        self.max_length = max_length
        self.name = ""

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name

    def read(self, raw: Any, choices: Sequence[Choice_]) -> Any:
        """The value of what was typed; None (or an empty list) when nothing was and that is allowed."""
        text = raw.strip() if isinstance(raw, str) else ""
        if not text:
            if self.required:
                raise Wrong(self.missing)
            return None
        if self.max_length is not None and len(text) > self.max_length:
            raise Wrong(f"«{self.label}» è troppo lungo: al massimo {self.max_length} caratteri.")
        return self._parsed(self.convert(text, choices))

    def convert(self, text: str, choices: Sequence[Choice_]) -> Any:
        return text

    def _parsed(self, value: Any) -> Any:
        if self.parse is None:
            return value
        try:
            return self.parse(value)
        except ValueError as problem:
            raise Wrong(str(problem) or self.wrong or f"Controlla «{self.label}».") from None


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Text(Field):
    """One line of text."""

    def __init__(self, label: str, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(label, max_length=max_length, **kwargs)

    def convert(self, text: str, choices: Sequence[Choice_]) -> str:
        return _CONTROL.sub("", " ".join(text.split()))


class LongText(Field):
    def __init__(self, label: str, *, max_length: int = 1000, **kwargs: Any) -> None:
        super().__init__(label, max_length=max_length, **kwargs)

    def convert(self, text: str, choices: Sequence[Choice_]) -> str:
        return _CONTROL.sub("", text.replace("\r\n", "\n"))


class Email(Field):
    inputmode = "email"
    _shape = re.compile(r"[^@\s,;<>\"]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)

    def __init__(self, label: str, **kwargs: Any) -> None:
        kwargs.setdefault("autocomplete", "email")
        super().__init__(label, max_length=254, **kwargs)

    def convert(self, text: str, choices: Sequence[Choice_]) -> str:
        if not self._shape.fullmatch(text):
            raise Wrong(self.wrong or "Scrivi un indirizzo come nome@esempio.it.")
        return text.lower()


class Password(Field):
    """Kept exactly as typed: spaces count."""

    def read(self, raw: Any, choices: Sequence[Choice_]) -> Any:
        text = raw if isinstance(raw, str) else ""
        if not text:
            raise Wrong(self.missing)
        if len(text) > 256:
            raise Wrong("La password è troppo lunga: al massimo 256 caratteri.")
        return self._parsed(text)


class Integer(Field):
    inputmode = "numeric"

    def __init__(
        self, label: str, *, minimum: int | None = None, maximum: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(label, max_length=12, **kwargs)
        self.minimum, self.maximum = minimum, maximum

    def convert(self, text: str, choices: Sequence[Choice_]) -> int:
        problem = self.wrong or self._range()
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise Wrong(problem)
        value = int(text)
        if (self.minimum is not None and value < self.minimum) or (
            self.maximum is not None and value > self.maximum
        ):
            raise Wrong(problem)
        return value

    def _range(self) -> str:
        if self.minimum is not None and self.maximum is not None:
            return f"«{self.label}» va da {self.minimum} a {self.maximum}, senza decimali."
        if self.minimum is not None:
            return f"«{self.label}» è un numero intero da {self.minimum} in su."
        return f"Scrivi «{self.label}» come numero intero."


class Day(Field):
    """A day typed as gg/mm/aaaa (or aaaa-mm-gg, as a browser's date input sends it)."""

    inputmode = "numeric"

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, max_length=20, **kwargs)

    def convert(self, text: str, choices: Sequence[Choice_]) -> date:
        return read_day(text, self.wrong)


def read_day(text: str, wrong: str | None = None) -> date:
    """Raises Wrong for what is no day, and for one that nothing here can have."""
    found = _day(text, wrong)
    if not FIRST_DAY <= found <= LAST_DAY:
        raise Wrong(f"Controlla l’anno: va dal {FIRST_DAY.year} al {LAST_DAY.year}.")
    return found


def _day(text: str, wrong: str | None) -> date:
    sentence = wrong or "Scrivi la data come 27/11/2026."
    italian = re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", text)
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    try:
        if italian:
            return date(int(italian[3]), int(italian[2]), int(italian[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        raise Wrong("Questa data non esiste nel calendario.") from None
    raise Wrong(sentence)


class TimeOfDay(Field):
    """8:30, 8.30, 0830."""

    inputmode = "numeric"

    def convert(self, text: str, choices: Sequence[Choice_]) -> time:
        match = re.fullmatch(r"(\d{1,2})[:.,]?(\d{2})|(\d{1,2})", text)
        if match:
            hour, minute = int(match[1] or match[3]), int(match[2] or 0)
            if hour < 24 and minute < 60:
                return time(hour, minute)
        raise Wrong(self.wrong or "Scrivi l’ora come 8:30.")


class Choice(Field):
    def __init__(self, label: str, *, choices: Sequence[Choice_] = (), **kwargs: Any) -> None:
        kwargs.setdefault("missing", f"Scegli una risposta per «{label}».")
        super().__init__(label, **kwargs)
        self.choices = list(choices)

    def convert(self, text: str, choices: Sequence[Choice_]) -> str:
        if text not in {value for value, _ in choices}:
            raise Wrong(self.wrong or f"Scegli una delle risposte di «{self.label}».")
        return text


class Choices(Choice):
    many = True

    def read(self, raw: Any, choices: Sequence[Choice_]) -> list[str]:
        chosen = [text for text in (raw or []) if isinstance(text, str) and text]
        if not chosen and self.required:
            raise Wrong(self.missing)
        known = {value for value, _ in choices}
        if any(text not in known for text in chosen):
            raise Wrong(self.wrong or f"Scegli fra le risposte di «{self.label}».")
        return list(dict.fromkeys(chosen))


class Tick(Field):
    """A checkbox; when required it must be ticked."""

    def read(self, raw: Any, choices: Sequence[Choice_]) -> bool:
        ticked = isinstance(raw, str) and raw not in ("", "0", "no")
        if self.required and not ticked:
            raise Wrong(self.missing)
        return ticked


class Upload(Field):
    def __init__(self, label: str, *, max_bytes: int, suffixes: Sequence[str], **kwargs: Any) -> None:
        kwargs.setdefault("missing", "Scegli un file.")
        super().__init__(label, **kwargs)
        self.max_bytes, self.suffixes = max_bytes, tuple(suffixes)

    def read(self, raw: Any, choices: Sequence[Choice_]) -> UploadedFile | None:
        if not isinstance(raw, UploadedFile) or not raw.name:
            if self.required:
                raise Wrong(self.missing)
            return None
        if raw.suffix not in self.suffixes:
            kinds = ", ".join(self.suffixes)
            raise Wrong(f"Il file «{raw.name}» non è di un tipo accettato. Tipi accettati: {kinds}.")
        if len(raw.content) > self.max_bytes:
            raise Wrong(
                f"Il file «{raw.name}» supera {self.max_bytes // 1_000_000} MB. Scegline uno più piccolo."
            )
        if not raw.content:
            raise Wrong(f"Il file «{raw.name}» è vuoto.")
        return raw


class Hidden(Field):
    """A value the page carries: a row's version, the key of a step."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("", **kwargs)


class Once(Field):
    """The id of the row to be made, chosen when the page was drawn: pressed twice, it is made once."""

    def __init__(self) -> None:
        super().__init__("", required=False)

    def read(self, raw: Any, choices: Sequence[Choice_]) -> UUID:
        try:
            return UUID(raw)
        except (TypeError, ValueError, AttributeError):
            return new_id()
