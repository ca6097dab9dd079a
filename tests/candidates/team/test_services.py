"""Services in a case: invited, agreed to, accepted, ended; and what each end closes at once."""

from datetime import timedelta

import pytest

from portal.accounts.actions import members
from portal.candidates.cases.team import actions as team
from portal.candidates.cases.team import ending, queries, sharing
from portal.candidates.cases.team.reassigning_queries import to_reassign
from portal.candidates.cases.team.transitions import CASE_SERVICE
from portal.candidates.cases.team.vocabulary import EndedWhy, ServiceState
from portal.candidates.people.file_access import Column, Part
from portal.candidates.people.grounds import ground
from portal.candidates.people.vocabulary import CollectedHow
from portal.candidates.phases.moves import move
from portal.foundation import clock, db, jobs
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import PERSON
from tests import cast
from tests.candidates.team.making import (
    ALL,
    OF_OTHERS,
    add_colleague,
    agreed,
    case_of,
    invited,
    joined,
    shared,
)
from tests.told import told

pytestmark = pytest.mark.usefixtures("db_rollback")

SPOKEN = {
    "invite": ({ServiceState.DECLINED, ServiceState.ENDED}, ServiceState.INVITED, {"holder"}),
    "accept": ({ServiceState.INVITED}, ServiceState.ACTIVE, {"referent"}),
    "decline": ({ServiceState.INVITED}, ServiceState.DECLINED, {"referent"}),
    "end": ({ServiceState.ACTIVE}, ServiceState.ENDED, {"referent", "service", "holder"}),
    "take_back": ({ServiceState.INVITED}, ServiceState.ENDED, {"holder"}),
    "lapse": ({ServiceState.ACTIVE, ServiceState.INVITED}, ServiceState.ENDED, {"system"}),
}


def test_the_table_of_a_service_is_that_of_the_services() -> None:
    told = {row.name: (set(row.sources), row.target, set(row.who)) for row in CASE_SERVICE}
    assert told == SPOKEN


async def _other(column: Column = Column.HEALTH_OPERATOR):  # type: ignore[no-untyped-def]
    kind, role = OF_OTHERS[column]
    return await cast.someone(await cast.organisation(kind), role)


async def test_a_service_reads_nothing_until_she_agreed_and_it_accepted() -> None:
    now, other = await shared(), await _other()
    id = await invited(now, other)
    assert await ground(now.person_id, other) is None
    with pytest.raises(Refused, match="Manca l’accordo della persona"):
        await team.accept(id, by=other)
    await agreed(now, other)
    assert await ground(now.person_id, other) is None
    await team.accept(id, by=other)
    found = await ground(now.person_id, other)
    assert found is not None
    assert found.column is Column.HEALTH_OPERATOR
    assert not found.holds


async def test_only_the_referent_answers_and_a_declined_service_may_be_asked_again() -> None:
    now, other = await shared(), await _other()
    id = await invited(now, other)
    assert other.organisation_id is not None
    colleague = await cast.someone(other.organisation_id, Role.HEALTH_OPERATOR)
    with pytest.raises(NotThere):
        await team.decline(id, by=colleague)
    await team.decline(id, by=other)
    with pytest.raises(Refused, match="non è più possibile"):
        await team.accept(id, by=other)
    await invited(now, other)


async def test_an_invitation_is_complete_and_within_two_years() -> None:
    now, other = await shared(), await _other()
    assert other.organisation_id is not None
    today = clock.today()
    known = {
        "person_id": now.person_id,
        "organisation_id": other.organisation_id,
        "referent": other.account_id,
        "purpose": "Seguirla insieme.",
        "parts": (Part.CONTACT,),
        "mandate_from": today,
        "mandate_until": today + timedelta(days=30),
        "by": now.counsellor,
    }
    for change, words in (
        ({"parts": ()}, "Indica almeno una parte della scheda."),
        ({"purpose": " "}, "Scrivi lo scopo"),
        ({"mandate_until": today + timedelta(days=800)}, "al massimo 24 mesi"),
        ({"mandate_until": today - timedelta(days=1)}, "finisce prima di iniziare"),
        ({"referent": now.counsellor.account_id}, "referente di quel servizio"),
        ({"organisation_id": now.counsellor.organisation_id}, "segue già il caso"),
    ):
        with pytest.raises(Refused, match=words):
            await team.invite(id=new_id(), **(known | change))  # type: ignore[arg-type]
    await team.invite(id=new_id(), **known)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="già invitato o coinvolto"):
        await team.invite(id=new_id(), **known)  # type: ignore[arg-type]


async def test_a_colleague_who_does_not_hold_the_case_invites_nobody() -> None:
    now, other = await shared(), await _other()
    now.counsellor = await now.people.teammate(Role.JOB_COUNSELLOR)
    with pytest.raises(NotThere):
        await invited(now, other)


async def test_the_service_adds_its_own_people_and_ends_its_own_mandate_only() -> None:
    now, other, third = await shared(), await _other(), await _other(Column.COACH)
    id, elsewhere = await joined(now, other), await joined(now, third)
    assert other.organisation_id is not None
    colleague = await cast.someone(other.organisation_id, Role.HEALTH_OPERATOR)
    involvement = await team.add_member(id, colleague.account_id, Role.HEALTH_OPERATOR, by=other)
    assert await ground(now.person_id, colleague) is not None
    with pytest.raises(Refused, match="in un ruolo che ha oggi"):
        await team.add_member(id, third.account_id, Role.COACH, by=other)
    await team.end_member(involvement, by=other)
    assert await ground(now.person_id, colleague) is None
    with pytest.raises(NotThere):
        await team.end_own(elsewhere, reason="Basta.", by=other)
    with pytest.raises(Refused, match="Scrivi perché l’incarico finisce"):
        await team.end_own(id, reason=" ", by=other)
    await team.end_own(id, reason="Il percorso da noi è finito.", by=other)
    assert await ground(now.person_id, other) is None
    assert await ground(now.person_id, third) is not None


async def test_the_holder_ends_a_mandate_and_takes_an_invitation_back() -> None:
    now, other, third = await shared(), await _other(), await _other(Column.COACH)
    id, asked = await joined(now, other), await invited(now, third)
    await team.end_by_holder(id, now.person_id, reason="Non serve più.", by=now.counsellor)
    await team.end_by_holder(asked, now.person_id, reason="Non serve più.", by=now.counsellor)
    rows = {one.id: one for one in await queries.services_of(await case_of(now.person_id))}
    assert {rows[id].state, rows[asked].state} == {ServiceState.ENDED}
    assert rows[id].ended_words == "Non serve più."
    assert await ground(now.person_id, other) is None


async def test_she_ends_any_sharing_at_once_and_what_was_written_stays() -> None:
    now, other = await shared(), await _other()
    await joined(now, other)
    consent = await db.fetchval("SELECT id FROM sharing_consent WHERE person = $1", now.person_id)
    with pytest.raises(NotThere):
        await sharing.take_back(await _somebody_else(now), consent, by=PERSON)
    await sharing.take_back(now.person_id, consent, by=PERSON)
    assert await ground(now.person_id, other) is None
    row = await db.fetchrow("SELECT state, ended_why FROM case_service WHERE position = 'further'")
    assert (row["state"], row["ended_why"]) == ("ended", EndedWhy.CONSENT_OVER.value)
    with pytest.raises(Refused, match="non è più in vigore"):
        await sharing.take_back(now.person_id, consent, by=PERSON)


async def _somebody_else(now):  # type: ignore[no-untyped-def]
    from tests.candidates import builders

    return await builders.person(now.counsellor)


async def test_the_holder_records_that_she_took_it_back() -> None:
    now, other = await shared(), await _other()
    await joined(now, other)
    consent = await db.fetchval("SELECT id FROM sharing_consent WHERE person = $1", now.person_id)
    with pytest.raises(Refused, match="dato dopo questa data"):
        await sharing.revoke(
            now.person_id,
            consent,
            how=CollectedHow.PAPER,
            on=clock.today() - timedelta(days=1),
            by=now.counsellor,
        )
    await sharing.revoke(now.person_id, consent, how=CollectedHow.PAPER, by=now.counsellor)
    assert await ground(now.person_id, other) is None


async def test_she_agrees_herself_to_a_service_that_asked() -> None:
    now, other = await shared(), await _other()
    id = await invited(now, other, (Part.CONTACT, Part.LEVELS))
    await sharing.agree_herself(now.person_id, id, by=PERSON)
    await team.accept(id, by=other)
    found = await ground(now.person_id, other)
    assert found is not None
    assert found.access.shared == {Part.CONTACT, Part.LEVELS}


async def test_a_new_agreement_takes_the_place_of_the_old_and_may_share_less() -> None:
    now, other = await shared(), await _other()
    await joined(now, other)
    await agreed(now, other, (Part.CONTACT,))
    found = await ground(now.person_id, other)
    assert found is not None
    assert found.access.shared == {Part.CONTACT}
    assert await db.fetchval("SELECT count(*) FROM sharing_consent WHERE revoked_on IS NULL") == 1


async def test_an_agreement_is_for_a_time_and_never_for_the_own_service() -> None:
    now, other = await shared(), await _other()
    with pytest.raises(Refused, match="al massimo 24 mesi"):
        await agreed(now, other, days=900)
    with pytest.raises(Refused, match="deve essere nel futuro"):
        await agreed(now, other, days=-1)
    with pytest.raises(Refused, match="Indica almeno una parte"):
        await agreed(now, other, ())
    with pytest.raises(Refused, match="segue già il caso"):
        await agreed(now, now.counsellor)


async def test_a_mandate_or_an_agreement_that_is_over_closes_what_it_opened() -> None:
    now, other, third = await shared(), await _other(), await _other(Column.COACH)
    await joined(now, other)
    id = await invited(now, third)
    await agreed(now, third, ALL, days=20)
    await team.accept(id, by=third)
    with clock.as_of(clock.now() + timedelta(days=25)):
        assert await ground(now.person_id, third) is None
        assert await ground(now.person_id, other) is not None
        assert await ending.lapse() == 1
    with clock.as_of(clock.now() + timedelta(days=301)):
        assert await ground(now.person_id, other) is None
        assert await ending.lapse() == 1
    states = await db.fetch("SELECT ended_why FROM case_service WHERE position = 'further' ORDER BY ended_on")
    assert [row["ended_why"] for row in states] == [EndedWhy.CONSENT_OVER.value, EndedWhy.MANDATE_OVER.value]


async def test_a_mandate_is_renewed_within_its_length() -> None:
    now, other = await shared(), await _other()
    id = await joined(now, other)
    until = clock.today() + timedelta(days=700)
    await team.renew(id, now.person_id, until=until, by=now.counsellor)
    assert await db.fetchval("SELECT mandate_until FROM case_service WHERE id = $1", id) == until
    with pytest.raises(Refused, match="al massimo 24 mesi"):
        await team.renew(id, now.person_id, until=until + timedelta(days=60), by=now.counsellor)


async def test_a_closed_case_ends_every_mandate() -> None:
    now, other = await shared(), await _other()
    await joined(now, other)
    psychologist = await now.join(Column.PSYCHOLOGIST)
    await move(now.person_id, "withdraw", said_by_person=True, by=now.counsellor)
    assert await ground(now.person_id, other) is None
    assert await ground(now.person_id, psychologist) is None
    assert await ground(now.person_id, now.counsellor) is not None


async def test_a_membership_that_ends_closes_its_involvements_the_same_day_and_the_coordinator_finds_them() -> (
    None
):
    now = await shared()
    psychologist = await now.people.owner(Role.PSYCHOLOGIST)
    await add_colleague(now, psychologist, Role.PSYCHOLOGIST)
    coordinator = await now.people.owner(Role.COORDINATOR)
    assert await to_reassign(coordinator) == []
    await members.set_roles(psychologist.account_id, [], seen=[Role.PSYCHOLOGIST], by=coordinator)
    await jobs.drain()
    row = await db.fetchrow(
        "SELECT ends_on, ended_why FROM involvement WHERE member = $1", psychologist.account_id
    )
    assert (row["ends_on"], row["ended_why"]) == (clock.today(), EndedWhy.MEMBERSHIP_ENDED.value)
    found = await to_reassign(coordinator)
    assert [(one.who, one.role, one.holder) for one in found] == [
        (psychologist.name, Role.PSYCHOLOGIST, False)
    ]
    assert await told(coordinator, Kind.TEAM_NEWS)
    # somebody takes it over: nothing is left to do
    assert now.counsellor.organisation_id is not None
    another = await cast.someone(now.counsellor.organisation_id, Role.PSYCHOLOGIST)
    await add_colleague(now, another, Role.PSYCHOLOGIST)
    assert await to_reassign(coordinator) == []


async def test_a_holder_who_leaves_leaves_her_cases_to_be_reassigned() -> None:
    now = await shared()
    coordinator = await now.people.owner(Role.COORDINATOR)
    await now.people.teammate(Role.JOB_COUNSELLOR)
    await members.set_roles(now.counsellor.account_id, [], seen=[Role.JOB_COUNSELLOR], by=coordinator)
    await jobs.drain()
    found = await to_reassign(coordinator)
    assert [(one.person_id, one.holder) for one in found] == [(now.person_id, True)]
    assert await told(coordinator, Kind.TEAM_NEWS)
    stranger = await now.people.outsider(Role.COORDINATOR)
    assert await to_reassign(stranger) == []


async def test_a_substitute_of_the_same_profession_stands_in_for_a_member() -> None:
    from portal.candidates.cases.actions import record_substitution
    from portal.candidates.cases.vocabulary import SubstitutionReason

    now = await shared()
    psychologist = await now.people.owner(Role.PSYCHOLOGIST)
    await add_colleague(now, psychologist, Role.PSYCHOLOGIST)
    coordinator, colleague = (
        await now.people.owner(Role.COORDINATOR),
        await now.people.teammate(Role.PSYCHOLOGIST),
    )
    assert await ground(now.person_id, colleague) is None
    known = {
        "starts_on": clock.today(),
        "ends_on": clock.today() + timedelta(days=10),
        "reason": SubstitutionReason.HOLIDAY,
        "by": coordinator,
    }
    lawyer = await now.people.owner(Role.LAWYER)
    with pytest.raises(Refused, match="lo stesso ruolo"):
        await record_substitution(
            id=new_id(), holder_id=psychologist.account_id, substitute_id=lawyer.account_id, **known
        )  # type: ignore[arg-type]
    await record_substitution(
        id=new_id(), holder_id=psychologist.account_id, substitute_id=colleague.account_id, **known
    )  # type: ignore[arg-type]
    found = await ground(now.person_id, colleague)
    assert found is not None
    assert found.column is Column.PSYCHOLOGIST
    with clock.as_of(clock.now() + timedelta(days=11)):
        assert await ground(now.person_id, colleague) is None


async def test_who_is_asked_and_who_answers_are_told() -> None:
    now, other = await shared(), await _other()
    id = await invited(now, other)
    await jobs.drain()
    assert len(await told(other, Kind.TEAM_NEWS)) == 1
    await agreed(now, other)
    assert len(await told(other, Kind.TEAM_NEWS)) == 2
    await team.accept(id, by=other)
    assert len(await told(now.counsellor, Kind.TEAM_NEWS)) == 1


async def test_a_service_that_was_asked_does_not_learn_the_name_before_she_agreed() -> None:
    now, other = await shared(), await _other()
    await invited(now, other)
    (row,) = await queries.mandates(other)
    assert row.name is None
    await agreed(now, other)
    (row,) = await queries.mandates(other)
    assert row.name is not None
    stranger = await now.people.outsider(Role.HEALTH_OPERATOR)
    assert await queries.mandates(stranger) == []


async def test_kinds_without_a_column_are_not_asked() -> None:
    now = await shared()
    consortium = await now.people.owner(Role.CONSORTIUM_MANAGER)
    with pytest.raises(Refused, match="fra quelli proposti"):
        await invited(now, consortium)
