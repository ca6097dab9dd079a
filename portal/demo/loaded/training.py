"""Rows of the training in the method of assessment."""

from __future__ import annotations

from portal.demo.chance import Chance
from portal.demo.days import at
from portal.demo.lived.training import EARLY
from portal.demo.loaded.batch import Batch
from portal.demo.world.build import World
from portal.demo.world.training import HOURS, trainings
from portal.kernel.roles import Role
from portal.network.rules import valid_until
from portal.network.vocabulary import Topic

COLUMNS = {
    "operator_training": "id member organisation topic hours completed_on valid_until recorded_by recorded_at"
}


async def load(world: World) -> None:
    batch = Batch(COLUMNS)
    chance = Chance.of(world.seed, "loaded training")
    for service in world.services:
        coordinator = service.having(Role.COORDINATOR)[0].id
        for one, on in trainings(service):
            batch.add(
                "operator_training", chance.id(on), one.id, service.id, Topic.METHOD.value, HOURS, on,
                valid_until(on), coordinator, at(on, EARLY),
            )  # fmt: skip
    await batch.copy(batch.taken())
