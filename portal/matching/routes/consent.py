"""The person's page: one link, no account, acts only by POST."""

from typing import Any

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation.access import LINK
from portal.foundation.web import FromPath, PortalRequest, Response, get, invalid, page, post, read_form
from portal.kernel.refusals import NotThere, Refused
from portal.matching import queries
from portal.matching.actions import consent
from portal.matching.forms import ConsentForm
from portal.matching.notice import NOTICE
from portal.matching.vocabulary import CONSENT_DAYS

PAGE = "matching/consent.html"
GONE = "matching/consent_gone.html"
RECEIPT = "matching/consent_receipt.html"
TAKE_BACK = "matching/consent_withdrawal.html"


async def _model(token: str, kind: str) -> dict[str, Any]:
    link = await consent.link_by(token, kind)
    detail = await queries.detail(link.proposal_id)
    vacancy = await employers.vacancy(detail.vacancy_id)
    names = await accounts.names([*detail.reader_ids, detail.counsellor_id])
    return {
        "token": token,
        "first_name": await candidates.first_name(detail.person_id),
        "title": vacancy.title if vacancy else "",
        "company": vacancy.company_name if vacancy else "",
        "place": vacancy.place_name if vacancy else "",
        "hours": vacancy.hours_words if vacancy else "",
        "tasks": vacancy.tasks if vacancy else [],
        "readers": [names[one] for one in detail.reader_ids if one in names],
        "counsellor": names.get(detail.counsellor_id, ""),
        "notice": NOTICE,
        "days": CONSENT_DAYS,
    }


@get("/consent/{token:str}", access=LINK)
async def show(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    try:
        model = await _model(token, consent.ANSWER)
    except NotThere:
        return page(request, GONE, {"sentence": consent.LINK_GONE}, status=410)
    return page(request, PAGE, model, form=ConsentForm.blank())


@post("/consent/{token:str}", access=LINK)
async def answer(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    try:
        model = await _model(token, consent.ANSWER)
    except NotThere:
        return page(request, GONE, {"sentence": consent.LINK_GONE}, status=410)
    form = ConsentForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, PAGE, model, form)
    given, back = form["answer"], None
    try:
        if given == "agree":
            back = await consent.agree(token, form.chosen())
        elif given == "decline":
            await consent.decline(token)
        else:
            await consent.ask_to_talk(token)
    except Refused as refusal:
        return page(request, GONE, {"sentence": refusal.sentence}, status=409)
    return page(request, RECEIPT, {**model, "answer": given, "back": back, "groups": form.chosen()})


@get("/consent/{token:str}/withdrawal", access=LINK)
async def before_taking_back(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    try:
        model = await _model(token, consent.WITHDRAW)
    except NotThere:
        return page(request, GONE, {"sentence": consent.LINK_GONE}, status=410)
    return page(request, TAKE_BACK, model)


@post("/consent/{token:str}/withdrawal", access=LINK)
async def take_back(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    try:
        model = await _model(token, consent.WITHDRAW)
        await consent.take_back(token)
    except NotThere:
        return page(request, GONE, {"sentence": consent.LINK_GONE}, status=410)
    except Refused as refusal:
        return page(request, GONE, {"sentence": refusal.sentence}, status=409)
    return page(request, RECEIPT, {**model, "answer": "taken_back", "back": None, "groups": []})


ROUTES = [show, answer, before_taking_back, take_back]
