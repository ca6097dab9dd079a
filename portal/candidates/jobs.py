"""What follows from facts about people and cards, and what the night does."""

from datetime import time, timedelta

from portal.accounts import public as accounts
from portal.candidates.cases.queries import holder_today, service_of
from portal.candidates.drafts import actions as drafts
from portal.candidates.events import (
    CardsReleased,
    CardsShownAgain,
    CardsStopped,
    CardWithdrawn,
    ExtensionRequested,
    ProfileTextApproved,
    ProfileTextAsked,
    ProfileTextSentBack,
    SecondFileAsked,
)
from portal.candidates.profiles import indexing, nightly
from portal.candidates.profiles.search import cards_index
from portal.candidates.profiles.texts import queries as texts
from portal.candidates.profiles.texts.vocabulary import TextState
from portal.foundation import db, mail, notifications, search
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
        ids = [event.card_id]
    else:
        await indexing.fill_after(event.release_id)
        rows = await db.fetch("SELECT id FROM card WHERE release = $1", event.release_id)
        ids = [row["id"] for row in rows]
    await search.engine().propagate(cards_index(), ids)


@job("candidates.follow_stop", limit=timedelta(minutes=10))
async def follow_stop(event: CardsStopped | CardsShownAgain) -> None:
    """The index empties behind a stop, and fills again after it."""
    await nightly.mend_index()


@sweep("candidates.end_profiles", daily_at=time(0, 5))
async def end_profiles() -> None:
    await nightly.end_what_is_over()


@sweep("candidates.release_due", daily_at=time(3, 0))
async def release_due() -> None:
    await nightly.run_due()


@sweep("candidates.count_cards_again", daily_at=time(4, 20))
async def count_cards_again() -> None:
    await nightly.count_again()
    await nightly.make_index()
    await nightly.mend_index()
    await nightly.forget_views()


@sweep("candidates.forget_drafts", daily_at=time(1, 30))
async def forget_drafts() -> None:
    await drafts.forget_expired()


SWEEPS: tuple[Sweep, ...] = (forget_drafts, end_profiles, release_due, count_cards_again)
