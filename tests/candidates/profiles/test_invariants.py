"""I1 to I5 of anonymisation.md §8 on the database, after every step of a random walk with drain."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.candidates.people import actions as people_actions
from portal.candidates.people import consents
from portal.candidates.people.vocabulary import CollectedHow, ConsentKind
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.blind_profile import PLACE, STEPS
from portal.candidates.profiles.card_words import family_of, implied
from portal.candidates.profiles.gathering import file_of
from portal.candidates.profiles.nodes import open_keys
from portal.candidates.profiles.scopes import state_of
from portal.candidates.profiles.search import COLUMNS, FILTERS, Shown, cards_index, document, shown
from portal.candidates.profiles.vocabulary import CARD_FIELDS, CardField
from portal.foundation import clock, db, search
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM, Viewer
from tests.candidates import builders
from tests.candidates.builders import LOMBARDIA, TORINO
from tests.candidates.profiles.many import EDUCATION, HOURS, SKILLS, draw, write
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("db_rollback")

K = 5
PEOPLE = 26
WAITING = 16

OPERATIONS = (
    *("submit", "withdraw", "edit", "revoke", "move", "run", "run", "epoch", "drain", "text"),
    *("withdraw", "edit", "run"),
)


class _Undo(Exception):
    """Ends one walk; the people of the next stand as they stood."""


@asynccontextmanager
async def undone() -> AsyncIterator[None]:
    with suppress(_Undo):
        async with db.unit_of_work():
            yield
            raise _Undo


@dataclass
class Walk:
    """``admitted``: who is in the last run and was not taken away since, with what her file said then."""

    by: Viewer
    people: list[UUID]
    dice: Random
    day: Any = field(default_factory=clock.today)
    admitted: dict[UUID, tuple[tuple[str | None, ...], tuple[str, ...]]] = field(default_factory=dict)
    keys: set[Any] = field(default_factory=set)

    async def step(self, name: str, number: int) -> None:
        one = self.people[number % len(self.people)]
        before = self.keys
        epoch = name == "epoch"
        # what a counsellor may not do now is refused, and that is a step too
        with suppress(Refused, NotThere):
            await getattr(self, f"_{name}")(one)
        self.keys = await open_keys(LOMBARDIA)
        if not epoch and before:
            assert self.keys <= before, "I4: a node opened between epochs"
        await self.check()

    async def _submit(self, one: UUID) -> None:
        await profiles.prepare(id=new_id(), person_id=one, profession_code=builders.WAREHOUSE, by=self.by)
        await profiles.submit(one, by=self.by)

    async def _withdraw(self, one: UUID) -> None:
        await profiles.withdraw(one, by=self.by)
        self._gone(one)

    async def _revoke(self, one: UUID) -> None:
        await consents.revoke(one, ConsentKind.PROFILE, how=CollectedHow.IN_PERSON, by=self.by)
        self._gone(one)

    async def _move(self, one: UUID) -> None:
        """Her region is another one from now on."""
        version = await db.fetchval("SELECT version FROM person WHERE id = $1", one)
        contact = builders.contact(comune_code=TORINO)
        await people_actions.change_contact(one, contact, version=version, by=self.by)
        self._gone(one)

    async def _edit(self, one: UUID) -> None:
        """The file says something else; the card does not, until a run."""
        hours = self.dice.choice(HOURS)
        available = people_actions.Available(
            *hours, 45, education_code=self.dice.choice(EDUCATION), licences=self.dice.choice(((), ("B",)))
        )
        row = await db.fetchval("SELECT version FROM availability WHERE person = $1", one)
        await people_actions.set_availability(one, available, version=row, by=self.by)
        await people_actions.set_skills(one, self.dice.sample(SKILLS, 3), by=self.by)

    async def _text(self, one: UUID) -> None:
        from portal.candidates.profiles.texts.actions import write as write_text

        await write_text(one, self.dice.choice(("Lavora con cura e precisione.", "")), by=self.by)

    async def _run(self, _one: UUID) -> None:
        await profiles.release(LOMBARDIA, by=SYSTEM, on=self.day)
        await self._admit()

    async def _epoch(self, _one: UUID) -> None:
        self.day += timedelta(days=29)
        await self._run(_one)

    async def _drain(self, _one: UUID) -> None:
        """The largest class to k-1, one by one."""
        classes = Counter(card.codes for card, _, _ in await self.cards())
        if not classes:
            return
        (look, size), *_ = classes.most_common(1)
        for card, person_id, _ in (await self.cards())[:]:
            if card.codes == look and size >= K:
                await self._withdraw(person_id)
                size -= 1
                await self.check()

    async def _admit(self) -> None:
        state = await state_of(LOMBARDIA)
        rows = await db.fetch(
            "SELECT id, person FROM profile WHERE region_code = $1 AND state IN ('waiting', 'published')",
            LOMBARDIA,
        )
        self.admitted = {}
        if len(rows) >= K:
            for row in rows:
                traits = (await file_of(row["id"], state)).traits
                self.admitted[row["person"]] = (tuple(traits.values), tuple(traits.skills))

    def _gone(self, one: UUID) -> None:
        self.admitted.pop(one, None)
        if len(self.admitted) < K:
            self.admitted = {}

    async def cards(self) -> list[tuple[Shown, UUID, str]]:
        rows = await db.fetch(
            f"SELECT {COLUMNS}, p.person, p.state FROM card c JOIN profile p ON p.id = c.profile ORDER BY c.id"
        )
        return [(shown(row), row["person"], row["state"]) for row in rows]

    async def check(self) -> None:
        found = await self.cards()
        cards = [card for card, _, _ in found]
        assert smallest_answer(cards) in (None, *range(K, PEOPLE + 1)), "I1: a filter finds fewer than k"
        assert labels_on_too_few(cards) == []
        assert sorted(person for _, person, _ in found) == sorted(self.admitted), "I2"
        assert {state for _, _, state in found} <= {"published"}
        assert await db.fetchval("SELECT count(*) FROM profile WHERE state = 'published'") == len(found)
        for card, person_id, _ in found:
            values, skills = self.admitted[person_id]
            assert untrue(card, values, skills) == [], "I3"
        await only_the_schema_is_indexed(cards)


def smallest_answer(cards: list[Shown]) -> int | None:
    """Of every joined filter on values shown, or implied by those shown, that finds somebody."""
    found: Counter[tuple[str | None, ...]] = Counter()
    for card in cards:
        ways = [(None, *implied(of, code)) if (code := card.code(of)) else (None,) for of in CardField]
        found.update(set(product(*ways)))
    return min([*found.values(), *Counter(card.codes for card in cards).values()], default=None)


def labels_on_too_few(cards: list[Shown]) -> list[str]:
    scope: Counter[frozenset[str]] = Counter()
    classes: Counter[tuple[Any, frozenset[str]]] = Counter()
    for card in cards:
        for some in carried(card):
            scope[some] += 1
            classes[card.codes, some] += 1
    wrong = [f"{sorted(some)} on {count} cards" for some, count in scope.items() if some and count < K]
    return wrong + [
        f"{sorted(some)} on {n} of its class" for (_, some), n in classes.items() if some and n < 3
    ]


def carried(card: Shown) -> Iterator[frozenset[str]]:
    ways: list[tuple[str | None, ...]] = [(None, code) for code in card.families]
    ways += [(None, family_of()[code], code) for code in card.skills]
    assert len(ways) <= 5
    assert len(card.skills) <= 3
    return iter({frozenset(one for one in chosen if one is not None) for chosen in product(*ways)})


def untrue(card: Shown, values: tuple[str | None, ...], skills: tuple[str, ...]) -> list[str]:
    """What the card says, or implies, that the file did not say when it was admitted."""
    own = {(step.field, values[PLACE[step.name]]) for step in STEPS}
    wrong = [
        f"{of}: {one}"
        for of in CardField
        if (code := card.code(of)) is not None
        for one in implied(of, code)
        if (of, one) not in own
    ]
    families = {family_of()[code] for code in skills}
    return wrong + sorted(set(card.skills) - set(skills)) + sorted(set(card.carried) - families)


async def only_the_schema_is_indexed(cards: list[Shown]) -> None:
    """I5, in the index: what each card shows, under the names of its fields, and the random id; what it counts too."""
    index, engine = cards_index(), search.PostgresEngine()
    stored = {one.id: one async for one in engine.stored(index)}
    assert set(stored) == await engine.ids(index) == {card.id for card in cards}
    counts: dict[str, Counter[str]] = {name: Counter() for name in FILTERS}
    for card in cards:
        told, kept = document(card), stored[card.id]
        assert set(kept.text) | set(kept.filters) <= set(CARD_FIELDS)
        assert {name: kept.values(name) for name in kept.filters} == {
            name: told.values(name) for name in told.filters if told.values(name)
        }
        for name in FILTERS:
            counts[name].update(told.values(name))
    hits = await engine.search(index, search.Query(facets=FILTERS, limit=0))
    assert {name: dict(values) for name, values in hits.facets.items() if values} == {
        name: dict(values) for name, values in counts.items() if values
    }


@pytest.mark.parametrize("more_fields", [False, True], ids=["usual fields", "age and quota too"])
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 10_000),
    steps=st.lists(
        st.tuples(st.sampled_from(OPERATIONS), st.integers(0, PEOPLE - 1)), min_size=4, max_size=14
    ),
)
async def test_whatever_happens_no_card_tells_of_fewer_than_k(
    more_fields: bool, seed: int, steps: list[tuple[str, int]]
) -> None:
    async with undone():
        counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
        if more_fields:
            await db.execute(
                "INSERT INTO scope (code, shows_age, shows_reserved_quota) VALUES ($1, true, true)", LOMBARDIA
            )
        dice = Random(seed)
        drawn = [draw(dice, state="waiting" if place < WAITING else "draft") for place in range(PEOPLE)]
        walk = Walk(counsellor, await write(drawn, counsellor), dice)
        await walk.step("epoch", 0)
        for name, number in steps:
            await walk.step(name, number)


async def test_the_checks_of_the_walk_see_a_card_that_tells_too_much() -> None:
    """Otherwise a walk would prove nothing."""
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    walk = Walk(counsellor, await write([draw(Random(1)) for _ in range(12)], counsellor), Random(1))
    await walk.step("epoch", 0)
    first = "(SELECT id FROM card ORDER BY id LIMIT 1)"
    for change in (
        f"UPDATE card SET licence = CASE WHEN licence = 'b' THEN 'no' ELSE 'b' END WHERE id = {first}",
        f"UPDATE card SET families = '{{F13}}', skills = '{{}}' WHERE id = {first}",
        f"DELETE FROM search_document WHERE id = {first}",
        f"DELETE FROM card WHERE id = {first}",
    ):
        with pytest.raises(AssertionError):
            async with db.unit_of_work():
                await db.execute(change)
                await walk.check()
    with pytest.raises(AssertionError):
        async with db.unit_of_work():
            id = await db.fetchval("SELECT id FROM card ORDER BY id LIMIT 1")
            more = search.Document(id, {}, {"area": ["03", "LC", "E507"]})
            await search.engine().upsert(cards_index(), [more])
            await walk.check()
    await walk.check()
