"""Forms: every error at once, nothing typed is lost.

A form class names its fields; ``bind`` reads what was sent; the template macros of
``templates/components/forms.html`` draw it, errors included.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from portal.foundation.ids import new_id
from portal.foundation.web.fields import (
    Choice,
    Choices,
    Day,
    Email,
    Field,
    Hidden,
    Integer,
    LongText,
    Once,
    Password,
    Text,
    Tick,
    TimeOfDay,
    Upload,
    UploadedFile,
    Wrong,
)

__all__ = [
    "Choice",
    "Choices",
    "Day",
    "Email",
    "Field",
    "Form",
    "FormError",
    "FormInput",
    "Hidden",
    "Integer",
    "LongText",
    "Once",
    "Password",
    "Text",
    "Tick",
    "TimeOfDay",
    "Upload",
    "UploadedFile",
    "Wrong",
]


class FormInput:
    """What was sent: texts by name (several for one name), and files."""

    def __init__(
        self, texts: Mapping[str, Sequence[str]], files: Mapping[str, UploadedFile] | None = None
    ) -> None:
        self.texts = texts
        self.files = files or {}

    @classmethod
    def of(cls, **values: Any) -> Self:
        """From plain values, for tests and sample data."""
        texts = {
            name: list(value) if isinstance(value, list | tuple) else [str(value)]
            for name, value in values.items()
        }
        return cls(texts)

    def get(self, name: str) -> str | None:
        values = self.texts.get(name)
        return values[-1] if values else None

    def all(self, name: str) -> list[str]:
        return list(self.texts.get(name, ()))


@dataclass(frozen=True, slots=True)
class FormError:
    field: str | None
    message: str


class Form:
    _fields: ClassVar[dict[str, Field]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        inherited = dict(cls._fields)
        inherited.update({name: value for name, value in vars(cls).items() if isinstance(value, Field)})
        cls._fields = inherited

    def __init__(self, choices: Mapping[str, Sequence[tuple[str, str]]] | None = None) -> None:
        self.on_page = ""
        self.raw: dict[str, Any] = {}
        self.values: dict[str, Any] = {}
        self.errors: list[FormError] = []
        self._choices = {name: list(rows) for name, rows in (choices or {}).items()}

    @classmethod
    def bind(cls, sent: FormInput, *, choices: Mapping[str, Sequence[tuple[str, str]]] | None = None) -> Self:
        form = cls(choices)
        for name, question in cls._fields.items():
            if isinstance(question, Upload):
                form.raw[name] = sent.files.get(name)
            else:
                form.raw[name] = sent.all(name) if question.many else sent.get(name)
            try:
                form.values[name] = question.read(form.raw[name], form.choices(name))
            except Wrong as problem:
                form.errors.append(FormError(name, str(problem)))
        form.check()
        return form

    @classmethod
    def blank(cls, *, choices: Mapping[str, Sequence[tuple[str, str]]] | None = None, **initial: Any) -> Self:
        """An unanswered form, pre-filled with what is known (texts as a person would type them)."""
        form = cls(choices)
        for name, question in cls._fields.items():
            if name in initial and initial[name] is not None:
                form.raw[name] = initial[name] if question.many else str(initial[name])
            elif isinstance(question, Once):
                form.raw[name] = str(new_id())
            else:
                form.raw[name] = [] if question.many else None
        return form

    def check(self) -> None:
        """Rules across fields; look with ``self.values.get(name)`` and complain with ``fail``."""

    @property
    def ok(self) -> bool:
        return not self.errors

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def fail(self, field: str | None, sentence: str) -> None:
        """Add what an action refused. Without a field it stands in the summary alone."""
        if field is not None and field not in self._fields:
            field = None
        self.errors.append(FormError(field, sentence))

    # what the macros ask
    def error(self, name: str) -> str | None:
        return next((error.message for error in self.errors if error.field == name), None)

    def value(self, name: str) -> Any:
        raw = self.raw.get(name)
        if self._fields[name].many:
            return raw or []
        return raw if isinstance(raw, str) else ""

    def choices(self, name: str) -> list[tuple[str, str]]:
        return self._choices.get(name, getattr(self._fields[name], "choices", []))

    def label(self, name: str) -> str:
        return self._fields[name].label

    def hint(self, name: str) -> str | None:
        return self._fields[name].hint

    def required(self, name: str) -> bool:
        return self._fields[name].required

    def autocomplete(self, name: str) -> str | None:
        return self._fields[name].autocomplete

    def inputmode(self, name: str) -> str:
        return self._fields[name].inputmode

    def max_length(self, name: str) -> int | None:
        return self._fields[name].max_length

    def suffixes(self, name: str) -> str:
        question = self._fields[name]
        return ",".join(question.suffixes) if isinstance(question, Upload) else ""

    def id(self, name: str) -> str:
        """Of the control; where several forms stand on one page, ``on_page`` keeps their fields apart."""
        return f"campo-{self.on_page}-{name}" if self.on_page else f"campo-{name}"
