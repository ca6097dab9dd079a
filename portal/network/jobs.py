"""What passes with time in the network of services."""

from datetime import time

from portal.foundation.jobs import Sweep, sweep
from portal.network import reminding


@sweep("network.remind_of_training", daily_at=time(6, 55))
async def remind_of_training() -> None:
    await reminding.remind()


SWEEPS: tuple[Sweep, ...] = (remind_of_training,)
