"""Addresses of the team in a person's file: services, colleagues, agreements, hand-over. For who holds the case."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.cases.locking import case_by_id
from portal.candidates.cases.team import actions, handing_over, queries, sharing
from portal.candidates.cases.team.forms import (
    EndingForm,
    HandoverForm,
    InvitationForm,
    MemberForm,
    OrganisationForm,
    RenewalForm,
    SharingForm,
    SharingRevocationForm,
)
from portal.candidates.cases.team.handing_over import Receiver
from portal.candidates.cases.team.pages import (
    colleagues,
    default_until,
    documents_to_pass,
    organisations_to_ask,
    receivers,
    referents_of,
    sharing_line,
    sharing_lines,
    team_page,
)
from portal.candidates.cases.team.queries import ServiceRow
from portal.candidates.cases.team.rules import parts_words
from portal.candidates.cases.team.service_routes import SERVICE_ROUTES
from portal.candidates.cases.team.vocabulary import Position, ServiceState
from portal.candidates.people.file_access import LIGHT_PARTS, PART_LABELS, Part
from portal.candidates.people.reading import OpenFile, file_of_holder, file_to_write, open_file
from portal.candidates.people.vocabulary import CollectedHow
from portal.foundation import clock, pdf
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    FromPath,
    PortalRequest,
    Response,
    download,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer

TAB = "/team"
CONSENTS = "/consents"
EDIT = may(P.PEOPLE_EDIT)
SHOW = "candidates/team/show.html"
CHOOSE = "candidates/team/choose.html"
INVITATION = "candidates/team/invitation.html"
ENDING = "candidates/team/ending.html"
RENEWAL = "candidates/team/renewal.html"
MEMBER = "candidates/team/member.html"
SHARING = "candidates/team/sharing.html"
SHARING_REVOCATION = "candidates/team/sharing_revocation.html"
HANDOVER = "candidates/team/handover.html"


async def _held(person_id: UUID, viewer: Viewer) -> OpenFile:
    return await file_of_holder(person_id, Part.CONTACT, TAB, by=viewer)


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise NotThere from None


def pair(text: str) -> tuple[UUID, str]:
    """«account:word», as a choice carries it."""
    first, _, second = text.partition(":")
    return _uuid(first), second


@get("/people/{person_id:uuid}/team", access=may(P.PEOPLE_READ))
async def team(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.CONTACT, TAB, by=viewer)
    return page(request, SHOW, await team_page(file))


async def _parts(file: OpenFile) -> list[tuple[str, str]]:
    light = (await case_by_id(file.case_id)).weight.value == "light"
    return [(part.value, label) for part, label in PART_LABELS.items() if not light or part in LIGHT_PARTS]


async def _invitation_choices(
    file: OpenFile, organisation: str | None
) -> dict[str, list[tuple[str, str]]] | None:
    """Of the chosen service; None while none of those proposed is chosen."""
    proposed = [row for row in await organisations_to_ask(file) if row[0] == organisation]
    if not proposed:
        return None
    return {
        "organisation": proposed,
        "referent": await referents_of(UUID(proposed[0][0])),
        "parts": await _parts(file),
    }


@get("/people/{person_id:uuid}/team/services/new", access=EDIT)
async def new_service(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """First the service, then who answers there and what for: two pages that need no script."""
    file = await _held(person_id, viewer)
    choices = await _invitation_choices(file, request.query_params.get("organisation"))
    if choices is None:
        form = OrganisationForm.blank(choices={"organisation": await organisations_to_ask(file)})
        return page(request, CHOOSE, {"file": file}, form=form)
    blank = InvitationForm.blank(
        choices=choices,
        organisation=choices["organisation"][0][0],
        mandate_from=clock.today(),
        mandate_until=default_until(),
        parts=[Part.CONTACT.value, Part.ACTIVITIES.value],
    )
    return page(request, INVITATION, {"file": file, "service": choices["organisation"][0][1]}, form=blank)


@post("/people/{person_id:uuid}/team/services", access=EDIT)
async def invite(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    sent = await read_form(request)
    choices = await _invitation_choices(file, sent.get("organisation"))
    if choices is None:
        again = OrganisationForm.bind(sent, choices={"organisation": await organisations_to_ask(file)})
        again.fail("organisation", "Scegli un servizio che non sia già invitato o coinvolto.")
        return invalid(request, CHOOSE, {"file": file}, again)
    form = InvitationForm.bind(sent, choices=choices)
    if form.ok:
        try:
            await actions.invite(
                id=form["once"],
                person_id=person_id,
                organisation_id=UUID(form["organisation"]),
                referent=UUID(form["referent"]),
                purpose=form["purpose"],
                parts=form.chosen(),
                mandate_from=form["mandate_from"],
                mandate_until=form["mandate_until"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request,
                f"{file.url}/team",
                flash="Invito inviato. Registra l’accordo della persona: prima il servizio non legge niente.",
            )
    return invalid(request, INVITATION, {"file": file, "service": choices["organisation"][0][1]}, form)


async def _service(file: OpenFile, mandate_id: UUID) -> ServiceRow:
    for one in await queries.services_of(file.case_id):
        if one.id == mandate_id and one.position is Position.FURTHER:
            return one
    raise NotThere


@get("/people/{person_id:uuid}/team/services/{mandate_id:uuid}/ending", access=EDIT)
async def ending(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    mandate_id: FromPath[UUID],
) -> Response[Any]:
    file = await _held(person_id, viewer)
    model = {"file": file, "service": await _service(file, mandate_id)}
    return page(request, ENDING, model, form=EndingForm.blank())


@post("/people/{person_id:uuid}/team/services/{mandate_id:uuid}/ending", access=EDIT)
async def end_service(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    mandate_id: FromPath[UUID],
) -> Response[Any]:
    file = await _held(person_id, viewer)
    model = {"file": file, "service": await _service(file, mandate_id)}
    form = EndingForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.end_by_holder(mandate_id, person_id, reason=form["reason"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request, f"{file.url}/team", flash="Incarico concluso. Il servizio non legge più la scheda."
            )
    return invalid(request, ENDING, model, form)


@get("/people/{person_id:uuid}/team/services/{mandate_id:uuid}/renewal", access=EDIT)
async def renewal(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    mandate_id: FromPath[UUID],
) -> Response[Any]:
    file = await _held(person_id, viewer)
    model = {"file": file, "service": await _service(file, mandate_id)}
    return page(request, RENEWAL, model, form=RenewalForm.blank(mandate_until=default_until()))


@post("/people/{person_id:uuid}/team/services/{mandate_id:uuid}/renewal", access=EDIT)
async def renew(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    mandate_id: FromPath[UUID],
) -> Response[Any]:
    file = await _held(person_id, viewer)
    model = {"file": file, "service": await _service(file, mandate_id)}
    form = RenewalForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.renew(mandate_id, person_id, until=form["mandate_until"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request,
                f"{file.url}/team",
                flash="Incarico rinnovato. Controlla anche l’accordo della persona.",
            )
    return invalid(request, RENEWAL, model, form)


async def _lead_row(file: OpenFile) -> ServiceRow:
    for one in await queries.services_of(file.case_id):
        if one.position is Position.LEAD and one.state is ServiceState.ACTIVE:
            return one
    raise NotThere


async def _own_colleagues(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    if viewer.organisation_id is None:
        raise NotThere
    return {"member": await colleagues(viewer.organisation_id, leads=True)}


@get("/people/{person_id:uuid}/team/members/new", access=EDIT)
async def new_member(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    return page(request, MEMBER, {"file": file}, form=MemberForm.blank(choices=await _own_colleagues(viewer)))


@post("/people/{person_id:uuid}/team/members/new", access=EDIT)
async def add_member(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    form = MemberForm.bind(await read_form(request), choices=await _own_colleagues(viewer))
    if form.ok:
        member_id, role = pair(form["member"])
        try:
            row = await _lead_row(file)
            await actions.add_member(row.id, member_id, Role(role), by=viewer, person_id=person_id)
        except Refused as refusal:
            form.fail(refusal.field or "member", refusal.sentence)
        else:
            return see_other(request, f"{file.url}/team", flash="Ora è nell’équipe.")
    return invalid(request, MEMBER, {"file": file}, form)


@post("/people/{person_id:uuid}/team/members/{involvement_id:uuid}/ending", access=EDIT)
async def end_member(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    involvement_id: FromPath[UUID],
) -> Response[Any]:
    await _held(person_id, viewer)
    await actions.end_member(involvement_id, by=viewer, person_id=person_id)
    return see_other(request, f"/people/{person_id}/team", flash="Non è più nell’équipe.")


async def _sharing_choices(file: OpenFile) -> dict[str, list[tuple[str, str]]]:
    asked = [
        (str(one.organisation_id), one.organisation)
        for one in await queries.services_of(file.case_id)
        if one.position is Position.FURTHER and one.state in (ServiceState.INVITED, ServiceState.ACTIVE)
    ]
    return {"recipient": asked, "parts": await _parts(file)}


@get("/people/{person_id:uuid}/sharing", access=may(P.PEOPLE_READ))
async def sharing_list(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """«Accordi alla condivisione»: all of hers, as far as the reader's cell of the consents goes."""
    file = await open_file(person_id, Part.CONSENTS, CONSENTS, by=viewer)
    model = {"file": file, "lines": await sharing_lines(file)}
    return page(request, "candidates/team/sharing_list.html", model)


@get("/people/{person_id:uuid}/sharing/new", access=may(P.FILE_WRITE))
async def new_sharing(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """The words of the invitation are proposed; she may share less."""
    file = await file_of_holder(person_id, Part.CONSENTS, CONSENTS, by=viewer)
    choices = await _sharing_choices(file)
    asked = request.query_params.get("recipient")
    row = next(
        (
            one
            for one in await queries.services_of(file.case_id)
            if str(one.organisation_id) == asked and one.state in (ServiceState.INVITED, ServiceState.ACTIVE)
        ),
        None,
    )
    form = SharingForm.blank(
        choices=choices,
        recipient=asked if row else None,
        purpose=row.purpose if row else None,
        parts=[part.value for part in row.parts] if row else [],
        given_on=clock.today(),
        expires_on=row.mandate_until if row else default_until(),
    )
    return page(request, SHARING, {"file": file}, form=form)


@post("/people/{person_id:uuid}/sharing/new", access=may(P.FILE_WRITE))
async def agree_to_share(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_of_holder(person_id, Part.CONSENTS, CONSENTS, by=viewer)
    form = SharingForm.bind(await read_form(request), choices=await _sharing_choices(file))
    if form.ok:
        try:
            await sharing.agree(
                id=form["once"],
                person_id=person_id,
                recipient_id=UUID(form["recipient"]),
                purpose=form["purpose"],
                parts=form.chosen(),
                how=CollectedHow(form["how"]),
                on=form["given_on"],
                expires_on=form["expires_on"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{file.url}/sharing", flash="Accordo alla condivisione registrato.")
    return invalid(request, SHARING, {"file": file}, form)


async def _standing(file: OpenFile, consent_id: UUID) -> dict[str, Any]:
    for one in await queries.sharing_of(file.person_id):
        if one.id == consent_id and one.revoked_on is None:
            return {"file": file, "consent": sharing_line(one)}
    raise NotThere


@get("/people/{person_id:uuid}/sharing/{consent_id:uuid}/revocation", access=may(P.FILE_WRITE))
async def sharing_revocation(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    consent_id: FromPath[UUID],
) -> Response[Any]:
    file = await file_of_holder(person_id, Part.CONSENTS, CONSENTS, by=viewer)
    model = await _standing(file, consent_id)
    return page(
        request, SHARING_REVOCATION, model, form=SharingRevocationForm.blank(revoked_on=clock.today())
    )


@post("/people/{person_id:uuid}/sharing/{consent_id:uuid}/revocation", access=may(P.FILE_WRITE))
async def revoke_sharing(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    consent_id: FromPath[UUID],
) -> Response[Any]:
    file = await file_of_holder(person_id, Part.CONSENTS, CONSENTS, by=viewer)
    model = await _standing(file, consent_id)
    form = SharingRevocationForm.bind(await read_form(request))
    if form.ok:
        try:
            await sharing.revoke(
                person_id, consent_id, how=CollectedHow(form["how"]), on=form["revoked_on"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request, f"{file.url}/sharing", flash="Accordo ritirato. Il servizio non legge più la scheda."
            )
    return invalid(request, SHARING_REVOCATION, model, form)


@get("/people/{person_id:uuid}/privacy-sheet", access=may(P.FILE_WRITE))
async def privacy_sheet(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """All her agreements together, on paper: the «scheda privacy» of phase 5."""
    file = await file_to_write(person_id, Part.CONSENTS, CONSENTS, by=viewer)
    today = clock.today()
    rows = await queries.sharing_of(person_id)
    content = await pdf.drawn(
        "privacy_sheet.typ",
        {
            "name": file.name,
            "service": viewer.organisation_name,
            "on": f"{today:%d/%m/%Y}",
            "agreements": [
                {
                    "recipient": one.recipient,
                    "purpose": one.purpose,
                    "parts": parts_words(one.parts),
                    "given": f"{one.given_on:%d/%m/%Y}",
                    "until": f"{one.revoked_on or one.expires_on:%d/%m/%Y}",
                    "state": sharing_line(one).state,
                }
                for one in rows
            ],
        },
    )
    return download(content, name="scheda-privacy.pdf", media_type=pdf.MEDIA_TYPE)


async def _handover_choices(file: OpenFile) -> dict[str, list[tuple[str, str]]]:
    return {"receiver": await receivers(file), "documents": await documents_to_pass(file.person_id)}


@get("/people/{person_id:uuid}/handover", access=EDIT)
async def handover(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    choices = await _handover_choices(file)
    known = await queries.open_handover(file.case_id)
    if known is not None and known.offered_on is not None:
        return see_other(request, f"{file.url}/team")
    if known is None:
        form = HandoverForm.blank(choices=choices)
    else:
        form = HandoverForm.blank(
            choices=choices,
            receiver=f"{known.receiver_id}:{known.receiver_service_id}",
            reason=known.reason,
            progress=known.progress,
            actions=known.actions,
            helps=known.helps,
            contacts=known.contacts,
            documents=list(known.documents),
            agreed_on=known.agreed_on,
        )
    return page(request, HANDOVER, {"file": file}, form=form)


@post("/people/{person_id:uuid}/handover", access=EDIT)
async def prepare_handover(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    form = HandoverForm.bind(await read_form(request), choices=await _handover_choices(file))
    if form.ok:
        account_id, organisation = pair(form["receiver"])
        agreed_on: date | None = form["agreed_on"]
        try:
            await handing_over.prepare(
                id=form["once"],
                person_id=person_id,
                receiver=Receiver(account_id, UUID(organisation)),
                reason=form["reason"],
                texts=form.texts(),
                documents=form["documents"] or (),
                agreed_on=agreed_on,
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request, f"{file.url}/team", flash="Passaggio di consegne salvato. Ora offri il caso."
            )
    return invalid(request, HANDOVER, {"file": file}, form)


@post("/people/{person_id:uuid}/handover/offer", access=EDIT)
async def offer_handover(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    await _held(person_id, viewer)
    await handing_over.offer(person_id, by=viewer)
    return see_other(
        request,
        f"/people/{person_id}/team",
        flash="Caso offerto. Rispondi tu della persona finché non è accettato.",
    )


@post("/people/{person_id:uuid}/handover/withdrawal", access=EDIT)
async def withdraw_handover(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    await _held(person_id, viewer)
    await handing_over.withdraw(person_id, by=viewer)
    return see_other(request, f"/people/{person_id}/team", flash="Passaggio di consegne ritirato.")


TEAM_ROUTES = [
    team,
    new_service,
    invite,
    ending,
    end_service,
    renewal,
    renew,
    new_member,
    add_member,
    end_member,
    sharing_list,
    new_sharing,
    agree_to_share,
    sharing_revocation,
    revoke_sharing,
    privacy_sheet,
    handover,
    prepare_handover,
    offer_handover,
    withdraw_handover,
    *SERVICE_ROUTES,
]
