"""What follows in this slice, and what passes with time."""

from datetime import datetime, time, timedelta

from portal.accounts import public as accounts
from portal.accounts.events import MembershipEnded
from portal.employers.companies.actions import company_accounts, workforce_files, workforce_loading
from portal.employers.events import (
    CompanyAccountAssigned,
    CompanyArchived,
    CompanyReadmitted,
    CompanyStepLate,
    CompanySuspended,
    CompanyVerified,
    ConvenzioneConcluded,
    ConvenzioneHiresChanged,
    ConvenzionePlanned,
    ConvenzioneRevoked,
    ConvenzioneSigned,
    HireProposed,
    LetterOfAdherenceEnding,
    LetterOfAdherenceExpired,
    LetterOfAdherenceSent,
    LetterOfAdherenceSigned,
    MeasureCancelled,
    MeasureClosed,
    MeasureGranted,
    MeasureRecorded,
    MeasureRefused,
    MeasureWithdrawn,
    VacancyExpiring,
    VacancyHandedOver,
    VacancyUnpublished,
    VacancyWentStale,
    WorkforceChanged,
    WorkforceFileConfirmed,
    WorkforceFileReceived,
)
from portal.employers.following.actions import adherence, keeping
from portal.employers.following.queries import contacts, followers, letters
from portal.employers.following.rules import LETTER_NOTICE
from portal.employers.obligations.actions import recount
from portal.employers.obligations.queries import counts
from portal.employers.reminders import actions as reminding
from portal.employers.service_requests import telling as service_requests
from portal.employers.vacancies.actions import moving
from portal.employers.vacancies.queries import detail, lists
from portal.employers.vacancies.rules import NOTICE_BEFORE, STALE_AFTER, UNPUBLISHED_AFTER, freshness
from portal.employers.vacancies.vocabulary import VacancyState
from portal.employers.workstations.queries import lists as workstations
from portal.employers.workstations.rules import CHECKED_FOR
from portal.foundation import clock, db, mail, notifications
from portal.foundation.ids import new_id
from portal.foundation.jobs import Sweep, job, sweep
from portal.foundation.notifications import Kind
from portal.kernel.roles import Role

ChangesDuties = (
    WorkforceChanged
    | MeasureRecorded
    | MeasureGranted
    | MeasureRefused
    | MeasureWithdrawn
    | MeasureClosed
    | MeasureCancelled
    | ConvenzioneSigned
    | ConvenzionePlanned
    | ConvenzioneHiresChanged
    | ConvenzioneConcluded
    | ConvenzioneRevoked
)
_BATCH = 500
FILE_LIMIT = timedelta(minutes=5)


# --- duties ----------------------------------------------------------------------------------------------------


@job("employers.recount_coverage")
async def recount_coverage(event: ChangesDuties) -> None:
    await recount.recount(event.company_id)


@sweep("employers.recount_due", daily_at=time(0, 20))
async def recount_due() -> None:
    """Contracts that began or ended today change the figures without anybody writing."""
    while True:
        due = await counts.due_for_recount(clock.today(), _BATCH)
        for company_id in due:
            await recount.recount(company_id)
        if len(due) < _BATCH:
            return


@job("employers.check_workforce_file", limit=FILE_LIMIT)
async def check_workforce_file(event: WorkforceFileReceived) -> None:
    await workforce_loading.check_received(event.workforce_import_id)


@job("employers.load_workforce_file", limit=FILE_LIMIT)
async def load_workforce_file(event: WorkforceFileConfirmed) -> None:
    await workforce_loading.load_confirmed(event.workforce_import_id)


@sweep("employers.forget_workforce_files", daily_at=time(3, 20))
async def forget_workforce_files() -> None:
    await workforce_files.forget_old_files()


# --- what people are told --------------------------------------------------------------------------------------


@job("employers.tell_company_decision")
async def tell_company_decision(event: CompanyVerified | CompanyReadmitted | CompanySuspended) -> None:
    suspended = isinstance(event, CompanySuspended)
    await accounts.tell_members(
        Kind.COMPANY_DECISION,
        event.company_id,
        object_id=event.company_id,
        step=str(new_id()),
        words=mail.compose("company_suspended.txt" if suspended else "company_verified.txt"),
        href="/company/profile" if suspended else "/vacancies",
    )


@job("employers.tell_company_account")
async def tell_company_account(event: CompanyAccountAssigned) -> None:
    """To whoever follows the company from now on."""
    company = await accounts.organisation(event.company_id)
    if company is not None:
        await notifications.notify(
            Kind.COMPANY_FOLLOWED,
            account_ids=[event.holder_id],
            organisation_id=event.service_id,
            object_id=event.company_id,
            step=str(new_id()),
            words=mail.compose("company_account.txt", company=company.name),
            href=f"/companies/{event.company_id}",
        )


@job("employers.end_company_accounts")
async def end_company_accounts(event: MembershipEnded) -> None:
    await company_accounts.end_of_leaver(event.account_id, event.organisation_id)


@job("employers.tell_hire_proposed")
async def tell_hire_proposed(event: HireProposed) -> None:
    """No name: whoever may read it finds it in the portal."""
    await accounts.tell_members(
        Kind.HIRE_PROPOSED,
        event.company_id,
        object_id=event.worker_proposal_id,
        step="proposed",
        words=mail.compose("hire_proposed.txt"),
        href=f"/workforce/proposed/{event.worker_proposal_id}",
    )


@job("employers.tell_vacancy_freshness")
async def tell_vacancy_freshness(event: VacancyWentStale | VacancyExpiring | VacancyUnpublished) -> None:
    """A company that takes its own vacancy out of sight is told nothing."""
    found = await detail.vacancy(event.vacancy_id)
    if found is None or found.confirmed_at is None:
        return
    confirmed_on = clock.in_rome(found.confirmed_at).date()
    days = freshness(confirmed_on)
    gone = isinstance(event, VacancyUnpublished)
    if gone and clock.today() < days.unpublished_on:
        return
    await accounts.tell_members(
        Kind.VACANCY_FRESHNESS,
        event.company_id,
        object_id=event.vacancy_id,
        step=f"{type(event).__name__}:{confirmed_on}",
        words=mail.compose(
            "vacancy_unpublished.txt" if gone else "vacancy_to_confirm.txt", until=days.unpublished_on
        ),
        href=f"/vacancies/{event.vacancy_id}",
    )


@job("employers.tell_vacancy_referent")
async def tell_vacancy_referent(event: VacancyHandedOver) -> None:
    """Whoever hands a vacancy over says to whom; the others of the company need not know."""
    found = await detail.vacancy(event.vacancy_id)
    if found is None or found.referent_id is None:
        return
    await notifications.notify(
        Kind.VACANCY_REFERENT,
        account_ids=[found.referent_id],
        organisation_id=event.company_id,
        object_id=event.vacancy_id,
        step=str(new_id()),
        words=mail.compose("vacancy_handed_over.txt"),
        href=f"/vacancies/{event.vacancy_id}",
    )


# --- what services are told of the companies they follow -------------------------------------------------------


@job("employers.tell_company_step")
async def tell_company_step(event: CompanyStepLate) -> None:
    """To who follows the company now, or to who wrote the contact."""
    found = await contacts.contact(event.company_contact_id)
    if found is None or found.next_on is None:
        return
    await notifications.notify(
        Kind.COMPANY_STEP,
        account_ids=[await followers.follower_of(event.company_id, found.service_id) or found.written_by_id],
        organisation_id=found.service_id,
        object_id=event.company_contact_id,
        step=f"late:{found.next_on}",
        words=mail.compose("company_step_late.txt", due=found.next_on),
        href=f"/companies/{event.company_id}/contacts",
    )


Letter = LetterOfAdherenceSent | LetterOfAdherenceSigned | LetterOfAdherenceEnding | LetterOfAdherenceExpired
_LETTER_WORDS: dict[type[Letter], str] = {
    LetterOfAdherenceSent: "letter_sent.txt",
    LetterOfAdherenceSigned: "letter_signed.txt",
    LetterOfAdherenceEnding: "letter_ending.txt",
    LetterOfAdherenceExpired: "letter_expired.txt",
}


@job("employers.tell_letter")
async def tell_letter(event: Letter) -> None:
    """Sent: the company, which signs. Signed: the service. Ending or ended: both."""
    found = await letters.letter(event.letter_id)
    if found is None:
        return
    words = mail.compose(_LETTER_WORDS[type(event)], until=found.valid_until)
    step = f"{type(event).__name__}:{found.state_since}"
    if not isinstance(event, LetterOfAdherenceSigned):
        await accounts.tell_members(
            Kind.LETTER_OF_ADHERENCE,
            event.company_id,
            object_id=event.letter_id,
            step=step,
            words=words,
            href=f"/letters/{event.letter_id}",
            roles=(Role.COMPANY_ADMINISTRATOR,),
        )
    if not isinstance(event, LetterOfAdherenceSent):
        follower = await followers.follower_of(event.company_id, found.service_id)
        await notifications.notify(
            Kind.LETTER_OF_ADHERENCE,
            account_ids=[follower or found.drafted_by_id],
            organisation_id=found.service_id,
            object_id=event.letter_id,
            step=step,
            words=words,
            href=f"/letters/{event.letter_id}",
        )


@job("employers.tell_service_request")
async def tell_service_request(event: service_requests.Told) -> None:
    await service_requests.tell(event)


@sweep("employers.remind_service_requests", daily_at=time(6, 25))
async def remind_service_requests() -> None:
    """Requests of companies without an answer for three and seven working days."""
    await service_requests.remind()


@sweep("employers.followed_companies", daily_at=time(6, 20))
async def followed_companies() -> None:
    """Next steps whose day has passed; letters with sixty days left, and those that are over."""
    today = clock.today()
    for contact_id in await contacts.late(today):
        await keeping.tell_late(contact_id)
    for letter_id in await letters.ending(today + LETTER_NOTICE):
        await adherence.warn(letter_id)
    for letter_id in await letters.over(today):
        await adherence.expire(letter_id)


# --- vacancies -------------------------------------------------------------------------------------------------


@job("employers.suspend_vacancies")
async def suspend_vacancies(event: CompanySuspended | CompanyArchived) -> None:
    for vacancy_id in await lists.open_of(event.company_id):
        await moving.suspend_by_portal(vacancy_id)


def _days_ago(days: timedelta) -> datetime:
    """The end of the Italian day so long ago: whatever was confirmed then or before is due."""
    day = clock.today() - days
    return datetime.combine(day, time.max, tzinfo=clock.ROME)


@sweep("employers.vacancy_freshness", daily_at=time(6, 10))
async def vacancy_freshness() -> None:
    """Sixty days without a word: ask. Seven days before ninety: warn. Ninety: out of sight."""
    for vacancy_id in await lists.unconfirmed(VacancyState.PUBLISHED, _days_ago(STALE_AFTER)):
        await moving.go_stale(vacancy_id)
    for vacancy_id in await lists.unconfirmed(VacancyState.STALE, _days_ago(UNPUBLISHED_AFTER), warned=True):
        await moving.take_down(vacancy_id)
    nearly = _days_ago(UNPUBLISHED_AFTER - NOTICE_BEFORE)
    for vacancy_id in await lists.unconfirmed(VacancyState.STALE, nearly, warned=False):
        await moving.warn(vacancy_id)


@sweep("employers.workstation_checks", daily_at=time(6, 15))
async def workstation_checks() -> None:
    """Half a year without a look at it: the company is asked, once for each time it said so."""
    for workstation_id, company_id, checked_on in await workstations.unchecked(clock.today() - CHECKED_FOR):
        async with db.unit_of_work():
            await accounts.tell_members(
                Kind.VACANCY_FRESHNESS,
                company_id,
                object_id=workstation_id,
                step=f"unchecked:{checked_on}",
                words=mail.compose("workstation_to_check.txt"),
                href=f"/workstations/{workstation_id}",
            )


# --- reminders -------------------------------------------------------------------------------------------------


@sweep("employers.remind_duties", daily_at=time(6, 30))
async def remind_duties() -> None:
    """The yearly prospetto and the sixty days of the request, before the morning's digest."""
    await reminding.remind_prospetto_informativo()
    await reminding.remind_requests()


@sweep("employers.remind_commitments", daily_at=time(6, 40))
async def remind_commitments() -> None:
    await reminding.remind_commitments()
    await reminding.remind_accommodations()


SWEEPS: tuple[Sweep, ...] = (
    remind_duties,
    remind_commitments,
    recount_due,
    forget_workforce_files,
    vacancy_freshness,
    followed_companies,
    remind_service_requests,
    workstation_checks,
)
