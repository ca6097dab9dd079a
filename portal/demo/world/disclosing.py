"""What people of the sample data show to companies, and what the two sides write to each other meanwhile."""

from __future__ import annotations

from portal.demo.world.models import Proposal
from portal.matching.vocabulary import Group, ProposalState

FROM_COMPANY = "Quali orari preferisce? Possiamo cominciare anche alle 9."
FROM_SERVICE = "Le vanno bene le mattine, dal lunedì al venerdì. Le mansioni sono quelle che cerca."

_TALKING = (ProposalState.OPENED, ProposalState.INTERVIEW)


def shown(proposal: Proposal, reserved: str) -> tuple[Group, ...]:
    """What she ticked; being of a reserve is asked for a reserved post only."""
    return tuple(
        group for group in proposal.groups if group is not Group.QUOTA_CATEGORY or reserved != "none"
    )


def talked(proposal: Proposal) -> bool:
    """Whether the reader asked something after reading, and the counsellor answered."""
    return proposal.state in _TALKING and proposal.read_on is not None
