"""What follows in this slice, and what passes with time."""

from datetime import datetime, time, timedelta

from portal.accounts import public as accounts
from portal.accounts.events import MembershipEnded
from portal.employers.companies.actions import company_accounts, workforce_files, workforce_loading
from portal.employers.events import (
    CompanyAccountAssigned,
    CompanyArchived,
    CompanyReadmitted,
    CompanySuspended,
    CompanyVerified,
    ConvenzioneConcluded,
    ConvenzioneHiresChanged,
    ConvenzionePlanned,
    ConvenzioneRevoked,
    ConvenzioneSigned,
    HireProposed,
    MeasureCancelled,
    MeasureClosed,
    MeasureGranted,
    MeasureRecorded,
    MeasureRefused,
    MeasureWithdrawn,
    VacancyExpiring,
    VacancyUnpublished,
    VacancyWentStale,
    WorkforceChanged,
    WorkforceFileConfirmed,
    WorkforceFileReceived,
)
from portal.employers.obligations.actions import recount
from portal.employers.obligations.queries import counts
from portal.employers.reminders import actions as reminding
from portal.employers.vacancies.actions import moving
from portal.employers.vacancies.queries import detail, lists
from portal.employers.vacancies.rules import NOTICE_BEFORE, STALE_AFTER, UNPUBLISHED_AFTER, freshness
from portal.employers.vacancies.vocabulary import VacancyState
from portal.foundation import clock, mail, notifications
from portal.foundation.ids import new_id
from portal.foundation.jobs import Sweep, job, sweep
from portal.foundation.notifications import Kind

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
)
