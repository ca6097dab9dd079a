"""One form for each kind of measure, then what the office decided and how a measure ends."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from portal.employers.measures.forms.amounts import amount
from portal.employers.measures.forms.so_far import Needs, SoFarForm
from portal.employers.measures.forms.tax_codes import tax_code
from portal.employers.measures.rules.drafts import (
    Act,
    CompensationDraft,
    EsoneroParzialeDraft,
    GradualDraft,
    Grant,
    MeasureDraft,
    Period,
    RequestDraft,
    SelfCertificationDraft,
    SuspensionDraft,
)
from portal.employers.measures.vocabulary import (
    ESONERO_PARZIALE_GROUND_LABELS,
    REQUEST_OUTCOME_LABELS,
    EsoneroParzialeGround,
    MeasureKind,
)
from portal.employers.obligations.rules.avviamento import REQUEST_KIND_LABELS, RequestKind
from portal.employers.obligations.rules.esonero import ESONERO_SECTOR_LABELS, EsoneroSector
from portal.employers.obligations.rules.sospensione import SUSPENSION_CAUSE_LABELS, SuspensionCause
from portal.employers.obligations.vocabulary import SUBJECT_LABELS, Subject
from portal.foundation.web.forms import Choice, Choices, Day, Form, Hidden, Integer, Once, Text

_ACT_DAY = "Data dell’atto"
_ACT_REF = "Estremi dell’atto"
_ONLY_ONE = "Scrivi sia la data sia gli estremi dell’atto, o nessuno dei due."


def _places(label: str, sentence: str, *, required: bool = True) -> Integer:
    return Integer(label, required=required, missing=sentence, minimum=1, maximum=9999)


def _first_day(label: str = "Primo giorno") -> Day:
    return Day(label, missing="Scrivi il primo giorno.")


def _last_day(hint: str = "Lascia vuoto se non ha ancora una fine.") -> Day:
    return Day("Ultimo giorno", required=False, hint=hint)


_WHERE_AND_WHEN = ("province", "starts_on", "ends_on")


class MeasureForm(SoFarForm):
    """What all kinds ask."""

    once = Once()
    starts_on = _first_day()
    ends_on = _last_day()

    @property
    def period(self) -> Period:
        return Period(self["starts_on"], self["ends_on"])

    def draft(self) -> MeasureDraft:
        raise NotImplementedError

    def draft_so_far(self, today: date) -> MeasureDraft:
        """With fillers for what is lacking, to be judged and never written."""
        return self.as_if({**_FILLERS, "starts_on": today, "requested_on": today}).draft()


_FILLERS: dict[str, Any] = {
    "ends_on": None,
    "decided_on": None,
    "act_ref": None,
    "province": "",
    "other_province": None,
    "sector": EsoneroSector.ORDINARY.value,
    "grounds": [],
    "percentage": Decimal(1),
    "premium_permille": Decimal(999),
    "cause": SuspensionCause.CIGS.value,
    "subject": Subject.ART3.value,
    "way": RequestKind.NOMINATIVA.value,
    "workers": 1,
    "of_workers": None,
    "units": 1,
    "group_tax_code": None,
}


class _MaybeDecided(MeasureForm):
    """Kinds that an office decides: with day and reference of its act they are already granted."""

    requested_on = Day("Data della richiesta", missing="Scrivi quando hai fatto la richiesta.")
    decided_on = Day(_ACT_DAY, required=False, hint="Solo se l’ufficio ha già deciso.")
    act_ref = Text(_ACT_REF, required=False, max_length=200, hint="Numero e ufficio che lo ha emesso.")

    def check(self) -> None:
        day, ref = self.values.get("decided_on"), self.values.get("act_ref")
        if (day is None) != (ref is None) and not any(
            one.field in ("decided_on", "act_ref") for one in self.errors
        ):
            self.fail("act_ref" if day else "decided_on", _ONLY_ONE)

    @property
    def act(self) -> Act | None:
        day, ref = self["decided_on"], self["act_ref"]
        return Act(day, ref) if day and ref else None


class _Declared(MeasureForm):
    """Kinds that hold because the company declares them."""

    decided_on = Day("Data della dichiarazione", missing="Scrivi la data della dichiarazione.")
    act_ref = Text(
        "Estremi della dichiarazione", max_length=200, missing="Scrivi gli estremi: protocollo o numero."
    )

    @property
    def act(self) -> Act:
        return Act(self["decided_on"], self["act_ref"])

    def draft_so_far(self, today: date) -> MeasureDraft:
        fillers = {**_FILLERS, "starts_on": today, "decided_on": today, "act_ref": "–"}
        return self.as_if(fillers).draft()


class RequestForm(MeasureForm):
    needs: ClassVar[Needs] = {"starts_on": ("subject", "province", "way")}

    subject = Choice(
        "Per chi",
        choices=[(one.value, label) for one, label in SUBJECT_LABELS.items()],
        missing="Scegli di quale quota si parla.",
    )
    province = Choice("Provincia", missing="Scegli la provincia.")
    way = Choice(
        "Tipo di richiesta",
        choices=[(one.value, label) for one, label in REQUEST_KIND_LABELS.items()],
        missing="Scegli il tipo di richiesta.",
    )
    units = _places("Posti chiesti", "Scrivi quanti posti hai chiesto.")
    starts_on = Day(
        "Presentata il",
        hint="Vale per i posti già scoperti quel giorno.",
        missing="Scrivi quando hai presentato la richiesta.",
    )
    act_ref = Text("Protocollo", required=False, max_length=200, hint="Numero dato dall’ufficio, se c’è.")

    def draft(self) -> MeasureDraft:
        return RequestDraft(
            Subject(self["subject"]), self["province"], RequestKind(self["way"]), self["units"],
            Period(self["starts_on"], None), self["act_ref"],
        )  # fmt: skip


class EsoneroParzialeForm(_MaybeDecided):
    needs: ClassVar[Needs] = {
        "percentage": ("sector",),
        "units": ("percentage", "sector", *_WHERE_AND_WHEN),
        "province": _WHERE_AND_WHEN,
        "starts_on": _WHERE_AND_WHEN,
        "ends_on": ("starts_on", "decided_on"),
        "decided_on": ("requested_on",),
    }

    province = Choice("Provincia", missing="Scegli la provincia.")
    sector = Choice(
        "Settore",
        choices=[(one.value, label) for one, label in ESONERO_SECTOR_LABELS.items()],
        missing="Scegli il settore: da lui dipende il massimo.",
    )
    grounds = Choices(
        "Condizioni dell’attività",
        choices=[(one.value, label) for one, label in ESONERO_PARZIALE_GROUND_LABELS.items()],
        missing="Scegli almeno una condizione (DM 357/2000).",
    )
    percentage = amount(
        "Percentuale della quota",
        "La percentuale va da 1 a 100, con al massimo due decimali.",
        least=Decimal(1),
        most=Decimal(100),
        missing="Scrivi la percentuale chiesta o concessa.",
    )
    units = _places("Unità esonerate", "Scrivi quante unità.")

    def draft(self) -> MeasureDraft:
        return EsoneroParzialeDraft(
            self["province"], EsoneroSector(self["sector"]),
            tuple(EsoneroParzialeGround(one) for one in self["grounds"]),
            self["percentage"], self["units"], self["requested_on"], self.period, self.act,
        )  # fmt: skip


class SelfCertificationForm(_Declared):
    needs: ClassVar[Needs] = {
        "units": ("workers", *_WHERE_AND_WHEN),
        "workers": ("starts_on",),
        "province": _WHERE_AND_WHEN,
        "starts_on": _WHERE_AND_WHEN,
        "ends_on": ("starts_on",),
    }

    province = Choice("Provincia", missing="Scegli la provincia.")
    premium_permille = amount(
        "Tasso INAIL per mille",
        "Il tasso va da 1 a 999 per mille.",
        least=Decimal(1),
        most=Decimal(999),
        missing="Scrivi il tasso INAIL delle lavorazioni.",
    )
    workers = _places("Addetti a quelle lavorazioni", "Scrivi quanti addetti.")
    units = _places("Unità autocertificate", "Scrivi quante unità.")

    def draft(self) -> MeasureDraft:
        return SelfCertificationDraft(
            self["province"], self["premium_permille"], self["workers"], self["units"], self.act, self.period
        )


class SuspensionForm(_MaybeDecided):
    needs: ClassVar[Needs] = {
        "province": ("cause",),
        "workers": ("cause", "of_workers"),
        "of_workers": ("cause",),
        "starts_on": ("cause", *_WHERE_AND_WHEN),
        "ends_on": ("starts_on",),
        "decided_on": ("requested_on",),
    }

    cause = Choice(
        "Causa",
        choices=[(one.value, label) for one, label in SUSPENSION_CAUSE_LABELS.items()],
        missing="Scegli la causa.",
    )
    province = Choice(
        "Provincia", required=False, hint="Lasciala vuota per le cause che valgono in tutta Italia."
    )
    workers = _places("Persone sospese", "", required=False)
    of_workers = Integer("Persone che lavorano nella provincia", required=False, minimum=0, maximum=999_999)

    def draft(self) -> MeasureDraft:
        return SuspensionDraft(
            SuspensionCause(self["cause"]), self["province"], self["workers"], self["of_workers"],
            self["requested_on"], self.period, self.act,
        )  # fmt: skip


class CompensationForm(MeasureForm):
    _whole = ("subject", "units", "other_province", "group_tax_code", "decided_on", *_WHERE_AND_WHEN)
    needs: ClassVar[Needs] = {
        "units": _whole,
        "province": _whole,
        "other_province": _whole,
        "starts_on": _whole,
        "ends_on": ("starts_on",),
    }

    subject = Choice(
        "Per chi",
        choices=[(one.value, label) for one, label in SUBJECT_LABELS.items()],
        missing="Scegli di quale quota si parla.",
    )
    province = Choice(
        "Provincia con l’eccedenza",
        required=False,
        hint="Vuota se l’eccedenza è di un’altra azienda del gruppo.",
    )
    other_province = Choice(
        "Provincia ridotta", required=False, hint="Vuota se il posto è di un’altra azienda del gruppo."
    )
    units = _places("Posti compensati", "Scrivi quanti posti.")
    group_tax_code = Text(
        "Codice fiscale dell’altra azienda",
        required=False,
        max_length=16,
        hint="Solo per una compensazione nel gruppo.",
        parse=tax_code,
    )
    decided_on = Day("Data dell’autorizzazione", required=False, hint="Solo per i datori pubblici.")
    act_ref = Text("Estremi dell’autorizzazione", required=False, max_length=200)

    def check(self) -> None:
        if (self.values.get("decided_on") is None) != (self.values.get("act_ref") is None) and self.ok:
            self.fail("act_ref" if self.values.get("decided_on") else "decided_on", _ONLY_ONE)

    def draft(self) -> MeasureDraft:
        day, ref = self["decided_on"], self["act_ref"]
        return CompensationDraft(
            Subject(self["subject"]), self["province"], self["other_province"], self["units"], self.period,
            self["group_tax_code"], Act(day, ref) if day and ref else None,
        )  # fmt: skip


class GradualForm(_Declared):
    needs: ClassVar[Needs] = {
        "units": ("percentage", *_WHERE_AND_WHEN),
        "starts_on": ("decided_on", *_WHERE_AND_WHEN),
        "ends_on": ("starts_on",),
        "decided_on": ("starts_on",),
    }

    starts_on = _first_day("Data della trasformazione")
    province = Choice("Provincia", missing="Scegli la provincia.")
    percentage = amount(
        "Percentuale delle nuove assunzioni",
        "La percentuale va da 1 a 100.",
        least=Decimal(1),
        most=Decimal(100),
        missing="Scrivi la percentuale dell’atto.",
    )
    workers = Integer(
        "Assunzioni di altre persone prima della trasformazione",
        minimum=0,
        maximum=999_999,
        missing="Scrivi quante assunzioni, anche zero.",
    )
    units = _places("Posti rimandati", "Scrivi quanti posti.")

    def draft(self) -> MeasureDraft:
        return GradualDraft(
            self["province"], self["percentage"], self["workers"], self["units"], self.act, self.period
        )


FORMS: dict[MeasureKind, type[MeasureForm]] = {
    MeasureKind.RICHIESTA_DI_AVVIAMENTO: RequestForm,
    MeasureKind.ESONERO_PARZIALE: EsoneroParzialeForm,
    MeasureKind.ESONERO_60_PERMILLE: SelfCertificationForm,
    MeasureKind.SOSPENSIONE: SuspensionForm,
    MeasureKind.COMPENSAZIONE_TERRITORIALE: CompensationForm,
    MeasureKind.GRADUALITA: GradualForm,
}


class GrantForm(Form):
    """``percentage`` and ``units`` only of an esonero: empty ones stay as they were asked."""

    version = Hidden(required=False)
    percentage = amount(
        "Percentuale concessa",
        "La percentuale va da 1 a 100, con al massimo due decimali.",
        least=Decimal(1),
        most=Decimal(100),
        required=False,
    )
    units = _places("Unità concesse", "", required=False)
    starts_on = _first_day()
    ends_on = _last_day()
    decided_on = Day(_ACT_DAY, missing="Scrivi la data dell’atto.")
    act_ref = Text(_ACT_REF, max_length=200, missing="Scrivi gli estremi dell’atto.")

    def grant(self) -> Grant:
        return Grant(
            Act(self["decided_on"], self["act_ref"]),
            Period(self["starts_on"], self["ends_on"]),
            self["percentage"],
            self["units"],
        )


class RefusalForm(Form):
    version = Hidden(required=False)
    decided_on = Day(_ACT_DAY, missing="Scrivi la data dell’atto.")
    act_ref = Text(_ACT_REF, max_length=200, missing="Scrivi gli estremi dell’atto.")


class CloseForm(Form):
    version = Hidden(required=False)
    ends_on = Day("Ultimo giorno", missing="Scrivi l’ultimo giorno.")


class RequestCloseForm(CloseForm):
    ends_on = Day("Chiusa il", missing="Scrivi quando si è chiusa.")
    outcome = Choice(
        "Com’è andata",
        choices=[(one.value, label) for one, label in REQUEST_OUTCOME_LABELS.items()],
        missing="Scegli com’è andata.",
    )


class VersionForm(Form):
    """Nothing is asked but that it is meant."""

    version = Hidden(required=False)
