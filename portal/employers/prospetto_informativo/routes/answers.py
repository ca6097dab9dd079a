"""What only the prospetto asks of the company: itself, its provinces, the codes of the module, its balances."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.scope import own_company
from portal.employers.prospetto_informativo.actions import answers as acts
from portal.employers.prospetto_informativo.exports.words import comune
from portal.employers.prospetto_informativo.forms.answers import (
    BalanceForm,
    EmployerForm,
    ProvinceForm,
    read_codes,
)
from portal.employers.prospetto_informativo.pages import answers as pages
from portal.employers.prospetto_informativo.pages.show import Head, head
from portal.employers.prospetto_informativo.queries import answers, archive
from portal.employers.prospetto_informativo.queries.shown import shown
from portal.employers.prospetto_informativo.rules.answers import ProvinceSheet
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, page, post, read_form, see_other
from portal.foundation.web.forms import Form
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.reference import provinces

EDIT = may(P.PROSPETTO_INFORMATIVO_EDIT)
EMPLOYER = "employers/prospetto_informativo/company.html"
PROVINCES = "employers/prospetto_informativo/provinces.html"
PROVINCE = "employers/prospetto_informativo/province.html"
CODES = "employers/prospetto_informativo/codes.html"


def _typed(code: str) -> str:
    return comune(code) if code else ""


async def _head(prospetto_id: UUID, viewer: Viewer) -> Head:
    """Raises NotThere for a prospetto of others: what is saved through its address belongs to the company."""
    company_id = own_company(viewer)
    one = await archive.one(prospetto_id, company_id)
    return head(one, (await companies.company(company_id)).name)


def _drawn(request: PortalRequest, template: str, model: Any, form: Form) -> Response[Any]:
    return page(request, template, model, form=form, status=200 if form.ok else 422)


async def _employer_page(
    request: PortalRequest, viewer: Viewer, prospetto_id: UUID, form: Form
) -> Response[Any]:
    company_id = own_company(viewer)
    detail = await companies.company(company_id)
    saved = await answers.employer(company_id)
    model = {
        "head": await _head(prospetto_id, viewer),
        "public": detail.employer_kind == "public",
        "head_office": comune(detail.comune_code),
        "balances": pages.balance_rows(saved.sheet),
        "balance": BalanceForm.blank(),
    }
    return _drawn(request, EMPLOYER, model, form)


@get("/prospetti/{prospetto_id:uuid}/company", access=EDIT)
async def employer(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    company_id = own_company(viewer)
    saved = await answers.employer(company_id, (await companies.company(company_id)).pec)
    form = EmployerForm.known(saved.sheet, saved.version, _typed(saved.sheet.contact.comune_code))
    return await _employer_page(request, viewer, prospetto_id, form)


@post("/prospetti/{prospetto_id:uuid}/company", access=EDIT)
async def save_employer(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    await _head(prospetto_id, viewer)
    form = EmployerForm.bind(await read_form(request))
    if form.ok:
        try:
            await acts.save_employer(form.sheet(), version=form.seen_version(), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/prospetti/{prospetto_id}", flash="Dati dell’azienda salvati.")
    return await _employer_page(request, viewer, prospetto_id, form)


@post("/prospetti/{prospetto_id:uuid}/balances", access=EDIT)
async def save_balance(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    there = await _head(prospetto_id, viewer)
    form = BalanceForm.bind(await read_form(request))
    if form.ok:
        await acts.save_balance(form.balance(), by=viewer)
        return see_other(request, f"/prospetti/{prospetto_id}/company", flash="Saldo salvato.")
    company_id = own_company(viewer)
    saved = await answers.employer(company_id, (await companies.company(company_id)).pec)
    blank = EmployerForm.known(saved.sheet, saved.version, _typed(saved.sheet.contact.comune_code))
    model = {
        "head": there,
        "public": True,
        "head_office": comune((await companies.company(company_id)).comune_code),
        "balances": pages.balance_rows(saved.sheet),
        "balance": form,
    }
    blank.errors.extend(form.errors)
    return page(request, EMPLOYER, model, form=blank, status=422)


@post("/prospetti/{prospetto_id:uuid}/balances/{region:str}/removal", access=EDIT)
async def remove_balance(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    prospetto_id: FromPath[UUID],
    region: FromPath[str],
) -> Response[Any]:
    await _head(prospetto_id, viewer)
    await acts.remove_balance(region, by=viewer)
    return see_other(request, f"/prospetti/{prospetto_id}/company", flash="Saldo tolto.")


@get("/prospetti/{prospetto_id:uuid}/provinces", access=EDIT)
async def all_provinces(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    there = await shown(prospetto_id, own_company(viewer))
    return page(request, PROVINCES, pages.provinces_page(await _head(prospetto_id, viewer), there.whole))


def _known_province(code: str) -> str:
    if code not in {one.code for one in provinces.entries()}:
        raise NotThere
    return provinces.name(code)


@get("/prospetti/{prospetto_id:uuid}/provinces/{province:str}", access=EDIT)
async def one_province(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    prospetto_id: FromPath[UUID],
    province: FromPath[str],
) -> Response[Any]:
    model = {
        "head": await _head(prospetto_id, viewer),
        "code": province,
        "name": _known_province(province),
    }
    saved = (await answers.provinces(own_company(viewer))).get(province)
    sheet, version = (saved.sheet, saved.version) if saved else (ProvinceSheet(), 0)
    return _drawn(request, PROVINCE, model, ProvinceForm.known(sheet, version, _typed(sheet.comune_code)))


@post("/prospetti/{prospetto_id:uuid}/provinces/{province:str}", access=EDIT)
async def save_province(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    prospetto_id: FromPath[UUID],
    province: FromPath[str],
) -> Response[Any]:
    there, name = await _head(prospetto_id, viewer), _known_province(province)
    form = ProvinceForm.bind(await read_form(request))
    if form.ok:
        try:
            await acts.save_province(province, form.sheet(), version=form.seen_version(), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/prospetti/{prospetto_id}/provinces", flash=f"{name}: dati salvati.")
    return _drawn(request, PROVINCE, {"head": there, "code": province, "name": name}, form)


@get("/prospetti/{prospetto_id:uuid}/codes", access=EDIT)
async def codes(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    company_id = own_company(viewer)
    there = await shown(prospetto_id, company_id)
    known = (await answers.employer(company_id)).sheet
    asked = pages.codes_asked(there.whole)
    model = pages.codes_page(await _head(prospetto_id, viewer), asked, known, {}, {})
    return page(request, CODES, model)


@post("/prospetti/{prospetto_id:uuid}/codes", access=EDIT)
async def save_codes(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    company_id = own_company(viewer)
    there = await shown(prospetto_id, company_id)
    asked = pages.codes_asked(there.whole)
    typed, wrong = read_codes(await read_form(request), {key: list_ for key, (list_, _) in asked.items()})
    if not wrong:
        await acts.save_codes(typed, by=viewer)
        return see_other(request, f"/prospetti/{prospetto_id}", flash="Codici salvati.")
    known = (await answers.employer(company_id)).sheet
    model = pages.codes_page(await _head(prospetto_id, viewer), asked, known, typed, wrong)
    return page(request, CODES, model, status=422)


ROUTES = [
    employer,
    save_employer,
    save_balance,
    remove_balance,
    all_provinces,
    one_province,
    save_province,
    codes,
    save_codes,
]
