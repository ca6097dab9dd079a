"""The reminder ladders of a company: the right people, once a rung, whatever happened in between."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from portal.employers.companies.actions import workforce
from portal.employers.inclusion.actions import accommodations, commitments
from portal.employers.inclusion.actions.accommodations import Reply, Request
from portal.employers.inclusion.actions.commitments import CommitmentDraft
from portal.employers.inclusion.vocabulary import Answer, CommitmentKind, Hearing, RequestWay
from portal.employers.measures.actions import measures
from portal.employers.measures.rules.drafts import Period, RequestDraft
from portal.employers.obligations.actions import recount
from portal.employers.obligations.rules.avviamento import RequestKind
from portal.employers.obligations.vocabulary import Subject
from portal.employers.reminders import actions as reminding
from portal.employers.reminders.rules import prospetto_informativo_of
from portal.foundation import clock, db, notifications
from portal.foundation.ids import new_id
from portal.foundation.web.italian import date_it
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import Viewer
from tests import cast
from tests.cast import Cast
from tests.employers import builders

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def company(staff: int = 0) -> tuple[Viewer, UUID]:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    if staff:
        await builders.workers(staff, viewer, starts_on=clock.today())
        await recount.recount(viewer.organisation_id)
    return viewer, viewer.organisation_id


async def words_for(viewer: Viewer) -> list[str]:
    rows = await db.fetch(
        "SELECT words FROM notification WHERE account_id = $1 ORDER BY created_at, id", viewer.account_id
    )
    return [row["words"] for row in rows]


def at(day: date) -> time_machine.travel:
    return time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=UTC), tick=False)


# --- the yearly prospetto --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 22), (2026, date(2027, 1, 31))),
        (date(2027, 1, 31), (2026, date(2027, 1, 31))),
        (date(2027, 3, 31), (2026, date(2027, 1, 31))),
        (date(2027, 4, 1), (2027, date(2028, 1, 31))),
    ],
)
def test_until_march_one_speaks_of_the_prospetto_just_due(today: date, expected: tuple[int, date]) -> None:
    assert prospetto_informativo_of(today) == expected


async def test_the_prospetto_is_remembered_from_sixty_days_before_once_a_rung() -> None:
    viewer, _ = await company(15)
    with at(date(2026, 12, 1)):
        assert await reminding.remind_prospetto_informativo() == 0
    for _ in range(2):
        with at(date(2026, 12, 2)):
            await reminding.remind_prospetto_informativo()
    assert len(await words_for(viewer)) == 1
    with at(date(2027, 1, 20)):  # the rung of 1 January went by in a standstill: the latest speaks for both
        await reminding.remind_prospetto_informativo()
    with at(date(2027, 2, 1)):
        await reminding.remind_prospetto_informativo()
    found = await words_for(viewer)
    assert len(found) == 3
    assert found[0].startswith("Entro il 31 gennaio 2027 invia il prospetto informativo")
    assert found[2].startswith("Il prospetto informativo era atteso per il 31 gennaio 2027")


async def mailed(viewer: Viewer) -> list[str]:
    """What the digest of now carries; from then on it counts as mailed."""
    assert viewer.organisation_id is not None
    letter = await notifications.digest_of(viewer.account_id, viewer.organisation_id)
    if letter is None:
        return []
    await notifications.mark_mailed(letter)
    return [one.words for one in letter.notices]


def moment(day: date, hour: int) -> time_machine.travel:
    return time_machine.travel(datetime(day.year, day.month, day.day, hour, tzinfo=UTC), tick=False)


async def test_two_mails_about_one_duty_are_a_day_apart() -> None:
    viewer, _ = await company(15)
    with moment(date(2027, 1, 29), 20):  # the rung of seven days, late
        await reminding.remind_prospetto_informativo()
        assert len(await mailed(viewer)) == 1
    with moment(date(2027, 1, 30), 6):  # the rung of the day before, ten hours later
        await reminding.remind_prospetto_informativo()
        assert len(await words_for(viewer)) == 2
        assert await mailed(viewer) == []
    with moment(date(2027, 1, 30), 21):
        assert len(await mailed(viewer)) == 1
        assert await mailed(viewer) == []


async def test_who_refused_the_mail_of_a_duty_finds_it_in_the_portal_alone() -> None:
    viewer, company_id = await company(15)
    await notifications.stop_mail(viewer.account_id, company_id, notifications.Kind.PROSPETTO_DUE)
    with at(date(2027, 1, 24)):
        await reminding.remind_prospetto_informativo()
        assert len(await words_for(viewer)) == 1
        assert await mailed(viewer) == []
    await notifications.resume_mail(viewer.account_id, company_id, notifications.Kind.PROSPETTO_DUE)
    with at(date(2027, 1, 24)):
        assert len(await mailed(viewer)) == 1


async def test_who_has_no_duty_is_not_reminded_of_the_prospetto() -> None:
    viewer, _ = await company(14)
    with at(date(2027, 1, 30)):
        await reminding.remind_prospetto_informativo()
    assert await words_for(viewer) == []


async def test_who_sent_the_prospetto_is_left_in_peace() -> None:
    viewer, company_id = await company(15)
    await db.execute(
        "INSERT INTO prospetto_informativo (id, company, year, kind, state, opened_at, opened_by, sent_on,"
        " communication_code, protocol, filed_at, filed_by, document_sealed, version)"
        " VALUES ($1, $2, 2026, '01', 'filed', now(), $3, $4, '0000000000000001', '00000001', now(), $3, $5, 1)",
        new_id(),
        company_id,
        viewer.account_id,
        date(2027, 1, 5),
        b"sealed",
    )
    with at(date(2027, 1, 30)):
        await reminding.remind_prospetto_informativo()
    assert await words_for(viewer) == []
    with at(date(2028, 1, 30)):
        await reminding.remind_prospetto_informativo()
    assert len(await words_for(viewer)) == 1


async def test_who_follows_the_company_is_told_near_the_term_with_its_name() -> None:
    viewer, company_id = await company(15)
    service = await cast.organisation(OrganisationKind.PLACEMENT_SERVICE)
    counsellor = await cast.someone(service, Role.JOB_COUNSELLOR)
    await db.execute(
        "INSERT INTO company_account (id, company, service, holder, starts_on, assigned_by, assigned_at)"
        " VALUES ($1, $2, $3, $4, $5, $4, now())",
        new_id(),
        company_id,
        service,
        counsellor.account_id,
        date(2026, 1, 1),
    )
    with at(date(2027, 1, 17)):
        await reminding.remind_prospetto_informativo()
    assert await words_for(counsellor) == []
    with at(date(2027, 1, 24)):
        await reminding.remind_prospetto_informativo()
    [words] = await words_for(counsellor)
    assert words.startswith(f"{viewer.organisation_name}. Entro il 31 gennaio 2027")


# --- the sixty days of the request -----------------------------------------------------------------------------


async def test_the_request_is_remembered_along_its_sixty_days() -> None:
    viewer, company_id = await company(15)
    since = await db.fetchval("SELECT gap3_since FROM coverage_count WHERE company = $1", company_id)
    assert since == clock.today()
    seen = []
    for days in (0, 0, 29, 30, 53, 59, 60, 61, 61, 90):
        with at(since + timedelta(days=days)):
            seen.append(await reminding.remind_requests())
    told = [count > 0 for count in seen]
    assert told == [True, False, False, True, True, True, False, True, False, True]
    found = await words_for(viewer)
    due_on = date_it(since + timedelta(days=60), "il")
    assert found[0] == (
        f"Entro {due_on} presenta la richiesta di avviamento: 1 posto scoperto {date_it(since, 'dal')} (art. 9 c. 1)."
    )
    assert f"era attesa per {due_on}" in found[-1]


async def test_a_public_employer_is_told_who_answers_and_of_no_sanction() -> None:
    viewer, company_id = await company(15)
    await db.execute("UPDATE company SET employer_kind = 'public' WHERE id = $1", company_id)
    with at(clock.today() + timedelta(days=61)):
        await reminding.remind_requests()
    with at(date(2027, 2, 1)):
        await reminding.remind_prospetto_informativo()
    request, prospetto = await words_for(viewer)
    assert "ne risponde chi doveva presentarla (art. 15 c. 3" in request
    assert "ne risponde chi doveva inviarlo (art. 15 c. 3" in prospetto
    assert "sanzione" not in request + prospetto


async def test_nobody_is_reminded_of_places_already_asked_for() -> None:
    viewer, _ = await company(36)  # two places
    since = clock.today()
    with at(since + timedelta(days=10)):
        await asked(viewer, 1)
    with at(since + timedelta(days=30)):
        assert await reminding.remind_requests() > 0
        assert "1 posto scoperto" in (await words_for(viewer))[-1]
        second = await asked(viewer, 1)
    with at(since + timedelta(days=53)):
        assert await reminding.remind_requests() == 0
        await measures.close_measure(second, ends_on=clock.today(), version=None, by=viewer)
    with at(since + timedelta(days=59)):
        assert await reminding.remind_requests() > 0


async def asked(by: Viewer, places: int) -> UUID:
    draft = RequestDraft(Subject.ART3, "LC", RequestKind.NOMINATIVA, places, Period(clock.today(), None))
    return await measures.record_measure(draft, id=new_id(), by=by)


async def test_a_covered_company_is_not_asked_for_a_request() -> None:
    viewer, company_id = await company(14)
    place = await builders.head_office(company_id)
    await workforce.add_worker(builders.reserved_draft(place), id=new_id(), by=viewer)
    await recount.recount(company_id)
    assert await reminding.remind_requests() == 0


# --- commitments and accommodations ----------------------------------------------------------------------------


def draft(due_on: date, **other: object) -> CommitmentDraft:
    values: dict[str, object] = {
        "title": "Corso per Mario Rossi",
        "kind": CommitmentKind.VOLUNTARY,
        "owner": "Giulia Rota",
        "starts_on": due_on - timedelta(days=90),
        "due_on": due_on,
    }
    return CommitmentDraft(**{**values, **other})  # type: ignore[arg-type]


async def test_the_owner_of_a_commitment_is_told_first_and_the_administrators_when_it_is_late() -> None:
    people = Cast()
    chief = await people.owner(Role.COMPANY_ADMINISTRATOR)
    owner = await people.owner(Role.COMPANY_RECRUITER)
    due_on = date(2027, 3, 15)
    await commitments.record_commitment(
        draft(due_on, owner_account=owner.account_id, item="TRAIN"), id=new_id(), by=chief
    )
    for day in (date(2027, 2, 12), date(2027, 2, 13), date(2027, 2, 14), date(2027, 3, 22)):
        with at(day):
            await reminding.remind_commitments()
    assert await words_for(owner) == [
        "L’impegno D&I TRAIN scade il 15 marzo 2027.",
        "L’impegno D&I TRAIN era da concludere entro il 15 marzo 2027.",
    ]
    assert len(await words_for(chief)) == 1


async def test_without_an_owner_with_access_the_administrators_are_told_and_nothing_typed_is_said() -> None:
    viewer, _ = await company()
    await commitments.record_commitment(draft(clock.today() + timedelta(days=7)), id=new_id(), by=viewer)
    await reminding.remind_commitments()
    [words] = await words_for(viewer)
    assert words.startswith("Un impegno D&I che segui scade il")
    assert "Mario" not in words


async def test_a_concluded_commitment_is_not_remembered() -> None:
    viewer, _ = await company()
    id = await commitments.record_commitment(draft(clock.today()), id=new_id(), by=viewer)
    await commitments.fulfil_commitment(id, done_on=clock.today(), by=viewer)
    assert await reminding.remind_commitments() == 0


async def test_a_commitment_whose_term_moved_is_remembered_for_the_new_one() -> None:
    viewer, _ = await company()
    today = clock.today()
    id = await commitments.record_commitment(draft(today), id=new_id(), by=viewer)
    await reminding.remind_commitments()
    await commitments.change_commitment(id, draft(today + timedelta(days=5)), version=None, by=viewer)
    await reminding.remind_commitments()
    assert len(await words_for(viewer)) == 2


async def test_an_accommodation_is_remembered_by_its_code_until_the_answer_and_at_its_review() -> None:
    viewer, _ = await company()
    asked_on = clock.today()
    request = Request("0042", asked_on, RequestWay.LETTER, ("C9",))
    id = await accommodations.record_request(request, id=new_id(), by=viewer)
    with at(asked_on + timedelta(days=16)):
        await reminding.remind_accommodations()
        await reminding.remind_accommodations()
    [words] = await words_for(viewer)
    assert words.startswith("La richiesta di accomodamento A-0001 aspetta risposta entro il")
    await accommodations.record_hearing(id, heard_on=asked_on, hearing=Hearing.ALONE, by=viewer)
    await accommodations.record_answer(
        id, Reply(asked_on, Answer.GRANTED, "Si può fare subito.", ("C9",)), by=viewer
    )
    await accommodations.record_in_place(
        id, in_place_on=asked_on, review_on=asked_on + timedelta(days=180), by=viewer
    )
    with at(asked_on + timedelta(days=60)):
        assert await reminding.remind_accommodations() == 0
    with at(asked_on + timedelta(days=180)):
        await reminding.remind_accommodations()
    assert "A-0001 è da rivedere il" in (await words_for(viewer))[-1]


async def test_an_archived_company_is_not_reminded_of_anything() -> None:
    viewer, company_id = await company(15)
    await commitments.record_commitment(draft(clock.today()), id=new_id(), by=viewer)
    await db.execute("UPDATE company SET state = 'archived' WHERE id = $1", company_id)
    told = await reminding.remind_commitments() + await reminding.remind_requests()
    assert told == 0
    assert await words_for(viewer) == []
