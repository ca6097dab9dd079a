"""The simulator's form: the figures of the prospetto by province, as many provinces and rows as one asks for.

What was typed becomes the document of the command `quota`, and is checked as that document: here are only the
names of the fields and the way back from a problem's path to the field it speaks of.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from portal.employers.obligations.documents import words
from portal.employers.obligations.documents.collecting import collect
from portal.employers.obligations.documents.problems import pointer
from portal.employers.obligations.documents.quota import QuotaDocument
from portal.employers.obligations.documents.quota_people import GROUPS_OUT
from portal.employers.obligations.rules.treatments import BY_GROUP
from portal.employers.obligations.vocabulary import Group
from portal.foundation.web.fields import Choice, Day, Field, Text
from portal.foundation.web.forms import Form, FormInput

MOST_PROVINCES, MOST_ROWS = 8, 6
GROUP_CHOICES = [(group, BY_GROUP[Group(group)].label) for group in GROUPS_OUT]

_FULL_TIME = "Ore del tempo pieno"
_ROWS: dict[str, dict[str, tuple[str, str]]] = {
    # list of the document: name of the field, its label
    "part_time": {
        "people": ("part_time_people", "Persone"),
        "hours": ("part_time_hours", "Ore della settimana"),
        "full_time_hours": ("part_time_full", _FULL_TIME),
    },
    "disabled/part_time": {
        "people": ("disabled_people", "Persone"),
        "hours": ("disabled_hours", "Ore della settimana"),
        "full_time_hours": ("disabled_hours_full", _FULL_TIME),
        "over_half": ("disabled_over_half", "Di cui oltre il 50%"),
    },
    "intermittent": {
        "people": ("intermittent_people", "Persone"),
        "hours": ("intermittent_hours", "Ore svolte a settimana"),
        "full_time_hours": ("intermittent_full", _FULL_TIME),
    },
    "excluded": {"group": ("excluded_group", "Categoria"), "people": ("excluded_people", "Persone")},
}
_COUNTS = {
    "disabled/full_time": ("disabled_full", "Persone con disabilità a tempo pieno"),
    "telework/full_time": ("telework", "In telelavoro"),
    "art18": ("art18", "Categorie protette dell’art. 18"),
    "art18_since_2000": ("art18_since_2000", "Di cui in forza dal 17 gennaio 2000"),
    "agency_disabled/full_time": ("agency", "Persone con disabilità in somministrazione"),
}
_DECIMALS = re.compile(r"([0-9]{1,3})[.,]([0-9]{1,2})")


class SimulatorForm(Form):
    """``provinces`` and ``rows`` say how large this form is; fields of a province are called ``p0_dependants``."""

    provinces = 1
    rows = 2

    def name(self, province: int, field: str, row: int | None = None) -> str:
        return f"p{province}_{field}" if row is None else f"p{province}_{field}_{row}"

    @classmethod
    def asked(cls) -> list[str]:
        """The names of its fields."""
        return list(cls._fields)

    def document(self) -> dict[str, Any]:
        return self._written()[0]

    def _written(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The document as it was typed, and the field of each of its paths."""
        document: dict[str, Any] = {}
        fields = {"/on": "on", "/head_office": "head_office", "/provinces": "p0_province"}
        on = self.values.get("on")
        if isinstance(on, date):
            document["on"] = on.isoformat()
        if self.values.get("head_office"):
            document["head_office"] = self.values["head_office"].upper()
        document["provinces"] = [self._province(index, fields) for index in range(self.provinces)]
        return document, fields

    def _province(self, index: int, fields: dict[str, str]) -> dict[str, Any]:
        there: dict[str, Any] = {}
        for path, name in {"province": "province", "dependants": "dependants"}.items():
            self._put(there, index, (path,), self.name(index, name), fields)
        for joined, (name, _) in _COUNTS.items():
            self._put(there, index, tuple(joined.split("/")), self.name(index, name), fields)
        for joined, columns in _ROWS.items():
            self._put_rows(there, index, joined, columns, fields)
        return there

    def _put_rows(
        self,
        there: dict[str, Any],
        index: int,
        joined: str,
        columns: dict[str, tuple[str, str]],
        fields: dict[str, str],
    ) -> None:
        *outer, last = joined.split("/")
        found: list[dict[str, Any]] = []
        for row in range(self.rows):
            names = {key: self.name(index, name, row) for key, (name, _) in columns.items()}
            if not any(self.values.get(name) for key, name in names.items() if key != "full_time_hours"):
                continue
            where: tuple[str | int, ...] = ("provinces", index, *outer, last, len(found))
            fields[pointer(where)] = names["people"]
            found.append(
                {key: _typed(key, self.values[name]) for key, name in names.items() if self.values.get(name)}
            )
            fields.update({pointer((*where, key)): name for key, name in names.items()})
        if found:
            place = there
            for part in outer:
                place = place.setdefault(part, {})
            place[last] = found

    def _put(
        self, there: dict[str, Any], index: int, path: tuple[str, ...], name: str, fields: dict[str, str]
    ) -> None:
        fields[pointer(("provinces", index, *path))] = name
        value = self.values.get(name)
        if value:
            *outer, last = path
            for part in outer:
                there = there.setdefault(part, {})
            there[last] = _typed(last, value)

    def check(self) -> None:
        """Everything the document's reader finds, on the field it belongs to."""
        document, fields = self._written()
        for problem in collect(document, QuotaDocument):
            field = fields.get(problem.path)
            path = problem.path
            while field is None and path:
                path = path.rpartition("/")[0]
                field = fields.get(path)
            if field is None or self.error(field) is None:
                missing = field is not None and problem.reason.startswith(words.MISSING)
                self.fail(field, f"Compila «{self.label(field)}»." if missing and field else problem.reason)


def _typed(key: str, text: str) -> Any:
    """Digits as a number; hours with decimals as hours and minutes, where they are whole minutes; letters in capitals
    for a province. Anything else stays as it is, for the reader to refuse."""
    if key == "province":
        return text.upper()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    decimals = _DECIMALS.fullmatch(text) if key.endswith("hours") else None
    if decimals:
        hundredths = int(decimals[2].ljust(2, "0")) * 60
        if hundredths % 100 == 0:
            return f"{decimals[1]}:{hundredths // 100:02d}"
    return text


@lru_cache(maxsize=MOST_PROVINCES * MOST_ROWS)
def simulator_form(provinces: int, rows: int) -> type[SimulatorForm]:
    fields: dict[str, Any] = {
        "on": Day("Giorno del calcolo", hint="Dal 1 gennaio 2018. Per il prospetto è il 31 dicembre."),
        "head_office": Text("Provincia della sede legale", hint="Due lettere, come MI.", max_length=20),
    }
    for index in range(provinces):
        fields |= {f"p{index}_{name}": question for name, question in _province_fields(rows).items()}
    return type("SimulatorForm", (SimulatorForm,), {**fields, "provinces": provinces, "rows": rows})


def _province_fields(rows: int) -> dict[str, Field]:
    fields: dict[str, Field] = {
        "province": Text("Provincia", hint="Due lettere, come MI.", max_length=20),
        "dependants": Text("Dipendenti", hint="Tutti, prima di ogni esclusione.", max_length=20),
    }
    for name, label in _COUNTS.values():
        fields[name] = Text(label, required=False, max_length=20)
    for columns in _ROWS.values():
        for row in range(rows):
            for key, (name, label) in columns.items():
                fields[f"{name}_{row}"] = (
                    Choice(label, choices=GROUP_CHOICES, required=False)
                    if key == "group"
                    else Text(label, required=False, max_length=20)
                )
    return fields


def bound(sent: FormInput) -> SimulatorForm:
    """The form as large as it was when it was drawn."""
    size = simulator_form(_size(sent, "provinces", MOST_PROVINCES), _size(sent, "rows", MOST_ROWS))
    return size.bind(sent)


def resized(sent: FormInput, change: str) -> SimulatorForm:
    """What was typed, unchecked, on a form with a province or a row more, or a province less."""
    provinces, rows = _size(sent, "provinces", MOST_PROVINCES), _size(sent, "rows", MOST_ROWS)
    provinces += {"province": 1, "less": -1}.get(change, 0)
    rows += 1 if change == "row" else 0
    kind = simulator_form(max(1, min(MOST_PROVINCES, provinces)), max(1, min(MOST_ROWS, rows)))
    form = kind()
    form.raw.update({name: sent.get(name) for name in kind.asked()})
    return form


def _size(sent: FormInput, name: str, most: int) -> int:
    text = sent.get(name) or ""
    return max(1, min(most, int(text))) if re.fullmatch(r"[0-9]{1,2}", text) else 1


def filled(document: QuotaDocument) -> SimulatorForm:
    """With the figures of a document, to be changed."""
    provinces = document.provinces or []
    typed = {"on": f"{document.on:%d/%m/%Y}", "head_office": document.head_office}
    rows = 2
    for index, there in enumerate(provinces):
        lists: dict[str, Sequence[Any]] = {
            "part_time": there.part_time,
            "disabled/part_time": there.disabled.part_time,
            "intermittent": there.intermittent,
            "excluded": there.excluded,
        }
        rows = max(rows, *(len(found) for found in lists.values()))
        typed |= {f"p{index}_province": there.province, f"p{index}_dependants": str(there.dependants)}
        for joined, (name, _) in _COUNTS.items():
            value: Any = there
            for part in joined.split("/"):
                value = getattr(value, part)
            typed[f"p{index}_{name}"] = str(value) if value else ""
        for joined, columns in _ROWS.items():
            for row, one in enumerate(lists[joined]):
                for key, (name, _) in columns.items():
                    value = getattr(one, key)
                    typed[f"p{index}_{name}_{row}"] = str(value) if value else ""
    form = simulator_form(max(1, len(provinces)), min(MOST_ROWS, rows))()
    form.raw.update(typed)
    return form
