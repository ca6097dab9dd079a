"""What follows from facts about people and cards, and what the night does."""

from datetime import time, timedelta

from portal.accounts import public as accounts
from portal.accounts.events import MembershipEnded
from portal.candidates.assessment import reminding as assessments
from portal.candidates.cases.queries import holder_today, service_of
from portal.candidates.cases.team import ending, telling
from portal.candidates.drafts import actions as drafts
from portal.candidates.eligibility import reminding as eligibility
from portal.candidates.events import (
    CardsReleased,
    CardsShownAgain,
    CardsStopped,
    CardWithdrawn,
    ExtensionRequested,
    FinalReviewCalled,
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
    HandoverWithdrawn,
    IndexCheckAsked,
    MemberInvolved,
    ProfileTextApproved,
    ProfileTextAsked,
    ProfileTextSentBack,
    SecondFileAsked,
    ServiceAsked,
    ServiceDeclined,
    ServiceEnded,
    ServiceInvited,
    ServiceJoined,
    ServiceMeetingHeld,
    ServiceMoved,
    SharingAgreed,
)
from portal.candidates.phases import reminding
from portal.candidates.profiles import indexing, nightly
from portal.candidates.profiles.texts import queries as texts
from portal.candidates.profiles.texts.vocabulary import TextState
from portal.candidates.services import telling as activated
from portal.foundation import db, mail, notifications
from portal.foundation.ids import new_id
from portal.foundation.jobs import Sweep, job, sweep
from portal.foundation.notifications import Kind
from portal.kernel.roles import Role


@job("candidates.tell_of_second_file")
async def tell_of_second_file(event: SecondFileAsked) -> None:
    """Her counsellor learns which service asked; the service that asked learns nothing more."""
    holder_id = await holder_today(event.person_id)
    service = await accounts.organisation(event.asking_service_id)
    own_service_id = await service_of(event.person_id)
    if holder_id is None or service is None or own_service_id is None:
        return
    await notifications.notify(
        Kind.SECOND_FILE,
        account_ids=[holder_id],
        organisation_id=own_service_id,
        object_id=event.person_id,
        step=str(new_id()),
        words=mail.compose("second_file.txt", service=service.name),
        href=f"/people/{event.person_id}",
    )


@job("candidates.tell_of_extension")
async def tell_of_extension(event: ExtensionRequested) -> None:
    """The coordinators of the lead service have a decision to take."""
    service_id = await service_of(event.person_id)
    if service_id is None:
        return
    await accounts.tell_coordinators(
        Kind.CASE_DECISION,
        service_id,
        object_id=event.person_id,
        step=str(new_id()),
        words=mail.compose("extension_requested.txt"),
        href=f"/people/{event.person_id}/phases",
    )


@job("candidates.tell_readers")
async def tell_readers(event: ProfileTextAsked) -> None:
    """Every colleague who may read it, not who wrote it; the words do not say whose text it is."""
    service_id, text = await service_of(event.person_id), await texts.text_of(event.person_id)
    if service_id is None or text is None or text.state is not TextState.TO_READ:
        return
    colleagues = {
        member.account_id
        for role in (Role.JOB_COUNSELLOR, Role.COORDINATOR)
        for member in await accounts.members(service_id, role)
    }
    await notifications.notify(
        Kind.TEXT_TO_READ,
        account_ids={one for one in colleagues if not text.was_written_by(one)},
        organisation_id=service_id,
        object_id=event.text_id,
        step=str(text.version),
        words=mail.compose("text_to_read.txt"),
        href=f"/profile-texts/{event.text_id}",
    )


@job("candidates.tell_of_reading")
async def tell_of_reading(event: ProfileTextApproved | ProfileTextSentBack) -> None:
    holder_id, service_id = await holder_today(event.person_id), await service_of(event.person_id)
    if holder_id is None or service_id is None:
        return
    await notifications.notify(
        Kind.TEXT_READ,
        account_ids=[holder_id],
        organisation_id=service_id,
        object_id=event.text_id,
        step=str(new_id()),
        words=mail.compose("text_read.txt", approved=isinstance(event, ProfileTextApproved)),
        href=f"/people/{event.person_id}/profile/text",
    )


@job("candidates.carry_cards", limit=timedelta(minutes=10))
async def carry_cards(event: CardsReleased | CardWithdrawn) -> None:
    """The portal's own index changed with the cards, or changes here; another engine gets the same ids."""
    if isinstance(event, CardWithdrawn):
        await indexing.carry_withdrawal(event.card_id, event.profile_id)
        return
    await indexing.fill_after(event.release_id)
    rows = await db.fetch(
        "SELECT id FROM card WHERE scope = $1 AND release = $2", event.scope, event.release_id
    )
    await indexing.carry([row["id"] for row in rows])


@job("candidates.follow_stop", limit=timedelta(minutes=10))
async def follow_stop(event: CardsStopped | CardsShownAgain) -> None:
    """The index empties behind a stop, and fills again after it."""
    await indexing.mend_index()


@job("candidates.check_index", limit=timedelta(minutes=10))
async def check_index(event: IndexCheckAsked) -> None:
    """What somebody asked for, or what a scope that was hidden leaves behind in a search server."""
    await indexing.mend_index()


@job("candidates.tell_of_service")
async def tell_of_service(
    event: SharingAgreed | ServiceInvited | ServiceJoined | ServiceDeclined | ServiceEnded,
) -> None:
    """The service that was asked, or who holds the case."""
    if isinstance(event, SharingAgreed):
        await telling.tell_of_sharing(event.person_id, event.organisation_id)
    else:
        await telling.tell_of_service(event.case_service_id)


@job("candidates.tell_of_team")
async def tell_of_team(event: MemberInvolved) -> None:
    await telling.tell_member(event.involvement_id)


@job("candidates.tell_of_handover")
async def tell_of_handover(
    event: HandoverOffered | HandoverAccepted | HandoverRefused | HandoverWithdrawn,
) -> None:
    await telling.tell_of_handover(event.handover_id)


@job("candidates.tell_of_final_review")
async def tell_of_final_review(event: FinalReviewCalled) -> None:
    await telling.tell_of_final_review(event.call_id)


@job("candidates.tell_of_activated_service")
async def tell_of_activated_service(event: ServiceAsked | ServiceMoved | ServiceMeetingHeld) -> None:
    """The professional hears that she is asked; the holder hears the answer, the end, and a peer who wants to talk."""
    await activated.tell(event)


@job("candidates.end_involvements")
async def end_involvements(event: MembershipEnded) -> None:
    """The same day; the coordinators find what she left under «Da riassegnare»."""
    await telling.end_of_member(event.account_id, event.organisation_id)


@sweep("candidates.lapse_mandates", daily_at=time(0, 10))
async def lapse_mandates() -> None:
    """Mandates and agreements that are over; parts in teams of who has the role no more."""
    await ending.lapse()
    await telling.end_all_without_role()


@sweep("candidates.remind_of_cases", daily_at=time(5, 30))
async def remind_of_cases() -> None:
    """Before the morning's digest: what is late, what ends, what waits for an answer."""
    await reminding.remind_of_cases()
    await reminding.remind_of_agreements()
    await reminding.remind_of_checks()
    await reminding.remind_of_absences()
    await reminding.remind_of_interviews()
    await telling.remind_of_mandates()
    await telling.remind_of_handovers()


@sweep("candidates.end_profiles", daily_at=time(0, 5))
async def end_profiles() -> None:
    await nightly.end_what_is_over()


@sweep("candidates.release_due", daily_at=time(3, 0))
async def release_due() -> None:
    await nightly.run_due()


@sweep("candidates.count_cards_again", daily_at=time(4, 20))
async def count_cards_again() -> None:
    await nightly.count_again()
    await indexing.make_index()
    await indexing.mend_index()
    await nightly.forget_views()


@sweep("candidates.remind_of_assessments", daily_at=time(6, 40))
async def remind_of_assessments() -> None:
    await assessments.remind_of_sheets()
    await assessments.propose_again()


@sweep("candidates.remind_of_eligibility", daily_at=time(6, 50))
async def remind_of_eligibility() -> None:
    await eligibility.remind()


@sweep("candidates.forget_drafts", daily_at=time(1, 30))
async def forget_drafts() -> None:
    await drafts.forget_expired()


SWEEPS: tuple[Sweep, ...] = (
    lapse_mandates,
    remind_of_cases,
    forget_drafts,
    end_profiles,
    release_due,
    count_cards_again,
    remind_of_assessments,
    remind_of_eligibility,
)
