"""Why a person's link opens nothing any more: for whoever holds it. Who guesses an address is told nothing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from portal.foundation import clock, crypto, db
from portal.matching.vocabulary import CONSENTED, LinkKind, ProposalState


class LinkEnd(StrEnum):
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    """She did not answer in time, and may still be asked."""
    REPLACED = "replaced"
    ANSWERED = "answered"
    PROPOSAL_OVER = "proposal_over"
    CONSENT_OVER = "consent_over"
    TAKEN_BACK = "taken_back"
    STILL_GOOD = "still_good"
    """It did not end."""


@dataclass(frozen=True, slots=True)
class EndedLink:
    """``on``: the day of what ended it. ``proposal_id`` is None for a link nobody made."""

    end: LinkEnd
    on: date | None = None
    proposal_id: UUID | None = None
    asked_again: bool = False
    """She has already asked for another in place of this one."""


_LINK = """
SELECT l.proposal, l.used_at, l.expires_at, p.state, p.state_since,
    (SELECT max(c.revoked_at) FROM disclosure_consent c WHERE c.proposal = p.id) AS revoked_at,
    EXISTS (SELECT FROM consent_link n WHERE n.proposal = l.proposal AND n.kind = l.kind AND n.id <> l.id
        AND n.created_at >= l.created_at AND n.used_at IS NULL AND n.expires_at > $3) AS replaced,
    (SELECT max(n.used_at) FROM consent_link n WHERE n.proposal = l.proposal AND n.kind = l.kind
        AND n.created_at >= l.created_at) AS answered_at,
    EXISTS (SELECT FROM proposal_step s WHERE s.proposal = p.id AND s.move = 'ask_new_link'
        AND s.at >= l.created_at) AS asked_again
FROM consent_link l JOIN proposal p ON p.id = l.proposal WHERE l.token_hash = $1 AND l.kind = $2
"""


async def ended(token: str, kind: LinkKind) -> EndedLink:
    """How a link that opens nothing came to its end."""
    row = await db.fetchrow(_LINK, crypto.token_hash(token), kind.value, clock.now())
    if row is None:
        return EndedLink(LinkEnd.UNKNOWN)
    state = ProposalState(row["state"])
    if kind is LinkKind.WITHDRAWAL:
        if row["revoked_at"] is not None:
            end, at = LinkEnd.TAKEN_BACK, row["revoked_at"]
        elif state not in CONSENTED | {ProposalState.ACCEPTED}:
            end, at = LinkEnd.PROPOSAL_OVER, row["state_since"]
        elif row["replaced"]:
            end, at = LinkEnd.REPLACED, row["expires_at"]
        else:
            end, at = LinkEnd.CONSENT_OVER, row["expires_at"]
    elif row["used_at"] is not None or row["answered_at"] is not None:
        end, at = LinkEnd.ANSWERED, row["used_at"] or row["answered_at"]
    elif state not in CONSENTED | {ProposalState.PUT_TO_PERSON}:
        end, at = LinkEnd.PROPOSAL_OVER, row["state_since"]
    elif row["replaced"]:
        end, at = LinkEnd.REPLACED, row["expires_at"]
    elif row["expires_at"] <= clock.now():
        end, at = LinkEnd.EXPIRED, row["expires_at"]
    else:
        end, at = LinkEnd.STILL_GOOD, row["expires_at"]
    return EndedLink(end, clock.in_rome(at).date(), row["proposal"], row["asked_again"])
