"""ONE table: what follows from which fact. And every sweep, which follows from time."""

from portal.accounts import events as accounts
from portal.accounts import jobs as accounts_jobs
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
}
"""A fact without followers has an empty line: facts.record refuses one that is not here."""

SWEEPS: tuple[Sweep, ...] = (*housekeeping.SWEEPS, *accounts_jobs.SWEEPS)
