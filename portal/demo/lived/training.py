"""Coordinators record who was trained in the method of assessment."""

from __future__ import annotations

from functools import partial

from portal.demo.chance import Chance
from portal.demo.lived.past import Past, in_office
from portal.demo.world.training import HOURS, trainings
from portal.kernel.roles import Role
from portal.network.actions import record_training
from portal.network.vocabulary import Topic

EARLY = 8.0


def tell(past: Past) -> None:
    chance = Chance.of(past.world.seed, "lived training")
    for service in past.world.services:
        by = in_office(service, service.having(Role.COORDINATOR)[0])
        for one, on in trainings(service):
            record = partial(
                record_training, id=chance.id(on), member=one.id, topic=Topic.METHOD, hours=HOURS, completed_on=on,
                by=by,
            )  # fmt: skip
            past.plan(on, EARLY, record)
