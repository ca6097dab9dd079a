"""The invitation: one table. Accepting has its own sentences, because who reads them holds only a link."""

from portal.accounts.vocabulary import INVITATION_STATE_LABELS, InvitationState
from portal.kernel.states import T, table

MANAGER = "manager"
INVITED = "invited"

_S = InvitationState

INVITATION = table(
    "L’invito",
    InvitationState,
    INVITATION_STATE_LABELS,
    #  name      from                     to           who      label
    T("accept", _S.OPEN, _S.ACCEPTED, INVITED, "Accetta l’invito"),
    T("resend", {_S.OPEN, _S.EXPIRED}, _S.OPEN, MANAGER, "Invia di nuovo"),
    T("revoke", {_S.OPEN, _S.EXPIRED}, _S.REVOKED, MANAGER, "Revoca"),
)
