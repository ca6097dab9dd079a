"""What passes with time: terms of keeping, unfinished erasures, answers that are due."""

from datetime import time, timedelta

from portal.foundation.jobs import Sweep, sweep
from portal.privacy.actions import ending_files, ending_papers, finishing, reminding, retaining


@sweep("privacy.retention", daily_at=time(2, 10))
async def retention() -> None:
    await retaining.apply_all()
    await ending_files.warn_and_erase()
    await ending_papers.warn_and_forget()


@sweep("privacy.finish_erasures", every=timedelta(minutes=1))
async def finish_erasures() -> None:
    await finishing.finish_all()


@sweep("privacy.requests_due", daily_at=time(7, 10))
async def requests_due() -> None:
    await reminding.remind()


SWEEPS: tuple[Sweep, ...] = (retention, finish_erasures, requests_due)
