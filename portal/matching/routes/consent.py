"""The person's page: one link, no account, acts only by POST."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation.access import LINK
from portal.foundation.web import FromPath, PortalRequest, Response, get, invalid, page, post, read_form
from portal.kernel.refusals import NotThere, Refused
from portal.matching.actions import consent
from portal.matching.actions.asking import LINK_GONE, proposal_of_link
from portal.matching.forms import ConsentForm
from portal.matching.notice import NOTICE
from portal.matching.queries.detail import detail
from portal.matching.queries.parts import identity_views
from portal.matching.vocabulary import CONSENT_DAYS, GROUP_LABELS, Group, LinkKind

PAGE = "matching/consent.html"
GONE = "matching/consent_gone.html"
RECEIPT = "matching/consent_receipt.html"
TAKE_BACK = "matching/consent_withdrawal.html"


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Plain words for one person: the post, who would read, what was chosen."""

    token: str
    first_name: str
    title: str
    company: str
    place: str
    hours: str
    tasks: tuple[str, ...]
    readers: list[str]
    counsellor: str
    groups: list[str]
    views: list[tuple[str, datetime]]
    notice: tuple[tuple[str, str], ...] = NOTICE
    days: int = CONSENT_DAYS


@dataclass(frozen=True, slots=True)
class Receipt:
    answer: str
    company: str
    counsellor: str
    back: str | None = None
    groups: list[str] = field(default_factory=list)
    days: int = CONSENT_DAYS


async def _model(token: str, kind: LinkKind) -> PersonPage:
    """Raises NotThere for a link that opens nothing."""
    found = await detail(await proposal_of_link(token, kind))
    vacancy = await employers.vacancy(found.vacancy_id)
    views = await identity_views(found.id) if kind is LinkKind.WITHDRAWAL else []
    counsellor = await candidates.holder_of(found.person_id) or found.counsellor_id
    names = await accounts.names([*found.reader_ids, counsellor, *(view.account_id for view in views)])
    return PersonPage(
        token=token,
        first_name=await candidates.first_name(found.person_id),
        title=vacancy.title if vacancy else "",
        company=vacancy.company_name if vacancy else "",
        place=vacancy.place_name if vacancy else "",
        hours=vacancy.hours_words if vacancy else "",
        tasks=tuple(vacancy.tasks) if vacancy else (),
        readers=[names[one] for one in found.reader_ids if one in names],
        counsellor=names.get(counsellor, "il tuo operatore"),
        groups=[GROUP_LABELS[group] for group in found.groups],
        views=[(names.get(view.account_id, "Una persona dell’azienda"), view.at) for view in views],
    )


def _gone(request: PortalRequest, sentence: str, status: int) -> Response[Any]:
    return page(request, GONE, {"sentence": sentence}, status=status)


@get("/consent/{token:str}", access=LINK)
async def show(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    try:
        model = await _model(token, LinkKind.ANSWER)
    except NotThere:
        return _gone(request, LINK_GONE, 410)
    return page(request, PAGE, model, form=ConsentForm.blank())


@post("/consent/{token:str}", access=LINK)
async def answer(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    try:
        model = await _model(token, LinkKind.ANSWER)
    except NotThere:
        return _gone(request, LINK_GONE, 410)
    form = ConsentForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, PAGE, model, form)
    given, back, groups = form["answer"], None, form.chosen()
    try:
        if given == "agree":
            back = await consent.agree(token, groups)
        elif given == "decline":
            await consent.decline(token)
        else:
            await consent.ask_to_talk(token)
    except Refused as refusal:
        return _gone(request, refusal.sentence, 409)
    labels = [GROUP_LABELS[Group(group)] for group in groups]
    return page(request, RECEIPT, Receipt(given, model.company, model.counsellor, back, labels))


@get("/consent/{token:str}/withdrawal", access=LINK)
async def before_taking_back(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    try:
        model = await _model(token, LinkKind.WITHDRAWAL)
    except NotThere:
        return _gone(request, LINK_GONE, 410)
    return page(request, TAKE_BACK, model)


@post("/consent/{token:str}/withdrawal", access=LINK)
async def take_back(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    try:
        model = await _model(token, LinkKind.WITHDRAWAL)
        await consent.take_back(token)
    except NotThere:
        return _gone(request, LINK_GONE, 410)
    except Refused as refusal:
        return _gone(request, refusal.sentence, 409)
    return page(request, RECEIPT, Receipt("taken_back", model.company, model.counsellor))


ROUTES = [show, answer, before_taking_back, take_back]
