"""What passes for saved searches: news in the morning, and whose owner is gone."""

from datetime import time

from portal.accounts import public as accounts
from portal.accounts.events import MembershipEnded
from portal.candidates.searches import actions, news
from portal.foundation.jobs import Sweep, job, sweep


@sweep("candidates.look_again", daily_at=time(6, 30))
async def look_again() -> None:
    """After the night's releases and the comparison of the index, before the mails of the morning."""
    await news.look_again()


@sweep("candidates.forget_searches", daily_at=time(1, 40))
async def forget_searches() -> None:
    await actions.forget_unopened()


@job("candidates.forget_searches_of_leaver")
async def forget_searches_of_leaver(event: MembershipEnded) -> None:
    """Unless another role still lets her search there."""
    members = await accounts.members_with(news.SEARCHERS, event.organisation_id)
    if event.account_id not in {member.account_id for member in members}:
        await actions.forget_of_leaver(event.account_id, event.organisation_id)


SWEEPS: tuple[Sweep, ...] = (look_again, forget_searches)
