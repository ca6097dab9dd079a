"""ONE table: what follows from which fact. And every sweep, which follows from time."""

from portal.accounts import events as accounts
from portal.accounts import jobs as accounts_jobs
from portal.employers import events as employers
from portal.employers import jobs as employers_jobs
from portal.foundation import housekeeping, mail
from portal.foundation.jobs import Job, Sweep
from portal.kernel.events import Event
from portal.reference.events import OfficialRegisterImported

SUBSCRIPTIONS: dict[type[Event], tuple[Job, ...]] = {
    # foundation
    mail.MailQueued: (mail.deliver,),
    # accounts
    accounts.OrganisationRegistered: (),
    accounts.OrganisationVerified: (),
    accounts.OrganisationKindsChanged: (),
    accounts.TerritoryCreated: (),
    accounts.MemberInvited: (),
    accounts.InvitationRevoked: (),
    accounts.InvitationAccepted: (),
    accounts.MembershipStarted: (),
    accounts.MembershipEnded: (),  # its sessions end in its own transaction
    accounts.SignedIn: (),
    accounts.PasswordChanged: (),
    accounts.SecondFactorEnabled: (),
    accounts.RecoveryCodesRenewed: (),
    accounts.SignedOutEverywhere: (),
    # reference
    OfficialRegisterImported: (),
    # employers
    employers.CompanyRegistered: (),
    employers.CompanyVerified: (employers_jobs.tell_company_decision,),
    employers.CompanySuspended: (employers_jobs.suspend_vacancies, employers_jobs.tell_company_decision),
    employers.CompanyReadmitted: (employers_jobs.tell_company_decision,),
    employers.CompanyArchived: (),
    employers.CompanyProfileChanged: (),
    employers.WorkforceChanged: (employers_jobs.recount_coverage,),
    employers.HireProposed: (employers_jobs.tell_hire_proposed,),
    employers.HireConfirmed: (),  # its new row of the workforce is counted as one
    employers.HireDeclined: (),
    employers.CommitmentRecorded: (),
    employers.CommitmentFulfilled: (),
    employers.VacancyDrafted: (),
    employers.VacancyPublished: (),
    employers.VacancyConfirmed: (),
    employers.VacancyWentStale: (employers_jobs.tell_vacancy_freshness,),
    employers.VacancyExpiring: (employers_jobs.tell_vacancy_freshness,),
    employers.VacancyUnpublished: (employers_jobs.tell_vacancy_freshness,),
    employers.VacancySuspended: (),
    employers.VacancyFilled: (),
    employers.VacancyClosed: (),
    employers.VacancyReopened: (),
    employers.VacancyChanged: (),
}
"""A fact without followers has an empty line: facts.record refuses one that is not here."""

SWEEPS: tuple[Sweep, ...] = (*housekeeping.SWEEPS, *accounts_jobs.SWEEPS, *employers_jobs.SWEEPS)
