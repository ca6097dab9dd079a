"""Every state × move × role on a real database: who may, who is refused, who finds nothing, computed from the table.

A cell is tried by the act people use, and undone. What the table allows is done; else whoever finds the proposal is
refused, and whoever does not learns nothing. A need that is not met is the business of ``test_transitions``: here all
are.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.profiles.codes import card_code
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.actions import answering, asking, consent, interviewing, leading, messages, opening
from portal.matching.actions.reading import read_for_company
from portal.matching.transitions import TRANSITIONS
from portal.matching.vocabulary import (
    CONSENTED,
    WITH_COMPANY,
    Actor,
    Group,
    ProposalState,
    RefusalReason,
)
from tests import cast
from tests.candidates import builders as candidates
from tests.matching import builders
from tests.matching.builders import Stage

pytestmark = pytest.mark.usefixtures("db_rollback")

S = ProposalState
NOBODYS = "x" * 43
"""A secret that nobody made."""


@dataclass(frozen=True)
class Set:
    """A proposal in a state, with the secrets its person holds."""

    now: Stage
    id: UUID
    answer: str = NOBODYS
    back: str = NOBODYS


async def in_state(state: ProposalState, now: Stage) -> Set:
    """Through the acts that people use."""
    match state:
        case S.REQUESTED:
            return Set(now, await requested(now))
        case S.DRAFTED:
            return Set(now, await builders.drafted(now))
        case S.PUT_TO_PERSON:
            return Set(now, *await builders.asked(now))
        case S.DECLINED:
            id, token = await builders.asked(now)
            await consent.decline(token)
            return Set(now, id, token)
    id, token = await builders.asked(now)
    made = Set(now, id, token, await consent.agree(token, builders.ALL))
    if state is S.AGREED:
        return made
    await leading.send(id, by=now.counsellor)
    match state:
        case S.OPENED:
            await read_for_company(id, by=now.recruiter)
        case S.INTERVIEW:
            days = (clock.now() + timedelta(days=3),)
            meeting = interviewing.Meeting(days, "Via Resinelli 4")
            await interviewing.ask_interview(id, meeting=meeting, note=None, by=now.recruiter)
        case S.ACCEPTED:
            await answering.accept(id, by=now.recruiter)
        case S.REFUSED:
            await answering.refuse(id, reason=RefusalReason.HOURS, note=None, by=now.recruiter)
        case S.WITHDRAWN:
            await consent.take_back(made.back)
        case S.EXPIRED:
            await answering.expire(id)
    return made


async def requested(now: Stage) -> UUID:
    await candidates.released(now.counsellor)
    card_id = await db.fetchval("SELECT id FROM card LIMIT 1")
    id = await opening.request_contact(
        id=new_id(), code=card_code(card_id, now.company_id, clock.today()), vacancy_id=now.vacancy_id,
        words=None, by=now.recruiter,
    )  # fmt: skip
    person_id = (await builders.row_of(id))["person"]
    await candidates.consent(person_id, ConsentKind.PROPOSALS, now.counsellor)
    return id


# --- the acts --------------------------------------------------------------------------------------------------

Act = Callable[[Set, Viewer], Awaitable[object]]

OF_VIEWERS: dict[str, tuple[Actor, Act]] = {
    "put_to_person": (
        Actor.COUNSELLOR,
        lambda it, by: asking.put_to_person(it.id, reader_ids=None, by=by),
    ),
    "send": (Actor.COUNSELLOR, lambda it, by: leading.send(it.id, by=by)),
    "ask_renewal": (Actor.COUNSELLOR, lambda it, by: asking.ask_renewal(it.id, by=by)),
    "withdraw": (
        Actor.COUNSELLOR,
        lambda it, by: leading.withdraw(it.id, note=None, asked_by_person=False, by=by),
    ),
    "reopen": (Actor.COUNSELLOR, lambda it, by: leading.reopen(it.id, by=by)),
    "accept": (Actor.COMPANY, lambda it, by: answering.accept(it.id, by=by)),
    "refuse": (
        Actor.COMPANY,
        lambda it, by: answering.refuse(it.id, reason=RefusalReason.HOURS, note=None, by=by),
    ),
}
"""Moves that a signed-in user makes, with the side that makes them."""


async def her_link(it: Set) -> str:
    """The secret that asks her, where she can be asked; else the one she had."""
    state = await builders.state_of(it.id)
    if state in CONSENTED:
        return builders.token_of(await asking.ask_renewal(it.id, by=it.now.counsellor))
    return it.answer


async def says_yes(it: Set) -> None:
    await consent.agree(await her_link(it), [Group.CONTACTS])


async def says_no(it: Set) -> None:
    await consent.decline(await her_link(it))


async def wants_to_talk(it: Set) -> None:
    await consent.ask_to_talk(await her_link(it))


async def wants_a_link(it: Set) -> None:
    token = await her_link(it)
    with time_machine.travel(clock.now() + timedelta(days=15), tick=False):
        await consent.ask_new_link(token)


async def takes_back(it: Set) -> None:
    await consent.take_back(it.back)


OF_PERSON: dict[str, Callable[[Set], Awaitable[None]]] = {
    "agree": says_yes,
    "renew": says_yes,
    "decline": says_no,
    "ask_to_talk": wants_to_talk,
    "ask_new_link": wants_a_link,
    "take_back": takes_back,
}


NOT_THERE: tuple[str, ProposalState | None] = ("not there", None)
REFUSED: tuple[str, ProposalState | None] = ("refused", None)


class _Undo(Exception):
    pass


async def tried(it: Set, act: Callable[[], Awaitable[object]]) -> tuple[str, ProposalState | None]:
    """How it went, and the state it led to; afterwards everything is as before."""
    state = None
    try:
        async with db.unit_of_work():
            await act()
            state = await builders.state_of(it.id)
            raise _Undo
    except _Undo:
        return "done", state
    except Refused:
        return REFUSED
    except NotThere:
        return NOT_THERE


async def roles(now: Stage) -> dict[str, Viewer]:
    found = {
        "the named user": now.recruiter,
        "a colleague who is not named": await now.people.teammate(Role.COMPANY_RECRUITER),
        "the company's administrator": await cast.someone(now.company_id, Role.COMPANY_ADMINISTRATOR),
        "the counsellor": now.counsellor,
        "a colleague of the counsellor": await now.people.teammate(Role.JOB_COUNSELLOR),
    }
    for role in Role:
        found[f"{role} elsewhere"] = await now.people.outsider(role)
        if role not in (Role.JOB_COUNSELLOR, Role.COMPANY_RECRUITER, Role.COMPANY_ADMINISTRATOR):
            found[f"{role} of ours"] = await now.people.owner(role)
    return found


@pytest.mark.parametrize("state", ProposalState)
async def test_every_role_makes_the_moves_of_its_side_writes_and_reads_as_its_side_and_no_more(
    state: ProposalState,
) -> None:
    it = await in_state(state, await builders.stage(places=3))
    row = await builders.row_of(it.id)
    assert row["state"] == state
    reached = row["origin"] == "company" or row["sent_at"] is not None
    finds = {"the counsellor": Actor.COUNSELLOR} | ({"the named user": Actor.COMPANY} if reached else {})
    open_to_words = state in WITH_COMPANY | {S.ACCEPTED}
    wrong = {}
    for who, viewer in (await roles(it.now)).items():
        side = finds.get(who)
        expected: dict[str, tuple[str, ProposalState | None]] = {}
        for name, (whose, _) in OF_VIEWERS.items():
            move = TRANSITIONS.named(name)
            if side is not whose:
                expected[name] = NOT_THERE
            elif state in move.sources and whose in move.who:
                expected[name] = ("done", ProposalState(move.lands(state)))
            else:
                expected[name] = REFUSED
        acts: dict[str, Act] = {name: act for name, (_, act) in OF_VIEWERS.items()}
        acts["write"] = lambda it, by: messages.write(it.id, id=new_id(), text="Quando?", by=by)
        expected["write"] = NOT_THERE if side is None else ("done", state) if open_to_words else REFUSED
        acts["read"] = lambda it, by: read_for_company(it.id, by=by)
        opened = S.OPENED if state in TRANSITIONS.named("open").sources else state
        expected["read"] = ("done", opened) if side is Actor.COMPANY else NOT_THERE
        for name, act in acts.items():
            found = await tried(it, lambda act=act, viewer=viewer: act(it, viewer))  # type: ignore[misc]
            if found != expected[name]:
                wrong[f"{who}, {name}"] = (found, expected[name])
    assert wrong == {}
    if reached:
        read = await read_for_company(it.id, by=it.now.recruiter)
        assert bool(read.disclosed) is bool(read.detail.terms) is open_to_words, "her file while she consents"


@pytest.mark.parametrize("state", ProposalState)
async def test_the_person_makes_her_moves_from_their_states_and_from_no_other(state: ProposalState) -> None:
    it = await in_state(state, await builders.stage(places=3))
    wrong = {}
    for name, act in OF_PERSON.items():
        outcome, landed = await tried(it, lambda act=act: act(it))  # type: ignore[misc]
        move = TRANSITIONS.named(name)
        # one button for both: which it is depends on the state
        may = state in move.sources or (name == "renew" and state is S.PUT_TO_PERSON)
        may = may or (name == "agree" and state in CONSENTED) or (name == "decline" and state in CONSENTED)
        if (outcome == "done") is not may:
            wrong[name] = (outcome, landed)
        if outcome == "done" and state in move.sources and name != "take_back":
            assert landed is ProposalState(move.lands(state)), name
        if outcome == "done" and (name == "take_back" or (name == "decline" and state in CONSENTED)):
            assert landed is (S.ACCEPTED if state is S.ACCEPTED else S.WITHDRAWN)
    assert wrong == {}
