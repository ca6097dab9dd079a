"""Addresses of the ICF side of an own sheet, and of the limits taken over from the relazione conclusiva."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.assessment import actions
from portal.candidates.assessment.icf import (
    QUALIFIERS,
    SIGN_LABELS,
    IcfRating,
    Sign,
    environmental_codes,
    problem,
    without,
)
from portal.candidates.assessment.icf_pages import icf_lines
from portal.candidates.assessment.limits import record_report
from portal.candidates.assessment.pages import OnePage, groups, one_page
from portal.candidates.assessment.reading import opened
from portal.candidates.assessment.rules import LEVELS
from portal.candidates.assessment.sheets import Sheet
from portal.candidates.assessment.vocabulary import ICF_ROLES
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    Form,
    FromPath,
    PortalRequest,
    Response,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.foundation.web.forms import Choice, Day, Text
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.reference import dimensions, icf

RATE = may(P.PEOPLE_RATE)
ICF = "candidates/assessment/icf.html"
LIMITS = "candidates/assessment/limits.html"
_QUALIFIERS = [(str(value), label) for value, label in QUALIFIERS.items()]


def _codes() -> list[tuple[str, str]]:
    environmental = environmental_codes()
    others = [one.code for one in icf.entries() if one.code not in environmental]
    return [(code, f"{code} {icf.label(code)}") for code in (*others, *environmental)]


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


class IcfForm(Form):
    code = Choice("Codice", choices=_codes())
    capacity = Choice("Capacità, senza aiuti", choices=_QUALIFIERS, required=False)
    performance = Choice("Performance, nel suo ambiente", choices=_QUALIFIERS, required=False)
    sign = Choice(
        "Per i fattori ambientali",
        choices=[(one.value, label) for one, label in SIGN_LABELS.items()],
        required=False,
    )
    degree = Choice("Quanto", choices=_QUALIFIERS, required=False)
    note = Text("Nota", max_length=300, required=False)

    def check(self) -> None:
        if self.ok:
            sentence = problem(self.rating())
            if sentence is not None:
                self.fail("code", sentence)

    def rating(self) -> IcfRating:
        sign = self.values["sign"]
        return IcfRating(
            self.values["code"],
            _number(self.values["capacity"]),
            _number(self.values["performance"]),
            Sign(sign) if sign else None,
            _number(self.values["degree"]),
            self.values["note"],
        )


class RemovalForm(Form):
    code = Choice("Codice", choices=_codes())


async def _own(assessment_id: UUID, viewer: Viewer) -> tuple[OnePage, Sheet]:
    model = await one_page(await opened(assessment_id, viewer))
    own = model.assessment.own
    if own is None or not model.may_fill or own.role not in ICF_ROLES:
        raise NotThere
    return model, own


@get("/assessments/{assessment_id:uuid}/icf", access=RATE)
async def show_icf(
    request: PortalRequest, viewer: NamedDependency[Viewer], assessment_id: FromPath[UUID]
) -> Response[Any]:
    model, own = await _own(assessment_id, viewer)
    return page(request, ICF, {"one": model, "lines": icf_lines(own.icf)}, form=IcfForm.blank())


@post("/assessments/{assessment_id:uuid}/icf", access=RATE)
async def add_icf(
    request: PortalRequest, viewer: NamedDependency[Viewer], assessment_id: FromPath[UUID]
) -> Response[Any]:
    """A code rated again replaces its earlier rating."""
    model, own = await _own(assessment_id, viewer)
    form = IcfForm.bind(await read_form(request))
    if form.ok:
        rating = form.rating()
        await actions.rate_icf(assessment_id, [*without(own.icf, rating.code), rating], by=viewer)
        return see_other(request, f"{model.url}/icf", flash=f"Codice {rating.code} salvato.")
    return invalid(request, ICF, {"one": model, "lines": icf_lines(own.icf)}, form)


@post("/assessments/{assessment_id:uuid}/icf/removal", access=RATE)
async def remove_icf(
    request: PortalRequest, viewer: NamedDependency[Viewer], assessment_id: FromPath[UUID]
) -> Response[Any]:
    model, own = await _own(assessment_id, viewer)
    form = RemovalForm.bind(await read_form(request))
    if not form.ok:
        raise NotThere
    await actions.rate_icf(assessment_id, without(own.icf, form["code"]), by=viewer)
    return see_other(request, f"{model.url}/icf", flash=f"Codice {form['code']} tolto.")


class LimitsFields(Form):
    document = Text(
        "Documento", max_length=200, missing="Indica il documento da cui vengono i limiti.",
        hint="Per esempio: relazione conclusiva, con il suo numero.",
    )  # fmt: skip
    dated = Day("Data del documento", missing="Scrivi la data del documento.")

    def limits(self) -> dict[str, int]:
        return {
            one.code: int(self.values[f"limit_{one.code}"])
            for one in dimensions.entries()
            if self.values.get(f"limit_{one.code}") is not None
        }


_LIMITS = [(str(level), f"al massimo {level}") for level in LEVELS]
LimitsForm: type[LimitsFields] = type(
    "LimitsForm",
    (LimitsFields,),
    {
        f"limit_{one.code}": Choice("Limite medico", choices=_LIMITS, required=False)
        for one in dimensions.entries()
    },
)


async def _holder(assessment_id: UUID, viewer: Viewer) -> OnePage:
    model = await one_page(await opened(assessment_id, viewer))
    if not model.may_compare:
        raise NotThere
    return model


@get("/assessments/{assessment_id:uuid}/limits", access=RATE)
async def show_limits(
    request: PortalRequest, viewer: NamedDependency[Viewer], assessment_id: FromPath[UUID]
) -> Response[Any]:
    model = await _holder(assessment_id, viewer)
    known: dict[str, Any] = {"dated": clock.today()}
    report = model.assessment.row.report
    if report is not None:
        known = {"document": report.document, "dated": report.dated}
        known |= {f"limit_{code}": limit for code, limit in report.limits.items()}
    return page(request, LIMITS, {"one": model, "groups": groups({})}, form=LimitsForm.blank(**known))


@post("/assessments/{assessment_id:uuid}/limits", access=RATE)
async def save_limits(
    request: PortalRequest, viewer: NamedDependency[Viewer], assessment_id: FromPath[UUID]
) -> Response[Any]:
    model = await _holder(assessment_id, viewer)
    form = LimitsForm.bind(await read_form(request))
    if form.ok:
        try:
            await record_report(
                assessment_id, document=form["document"], dated=form["dated"], limits=form.limits(), by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, model.url, flash="Limiti della relazione salvati.")
    return invalid(request, LIMITS, {"one": model, "groups": groups({})}, form)


ICF_ROUTES = [show_icf, add_icf, remove_icf, show_limits, save_limits]
